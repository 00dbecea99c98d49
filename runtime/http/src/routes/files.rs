//! Files.

use actix_web::http::header;
use actix_web::web::{Data, Path, Payload};
use actix_web::{HttpRequest, HttpResponse};
use engine_errors::{Code, Problem};
use engine_services::{Tenon, Upload};

use super::prints::disposition;
use crate::body::{FILE_LIMIT, bytes};
use crate::extract::{Signed, id, parameters};
use crate::refusal::Refusal;

/// Types that a browser may show in place; everything else is only ever saved (security.md class 15).
const INLINE: &[&str] = &["application/pdf", "image/gif", "image/jpeg", "image/png", "image/webp"];

pub(super) async fn upload(
    request: HttpRequest,
    signed: Signed,
    payload: Payload,
    tenon: Data<Tenon>,
) -> Result<HttpResponse, Refusal> {
    let parameters = parameters(&request, &["object", "field"])?;
    let wanted = |name: &str| {
        let missing = || Refusal::from(Problem::at(Code::ParameterInvalid, name));
        parameters.get(name).map(str::to_owned).ok_or_else(missing)
    };
    let (object, field) = (wanted("object")?, wanted("field")?);
    let name = request.headers().get("x-file-name").and_then(|value| value.to_str().ok()).unwrap_or("file");
    let media_type = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let media_type = media_type.unwrap_or("application/octet-stream").split(';').next().unwrap_or_default();
    let upload = Upload {
        object,
        field,
        name: percent_decoded(name),
        media_type: media_type.trim().to_ascii_lowercase(),
        bytes: bytes(payload, FILE_LIMIT).await?.to_vec(),
    };
    Ok(HttpResponse::Created().json(engine_services::upload(&tenon, &signed.0.actor, upload).await?))
}

pub(super) async fn download(
    request: HttpRequest,
    path: Path<String>,
    signed: Signed,
    tenon: Data<Tenon>,
) -> Result<HttpResponse, Refusal> {
    let parameters = parameters(&request, &["inline"])?;
    let id = id(&path, Code::FileNotFound)?;
    let file = engine_services::download(&tenon, &signed.0.actor, id).await?;
    let is_inline = parameters.get("inline").is_some() && INLINE.contains(&file.media_type.as_str());
    let media_type = if is_inline { file.media_type.as_str() } else { "application/octet-stream" };
    Ok(HttpResponse::Ok()
        .content_type(media_type)
        .insert_header(disposition(&file.name, !is_inline))
        .insert_header((header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"))
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .body(file.bytes))
}

/// A header carries ASCII only, so names come percent-encoded; what is not, is taken as it is.
fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match hex.and_then(|digits| u8::from_str_radix(digits, 16).ok()).filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
