//! The signed-in person and colleagues.

use actix_web::web::{Data, Path, Payload};
use actix_web::{HttpRequest, HttpResponse};
use engine_errors::Code;
use engine_services::{DepartmentBody, PersonBody, Tenon};
use serde::Deserialize;

use crate::body::{JSON_LIMIT, bytes, typed};
use crate::extract::{Signed, id, parameters};
use crate::refusal::Refusal;

pub(super) async fn me(signed: Signed, tenon: Data<Tenon>) -> Result<HttpResponse, Refusal> {
    Ok(HttpResponse::Ok().json(engine_services::me(&tenon, &signed.0.actor).await?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Update {
    language: String,
}

pub(super) async fn update_me(signed: Signed, payload: Payload, tenon: Data<Tenon>) -> Result<HttpResponse, Refusal> {
    let update: Update = typed(&bytes(payload, JSON_LIMIT).await?)?;
    engine_services::set_language(&tenon, &signed.0.actor, &update.language).await?;
    Ok(HttpResponse::NoContent().finish())
}

pub(super) async fn users(request: HttpRequest, signed: Signed, tenon: Data<Tenon>) -> Result<HttpResponse, Refusal> {
    let parameters = parameters(&request, &["search", "limit"])?;
    let found = engine_services::users(&tenon, &signed.0.actor, parameters.get("search"), parameters.number("limit")?)?;
    Ok(HttpResponse::Ok().json(found))
}

pub(super) async fn departments(signed: Signed, tenon: Data<Tenon>) -> Result<HttpResponse, Refusal> {
    Ok(HttpResponse::Ok().json(engine_services::departments(&tenon, &signed.0.actor)?))
}

pub(super) async fn create_person(
    signed: Signed,
    payload: Payload,
    tenon: Data<Tenon>,
) -> Result<HttpResponse, Refusal> {
    let body: PersonBody = typed(&bytes(payload, JSON_LIMIT).await?)?;
    Ok(HttpResponse::Created().json(engine_services::create_person(&tenon, &signed.0.actor, body).await?))
}

pub(super) async fn update_person(
    path: Path<String>,
    signed: Signed,
    payload: Payload,
    tenon: Data<Tenon>,
) -> Result<HttpResponse, Refusal> {
    let body: PersonBody = typed(&bytes(payload, JSON_LIMIT).await?)?;
    let id = id(&path, Code::PersonNotFound)?;
    Ok(HttpResponse::Ok().json(engine_services::update_person(&tenon, &signed.0.actor, id, body).await?))
}

pub(super) async fn create_department(
    signed: Signed,
    payload: Payload,
    tenon: Data<Tenon>,
) -> Result<HttpResponse, Refusal> {
    let body: DepartmentBody = typed(&bytes(payload, JSON_LIMIT).await?)?;
    Ok(HttpResponse::Created().json(engine_services::create_department(&tenon, &signed.0.actor, body).await?))
}

pub(super) async fn update_department(
    path: Path<String>,
    signed: Signed,
    payload: Payload,
    tenon: Data<Tenon>,
) -> Result<HttpResponse, Refusal> {
    let body: DepartmentBody = typed(&bytes(payload, JSON_LIMIT).await?)?;
    let id = id(&path, Code::DepartmentNotFound)?;
    Ok(HttpResponse::Ok().json(engine_services::update_department(&tenon, &signed.0.actor, id, body).await?))
}
