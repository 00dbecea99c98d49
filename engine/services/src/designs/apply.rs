//! Carries a plan out: tables, recycle area, documents and bookkeeping, all in the transaction of the caller.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};

use engine_definitions::{Document, DocumentKey};
use engine_model::{Model, Object, Target};
use engine_store::schema_sync::{recycle, sync_layouts};
use engine_store::tables::recycled::Recycled;
use engine_store::{Db, release, tables};
use engine_values::{Id, Timestamp, new_id};
use serde_json::{Map, Value as Json};

use super::draft::Draft;
use super::follow;
use super::plan::{Plan, Step, StepCode};
use super::publish::{Order, PublishStep, remember_retired};
use crate::Answer;
use crate::directory::Directory;
use crate::records::backfill;

/// How long a removed field or object can come back.
const KEPT_SECONDS: i64 = 30 * 86_400;

/// Does everything that the plan says, and makes the release. `reached` hears of each step before it is done.
pub(super) async fn apply(
    db: &mut Db,
    draft: &Draft,
    plan: &Plan,
    order: &Order,
    now: Timestamp,
    reached: &(dyn Fn(PublishStep) + Sync),
) -> Answer<()> {
    let number = draft.after.model.release;
    reached(PublishStep::Recycling);
    for step in &plan.steps {
        match step.code {
            StepCode::RecycleField | StepCode::RecycleObject => put_away(db, draft, step, order.by, now).await?,
            _ => {}
        }
    }
    reached(PublishStep::Tables);
    let statements = AtomicU32::new(0);
    let statement = || reached(PublishStep::Statement(statements.fetch_add(1, Ordering::Relaxed)));
    sync_layouts(db, &draft.after.layouts, &statement).await?;
    follow::names(db, &draft.before, &draft.after.model, &draft.values).await?;
    reached(PublishStep::Restoring);
    for step in &plan.steps {
        match step.code {
            StepCode::RestoreField | StepCode::RestoreObject => bring_back(db, draft, step).await?,
            _ => {}
        }
    }
    let directory = Directory::load(db).await?;
    backfill::after_publish(db, &draft.before, &draft.after.model, &directory).await?;
    reached(PublishStep::Documents);
    let changes = store_documents(db, draft.before.documents(), draft.after.model.documents(), number).await?;
    reached(PublishStep::Bookkeeping);
    remember_retired(db, &draft.before, &draft.after.model, draft.retired.clone()).await?;
    let note = order.publication.note.chars().filter(|letter| *letter != '\0').take(500).collect();
    let row = tables::releases::Release {
        number,
        published_at: now,
        published_by: order.by,
        note,
        documents: Json::Object(changes),
    };
    tables::releases::insert(db, &row).await?;
    release::notify_release(db, number).await?;
    reached(PublishStep::Committing);
    Ok(())
}

/// A field or an object leaves the model; its column or table stays, and what it refers to is set free.
async fn put_away(db: &mut Db, draft: &Draft, step: &Step, by: Option<Id>, now: Timestamp) -> Answer<()> {
    let Some(object) = draft.before.object_with_uid(&step.place.object) else { return Ok(()) };
    let field = step.place.field.as_ref().and_then(|uid| object.fields.iter().find(|field| field.uid == *uid));
    let definition = definition_of(&draft.before, object, field.map(|field| field.name.as_str()));
    let entry = Recycled {
        id: new_id(),
        object_uid: object.uid.clone(),
        object_name: object.name.clone(),
        field_uid: field.map(|field| field.uid.clone()),
        field_name: field.map(|field| field.name.clone()),
        label: definition.get("label").cloned().unwrap_or_default(),
        definition,
        // The values of a field of links are a table.
        table_name: field.and_then(engine_model::Field::link_table).unwrap_or(&object.table).to_owned(),
        column_name: field.and_then(|field| field.column.as_ref()).map(|(name, _)| name.clone()),
        records: step.count.unwrap_or_default(),
        release_number: draft.after.model.release,
        removed_at: now,
        removed_by: by,
        expires_at: Timestamp::from_second(now.as_second() + KEPT_SECONDS).unwrap_or(now),
    };
    tables::recycled::insert(db, &entry).await?;
    for column in references(object, field.map(|field| field.uid.as_str())) {
        recycle::set_references_aside(db, entry.id, &object.table, &column).await?;
    }
    Ok(())
}

/// The columns of an object, or of one field of it, that refer to records.
fn references(object: &Object, field: Option<&str>) -> Vec<String> {
    let columns = object.columns().filter(|(_, own)| field.is_none_or(|uid| uid == own.uid));
    let references = columns.filter(|(_, field)| matches!(field.target, Some(Target::Record { .. })));
    references.filter_map(|(_, field)| field.column.as_ref().map(|(name, _)| name.clone())).collect()
}

/// The document of the object, or the part of it that describes one field.
fn definition_of(model: &Model, object: &Object, field: Option<&str>) -> Json {
    let document = model.document(engine_definitions::Kind::Object, &object.name).map(Document::to_json);
    let document = document.unwrap_or_default();
    let Some(name) = field else { return document };
    let fields = document.get("fields").and_then(Json::as_array);
    let found = fields.into_iter().flatten().find(|field| field.get("name").and_then(Json::as_str) == Some(name));
    found.cloned().unwrap_or_default()
}

/// A field or an object is in the model again: its references are put back, and the recycle area forgets it.
async fn bring_back(db: &mut Db, draft: &Draft, step: &Step) -> Answer<()> {
    let Some(object) = draft.after.model.object_with_uid(&step.place.object) else { return Ok(()) };
    let is_meant = |entry: &&Recycled| entry.object_uid == object.uid && (entry.field_uid == step.place.field);
    for entry in draft.recycled.iter().filter(is_meant) {
        let fields =
            object.columns().filter(|(_, field)| step.place.field.as_ref().is_none_or(|uid| *uid == field.uid));
        for (_, field) in fields {
            if let (Some((column, _)), Some(Target::Record { object: target, .. })) = (&field.column, &field.target) {
                let target = &draft.after.model.object(*target).table;
                recycle::put_references_back(db, entry.id, &object.table, column, target).await?;
            }
        }
        tables::recycled::delete(db, entry.id).await?;
    }
    Ok(())
}

/// Stores what differs; answers each changed document as it became, null for a removed one.
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
