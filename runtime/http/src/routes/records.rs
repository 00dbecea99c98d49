//! Records of every object.

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderName, HeaderValue, HttpDate};
use actix_web::web::{Data, Path, Payload};
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder};
use engine_errors::{Code, Problem};
use engine_services::{FormerUse, ListQuery, Present, Reply, Tenon};
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
    let mut query = ListQuery {
        fields: parameters.list("fields"),
        expand: parameters.list("expand").unwrap_or_default(),
        filter: filter.map_err(|_| invalid("filter"))?,
        sort: parameters.get("sort").map(|text| engine_services::SortInput::Text(text.to_owned())),
        limit: parameters.number("limit")?,
        after: parameters.get("after").map(str::to_owned),
        count: count.map_err(|_| invalid("count"))?,
        search: parameters.get("search").map(str::to_owned),
        view: parameters.get("view").map(str::to_owned),
        shown_as: Vec::new(),
    };
    page(&tenon, &signed, &path, &mut query).await
}

pub(super) async fn query(
    path: Path<String>,
    signed: Signed,
    payload: Payload,
    tenon: Data<Tenon>,
) -> Result<HttpResponse, Refusal> {
    let mut query: ListQuery = typed(&bytes(payload, JSON_LIMIT).await?)?;
    page(&tenon, &signed, &path, &mut query).await
}

async fn page(tenon: &Tenon, signed: &Signed, path: &str, query: &mut ListQuery) -> Result<HttpResponse, Refusal> {
    let actor = &signed.0.actor;
    let mut present = Present::new(tenon, actor);
    let object = present.object(path);
    present.query(&object, query);
    let used = present.used();
    let page = engine_services::list(tenon, actor, &object, query).await?;
    Ok(deprecated(json_text(StatusCode::OK, page.body), &used))
}

/// Says that the request used names that will be unknown some day (RFC 9745, RFC 8594).
pub(super) fn deprecated(mut response: HttpResponse, used: &FormerUse) -> HttpResponse {
    if let Some((since, end)) = used.deprecation() {
        let moment = std::time::UNIX_EPOCH + std::time::Duration::from_secs(u64::try_from(end).unwrap_or(0));
        let headers = [("deprecation", format!("@{since}")), ("sunset", HttpDate::from(moment).to_string())];
        for (name, text) in headers {
            if let Ok(value) = HeaderValue::from_str(&text) {
                response.headers_mut().insert(HeaderName::from_static(name), value);
            }
        }
    }
    response
}

pub(super) async fn compute(
    path: Path<String>,
    signed: Signed,
    payload: Payload,
    tenon: Data<Tenon>,
) -> Result<HttpResponse, Refusal> {
    let mut body = object(&bytes(payload, JSON_LIMIT).await?)?;
    let mut present = Present::new(&tenon, &signed.0.actor);
    let name = present.object(&path);
    present.body(&name, &mut body);
    let used = present.used();
    let computed = engine_services::compute(&tenon, &signed.0.actor, &name, &body).await?;
    Ok(deprecated(HttpResponse::Ok().json(computed), &used))
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
    let mut body = object(&bytes)?;
    let mut present = Present::new(&tenon, &signed.0.actor);
    let name = present.object(&path);
    present.body(&name, &mut body);
    let used = present.used();
    let made = engine_services::create(&tenon, &signed.0.actor, &name, body, confirmed, once).await?;
    Ok(deprecated(reply(made), &used))
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
    let mut expand = parameters.list("expand").unwrap_or_default();
    let mut present = Present::new(&tenon, &signed.0.actor);
    let object = present.object(&object);
    present.names(&object, &mut expand);
    let used = present.used();
    let record = engine_services::read(&tenon, &signed.0.actor, &object, id, &expand).await?;
    let mut response = json_text(StatusCode::OK, record.body);
    if let Some(tag) = entity_tag(record.revision) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    Ok(deprecated(response, &used))
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
    let mut body = object(&bytes)?;
    let mut present = Present::new(&tenon, &signed.0.actor);
    let name = present.object(&name);
    present.body(&name, &mut body);
    let used = present.used();
    let actor = &signed.0.actor;
    let changed = engine_services::update(&tenon, actor, &name, id, revision, body, confirmed, once).await?;
    Ok(deprecated(reply(changed), &used))
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
    let mut present = Present::new(&tenon, &signed.0.actor);
    let name = present.object(&name);
    let used = present.used();
    let gone = engine_services::delete(&tenon, &signed.0.actor, &name, id, revision, confirmed, once).await?;
    Ok(deprecated(reply(gone), &used))
}

pub(super) async fn history(
    path: Path<(String, String)>,
    signed: Signed,
    tenon: Data<Tenon>,
) -> Result<HttpResponse, Refusal> {
    let (object, text) = path.into_inner();
    let id = id(&text, Code::RecordNotFound)?;
    let mut present = Present::new(&tenon, &signed.0.actor);
    let object = present.object(&object);
    let used = present.used();
    let entries = engine_services::history(&tenon, &signed.0.actor, &object, id).await?;
    Ok(deprecated(HttpResponse::Ok().json(entries), &used))
}
