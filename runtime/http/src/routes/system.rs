//! Health, and the document that describes all of this.

use actix_web::HttpResponse;
use actix_web::web::Data;
use engine_services::Tenon;
use serde_json::json;

use super::calls;
use crate::extract::Signed;
use crate::refusal::Refusal;

pub(super) async fn health() -> HttpResponse {
    HttpResponse::Ok().json(json!({"status": "ok", "version": env!("CARGO_PKG_VERSION")}))
}

pub(super) async fn ready(tenon: Data<Tenon>) -> Result<HttpResponse, Refusal> {
    tenon.is_ready().await?;
    Ok(HttpResponse::Ok().json(json!({"status": "ready"})))
}

pub(super) async fn openapi(signed: Signed, tenon: Data<Tenon>) -> Result<HttpResponse, Refusal> {
    Ok(HttpResponse::Ok().json(engine_services::openapi(&tenon, &signed.0.actor, &calls())))
}
