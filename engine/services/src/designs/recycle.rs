//! The recycle area: fields and objects that releases took out, until they come back or their time is over.

use engine_access::Actor;
use engine_definitions::Document;
use engine_errors::Code;
use engine_store::schema_sync::{self, recycle};
use engine_store::tables::recycled::Recycled;
use engine_store::{Db, tables};
use engine_values::{Id, Timestamp, instant_to_text};
use serde_json::{Map, Value as Json, json};

use super::change_sets::begin;
use super::documents::admit;
use super::told;
use crate::{Answer, Failure, Tenon};

/// How many entries one clean-up removes; each may write a large table anew.
const LOT: i64 = 20;

fn not_found(id: Id) -> Failure {
    Failure::new(Code::RecycledNotFound).with("id", id.to_string())
}

/// Everything that waits: `{"data": [{"id", "object", "field", "label", "records", "release", "at", "by", "until"}]}`.
///
/// # Errors
/// `forbidden`.
pub async fn recycled(tenon: &Tenon, actor: &Actor) -> Answer<Json> {
    admit(actor)?;
    let world = tenon.world();
    let entries = tenon.store.read(async |db: &mut Db| tables::recycled::list(db).await).await?;
    let each = entries.iter().map(|entry| {
        let mut params = Map::new();
        params.insert("label".to_owned(), entry.label.clone());
        json!({
            "id": entry.id,
            "object": entry.object_name,
            "field": entry.field_name,
            "label": told::text("recycled.label", "", &params, &actor.language),
            "records": entry.records,
            "release": entry.release_number,
            "at": instant_to_text(entry.removed_at),
            "by": entry.removed_by.map(|user| json!({"id": user, "label": world.person_label(user)})),
            "until": instant_to_text(entry.expires_at),
        })
    });
    Ok(json!({"data": each.collect::<Vec<_>>()}))
}

/// Begins a change set that brings the field or object back.
///
/// # Errors
/// `forbidden`, `recycled_not_found`; `document_not_found` when the object of a field is gone itself.
pub async fn restore_recycled(tenon: &Tenon, actor: &Actor, id: Id) -> Answer<Id> {
    admit(actor)?;
    let entry = tenon.store.read(async |db: &mut Db| tables::recycled::get(db, id).await).await?;
    let entry = entry.ok_or_else(|| not_found(id))?;
    let world = tenon.world();
    let document = if entry.field_uid.is_some() {
        let object = world.model().object_with_uid(&entry.object_uid);
        let document = object.and_then(|object| world.document(engine_definitions::Kind::Object, &object.name));
        let gone =
            || Failure::new(Code::DocumentNotFound).with("kind", "object").with("name", entry.object_name.as_str());
        let mut json = document.map(Document::to_json).ok_or_else(gone)?;
        if let Some(fields) = json.get_mut("fields").and_then(Json::as_array_mut) {
            fields.push(entry.definition.clone());
        }
        json
    } else {
        entry.definition.clone()
    };
    let name = document.get("name").and_then(Json::as_str).unwrap_or(&entry.object_name).to_owned();
    let mut params = Map::new();
    params.insert("label".to_owned(), entry.label.clone());
    let title = told::text("change_set.recycled", "", &params, &actor.language);
    begin(tenon, actor, &title, "", vec![("object".to_owned(), name, Some(document))]).await
}

/// Removes a field or object for good, before its time.
///
/// # Errors
/// `forbidden`, `recycled_not_found`.
pub async fn remove_recycled(tenon: &Tenon, actor: &Actor, id: Id) -> Answer<()> {
    admit(actor)?;
    if forget(tenon, id).await? { Ok(()) } else { Err(not_found(id)) }
}

/// Removes what has waited long enough; part of the clean-up. Each entry is a transaction of its own.
pub(crate) async fn remove_expired(tenon: &Tenon, now: Timestamp) -> Answer<()> {
    let expired = tenon.store.read(async |db: &mut Db| tables::recycled::expired(db, now, LOT).await).await?;
    for entry in expired {
        forget(tenon, entry.id).await?;
    }
    Ok(())
}

/// Column or table, files and history go together; false when somebody has brought it back or removed it meanwhile.
async fn forget(tenon: &Tenon, id: Id) -> Answer<bool> {
    let work = async move |db: &mut Db| -> Answer<Option<Vec<String>>> {
        schema_sync::lock_publishing(db).await?;
        match tables::recycled::get(db, id).await? {
            Some(entry) => Ok(Some(remove(db, &entry).await?)),
            None => Ok(None),
        }
    };
    let contents = tenon.store.write(work).await?;
    // Only when it is certain that no row names them any more.
    for hash in contents.iter().flatten() {
        tenon.files.remove(hash)?;
    }
    Ok(contents.is_some())
}

/// Answers the hashes of the contents that no file has any more.
async fn remove(db: &mut Db, entry: &Recycled) -> Answer<Vec<String>> {
    match &entry.column_name {
        Some(column) => recycle::drop_column(db, &entry.table_name, column).await?,
        None if entry.field_uid.is_none() || schema_sync::is_link_table(&entry.table_name) => {
            let gone = recycle::drop_table(db, &entry.table_name).await?;
            for other in tables::recycled::list(db).await? {
                let is_gone = other.table_name == entry.table_name
                    || gone.iter().any(|(table, column)| {
                        let is_whole = schema_sync::is_link_table(table);
                        *table == other.table_name && (is_whole || other.column_name.as_ref() == Some(column))
                    });
                if is_gone {
                    tables::recycled::delete(db, other.id).await?;
                }
            }
        }
        None => {}
    }
    if let Some(field) = &entry.field_uid {
        tables::record_history::forget_field(db, &entry.object_uid, field).await?;
    } else {
        tables::record_history::forget_object(db, &entry.object_uid).await?;
        tables::flow_grants::forget_object(db, &entry.object_uid).await?;
    }
    let contents = tables::files::forget(db, &entry.object_uid, entry.field_uid.as_deref()).await?;
    tables::recycled::delete(db, entry.id).await?;
    Ok(contents)
}
