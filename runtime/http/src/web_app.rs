//! The web app's files, embedded in a release build and read from `designer/dist` in a debug one, with the compressed
//! forms that its build made beside each file.

use actix_web::http::header::{self, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::{HttpRequest, HttpResponse};
use engine_errors::Code;
use rust_embed::RustEmbed;

use crate::refusal::Refusal;
use crate::routes;

#[derive(RustEmbed)]
#[folder = "../../designer/dist"]
#[allow_missing = true]
struct Files;

/// Shown when the program was built without the web app.
const NOT_BUILT: &str = "<!doctype html><meta charset=utf-8><title>Tenon</title><p>The web app is not built. Run <code>cargo dev check web</code> or <code>cargo demo</code>.";

/// Whatever is no route: a file of the web app, its start page for deep links, or a refusal.
pub(crate) async fn serve(request: HttpRequest) -> Result<HttpResponse, Refusal> {
    let path = request.path();
    if path.starts_with("/api/") {
        let code = if routes::answers_other_method(path) { Code::MethodNotAllowed } else { Code::RouteNotFound };
        return Err(Refusal::from(code));
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Err(Refusal::from(Code::MethodNotAllowed));
    }
    let name = path.trim_start_matches('/');
    let is_compressed_form = name.ends_with(".br") || name.ends_with(".gz");
    if !name.is_empty() && !is_compressed_form && Files::get(name).is_some() {
        return Ok(file(&request, name, name.starts_with("assets/")));
    }
    // A hashed file that is gone is an old tab after an upgrade: 404, never the start page in its place.
    if name.starts_with("assets/") || name.rsplit('/').next().is_some_and(|last| last.contains('.')) {
        return Err(Refusal::from(Code::RouteNotFound));
    }
    if Files::get("index.html").is_none() {
        return Ok(HttpResponse::Ok().content_type("text/html; charset=utf-8").body(NOT_BUILT));
    }
    Ok(file(&request, "index.html", false))
}

fn file(request: &HttpRequest, name: &str, is_immutable: bool) -> HttpResponse {
    let accepted = request.headers().get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or("");
    let wants = |coding: &str| {
        accepted.split(',').any(|part| {
            let mut parts = part.trim().split(';');
            parts.next().map(str::trim) == Some(coding) && !parts.any(|quality| quality.trim() == "q=0")
        })
    };
    let candidates = [("br", format!("{name}.br")), ("gzip", format!("{name}.gz"))];
    let compressed = candidates
        .iter()
        .filter(|(coding, _)| wants(coding))
        .find_map(|(coding, name)| Some((*coding, Files::get(name)?)));
    let (coding, found) = match compressed {
        Some((coding, found)) => (Some(coding), found),
        None => match Files::get(name) {
            Some(found) => (None, found),
            None => return HttpResponse::NotFound().finish(),
        },
    };
    let hash: String = found.metadata.sha256_hash().iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    let tag = format!("\"{hash}\"");
    let known = request.headers().get(header::IF_NONE_MATCH).is_some_and(|value| value.as_bytes() == tag.as_bytes());
    let mut response = HttpResponse::build(if known { StatusCode::NOT_MODIFIED } else { StatusCode::OK });
    let caching = if is_immutable { "public, max-age=31536000, immutable" } else { "no-cache" };
    response.insert_header((header::CACHE_CONTROL, caching));
    response.insert_header((header::VARY, "Accept-Encoding"));
    if let Ok(value) = HeaderValue::from_str(&tag) {
        response.insert_header((header::ETAG, value));
    }
    if known {
        return response.finish();
    }
    if let Some(coding) = coding {
        response.insert_header((header::CONTENT_ENCODING, coding));
    }
    response.content_type(media_type(name)).body(found.data.into_owned())
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json" | "webmanifest") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}
