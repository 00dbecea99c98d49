//! Records of every object.

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::web::{Data, Path, Payload};
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder};
use engine_errors::{Code, Problem};
use engine_services::{ListQuery, Reply, Tenon};
use serde_json::Value as Json;

use crate::body::{JSON_LIMIT, bytes, object, typed};
use crate::extract::{Signed, id, if_match, once, parameters};
use crate::refusal::Refusal;

/// JSON text that a service has written already.
fn json_text(status: StatusCode, body: Vec<u8>) -> HttpResponse {
    HttpResponseBuilder::new(status).content_type("application/json").body(body)
}

/// The answer of a write.
pub(super) fn reply(reply: Reply) -> HttpResponse {
    let status = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::OK);
    if reply.body.is_empty() {
        return HttpResponse::new(status);
    }
    let mut response = json_text(status, reply.body);
    if let Some(tag) = reply.revision.and_then(entity_tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}

/// Names of the warnings that the writer confirms with a write.
fn confirmed(request: &HttpRequest) -> Result<Vec<String>, Refusal> {
    Ok(parameters(request, &["confirm"])?.list("confirm").unwrap_or_default())
}

fn entity_tag(revision: i64) -> Option<HeaderValue> {
    HeaderValue::from_str(&format!("\"{revision}\"")).ok()
}

pub(super) async fn list(
    request: HttpRequest,
    path: Path<String>,
    signed: Signed,
    tenon: Data<Tenon>,
) -> Result<HttpResponse, Refusal> {
    const KNOWN: &[&str] = &["fields", "filter", "sort", "limit", "after", "count", "search", "view", "expand"];
    let parameters = parameters(&request, KNOWN)?;
    let invalid = |name: &str| Refusal::from(Problem::at(Code::ParameterInvalid, name));
    let filter = parameters.get("filter").map(serde_json::from_str::<Json>).transpose();
    let count = parameters.get("count").map(|word| serde_json::from_value(Json::from(word))).transpose();
    let query = ListQuery {
        fields: parameters.list("fields"),
        expand: parameters.list("expand").unwrap_or_default(),
        filter: filter.map_err(|_| invalid("filter"))?,
        sort: parameters.get("sort").map(|text| engine_services::SortInput::Text(text.to_owned())),
        limit: parameters.number("limit")?,
        after: parameters.get("after").map(str::to_owned),
        count: count.map_err(|_| invalid("count"))?,
        search: parameters.get("search").map(str::to_owned),
        view: parameters.get("view").map(str::to_owned),
    };
    let page = engine_services::list(&tenon, &signed.0.actor, &path, &query).await?;
    Ok(json_text(StatusCode::OK, page.body))
}

pub(super) async fn query(
    path: Path<String>,
    signed: Signed,
    payload: Payload,
    tenon: Data<Tenon>,
) -> Result<HttpResponse, Refusal> {
    let query: ListQuery = typed(&bytes(payload, JSON_LIMIT).await?)?;
    let page = engine_services::list(&tenon, &signed.0.actor, &path, &query).await?;
    Ok(json_text(StatusCode::OK, page.body))
}

pub(super) async fn compute(
    path: Path<String>,
    signed: Signed,
    payload: Payload,
    tenon: Data<Tenon>,
) -> Result<HttpResponse, Refusal> {
    let body = object(&bytes(payload, JSON_LIMIT).await?)?;
    Ok(HttpResponse::Ok().json(engine_services::compute(&tenon, &signed.0.actor, &path, &body)?))
}

pub(super) async fn create(
    request: HttpRequest,
    path: Path<String>,
    signed: Signed,
    payload: Payload,
    tenon: Data<Tenon>,
) -> Result<HttpResponse, Refusal> {
    let confirmed = confirmed(&request)?;
    let bytes = bytes(payload, JSON_LIMIT).await?;
    let once = once(&request, &bytes)?;
    Ok(reply(engine_services::create(&tenon, &signed.0.actor, &path, object(&bytes)?, confirmed, once).await?))
}

pub(super) async fn read(
    request: HttpRequest,
    path: Path<(String, String)>,
    signed: Signed,
    tenon: Data<Tenon>,
) -> Result<HttpResponse, Refusal> {
    let parameters = parameters(&request, &["expand"])?;
    let (object, text) = path.into_inner();
    let id = id(&text, Code::RecordNotFound)?;
    let expand = parameters.list("expand").unwrap_or_default();
    let record = engine_services::read(&tenon, &signed.0.actor, &object, id, &expand).await?;
    let mut response = json_text(StatusCode::OK, record.body);
    if let Some(tag) = entity_tag(record.revision) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    Ok(response)
}

pub(super) async fn update(
    request: HttpRequest,
    path: Path<(String, String)>,
    signed: Signed,
    payload: Payload,
    tenon: Data<Tenon>,
) -> Result<HttpResponse, Refusal> {
    let confirmed = confirmed(&request)?;
    let bytes = bytes(payload, JSON_LIMIT).await?;
    let (name, text) = path.into_inner();
    let id = id(&text, Code::RecordNotFound)?;
    let revision = if_match(&request)?;
    let once = once(&request, &bytes)?;
    let body = object(&bytes)?;
    Ok(reply(engine_services::update(&tenon, &signed.0.actor, &name, id, revision, body, confirmed, once).await?))
}

pub(super) async fn delete(
    request: HttpRequest,
    path: Path<(String, String)>,
    signed: Signed,
    tenon: Data<Tenon>,
) -> Result<HttpResponse, Refusal> {
    let (name, text) = path.into_inner();
    let id = id(&text, Code::RecordNotFound)?;
    let revision = if_match(&request)?;
    let confirmed = confirmed(&request)?;
    let once = once(&request, b"")?;
    Ok(reply(engine_services::delete(&tenon, &signed.0.actor, &name, id, revision, confirmed, once).await?))
}

pub(super) async fn history(
    path: Path<(String, String)>,
    signed: Signed,
    tenon: Data<Tenon>,
) -> Result<HttpResponse, Refusal> {
    let (object, text) = path.into_inner();
    let id = id(&text, Code::RecordNotFound)?;
    Ok(HttpResponse::Ok().json(engine_services::history(&tenon, &signed.0.actor, &object, id).await?))
}

pub(super) async fn stages(
    request: HttpRequest,
    path: Path<(String, String)>,
    signed: Signed,
    tenon: Data<Tenon>,
) -> Result<HttpResponse, Refusal> {
    let parameters = parameters(&request, &["field"])?;
    let (object, text) = path.into_inner();
    let id = id(&text, Code::RecordNotFound)?;
    let field = parameters.get("field").unwrap_or_default();
    let times = engine_services::stage_times(&tenon, &signed.0.actor, &object, id, field).await?;
    Ok(HttpResponse::Ok().json(times))
}
