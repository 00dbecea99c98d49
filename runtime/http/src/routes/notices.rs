//! Notices.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use engine_errors::Code;
use engine_services::Tenon;

use crate::extract::{Signed, id};
use crate::refusal::Refusal;

pub(super) async fn list(signed: Signed, tenon: Data<Tenon>) -> Result<HttpResponse, Refusal> {
    Ok(HttpResponse::Ok().json(engine_services::notices(&tenon, &signed.0.actor).await?))
}

pub(super) async fn read(path: Path<String>, signed: Signed, tenon: Data<Tenon>) -> Result<HttpResponse, Refusal> {
    let id = id(&path, Code::NoticeNotFound)?;
    engine_services::mark_notice_read(&tenon, &signed.0.actor, id).await?;
    Ok(HttpResponse::NoContent().finish())
}

pub(super) async fn read_all(signed: Signed, tenon: Data<Tenon>) -> Result<HttpResponse, Refusal> {
    engine_services::mark_all_notices_read(&tenon, &signed.0.actor).await?;
    Ok(HttpResponse::NoContent().finish())
}
