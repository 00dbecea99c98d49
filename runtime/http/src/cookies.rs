//! The cookies of the refresh token and of the browser: out of reach of scripts, sent to the session calls only.

use actix_web::HttpRequest;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use runtime_config::HttpSettings;

const NAME: &str = "tenon_refresh";
const DEVICE: &str = "tenon_device";
const PATH: &str = "/api/v1/auth";

/// The cookie with a token.
pub(crate) fn refresh(settings: &HttpSettings, token: String, seconds: i64) -> Cookie<'static> {
    Cookie::build(NAME, token)
        .path(PATH)
        .http_only(true)
        .secure(settings.secure_cookies)
        .same_site(SameSite::Strict)
        .max_age(Duration::seconds(seconds))
        .finish()
}

/// The cookie that takes it away.
pub(crate) fn gone(settings: &HttpSettings) -> Cookie<'static> {
    let mut cookie = refresh(settings, String::new(), 0);
    cookie.make_removal();
    cookie.set_path(PATH);
    cookie
}

/// The cookie of a browser where somebody has signed in; it opens nothing.
pub(crate) fn device(settings: &HttpSettings, token: String, seconds: i64) -> Cookie<'static> {
    let mut cookie = refresh(settings, token, seconds);
    cookie.set_name(DEVICE);
    cookie
}

/// The token of the browser that came with a request.
pub(crate) fn presented_device(request: &HttpRequest) -> Option<String> {
    request.cookie(DEVICE).map(|cookie| cookie.value().to_owned())
}

/// The token that came with a request.
pub(crate) fn presented(request: &HttpRequest) -> Option<String> {
    request.cookie(NAME).map(|cookie| cookie.value().to_owned())
}
