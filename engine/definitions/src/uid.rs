//! Identities that survive a rename. A hand-written document may leave them out: they are then derived once from the
//! path, and stored with the document from then on.

use sha2::{Digest, Sha256};

use crate::Document;

/// A readable identity made from a path such as `object/contract/amount`: the last name and six hexadecimal digits of
/// the path's SHA-256, `amount_4317b2`. Physical table and column names are made from it, so it never changes again.
#[must_use]
pub fn derived_uid(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let digest = Sha256::digest(path.as_bytes());
    let suffix: String = digest.iter().take(3).map(|byte| format!("{byte:02x}")).collect();
    format!("{name}_{suffix}")
}

/// Gives every part without an identity its derived one.
pub(crate) fn fill(document: &mut Document) {
    let path = document.key().to_string();
    let own = match document {
        Document::OptionSet(body) => &mut body.uid,
        Document::Object(body) => {
            for field in &mut body.fields {
                field.uid.get_or_insert_with(|| derived_uid(&format!("{path}/{}", field.name)));
            }
            &mut body.uid
        }
        Document::Form(body) => &mut body.uid,
        Document::View(body) => &mut body.uid,
        Document::Flow(body) => &mut body.uid,
        Document::PrintTemplate(body) => &mut body.uid,
        Document::Role(body) => &mut body.uid,
        Document::App(body) => &mut body.uid,
    };
    own.get_or_insert_with(|| derived_uid(&path));
}
