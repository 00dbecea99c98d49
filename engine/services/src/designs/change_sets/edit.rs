//! Making a change set and writing its documents.

use engine_access::Actor;
use engine_definitions::Document;
use engine_errors::{Code, Problem, Problems};
use engine_store::tables::change_sets::{ChangeSet, DraftDocument};
use engine_store::{Db, release, tables};
use engine_values::{Id, Timestamp, new_id};
use serde::Deserialize;
use serde_json::Value as Json;

use super::{OPEN, open_set, person};
use crate::designs::documents::admit;
use crate::designs::publication::has_nul;
use crate::{Answer, Failure, Tenon};

/// Longest title and note in characters.
const LONGEST: usize = 500;
/// Longest kind or name of a draft; what is longer can never become a document.
const LONGEST_NAME: usize = 100;

/// Title and note of a change set; what is left out stays.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ChangeSetBody {
    /// What it is about.
    pub title: Option<String>,
    /// What the release will say.
    pub note: Option<String>,
}

/// Begins an empty change set on the running release.
///
/// # Errors
/// `forbidden`, `validation_failed`.
pub async fn create_change_set(tenon: &Tenon, actor: &Actor, body: ChangeSetBody) -> Answer<Id> {
    admit(actor)?;
    let (title, note) = (text(body.title, "/title")?, text(body.note, "/note")?);
    begin(tenon, actor, &title.unwrap_or_default(), &note.unwrap_or_default(), Vec::new()).await
}

/// Begins a change set with documents; none as a body takes a document out.
pub(in crate::designs) async fn begin(
    tenon: &Tenon,
    actor: &Actor,
    title: &str,
    note: &str,
    documents: Vec<(String, String, Option<Json>)>,
) -> Answer<Id> {
    let now = tenon.clock.now();
    let set = ChangeSet {
        id: new_id(),
        title: title.to_owned(),
        note: note.to_owned(),
        state: OPEN.to_owned(),
        base_release: 0,
        author: person(actor.user),
        created_at: now,
        updated_at: now,
        release_number: None,
    };
    let (id, by) = (set.id, actor.user);
    let work = async move |db: &mut Db| -> Answer<()> {
        let base_release = release::current_release(db).await?;
        tables::change_sets::insert(db, &ChangeSet { base_release, ..set.clone() }).await?;
        for (kind, name, body) in &documents {
            tables::change_sets::put_document(db, &draft(id, kind, name, body.clone(), now, by)).await?;
        }
        Ok(())
    };
    tenon.store.write(work).await?;
    Ok(id)
}

/// A document as a change set keeps it.
pub(super) fn draft(set: Id, kind: &str, name: &str, body: Option<Json>, now: Timestamp, by: Id) -> DraftDocument {
    let (kind, name) = (kind.to_owned(), name.to_owned());
    DraftDocument { change_set: set, kind, name, body, updated_at: now, updated_by: person(by) }
}

fn text(text: Option<String>, path: &str) -> Answer<Option<String>> {
    let Some(text) = text else { return Ok(None) };
    if text.contains('\0') || text.chars().count() > LONGEST {
        return Err(Problem::at(Code::TooLong, path).with("max", LONGEST).into());
    }
    Ok(Some(text))
}

/// Changes title or note.
///
/// # Errors
/// `forbidden`, `change_set_not_found`, `change_set_closed`, `validation_failed`.
pub async fn update_change_set(tenon: &Tenon, actor: &Actor, id: Id, body: ChangeSetBody) -> Answer<()> {
    admit(actor)?;
    let (title, note) = (text(body.title, "/title")?, text(body.note, "/note")?);
    let now = tenon.clock.now();
    let work = async move |db: &mut Db| -> Answer<()> {
        let set = open_set(db, id).await?;
        let title = title.clone().unwrap_or_else(|| set.title.clone());
        let note = note.clone().unwrap_or_else(|| set.note.clone());
        tables::change_sets::update(db, &ChangeSet { title, note, updated_at: now, ..set }).await?;
        Ok(())
    };
    tenon.store.write(work).await
}

/// Writes one document of a change set: `{"remove": true}` takes the document out of the release, anything else is the
/// document. It may be wrong; what is wrong with it alone is answered.
///
/// # Errors
/// `forbidden`, `change_set_not_found`, `change_set_closed`; `document_invalid` when kind or name are not those of the
/// address.
pub async fn put_draft(tenon: &Tenon, actor: &Actor, id: Id, kind: &str, name: &str, body: Json) -> Answer<Problems> {
    admit(actor)?;
    let is_removal = body.get("remove").is_some() && body.get("kind").is_none();
    if !is_removal {
        for (key, wanted) in [("kind", kind), ("name", name)] {
            if body.get(key).and_then(Json::as_str) != Some(wanted) {
                let detail = format!("{key} is not {wanted}");
                return Err(Problem::at(Code::DocumentInvalid, format!("/{key}")).with("detail", detail).into());
            }
        }
    }
    if kind.len() > LONGEST_NAME || name.len() > LONGEST_NAME || name.contains('\0') || has_nul(&body) {
        return Err(Problem::at(Code::DocumentInvalid, "/name").with("detail", "too long, or a NUL character").into());
    }
    let problems = if is_removal { Vec::new() } else { Document::parse(body.clone()).err().unwrap_or_default() };
    let body = (!is_removal).then_some(body);
    let document = draft(id, kind, name, body, tenon.clock.now(), actor.user);
    let work = async move |db: &mut Db| -> Answer<()> {
        let set = open_set(db, id).await?;
        tables::change_sets::put_document(db, &document).await?;
        tables::change_sets::update(db, &ChangeSet { updated_at: document.updated_at, ..set }).await?;
        Ok(())
    };
    tenon.store.write(work).await?;
    Ok(problems)
}

/// Takes a document out of the change set, so that the release leaves it as it is.
///
/// # Errors
/// `forbidden`, `change_set_not_found`, `change_set_closed`, `document_not_found`.
pub async fn drop_draft(tenon: &Tenon, actor: &Actor, id: Id, kind: &str, name: &str) -> Answer<()> {
    admit(actor)?;
    let (kind, name, now) = (kind.to_owned(), name.to_owned(), tenon.clock.now());
    let work = async move |db: &mut Db| -> Answer<()> {
        let set = open_set(db, id).await?;
        if !tables::change_sets::remove_document(db, id, &kind, &name).await? {
            return Err(Failure::new(Code::DocumentNotFound).with("kind", kind.as_str()).with("name", name.as_str()));
        }
        tables::change_sets::update(db, &ChangeSet { updated_at: now, ..set }).await?;
        Ok(())
    };
    tenon.store.write(work).await
}

/// Gives a change set up; it stays in the list.
///
/// # Errors
/// `forbidden`, `change_set_not_found`, `change_set_closed`.
pub async fn discard_change_set(tenon: &Tenon, actor: &Actor, id: Id) -> Answer<()> {
    admit(actor)?;
    let now = tenon.clock.now();
    let work = async move |db: &mut Db| -> Answer<()> {
        let set = open_set(db, id).await?;
        let state = "discarded".to_owned();
        tables::change_sets::update(db, &ChangeSet { state, updated_at: now, ..set }).await?;
        Ok(())
    };
    tenon.store.write(work).await
}
