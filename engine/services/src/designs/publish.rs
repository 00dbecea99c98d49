//! Publishing: documents, tables and bookkeeping in one transaction; the new model replaces the old one whole.

use std::collections::BTreeMap;
use std::sync::Arc;

use engine_access::Actor;
use engine_definitions::{Document, DocumentKey, Kind, derived_uid};
use engine_errors::{Code, Problem, Problems};
use engine_model::Model;
use engine_store::{Db, release, schema_sync, tables};
use engine_values::{Id, Timestamp};
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

use super::documents::admit;
use crate::directory::Directory;
use crate::world::Generation;
use crate::{Answer, Failure, Tenon};

/// Documents to add or replace, and documents to take out.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Publication {
    /// New or changed documents.
    pub documents: Vec<Json>,
    /// Documents that go.
    pub remove: Vec<DocumentKeyBody>,
    /// What the release is about.
    pub note: String,
    /// The release that the author began with; a newer one refuses the publication.
    pub base_release: Option<i64>,
}

/// Kind and name.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentKeyBody {
    /// The kind.
    pub kind: String,
    /// The name.
    pub name: String,
}

/// Every problem that publishing would find; nothing is changed.
///
/// # Errors
/// `forbidden`.
pub fn check(tenon: &Tenon, actor: &Actor, publication: &Publication) -> Answer<Problems> {
    admit(actor)?;
    let world = tenon.world();
    let next = merge(world.model().documents(), publication, &[], world.model().release + 1);
    Ok(match next.and_then(|next| compile(world.model(), next, &world.directory)) {
        Ok(_) => Vec::new(),
        Err(problems) => problems,
    })
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
    let next = merge(&documents, publication, &retired, number)?;
    let directory = Directory::load(db).await?;
    let before = Model::resolve(documents.values().cloned().collect(), present)?;
    let generation = compile(&before, next, &directory)?;
    schema_sync::sync_layouts(db, &generation.layouts).await?;
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

/// The documents as they would be. What is new under a name that was used before gets an identity of its own, so that
/// neither old data nor old rights come back with the name.
fn merge(
    present: &BTreeMap<DocumentKey, Document>,
    publication: &Publication,
    retired: &[String],
    number: i64,
) -> Result<Next, Problems> {
    let mut problems = Vec::new();
    let mut documents = present.clone();
    let mut taken = living_uids(present);
    taken.extend_from_slice(retired);
    for key in &publication.remove {
        let found =
            Kind::from_word(&key.kind).and_then(|kind| documents.remove(&DocumentKey { kind, name: key.name.clone() }));
        if found.is_none() {
            let problem = Problem::at(Code::ReferenceDangling, "/remove").with("kind", key.kind.as_str());
            problems.push(problem.with("name", key.name.as_str()));
        }
    }
    let mut seen = Vec::new();
    for json in &publication.documents {
        match Document::parse(json.clone()) {
            Ok(document) if has_nul(json) => {
                let problem = Problem::new(Code::DocumentInvalid).with("detail", "a NUL character");
                problems.push(problem.in_document(document.key().to_string()));
            }
            Ok(document) => {
                let key = document.key();
                if seen.contains(&key) {
                    let problem = Problem::at(Code::NameDuplicate, "/name").with("name", key.name.as_str());
                    problems.push(problem.in_document(key.to_string()));
                }
                let document = with_kept_identities(document, json, present.get(&key), &taken, number);
                seen.push(key.clone());
                documents.insert(key, document);
            }
            Err(found) => problems.extend(found),
        }
    }
    if problems.is_empty() { Ok(Next { documents, number }) } else { Err(problems) }
}

/// PostgreSQL keeps no NUL, and no text needs one.
fn has_nul(json: &Json) -> bool {
    match json {
        Json::String(text) => text.contains('\0'),
        Json::Array(items) => items.iter().any(has_nul),
        Json::Object(entries) => entries.iter().any(|(key, value)| key.contains('\0') || has_nul(value)),
        _ => false,
    }
}

/// Identities that a new object, field or role may not derive from its name: somebody renamed has them still.
fn living_uids(documents: &BTreeMap<DocumentKey, Document>) -> Vec<String> {
    let mut uids = Vec::new();
    for document in documents.values() {
        match document {
            Document::Object(object) => {
                uids.extend(object.uid.clone());
                uids.extend(object.fields.iter().filter_map(|field| field.uid.clone()));
            }
            Document::Role(role) => uids.extend(role.uid.clone()),
            _ => {}
        }
    }
    uids
}

/// A merged set of documents with the number of its release.
struct Next {
    documents: BTreeMap<DocumentKey, Document>,
    number: i64,
}

/// A document without written identities takes those of the document it replaces.
fn with_kept_identities(
    mut document: Document,
    written: &Json,
    before: Option<&Document>,
    taken: &[String],
    number: i64,
) -> Document {
    let has_own = written.get("uid").is_some();
    let fresh = |path: &str, uid: &Option<String>| -> Option<String> {
        let uid = uid.clone().unwrap_or_else(|| derived_uid(path));
        if taken.contains(&uid) { Some(derived_uid(&format!("{number}/{path}"))) } else { Some(uid) }
    };
    if let Document::Object(object) = &mut document {
        let old = match before {
            Some(Document::Object(old)) => Some(old),
            _ => None,
        };
        let name = object.name.clone();
        for field in &mut object.fields {
            let is_written = written
                .get("fields")
                .and_then(Json::as_array)
                .and_then(|fields| {
                    fields.iter().find(|json| json.get("name").and_then(Json::as_str) == Some(&field.name))
                })
                .is_some_and(|json| json.get("uid").is_some());
            let kept = old.and_then(|old| old.fields.iter().find(|other| other.name == field.name));
            if !is_written {
                field.uid = match kept {
                    Some(kept) => kept.uid.clone(),
                    None => fresh(&format!("object/{name}/{}", field.name), &field.uid),
                };
            }
        }
        if !has_own {
            object.uid = match old {
                Some(old) => old.uid.clone(),
                None => fresh(&format!("object/{name}"), &object.uid),
            };
        }
    }
    if let Document::Role(role) = &mut document
        && !has_own
    {
        role.uid = match before {
            Some(Document::Role(old)) => old.uid.clone(),
            _ => fresh(&format!("role/{}", role.name), &role.uid),
        };
    }
    document
}

fn compile(before: &Model, next: Next, directory: &Directory) -> Result<Generation, Problems> {
    let generation = Generation::compile(next.documents.into_values().collect(), next.number, directory)?;
    let problems = type_changes(before, &generation.model);
    if problems.is_empty() { Ok(generation) } else { Err(problems) }
}

/// A field keeps its column for as long as it lives, so its stored form may not change under the data.
fn type_changes(before: &Model, after: &Model) -> Problems {
    let mut problems = Vec::new();
    for object in after.objects() {
        let Some(old) = before.object_with_uid(&object.uid) else { continue };
        for (index, field) in object.fields() {
            let Some((_, old_field)) = old.fields().find(|(_, other)| other.uid == field.uid) else { continue };
            // A live field has no column; one that was stored before is left where it is.
            let is_other_column = old_field.column != field.column && !old_field.is_live() && !field.is_live();
            if is_other_column
                || (old_field.target != field.target && field.system.is_none() && {
                    // Handles differ between models; what counts is which object the reference points to.
                    let target = |model: &Model, field: &engine_model::Field| match &field.target {
                        Some(engine_model::Target::Record { object, .. }) => Some(model.object(*object).uid.clone()),
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
