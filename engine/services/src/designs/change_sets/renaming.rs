//! Renaming something inside a change set: everything that names it follows, in the documents of the set and in those of
//! the release. Renaming it back takes the rename out of the set again.

use engine_access::Actor;
use engine_definitions::DocumentKey;
use engine_store::tables::change_sets::ChangeSet;
use engine_store::{Db, tables};
use engine_values::Id;
use serde_json::{Value as Json, json};

use super::edit::draft as drafted;
use super::{open_set, publication};
use crate::designs::documents::admit;
use crate::designs::draft::draft;
use crate::designs::rename::{RenameBody, wanted};
use crate::{Answer, Failure, Tenon, former};

/// Renames as part of a change set; answers `{"documents": [kind/name]}`, what the set holds differently now. The name
/// that the release has is kept as a former one; a name that only the set has had is not.
///
/// # Errors
/// `forbidden`, `change_set_not_found`, `change_set_closed`, `kind_unknown`, `document_not_found`; every problem of the
/// change set, since nothing can follow what is not sound; what is wrong with the name.
pub async fn rename_in_change_set(tenon: &Tenon, actor: &Actor, id: Id, body: &RenameBody) -> Answer<Json> {
    admit(actor)?;
    let (now, by, body) = (tenon.clock.now(), actor.user, body.clone());
    let world = tenon.world();
    let work = async move |db: &mut Db| -> Answer<Json> {
        let set = open_set(db, id).await?;
        let documents = tables::change_sets::documents(db, id).await?;
        let today = former::day(now);
        let draft = draft(db, &publication(&set, &documents), &world.generation.model, today).await?;
        let wanted = wanted(&draft.before, &draft.after.model, &body, today)?;
        let renamed = engine_model::rename(&draft.after.model, &wanted).map_err(Failure::problems)?;
        let present = draft.before.documents();
        let mut changes: Vec<(DocumentKey, Option<Json>, bool)> = Vec::new();
        for document in &renamed.documents {
            let key = document.key();
            let is_as_published = present.get(&key) == Some(document);
            changes.push((key, Some(document.to_json()), !is_as_published));
        }
        // What only the set knows by that name leaves nothing behind.
        changes.extend(renamed.removed.map(|key| {
            let is_published = present.contains_key(&key);
            (key, None, is_published)
        }));
        let mut changed = Vec::new();
        for (key, body, stays) in changes {
            let kind = key.kind.word();
            if stays {
                tables::change_sets::put_document(db, &drafted(id, kind, &key.name, body, now, by)).await?;
            } else {
                tables::change_sets::remove_document(db, id, kind, &key.name).await?;
            }
            changed.push(key.to_string());
        }
        tables::change_sets::update(db, &ChangeSet { updated_at: now, ..set }).await?;
        Ok(json!({"documents": changed}))
    };
    tenon.store.write(work).await
}
