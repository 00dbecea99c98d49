//! The signed-in person and colleagues.

use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse};
use engine_services::Tenon;
use serde::Deserialize;

use crate::body::{JSON_LIMIT, bytes, typed};
use crate::extract::{Signed, parameters};
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
