//! Releases, their restoring, and the recycle area.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path, Payload};
use engine_errors::Code;
use engine_services::{Failure, RestoreBody, Tenon};
use engine_values::Id;

use crate::body::{JSON_LIMIT, bytes, typed};
use crate::extract::{Signed, id};
use crate::refusal::Refusal;

type Reply = Result<HttpResponse, Refusal>;

fn number(text: &str) -> Result<i64, Refusal> {
    text.parse().map_err(|_| Refusal(Failure::new(Code::ReleaseNotFound).with("release", text)))
}

async fn begun(tenon: &Tenon, signed: &Signed, id: Id) -> Reply {
    Ok(HttpResponse::Created().json(engine_services::change_set(tenon, &signed.0.actor, id).await?))
}

pub(super) async fn list(signed: Signed, tenon: Data<Tenon>) -> Reply {
    Ok(HttpResponse::Ok().json(engine_services::releases(&tenon, &signed.0.actor).await?))
}

pub(super) async fn get(path: Path<String>, signed: Signed, tenon: Data<Tenon>) -> Reply {
    Ok(HttpResponse::Ok().json(engine_services::release(&tenon, &signed.0.actor, number(&path)?).await?))
}

pub(super) async fn restore(path: Path<String>, signed: Signed, payload: Payload, tenon: Data<Tenon>) -> Reply {
    let body: RestoreBody = typed(&bytes(payload, JSON_LIMIT).await?)?;
    let id = engine_services::restore_release(&tenon, &signed.0.actor, number(&path)?, body).await?;
    begun(&tenon, &signed, id).await
}

pub(super) async fn history(path: Path<(String, String)>, signed: Signed, tenon: Data<Tenon>) -> Reply {
    let (kind, name) = path.into_inner();
    Ok(HttpResponse::Ok().json(engine_services::document_history(&tenon, &signed.0.actor, &kind, &name).await?))
}

pub(super) async fn recycled(signed: Signed, tenon: Data<Tenon>) -> Reply {
    Ok(HttpResponse::Ok().json(engine_services::recycled(&tenon, &signed.0.actor).await?))
}

pub(super) async fn restore_recycled(path: Path<String>, signed: Signed, tenon: Data<Tenon>) -> Reply {
    let entry = id(&path, Code::RecycledNotFound)?;
    let id = engine_services::restore_recycled(&tenon, &signed.0.actor, entry).await?;
    begun(&tenon, &signed, id).await
}

pub(super) async fn remove_recycled(path: Path<String>, signed: Signed, tenon: Data<Tenon>) -> Reply {
    engine_services::remove_recycled(&tenon, &signed.0.actor, id(&path, Code::RecycledNotFound)?).await?;
    Ok(HttpResponse::NoContent().finish())
}
