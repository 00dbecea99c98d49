//! A refusal on the wire: one shape, one place. Causes go to the log under the request id, never to the caller.

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::ServiceResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpMessage, HttpResponse, ResponseError};
use engine_errors::{Category, Code, Problem};
use engine_services::{Failure, locales};
use serde_json::{Value as Json, json};

/// A failure on its way out of a handler.
#[derive(Debug)]
pub(crate) struct Refusal(pub(crate) Failure);

impl std::fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.0.code.name())
    }
}

impl ResponseError for Refusal {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.0.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// Carries the failure to [`present`], which knows the language and the request id.
    fn error_response(&self) -> HttpResponse<BoxBody> {
        let mut response = HttpResponse::build(self.status_code()).finish();
        response.extensions_mut().insert(self.0.clone());
        response
    }
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        Self(failure)
    }
}

impl From<Code> for Refusal {
    fn from(code: Code) -> Self {
        Self(Failure::new(code))
    }
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        Self(problem.into())
    }
}

/// The language of the signed-in person, left by the extractor for the answer.
#[derive(Debug, Clone)]
pub(crate) struct ReaderLanguage(pub(crate) String);

/// A fresh request id.
pub(crate) fn request_id() -> String {
    engine_values::new_id().simple().to_string()
}

/// Writes the body of a refusal; other answers pass.
pub(crate) fn present<B: MessageBody + 'static>(
    response: ServiceResponse<B>,
    id: &str,
    accept: Option<&HeaderValue>,
) -> ServiceResponse<BoxBody> {
    let failure = response.response().extensions().get::<Failure>().cloned();
    let Some(failure) = failure else {
        return response.map_into_boxed_body();
    };
    let reader = response.request().extensions().get::<ReaderLanguage>().map(|language| language.0.clone());
    let accepted = accept.and_then(|value| value.to_str().ok()).and_then(|text| text.split([',', ';']).next());
    let language = reader.as_deref().or(accepted).unwrap_or(engine_services::DEFAULT_LANGUAGE);
    if failure.code.category() == Category::Internal {
        tracing::error!(request = id, path = response.request().path(), cause = ?failure.cause, "internal failure");
    } else if failure.code.category() == Category::Unavailable {
        tracing::warn!(request = id, code = failure.code.name(), cause = ?failure.cause, "unavailable");
    }
    let body = refusal_json(&failure, id, language);
    let (request, response) = response.into_parts();
    let mut response = response.set_body(BoxBody::new(body.to_string()));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if failure.code == Code::Busy {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
    }
    if let Some(seconds) =
        failure.params.get("seconds").and_then(Json::as_i64).filter(|_| failure.code == Code::LoginThrottled)
    {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    ServiceResponse::new(request, response)
}

fn refusal_json(failure: &Failure, id: &str, language: &str) -> Json {
    let problems: Vec<Json> = failure.problems.iter().map(|problem| problem_json(problem, language)).collect();
    let mut error = json!({
        "code": failure.code.name(),
        "message": locales::error_text(failure.code, &failure.params, language),
        "problems": problems,
        "request_id": id,
    });
    if let (Some(current), Some(error)) = (&failure.current, error.as_object_mut()) {
        error.insert("current".to_owned(), current.as_ref().clone());
    }
    json!({"error": error})
}

/// A problem with its text; also the shape of `meta/check`.
pub(crate) fn problem_json(problem: &Problem, language: &str) -> Json {
    let mut json = json!({
        "code": problem.code.name(),
        "path": problem.path,
        "message": locales::error_text(problem.code, &problem.params, language),
        "params": problem.params,
    });
    if let (Some(document), Some(json)) = (&problem.document, json.as_object_mut()) {
        json.insert("document".to_owned(), Json::from(document.as_str()));
    }
    json
}
