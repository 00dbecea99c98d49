//! Change sets as people read them.

use engine_access::Actor;
use engine_definitions::Document;
use engine_model::diff::diff;
use engine_store::tables::change_sets::{ChangeSet, DraftDocument};
use engine_store::{Db, tables};
use engine_values::{Id, instant_to_text};
use serde_json::{Value as Json, json};

use super::conflicts::{Conflict, conflicts};
use super::{key_of, not_found, publication};
use crate::designs::documents::admit;
use crate::designs::publication::merge;
use crate::designs::told;
use crate::world::World;
use crate::{Answer, Tenon};

/// The newest change sets: `{"data": [{"id", "title", "note", "state", "base_release", "author", …}]}`.
///
/// # Errors
/// `forbidden`.
pub async fn change_sets(tenon: &Tenon, actor: &Actor, state: Option<&str>) -> Answer<Json> {
    admit(actor)?;
    let world = tenon.world();
    let sets = tenon.store.read(async |db: &mut Db| tables::change_sets::list(db, state, 200).await).await?;
    Ok(json!({"data": sets.iter().map(|set| head(&world, set)).collect::<Vec<_>>()}))
}

fn head(world: &World, set: &ChangeSet) -> Json {
    json!({
        "id": set.id,
        "title": set.title,
        "note": set.note,
        "state": set.state,
        "base_release": set.base_release,
        "author": set.author.map(|user| json!({"id": user, "label": world.person_label(user)})),
        "created_at": instant_to_text(set.created_at),
        "updated_at": instant_to_text(set.updated_at),
        "release": set.release_number,
    })
}

/// A change set with its documents, what somebody else has changed since, and the differences from the running release.
///
/// # Errors
/// `forbidden`, `change_set_not_found`.
pub async fn change_set(tenon: &Tenon, actor: &Actor, id: Id) -> Answer<Json> {
    admit(actor)?;
    let world = tenon.world();
    let present = world.model().release;
    let read = async |db: &mut Db| -> Answer<(ChangeSet, Vec<DraftDocument>, Vec<Conflict>)> {
        let set = tables::change_sets::get(db, id).await?.ok_or_else(|| not_found(id))?;
        let documents = tables::change_sets::documents(db, id).await?;
        let found = conflicts(db, &set, &documents, present).await?;
        Ok((set, documents, found))
    };
    let (set, documents, found) = tenon.store.read_snapshot(read).await?;
    let merged = merge(world.model().documents(), &publication(&set, &documents), &[], present + 1);
    let changes = diff(world.model().documents(), &merged.documents);
    let mut shown = head(&world, &set);
    let documents: Vec<Json> =
        documents.iter().map(|document| one(&world, document, &found, &actor.language)).collect();
    if let Some(shown) = shown.as_object_mut() {
        shown.insert("documents".to_owned(), Json::from(documents));
        let changes = changes.iter().map(|change| told::change(change, &actor.language)).collect::<Vec<_>>();
        shown.insert("changes".to_owned(), Json::from(changes));
    }
    Ok(shown)
}

fn one(world: &World, draft: &DraftDocument, found: &[Conflict], language: &str) -> Json {
    let kind = engine_definitions::Kind::from_word(&draft.kind);
    let present = kind.and_then(|kind| world.document(kind, &draft.name)).map(Document::to_json);
    let parsed = draft.body.clone().map(Document::parse);
    let problems: Vec<Json> = match &parsed {
        Some(Err(problems)) => problems.iter().map(|problem| told::problem(problem, language)).collect(),
        _ => Vec::new(),
    };
    let state = match (&present, &draft.body) {
        (_, None) => "removed",
        (None, Some(_)) => "added",
        (Some(present), Some(body)) if present == body => "same",
        _ => "changed",
    };
    let conflict = found
        .iter()
        .find(|conflict| conflict.key == key_of(draft))
        .map(|conflict| json!({"release": conflict.release, "base": conflict.base, "theirs": conflict.theirs}));
    json!({
        "kind": draft.kind,
        "name": draft.name,
        "state": state,
        "document": draft.body,
        "problems": problems,
        "conflict": conflict,
        "updated_at": instant_to_text(draft.updated_at),
        "updated_by": draft.updated_by.map(|user| json!({"id": user, "label": world.person_label(user)})),
    })
}
