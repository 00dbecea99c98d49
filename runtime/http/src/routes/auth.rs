//! Session calls.

use actix_web::http::header;
use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse};
use engine_errors::Code;
use engine_services::{Credentials, ResetBody, Session, SetupBody, Tenon};
use runtime_config::HttpSettings;
use serde_json::json;

use crate::body::{bytes, typed};
use crate::cookies;
use crate::origin::{address, caller};
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
    let session = engine_services::login(&tenon, credentials, &caller(&request, &settings)).await?;
    Ok(opened(&settings, session))
}

pub(super) async fn refresh(
    request: HttpRequest,
    tenon: Data<Tenon>,
    settings: Data<HttpSettings>,
) -> Result<HttpResponse, Refusal> {
    admit(&request)?;
    let token = cookies::presented(&request).ok_or(Refusal::from(Code::NotSignedIn))?;
    let session = engine_services::refresh(&tenon, &token, &caller(&request, &settings)).await?;
    Ok(opened(&settings, session))
}

pub(super) async fn logout(
    request: HttpRequest,
    tenon: Data<Tenon>,
    settings: Data<HttpSettings>,
) -> Result<HttpResponse, Refusal> {
    admit(&request)?;
    if let Some(token) = cookies::presented(&request) {
        engine_services::logout(&tenon, &token, &caller(&request, &settings)).await?;
    }
    Ok(HttpResponse::NoContent().cookie(cookies::gone(&settings)).finish())
}

pub(super) async fn setup_wanted(tenon: Data<Tenon>) -> HttpResponse {
    HttpResponse::Ok().json(json!({"wanted": engine_services::setup_wanted(&tenon)}))
}

pub(super) async fn set_up(
    request: HttpRequest,
    payload: Payload,
    tenon: Data<Tenon>,
    settings: Data<HttpSettings>,
) -> Result<HttpResponse, Refusal> {
    let body: SetupBody = typed(&bytes(payload, LIMIT).await?)?;
    let tenon = tenon.into_inner();
    engine_services::set_up(&tenon, body, &address(&request, &settings)).await?;
    Ok(HttpResponse::NoContent().finish())
}

pub(super) async fn reset_password(
    request: HttpRequest,
    payload: Payload,
    tenon: Data<Tenon>,
    settings: Data<HttpSettings>,
) -> Result<HttpResponse, Refusal> {
    let body: ResetBody = typed(&bytes(payload, LIMIT).await?)?;
    engine_services::reset_password(&tenon, body, &address(&request, &settings)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// A header that a form of another site cannot send: the cookie alone proves nothing (security.md class 21).
fn admit(request: &HttpRequest) -> Result<(), Refusal> {
    if request.headers().contains_key("x-tenon") { Ok(()) } else { Err(Refusal::from(Code::NotSignedIn)) }
}

fn opened(settings: &HttpSettings, session: Session) -> HttpResponse {
    let cookie = cookies::refresh(settings, session.refresh_token, session.refresh_in);
    let mut response = HttpResponse::Ok();
    if let Some((token, seconds)) = session.device {
        response.cookie(cookies::device(settings, token, seconds));
    }
    response.cookie(cookie).insert_header((header::CACHE_CONTROL, "no-store")).json(json!({
        "access_token": session.access_token,
        "expires_in": session.expires_in,
        "user": session.user,
    }))
}
