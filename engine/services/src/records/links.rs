//! The links of a record while it is written: loading those that the writer sees, and bringing them to what he wants.

use engine_access::Scope;
use engine_errors::Code;
use engine_model::{FieldIndex, Object};
use engine_query::{link, linked_ids, unlink};
use engine_store::Db;
use engine_values::{Id, Value, new_id};
use serde_json::{Value as Json, json};

use super::write::Change;
use super::{Row, later};
use crate::{Answer, Failure};

/// The fields of an object that hold links.
fn fields(object: &Object) -> Vec<FieldIndex> {
    object.fields().filter(|(_, field)| field.has_links()).map(|(index, _)| index).collect()
}

/// Loads the links that the writer may see into the row.
pub(crate) async fn load(db: &mut Db, change: Change<'_>, row: &mut Row, id: Id) -> Answer<()> {
    for field in fields(change.object) {
        let mut linked = later::links(db, change.reader(), change.object, field, &[id]).await?;
        let ids: Vec<String> = linked.remove(&id).unwrap_or_default().iter().map(|(id, _)| id.to_string()).collect();
        row.set(field, if ids.is_empty() { Value::Null } else { Value::List(ids) });
    }
    Ok(())
}

/// Stores the links of a record as they shall be; what the writer does not see stays. Answers the history of it.
pub(crate) async fn store(db: &mut Db, change: Change<'_>, id: Id, before: &Row, after: &Row) -> Answer<Vec<Json>> {
    let object = change.object;
    let mut history = Vec::new();
    for field in fields(object) {
        let (old, new) = (ids(before.get(field)), ids(after.get(field)));
        if old == new {
            continue;
        }
        let scope = Scope::integrity(object);
        let missing = || Failure::new(Code::Internal);
        let statement = linked_ids(db.dialect(), &scope, object, field, id).ok_or_else(missing)?;
        let present: Vec<Id> =
            db.rows(&statement).await?.iter().filter_map(|row| row.first().and_then(Value::as_id)).collect();
        // The order of the owning side is written anew; links from the other side keep their place there.
        let is_owner = matches!(&object.field(field).target, Some(engine_model::Target::Links { is_owner: true, .. }));
        let gone: Vec<Id> = old.iter().copied().filter(|id| is_owner || !new.contains(id)).collect();
        if !gone.is_empty() {
            let statement = unlink(db.dialect(), &scope, object, field, id, &gone).ok_or_else(missing)?;
            db.execute(&statement).await?;
        }
        let stays = |id: &Id| present.contains(id) && !gone.contains(id);
        let places = new.iter().zip(0_i64..).filter(|(id, _)| !stays(id));
        let last = i64::from(i32::MAX);
        let added: Vec<(Id, Id, i64)> =
            places.map(|(id, place)| (new_id(), *id, if is_owner { place } else { last })).collect();
        if !added.is_empty() {
            let statement = link(db.dialect(), &scope, object, field, id, &added).ok_or_else(missing)?;
            db.execute(&statement).await?;
        }
        history.push(json!({"field": object.field(field).uid, "old": old, "new": new}));
    }
    Ok(history)
}

fn ids(value: &Value) -> Vec<Id> {
    match value {
        Value::List(ids) => ids.iter().filter_map(|id| Id::try_parse(id).ok()).collect(),
        _ => Vec::new(),
    }
}
