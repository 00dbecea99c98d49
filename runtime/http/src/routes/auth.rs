//! Session calls.

use actix_web::http::header;
use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse};
use engine_errors::Code;
use engine_services::{Credentials, Session, Tenon};
use runtime_config::HttpSettings;
use serde_json::json;

use crate::body::{bytes, typed};
use crate::cookies;
use crate::refusal::Refusal;

/// A body of credentials is small.
const LIMIT: usize = 4096;

pub(super) async fn login(
    request: HttpRequest,
    payload: Payload,
    tenon: Data<Tenon>,
    settings: Data<HttpSettings>,
) -> Result<HttpResponse, Refusal> {
    let credentials: Credentials = typed(&bytes(payload, LIMIT).await?)?;
    let address = request.peer_addr().map(|address| address.ip().to_string()).unwrap_or_default();
    let agent = request.headers().get(header::USER_AGENT).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let session = engine_services::login(&tenon, credentials, &address, agent).await?;
    Ok(opened(&settings, session))
}

pub(super) async fn refresh(
    request: HttpRequest,
    tenon: Data<Tenon>,
    settings: Data<HttpSettings>,
) -> Result<HttpResponse, Refusal> {
    admit(&request)?;
    let token = cookies::presented(&request).ok_or(Refusal::from(Code::NotSignedIn))?;
    let session = engine_services::refresh(&tenon, &token).await?;
    Ok(opened(&settings, session))
}

pub(super) async fn logout(
    request: HttpRequest,
    tenon: Data<Tenon>,
    settings: Data<HttpSettings>,
) -> Result<HttpResponse, Refusal> {
    admit(&request)?;
    if let Some(token) = cookies::presented(&request) {
        engine_services::logout(&tenon, &token).await?;
    }
    Ok(HttpResponse::NoContent().cookie(cookies::gone(&settings)).finish())
}

/// A header that a form of another site cannot send: the cookie alone proves nothing (security.md class 21).
fn admit(request: &HttpRequest) -> Result<(), Refusal> {
    if request.headers().contains_key("x-tenon") { Ok(()) } else { Err(Refusal::from(Code::NotSignedIn)) }
}

fn opened(settings: &HttpSettings, session: Session) -> HttpResponse {
    let cookie = cookies::refresh(settings, session.refresh_token, session.refresh_in);
    HttpResponse::Ok().cookie(cookie).insert_header((header::CACHE_CONTROL, "no-store")).json(json!({
        "access_token": session.access_token,
        "expires_in": session.expires_in,
        "user": session.user,
    }))
}
