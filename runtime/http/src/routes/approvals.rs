//! Approvals.

use actix_web::web::{Data, Path, Payload};
use actix_web::{HttpRequest, HttpResponse};
use engine_errors::Code;
use engine_services::{Decision, Present, TaskQuery, Tenon};
use serde::Deserialize;

use super::records::{deprecated, reply};
use crate::body::{JSON_LIMIT, bytes, typed};
use crate::extract::{Signed, id, once, parameters};
use crate::refusal::Refusal;

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct SubmitBody {
    flow: Option<String>,
    comment: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct CommentBody {
    comment: Option<String>,
}

impl CommentBody {
    fn trimmed(self) -> Option<String> {
        trimmed(self.comment)
    }
}

fn trimmed(comment: Option<String>) -> Option<String> {
    // PostgreSQL keeps no NUL.
    let kept = |text: String| text.replace('\0', "").trim().chars().take(2000).collect::<String>();
    comment.map(kept).filter(|text| !text.is_empty())
}

pub(super) async fn submit(
    request: HttpRequest,
    path: Path<(String, String)>,
    signed: Signed,
    payload: Payload,
    tenon: Data<Tenon>,
) -> Result<HttpResponse, Refusal> {
    let bytes = bytes(payload, JSON_LIMIT).await?;
    let body: SubmitBody = typed(&bytes)?;
    let (object, text) = path.into_inner();
    let id = id(&text, Code::RecordNotFound)?;
    let once = once(&request, &bytes)?;
    let comment = trimmed(body.comment);
    let mut present = Present::new(&tenon, &signed.0.actor);
    let object = present.object(&object);
    let used = present.used();
    let submitted = engine_services::submit(&tenon, &signed.0.actor, &object, id, body.flow, comment, once).await?;
    Ok(deprecated(reply(submitted), &used))
}

pub(super) async fn tasks(request: HttpRequest, signed: Signed, tenon: Data<Tenon>) -> Result<HttpResponse, Refusal> {
    let parameters = parameters(&request, &["state", "limit", "after"])?;
    let query = TaskQuery {
        state: parameters.get("state").map(str::to_owned),
        limit: parameters.number("limit")?,
        after: parameters.get("after").map(str::to_owned),
    };
    Ok(HttpResponse::Ok().json(engine_services::tasks(&tenon, &signed.0.actor, &query).await?))
}

async fn decide(
    request: HttpRequest,
    path: Path<String>,
    signed: Signed,
    payload: Payload,
    tenon: Data<Tenon>,
    decision: Decision,
) -> Result<HttpResponse, Refusal> {
    let bytes = bytes(payload, JSON_LIMIT).await?;
    let body: CommentBody = typed(&bytes)?;
    let task = id(&path, Code::TaskNotFound)?;
    let once = once(&request, &bytes)?;
    Ok(reply(engine_services::decide(&tenon, &signed.0.actor, task, decision, body.trimmed(), once).await?))
}

pub(super) async fn approve(
    request: HttpRequest,
    path: Path<String>,
    signed: Signed,
    payload: Payload,
    tenon: Data<Tenon>,
) -> Result<HttpResponse, Refusal> {
    decide(request, path, signed, payload, tenon, Decision::Approve).await
}

pub(super) async fn reject(
    request: HttpRequest,
    path: Path<String>,
    signed: Signed,
    payload: Payload,
    tenon: Data<Tenon>,
) -> Result<HttpResponse, Refusal> {
    decide(request, path, signed, payload, tenon, Decision::Reject).await
}

pub(super) async fn instance(path: Path<String>, signed: Signed, tenon: Data<Tenon>) -> Result<HttpResponse, Refusal> {
    let id = id(&path, Code::InstanceNotFound)?;
    Ok(HttpResponse::Ok().json(engine_services::instance(&tenon, &signed.0.actor, id).await?))
}

pub(super) async fn withdraw(
    request: HttpRequest,
    path: Path<String>,
    signed: Signed,
    payload: Payload,
    tenon: Data<Tenon>,
) -> Result<HttpResponse, Refusal> {
    let bytes = bytes(payload, JSON_LIMIT).await?;
    let body: CommentBody = typed(&bytes)?;
    let id = id(&path, Code::InstanceNotFound)?;
    let once = once(&request, &bytes)?;
    Ok(reply(engine_services::withdraw(&tenon, &signed.0.actor, id, body.trimmed(), once).await?))
}
