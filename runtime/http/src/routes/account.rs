//! One's own account: password and sessions; the accounts of others for those who keep people; the audit trail.

use actix_web::http::header;
use actix_web::web::{Data, Path, Payload};
use actix_web::{HttpRequest, HttpResponse};
use engine_errors::Code;
use engine_services::{AuditQuery, CodeBody, PasswordBody, ProofBody, SignInRules, Tenon};
use runtime_config::HttpSettings;

use crate::body::{JSON_LIMIT, bytes, typed};
use crate::extract::{Signed, id, parameters};
use crate::origin::address;
use crate::refusal::Refusal;

pub(super) async fn change_password(
    request: HttpRequest,
    signed: Signed,
    payload: Payload,
    tenon: Data<Tenon>,
    settings: Data<HttpSettings>,
) -> Result<HttpResponse, Refusal> {
    let body: PasswordBody = typed(&bytes(payload, JSON_LIMIT).await?)?;
    engine_services::change_password(&tenon, &signed.0, body, &address(&request, &settings)).await?;
    Ok(HttpResponse::NoContent().finish())
}

pub(super) async fn own_sessions(signed: Signed, tenon: Data<Tenon>) -> Result<HttpResponse, Refusal> {
    Ok(HttpResponse::Ok().json(engine_services::own_sessions(&tenon, &signed.0).await?))
}

pub(super) async fn end_own_session(
    request: HttpRequest,
    path: Path<String>,
    signed: Signed,
    tenon: Data<Tenon>,
    settings: Data<HttpSettings>,
) -> Result<HttpResponse, Refusal> {
    let session = id(&path, Code::SessionNotFound)?;
    engine_services::end_own_session(&tenon, &signed.0, session, &address(&request, &settings)).await?;
    Ok(HttpResponse::NoContent().finish())
}

pub(super) async fn end_other_sessions(
    request: HttpRequest,
    signed: Signed,
    tenon: Data<Tenon>,
    settings: Data<HttpSettings>,
) -> Result<HttpResponse, Refusal> {
    let ended = engine_services::end_other_sessions(&tenon, &signed.0, &address(&request, &settings)).await?;
    Ok(HttpResponse::Ok().json(ended))
}

pub(super) async fn sessions_of(
    path: Path<String>,
    signed: Signed,
    tenon: Data<Tenon>,
) -> Result<HttpResponse, Refusal> {
    let person = id(&path, Code::PersonNotFound)?;
    Ok(HttpResponse::Ok().json(engine_services::sessions_of(&tenon, &signed.0.actor, person).await?))
}

pub(super) async fn end_sessions_of(
    request: HttpRequest,
    path: Path<String>,
    signed: Signed,
    tenon: Data<Tenon>,
    settings: Data<HttpSettings>,
) -> Result<HttpResponse, Refusal> {
    let (person, from) = (id(&path, Code::PersonNotFound)?, address(&request, &settings));
    Ok(HttpResponse::Ok().json(engine_services::end_sessions_of(&tenon, &signed.0.actor, person, &from).await?))
}

pub(super) async fn start_reset(
    request: HttpRequest,
    path: Path<String>,
    signed: Signed,
    tenon: Data<Tenon>,
    settings: Data<HttpSettings>,
) -> Result<HttpResponse, Refusal> {
    let (person, from) = (id(&path, Code::PersonNotFound)?, address(&request, &settings));
    Ok(HttpResponse::Ok().json(engine_services::start_reset(&tenon, &signed.0.actor, person, &from).await?))
}

pub(super) async fn sign_in_rules(signed: Signed, tenon: Data<Tenon>) -> Result<HttpResponse, Refusal> {
    Ok(HttpResponse::Ok().json(engine_services::sign_in_rules(&tenon, &signed.0.actor).await?))
}

pub(super) async fn put_sign_in_rules(
    signed: Signed,
    payload: Payload,
    tenon: Data<Tenon>,
) -> Result<HttpResponse, Refusal> {
    let rules: SignInRules = typed(&bytes(payload, JSON_LIMIT).await?)?;
    engine_services::put_sign_in_rules(&tenon, &signed.0.actor, rules).await?;
    Ok(HttpResponse::NoContent().finish())
}

pub(super) async fn audit(request: HttpRequest, signed: Signed, tenon: Data<Tenon>) -> Result<HttpResponse, Refusal> {
    let parameters = parameters(&request, &["event", "person", "from", "to", "before", "limit"])?;
    let query = AuditQuery {
        event: parameters.get("event"),
        person: parameters.get("person"),
        from: parameters.get("from"),
        to: parameters.get("to"),
        before: parameters.number("before")?,
        limit: parameters.number("limit")?,
    };
    Ok(HttpResponse::Ok().json(engine_services::audit(&tenon, &signed.0.actor, &query).await?))
}

pub(super) async fn own_second_factor(signed: Signed, tenon: Data<Tenon>) -> Result<HttpResponse, Refusal> {
    Ok(HttpResponse::Ok().json(engine_services::own_second_factor(&tenon, &signed.0).await?))
}

pub(super) async fn start_second_factor(
    request: HttpRequest,
    signed: Signed,
    payload: Payload,
    tenon: Data<Tenon>,
    settings: Data<HttpSettings>,
) -> Result<HttpResponse, Refusal> {
    let body: ProofBody = typed(&bytes(payload, JSON_LIMIT).await?)?;
    let from = address(&request, &settings);
    let made = engine_services::start_second_factor(&tenon, &signed.0, body, &from).await?;
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(made))
}

pub(super) async fn confirm_second_factor(
    request: HttpRequest,
    signed: Signed,
    payload: Payload,
    tenon: Data<Tenon>,
    settings: Data<HttpSettings>,
) -> Result<HttpResponse, Refusal> {
    let body: CodeBody = typed(&bytes(payload, JSON_LIMIT).await?)?;
    let from = address(&request, &settings);
    let made = engine_services::confirm_second_factor(&tenon, &signed.0, body, &from).await?;
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(made))
}

pub(super) async fn new_recovery_codes(
    request: HttpRequest,
    signed: Signed,
    payload: Payload,
    tenon: Data<Tenon>,
    settings: Data<HttpSettings>,
) -> Result<HttpResponse, Refusal> {
    let body: ProofBody = typed(&bytes(payload, JSON_LIMIT).await?)?;
    let from = address(&request, &settings);
    let made = engine_services::new_recovery_codes(&tenon, &signed.0, body, &from).await?;
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(made))
}

pub(super) async fn remove_second_factor(
    request: HttpRequest,
    signed: Signed,
    payload: Payload,
    tenon: Data<Tenon>,
    settings: Data<HttpSettings>,
) -> Result<HttpResponse, Refusal> {
    let body: ProofBody = typed(&bytes(payload, JSON_LIMIT).await?)?;
    let from = address(&request, &settings);
    engine_services::remove_second_factor(&tenon, &signed.0, body, &from).await?;
    Ok(HttpResponse::NoContent().finish())
}

pub(super) async fn remove_second_factor_of(
    request: HttpRequest,
    path: Path<String>,
    signed: Signed,
    tenon: Data<Tenon>,
    settings: Data<HttpSettings>,
) -> Result<HttpResponse, Refusal> {
    let (person, from) = (id(&path, Code::PersonNotFound)?, address(&request, &settings));
    engine_services::remove_second_factor_of(&tenon, &signed.0.actor, person, &from).await?;
    Ok(HttpResponse::NoContent().finish())
}
