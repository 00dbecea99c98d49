//! Prints.

use actix_web::http::header::Charset;
use actix_web::http::header::{self, ContentDisposition, DispositionParam, DispositionType, ExtendedValue};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use engine_errors::Code;
use engine_services::Tenon;

use crate::extract::{Signed, id, parameters};
use crate::refusal::Refusal;

/// How a browser shall name and show a file.
pub(super) fn disposition(name: &str, is_attachment: bool) -> ContentDisposition {
    let plain: String = name.chars().map(|letter| if letter.is_ascii_graphic() { letter } else { '_' }).collect();
    let extended = ExtendedValue {
        charset: Charset::Ext("UTF-8".to_owned()),
        language_tag: None,
        value: name.as_bytes().to_vec(),
    };
    ContentDisposition {
        disposition: if is_attachment { DispositionType::Attachment } else { DispositionType::Inline },
        parameters: vec![
            DispositionParam::Filename(plain.replace(['"', '\\'], "_")),
            DispositionParam::FilenameExt(extended),
        ],
    }
}

pub(super) async fn print(
    request: HttpRequest,
    path: Path<(String, String)>,
    signed: Signed,
    tenon: Data<Tenon>,
) -> Result<HttpResponse, Refusal> {
    let parameters = parameters(&request, &["download"])?;
    let (template, text) = path.into_inner();
    let id = id(&text, Code::RecordNotFound)?;
    let printed = engine_services::print(&tenon.into_inner(), &signed.0.actor, &template, id).await?;
    Ok(HttpResponse::Ok()
        .content_type("application/pdf")
        .insert_header(disposition(&printed.file_name, parameters.get("download").is_some()))
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .insert_header(("x-pages", printed.pages.to_string()))
        .body(printed.pdf))
}
