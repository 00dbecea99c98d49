//! Documents, and what the web app needs of them.

use actix_web::web::{Data, Path, Payload};
use actix_web::{HttpRequest, HttpResponse};
use engine_definitions::{Kind, schema_of};
use engine_errors::Code;
use engine_services::{Checked, Failure, Present, Publication, RenameBody, Tenon, TypeChangeBody};
use engine_values::Id;
use serde_json::{Value as Json, json};

use super::records::deprecated;
use crate::body::{JSON_LIMIT, bytes, typed};
use crate::extract::{Signed, parameters};
use crate::refusal::{Refusal, problem_json};

/// A publication of many documents may be large.
pub(super) const LIMIT: usize = 32 * 1024 * 1024;

pub(super) async fn object(path: Path<String>, signed: Signed, tenon: Data<Tenon>) -> Result<HttpResponse, Refusal> {
    let mut present = Present::new(&tenon, &signed.0.actor);
    let name = present.object(&path);
    let used = present.used();
    let page = engine_services::object_page(&tenon, &signed.0.actor, &name).await?;
    Ok(deprecated(HttpResponse::Ok().json(page), &used))
}

pub(super) async fn jobs(signed: Signed, tenon: Data<Tenon>) -> Result<HttpResponse, Refusal> {
    Ok(HttpResponse::Ok().json(engine_services::jobs(&tenon, &signed.0.actor).await?))
}

pub(super) async fn cancel_job(
    path: Path<String>,
    signed: Signed,
    tenon: Data<Tenon>,
) -> Result<HttpResponse, Refusal> {
    let id = job_id(&path)?;
    Ok(HttpResponse::Ok().json(engine_services::cancel_job(&tenon, &signed.0.actor, id).await?))
}

pub(super) async fn resume_job(
    path: Path<String>,
    signed: Signed,
    tenon: Data<Tenon>,
) -> Result<HttpResponse, Refusal> {
    let id = job_id(&path)?;
    Ok(HttpResponse::Ok().json(engine_services::resume_job(&tenon, &signed.0.actor, id).await?))
}

/// An identity that is none is that of no job.
fn job_id(path: &str) -> Result<Id, Refusal> {
    path.parse().map_err(|_| Refusal(Failure::new(Code::JobNotFound).with("id", path)))
}

pub(super) async fn regions(request: HttpRequest, _signed: Signed) -> Result<HttpResponse, Refusal> {
    let parameters = parameters(&request, &["parent", "search"])?;
    Ok(HttpResponse::Ok().json(engine_services::regions(parameters.get("parent"), parameters.get("search"))?))
}

pub(super) async fn documents(
    request: HttpRequest,
    signed: Signed,
    tenon: Data<Tenon>,
) -> Result<HttpResponse, Refusal> {
    let parameters = parameters(&request, &["kind"])?;
    Ok(HttpResponse::Ok().json(engine_services::documents(&tenon, &signed.0.actor, parameters.get("kind"))?))
}

pub(super) async fn document(
    path: Path<(String, String)>,
    signed: Signed,
    tenon: Data<Tenon>,
) -> Result<HttpResponse, Refusal> {
    let (kind, name) = path.into_inner();
    Ok(HttpResponse::Ok().json(engine_services::document(&tenon, &signed.0.actor, &kind, &name)?))
}

pub(super) async fn schema(path: Path<String>, _signed: Signed) -> Result<HttpResponse, Refusal> {
    let unknown = || Refusal(Failure::new(Code::KindUnknown).with("kind", path.as_str()));
    let kind = Kind::from_word(&path).ok_or_else(unknown)?;
    Ok(HttpResponse::Ok().json(schema_of(kind)))
}

pub(super) async fn records_schema(
    path: Path<String>,
    signed: Signed,
    tenon: Data<Tenon>,
) -> Result<HttpResponse, Refusal> {
    Ok(HttpResponse::Ok().json(engine_services::records_schema(&tenon, &signed.0.actor, &path)?))
}

pub(super) async fn check(signed: Signed, payload: Payload, tenon: Data<Tenon>) -> Result<HttpResponse, Refusal> {
    let publication: Publication = typed(&bytes(payload, LIMIT).await?)?;
    let actor = &signed.0.actor;
    let Checked { problems, changes } = engine_services::check(&tenon, actor, &publication)?;
    let problems: Vec<Json> = problems.iter().map(|problem| problem_json(problem, &actor.language)).collect();
    Ok(HttpResponse::Ok().json(json!({"problems": problems, "changes": changes})))
}

pub(super) async fn functions(_signed: Signed) -> Result<HttpResponse, Refusal> {
    Ok(HttpResponse::Ok().json(engine_services::expression_functions()))
}

pub(super) async fn inspect_expression(
    signed: Signed,
    payload: Payload,
    tenon: Data<Tenon>,
) -> Result<HttpResponse, Refusal> {
    let body: engine_services::ExpressionBody = typed(&bytes(payload, JSON_LIMIT).await?)?;
    Ok(HttpResponse::Ok().json(engine_services::inspect_expression(&tenon, &signed.0.actor, &body)?))
}

pub(super) async fn publish(signed: Signed, payload: Payload, tenon: Data<Tenon>) -> Result<HttpResponse, Refusal> {
    let publication: Publication = typed(&bytes(payload, LIMIT).await?)?;
    let release = engine_services::publish(&tenon.into_inner(), &signed.0.actor, publication).await?;
    Ok(HttpResponse::Ok().json(json!({"release": release})))
}

pub(super) async fn preview_type_change(
    signed: Signed,
    payload: Payload,
    tenon: Data<Tenon>,
) -> Result<HttpResponse, Refusal> {
    let body: TypeChangeBody = typed(&bytes(payload, JSON_LIMIT).await?)?;
    Ok(HttpResponse::Ok().json(engine_services::preview_type_change(&tenon, &signed.0.actor, &body).await?))
}

pub(super) async fn plan(signed: Signed, payload: Payload, tenon: Data<Tenon>) -> Result<HttpResponse, Refusal> {
    let publication: Publication = typed(&bytes(payload, LIMIT).await?)?;
    Ok(HttpResponse::Ok().json(engine_services::plan(&tenon, &signed.0.actor, &publication).await?))
}

pub(super) async fn rename(signed: Signed, payload: Payload, tenon: Data<Tenon>) -> Result<HttpResponse, Refusal> {
    let body: RenameBody = typed(&bytes(payload, JSON_LIMIT).await?)?;
    Ok(HttpResponse::Ok().json(engine_services::rename(&tenon.into_inner(), &signed.0.actor, &body).await?))
}

pub(super) async fn uses(request: HttpRequest, signed: Signed, tenon: Data<Tenon>) -> Result<HttpResponse, Refusal> {
    let parameters = parameters(&request, &["kind", "name", "field"])?;
    let (kind, name) = (parameters.get("kind").unwrap_or("object"), parameters.get("name").unwrap_or_default());
    Ok(HttpResponse::Ok().json(engine_services::uses(&tenon, &signed.0.actor, kind, name, parameters.get("field"))?))
}
