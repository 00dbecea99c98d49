//! Session calls.

use actix_web::http::header;
use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse};
use engine_errors::Code;
use engine_services::{Credentials, ResetBody, SecondStepBody, Session, SetupBody, SignIn, Tenon};
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
    match engine_services::login(&tenon, credentials, &caller(&request, &settings)).await? {
        SignIn::Done(session) => Ok(opened(&settings, *session, None)),
        SignIn::SecondStep { ticket, enrol } => Ok(HttpResponse::Ok()
            .insert_header((header::CACHE_CONTROL, "no-store"))
            .json(json!({"second_step": {"ticket": ticket, "enrol": enrol}}))),
    }
}

pub(super) async fn second_step(
    request: HttpRequest,
    payload: Payload,
    tenon: Data<Tenon>,
    settings: Data<HttpSettings>,
) -> Result<HttpResponse, Refusal> {
    let body: SecondStepBody = typed(&bytes(payload, LIMIT).await?)?;
    let (session, codes) = engine_services::second_step(&tenon, body, &caller(&request, &settings)).await?;
    Ok(opened(&settings, session, codes))
}

pub(super) async fn enrol(payload: Payload, tenon: Data<Tenon>) -> Result<HttpResponse, Refusal> {
    let body: SecondStepBody = typed(&bytes(payload, LIMIT).await?)?;
    let begun = engine_services::enrol(&tenon, body).await?;
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(begun))
}

pub(super) async fn refresh(
    request: HttpRequest,
    tenon: Data<Tenon>,
    settings: Data<HttpSettings>,
) -> Result<HttpResponse, Refusal> {
    admit(&request)?;
    let token = cookies::presented(&request).ok_or(Refusal::from(Code::NotSignedIn))?;
    let session = engine_services::refresh(&tenon, &token, &caller(&request, &settings)).await?;
    Ok(opened(&settings, session, None))
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

fn opened(settings: &HttpSettings, session: Session, recovery_codes: Option<Vec<String>>) -> HttpResponse {
    let cookie = cookies::refresh(settings, session.refresh_token, session.refresh_in);
    let mut response = HttpResponse::Ok();
    if let Some((token, seconds)) = session.device {
        response.cookie(cookies::device(settings, token, seconds));
    }
    let mut body = json!({
        "access_token": session.access_token,
        "expires_in": session.expires_in,
        "user": session.user,
    });
    if let (Some(codes), Some(body)) = (recovery_codes, body.as_object_mut()) {
        body.insert("recovery_codes".to_owned(), json!(codes));
    }
    response.cookie(cookie).insert_header((header::CACHE_CONTROL, "no-store")).json(body)
}
