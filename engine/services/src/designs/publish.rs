//! Publishing: documents, tables and bookkeeping in one transaction; the new model replaces the old one whole.

use std::collections::BTreeMap;
use std::sync::Arc;

use engine_access::Actor;
use engine_definitions::{Document, DocumentKey};
use engine_errors::{Code, Problem, Problems};
use engine_model::Model;
use engine_model::diff::diff;
use engine_store::{Db, release, schema_sync, tables};
use engine_values::{Date, Id, Timestamp};
use serde_json::{Map, Value as Json, json};

use super::documents::admit;
use super::follow;
use super::publication::{Merged, Publication, merge};
use super::told;
use crate::directory::Directory;
use crate::world::Generation;
use crate::{Answer, Failure, Tenon, former};

/// What publishing would find and change; nothing is changed.
#[derive(Debug)]
pub struct Checked {
    /// Every problem of every document.
    pub problems: Problems,
    /// The differences from the running release, in the reader's language.
    pub changes: Vec<Json>,
}

/// Every problem that publishing would find, and the differences as far as the documents can be read.
///
/// # Errors
/// `forbidden`.
pub fn check(tenon: &Tenon, actor: &Actor, publication: &Publication) -> Answer<Checked> {
    admit(actor)?;
    let world = tenon.world();
    let number = world.model().release + 1;
    let merged = merge(world.model().documents(), publication, &[], number);
    let changes = diff(world.model().documents(), &merged.documents);
    let today = former::day(tenon.clock.now());
    let (_, problems) = compile(world.model(), merged, number, &world.directory, today);
    let changes = changes.iter().map(|change| told::change(change, &actor.language)).collect();
    Ok(Checked { problems, changes })
}

/// Publishes; answers the number of the new release.
///
/// # Errors
/// `forbidden`, `release_stale`, every problem of the documents; nothing is changed then.
pub async fn publish(tenon: &Arc<Tenon>, actor: &Actor, publication: Publication) -> Answer<i64> {
    admit(actor)?;
    publish_in(tenon, Some(actor.user), publication).await
}

/// Publishes in the name of a person or of the system (template installation).
pub(crate) async fn publish_in(tenon: &Arc<Tenon>, by: Option<Id>, publication: Publication) -> Answer<i64> {
    let now = tenon.clock.now();
    let publication = Arc::new(publication);
    let generation = tenon
        .store
        .write(async move |db: &mut Db| -> Answer<Arc<Generation>> { transaction(db, by, &publication, now).await })
        .await?;
    let number = generation.model.release;
    tenon.replace_generation(&generation);
    Ok(number)
}

async fn transaction(
    db: &mut Db,
    by: Option<Id>,
    publication: &Publication,
    now: Timestamp,
) -> Answer<Arc<Generation>> {
    schema_sync::lock_publishing(db).await?;
    // The base is what the database says now, under the lock, not what this process last saw.
    let present = release::current_release(db).await?;
    if publication.base_release.is_some_and(|base| base != present) {
        return Err(Failure::new(Code::ReleaseStale).with("release", present));
    }
    let number = present + 1;
    let mut documents = BTreeMap::new();
    for row in tables::documents::list(db).await? {
        let document = Document::parse(row.body)?;
        documents.insert(document.key(), document);
    }
    let retired = retired_uids(db).await?;
    let merged = merge(&documents, publication, &retired, number);
    let directory = Directory::load(db).await?;
    let before = Model::resolve(documents.values().cloned().collect(), present)?;
    let (generation, problems) = compile(&before, merged, number, &directory, former::day(now));
    if !problems.is_empty() {
        return Err(problems.into());
    }
    schema_sync::sync_layouts(db, &generation.layouts).await?;
    follow::names(db, &before, &generation.model, &publication.values).await?;
    let changes = store_documents(db, &documents, generation.model.documents(), number).await?;
    remember_retired(db, &before, &generation.model, retired).await?;
    let row = tables::releases::Release {
        number,
        published_at: now,
        published_by: by,
        note: publication.note.chars().filter(|letter| *letter != '\0').take(500).collect(),
        documents: Json::Object(changes),
    };
    tables::releases::insert(db, &row).await?;
    release::notify_release(db, number).await?;
    Ok(Arc::new(generation))
}

/// Every problem of all stages, and the generation, which is sound when there is none.
fn compile(before: &Model, merged: Merged, number: i64, directory: &Directory, today: Date) -> (Generation, Problems) {
    let Merged { documents, broken, mut problems } = merged;
    let documents = documents.into_values().collect();
    let (generation, found) = Generation::attempt(documents, number, directory, &broken);
    let is_sound = |document: &str| !found.iter().any(|problem| problem.document.as_deref() == Some(document));
    let changes = type_changes(before, &generation.model);
    problems.extend(changes.into_iter().filter(|change| change.document.as_deref().is_some_and(is_sound)));
    problems.extend(found);
    problems.extend(former::problems(&generation.model, today));
    (generation, problems)
}

/// A field keeps its column for as long as it lives, so its stored form may not change under the data.
fn type_changes(before: &Model, after: &Model) -> Problems {
    let mut problems = Vec::new();
    for object in after.objects() {
        let Some(old) = before.object_with_uid(&object.uid) else { continue };
        for (index, field) in object.fields() {
            let Some((_, old_field)) = old.fields().find(|(_, other)| other.uid == field.uid) else { continue };
            if old_field.column != field.column
                // Sealed and plain values look alike to the database, and so do keys and texts.
                || old_field.rules.is_secret() != field.rules.is_secret()
                || (old_field.target != field.target && field.system.is_none() && {
                    // Handles differ between models; what counts is which object the reference points to.
                    let target = |model: &Model, field: &engine_model::Field| match &field.target {
                        Some(engine_model::Target::Record { object, .. }) => Some(model.object(*object).uid.clone()),
                        Some(engine_model::Target::AnyRecord { .. }) => Some(String::new()),
                        // Both ends of a table of links are foreign keys.
                        Some(engine_model::Target::Links { object, table, .. }) => {
                            Some(format!("{table} {}", model.object(*object).uid))
                        }
                        _ => None,
                    };
                    target(before, old_field) != target(after, field)
                })
            {
                let place = index.0.saturating_sub(object.fields.iter().filter(|field| field.system.is_some()).count());
                problems.push(
                    Problem::at(Code::TypeChangeUnsupported, format!("/fields/{place}/type"))
                        .with("field", field.name.as_str())
                        .with("from", old_field.rules.kind())
                        .with("to", field.rules.kind())
                        .in_document(format!("object/{}", object.name)),
                );
            }
        }
    }
    problems
}

async fn store_documents(
    db: &mut Db,
    before: &BTreeMap<DocumentKey, Document>,
    after: &BTreeMap<DocumentKey, Document>,
    number: i64,
) -> Answer<Map<String, Json>> {
    let mut changes = Map::new();
    for (key, document) in after {
        if before.get(key) == Some(document) {
            continue;
        }
        let body = document.to_json();
        changes.insert(key.to_string(), body.clone());
        let row = tables::documents::Document {
            kind: key.kind.word().to_owned(),
            name: key.name.clone(),
            body,
            release_number: number,
        };
        tables::documents::put(db, &row).await?;
    }
    for key in before.keys().filter(|key| !after.contains_key(key)) {
        tables::documents::remove(db, key.kind.word(), &key.name).await?;
        changes.insert(key.to_string(), Json::Null);
    }
    Ok(changes)
}

/// Key of the setting that keeps retired identities.
const RETIRED: &str = "retired_uids";

async fn retired_uids(db: &mut Db) -> Answer<Vec<String>> {
    let stored = tables::settings::get(db, RETIRED).await?;
    Ok(stored.and_then(|json| serde_json::from_value(json).ok()).unwrap_or_default())
}

/// Identities of objects, fields and roles that this release drops are never given again.
async fn remember_retired(db: &mut Db, before: &Model, after: &Model, mut retired: Vec<String>) -> Answer<()> {
    let known = |model: &Model| -> Vec<String> {
        let objects = model.objects().iter().flat_map(|object| {
            let fields = object.fields.iter().filter(|field| field.system.is_none()).map(|field| field.uid.clone());
            std::iter::once(object.uid.clone()).chain(fields)
        });
        objects.chain(model.roles().filter_map(|role| role.uid.clone())).collect()
    };
    let living = known(after);
    let dropped: Vec<String> = known(before).into_iter().filter(|uid| !living.contains(uid)).collect();
    if dropped.is_empty() {
        return Ok(());
    }
    retired.extend(dropped);
    tables::settings::put(db, RETIRED, &json!(retired)).await?;
    Ok(())
}
