//! Change sets: drafts of releases.

use actix_web::web::{Data, Path, Payload};
use actix_web::{HttpRequest, HttpResponse};
use engine_errors::Code;
use engine_services::{ChangeSetBody, Checked, PublishBody, RebaseBody, RenameBody, Tenon};
use serde_json::{Value as Json, json};

use super::meta::LIMIT;
use crate::body::{JSON_LIMIT, bytes, object, typed};
use crate::extract::{Signed, id, parameters};
use crate::refusal::{Refusal, problem_json};

type Reply = Result<HttpResponse, Refusal>;

fn set_id(text: &str) -> Result<engine_values::Id, Refusal> {
    id(text, Code::ChangeSetNotFound)
}

pub(super) async fn list(request: HttpRequest, signed: Signed, tenon: Data<Tenon>) -> Reply {
    let parameters = parameters(&request, &["state"])?;
    Ok(HttpResponse::Ok().json(engine_services::change_sets(&tenon, &signed.0.actor, parameters.get("state")).await?))
}

pub(super) async fn create(signed: Signed, payload: Payload, tenon: Data<Tenon>) -> Reply {
    let body: ChangeSetBody = typed(&bytes(payload, JSON_LIMIT).await?)?;
    let id = engine_services::create_change_set(&tenon, &signed.0.actor, body).await?;
    Ok(HttpResponse::Created().json(engine_services::change_set(&tenon, &signed.0.actor, id).await?))
}

pub(super) async fn get(path: Path<String>, signed: Signed, tenon: Data<Tenon>) -> Reply {
    Ok(HttpResponse::Ok().json(engine_services::change_set(&tenon, &signed.0.actor, set_id(&path)?).await?))
}

pub(super) async fn update(path: Path<String>, signed: Signed, payload: Payload, tenon: Data<Tenon>) -> Reply {
    let body: ChangeSetBody = typed(&bytes(payload, JSON_LIMIT).await?)?;
    engine_services::update_change_set(&tenon, &signed.0.actor, set_id(&path)?, body).await?;
    Ok(HttpResponse::NoContent().finish())
}

pub(super) async fn put_document(
    path: Path<(String, String, String)>,
    signed: Signed,
    payload: Payload,
    tenon: Data<Tenon>,
) -> Reply {
    let (set, kind, name) = path.into_inner();
    let body = Json::Object(object(&bytes(payload, LIMIT).await?)?);
    let actor = &signed.0.actor;
    let problems = engine_services::put_draft(&tenon, actor, set_id(&set)?, &kind, &name, body).await?;
    let problems: Vec<Json> = problems.iter().map(|problem| problem_json(problem, &actor.language)).collect();
    Ok(HttpResponse::Ok().json(json!({"problems": problems})))
}

pub(super) async fn drop_document(path: Path<(String, String, String)>, signed: Signed, tenon: Data<Tenon>) -> Reply {
    let (set, kind, name) = path.into_inner();
    engine_services::drop_draft(&tenon, &signed.0.actor, set_id(&set)?, &kind, &name).await?;
    Ok(HttpResponse::NoContent().finish())
}

pub(super) async fn check(path: Path<String>, signed: Signed, tenon: Data<Tenon>) -> Reply {
    let actor = &signed.0.actor;
    let Checked { problems, changes } = engine_services::check_change_set(&tenon, actor, set_id(&path)?).await?;
    let problems: Vec<Json> = problems.iter().map(|problem| problem_json(problem, &actor.language)).collect();
    Ok(HttpResponse::Ok().json(json!({"problems": problems, "changes": changes})))
}

pub(super) async fn plan(path: Path<String>, signed: Signed, tenon: Data<Tenon>) -> Reply {
    Ok(HttpResponse::Ok().json(engine_services::plan_change_set(&tenon, &signed.0.actor, set_id(&path)?).await?))
}

pub(super) async fn publish(path: Path<String>, signed: Signed, payload: Payload, tenon: Data<Tenon>) -> Reply {
    let body: PublishBody = typed(&bytes(payload, JSON_LIMIT).await?)?;
    let id = set_id(&path)?;
    let release = engine_services::publish_change_set(&tenon.into_inner(), &signed.0.actor, id, body).await?;
    Ok(HttpResponse::Ok().json(json!({"release": release})))
}

pub(super) async fn rename(path: Path<String>, signed: Signed, payload: Payload, tenon: Data<Tenon>) -> Reply {
    let body: RenameBody = typed(&bytes(payload, JSON_LIMIT).await?)?;
    let id = set_id(&path)?;
    Ok(HttpResponse::Ok().json(engine_services::rename_in_change_set(&tenon, &signed.0.actor, id, &body).await?))
}

pub(super) async fn conflicts(path: Path<String>, signed: Signed, tenon: Data<Tenon>) -> Reply {
    Ok(HttpResponse::Ok().json(engine_services::change_set_conflicts(&tenon, &signed.0.actor, set_id(&path)?).await?))
}

pub(super) async fn rebase(path: Path<String>, signed: Signed, payload: Payload, tenon: Data<Tenon>) -> Reply {
    let body: RebaseBody = typed(&bytes(payload, JSON_LIMIT).await?)?;
    let id = set_id(&path)?;
    engine_services::rebase_change_set(&tenon, &signed.0.actor, id, body).await?;
    Ok(HttpResponse::Ok().json(engine_services::change_set(&tenon, &signed.0.actor, id).await?))
}

pub(super) async fn discard(path: Path<String>, signed: Signed, tenon: Data<Tenon>) -> Reply {
    engine_services::discard_change_set(&tenon, &signed.0.actor, set_id(&path)?).await?;
    Ok(HttpResponse::NoContent().finish())
}
