//! Reading documents and releases; for people with the system right `metadata`.

use engine_access::Actor;
use engine_definitions::{Kind, SystemRight};
use engine_errors::Code;
use engine_store::{Db, tables};
use engine_values::instant_to_text;
use serde_json::{Value as Json, json};

use crate::{Answer, Failure, Tenon};

/// Refuses everybody without the right.
pub(crate) fn admit(actor: &Actor) -> Answer<()> {
    if actor.has_system_right(SystemRight::Metadata) { Ok(()) } else { Err(Failure::new(Code::Forbidden)) }
}

/// The documents of the running release, of one kind or all: `{"data": [{"kind", "name", "label", "uid"}]}`.
///
/// # Errors
/// `forbidden`; `kind_unknown`.
pub fn documents(tenon: &Tenon, actor: &Actor, kind: Option<&str>) -> Answer<Json> {
    admit(actor)?;
    let kind = match kind {
        Some(word) => {
            let unknown = || Failure::new(Code::KindUnknown).with("kind", word);
            Some(Kind::from_word(word).ok_or_else(unknown)?)
        }
        None => None,
    };
    let world = tenon.world();
    let wanted = world.model().documents().iter().filter(|(key, _)| kind.is_none_or(|kind| key.kind == kind));
    let data: Vec<Json> = wanted
        .map(|(key, document)| {
            let body = document.to_json();
            json!({"kind": key.kind.word(), "name": key.name, "label": body.get("label"), "uid": body.get("uid")})
        })
        .collect();
    Ok(json!({"data": data, "release": world.model().release}))
}

/// One document.
///
/// # Errors
/// `forbidden`; `document_not_found`.
pub fn document(tenon: &Tenon, actor: &Actor, kind: &str, name: &str) -> Answer<Json> {
    admit(actor)?;
    let world = tenon.world();
    let found = Kind::from_word(kind).and_then(|kind| world.document(kind, name));
    let unknown = || Failure::new(Code::DocumentNotFound).with("kind", kind).with("name", name);
    found.map(engine_definitions::Document::to_json).ok_or_else(unknown)
}

/// The newest releases.
///
/// # Errors
/// `forbidden`.
pub async fn releases(tenon: &Tenon, actor: &Actor) -> Answer<Json> {
    admit(actor)?;
    let world = tenon.world();
    let rows = tenon.store.read(async |db: &mut Db| tables::releases::list(db, None, 100).await).await?;
    let data: Vec<Json> = rows
        .into_iter()
        .map(|release| {
            let by = release.published_by.map(|user| json!({"id": user, "label": world.person_label(user)}));
            let changed = release.documents.as_object().map(|documents| documents.keys().cloned().collect::<Vec<_>>());
            json!({
                "number": release.number,
                "at": instant_to_text(release.published_at),
                "by": by,
                "note": release.note,
                "documents": changed,
            })
        })
        .collect();
    Ok(json!({"data": data}))
}
