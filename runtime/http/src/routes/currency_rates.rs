//! Rates of currencies.

use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse};
use engine_services::{RateBody, Tenon};

use crate::body::{JSON_LIMIT, bytes, typed};
use crate::extract::{Signed, parameters};
use crate::refusal::Refusal;

pub(super) async fn list(request: HttpRequest, _signed: Signed, tenon: Data<Tenon>) -> Result<HttpResponse, Refusal> {
    let parameters = parameters(&request, &["currency"])?;
    Ok(HttpResponse::Ok().json(engine_services::currency_rates(&tenon, parameters.get("currency")).await?))
}

pub(super) async fn put(signed: Signed, payload: Payload, tenon: Data<Tenon>) -> Result<HttpResponse, Refusal> {
    let body: RateBody = typed(&bytes(payload, JSON_LIMIT).await?)?;
    engine_services::put_currency_rate(&tenon, &signed.0.actor, body).await?;
    Ok(HttpResponse::NoContent().finish())
}

pub(super) async fn delete(request: HttpRequest, signed: Signed, tenon: Data<Tenon>) -> Result<HttpResponse, Refusal> {
    let parameters = parameters(&request, &["currency", "date"])?;
    let part = |name| parameters.get(name).unwrap_or_default();
    engine_services::delete_currency_rate(&tenon, &signed.0.actor, part("currency"), part("date")).await?;
    Ok(HttpResponse::NoContent().finish())
}
