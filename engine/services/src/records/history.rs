//! What happened to a record, field by field, as its reader may see it.

use std::collections::HashMap;

use engine_access::{Actor, Reader};
use engine_errors::Code;
use engine_fields::{Operator, any_key};
use engine_model::{Field, Object, Target};
use engine_query::{Comparison, FieldPath, Filter, ListRequest, full_row, list};
use engine_store::{Db, tables};
use engine_values::{Id, Value, instant_to_text};
use serde_json::{Value as Json, json};

use super::later;
use crate::world::World;
use crate::{Answer, Failure, Tenon, pages};

/// Most entries of one answer.
const LIMIT: i64 = 200;

/// The newest changes of a record.
///
/// # Errors
/// `object_not_found`, `record_not_found`.
pub async fn history(tenon: &Tenon, actor: &Actor, object: &str, id: Id) -> Answer<Json> {
    let world = tenon.world();
    let object = world.object(actor, object)?;
    tenon.store.read(async |db: &mut Db| entries(db, &world, actor, object, id).await).await
}

async fn entries(db: &mut Db, world: &World, actor: &Actor, object: &Object, id: Id) -> Answer<Json> {
    let reader = world.reader(actor);
    let scope = reader.reading(object);
    let statement = full_row(db.dialect(), reader, object, &scope, id, false);
    if db.row(&statement).await?.is_none() {
        return Err(Failure::new(Code::RecordNotFound).with("object", object.name.as_str()));
    }
    let entries = tables::record_history::list(db, &object.uid, id, None, LIMIT).await?;
    let labels = labels(db, reader, object, &entries).await?;
    let any = any_records(db, reader, object, &entries).await?;
    let mut data = Vec::with_capacity(entries.len());
    for entry in entries {
        let mut changes = Vec::new();
        for change in entry.changes.as_array().map(Vec::as_slice).unwrap_or_default() {
            let uid = change.get("field").and_then(Json::as_str).unwrap_or_default();
            let Some((_, field)) = object.fields().find(|(index, field)| field.uid == uid && scope.can_read(*index))
            else {
                continue;
            };
            let label = pages::field_label(field, &actor.language);
            let mut shown = json!({"field": field.name, "label": label});
            let whole = ["rows", "changed"].into_iter().find_map(|key| Some((key, change.get(key)?)));
            if let (Some((key, value)), Some(shown)) = (whole, shown.as_object_mut()) {
                shown.insert(key.to_owned(), value.clone());
            } else if let Some(shown) = shown.as_object_mut() {
                for key in ["old", "new"] {
                    let value = change.get(key).unwrap_or(&Json::Null);
                    shown.insert(key.to_owned(), present(world, field, value, &labels, &any));
                }
            }
            changes.push(shown);
        }
        // Nothing of it is for this reader.
        if changes.is_empty() && entry.action == "update" {
            continue;
        }
        let by = entry.changed_by.map(|user| json!({"id": user, "label": world.person_label(user)}));
        data.push(json!({
            "at": instant_to_text(entry.changed_at),
            "by": by,
            "action": entry.action,
            "changes": changes,
        }));
    }
    Ok(json!({"data": data}))
}

fn present(
    world: &World,
    field: &Field,
    value: &Json,
    labels: &HashMap<Id, String>,
    any: &HashMap<String, Json>,
) -> Json {
    if let Some(Target::Links { object, .. }) = field.target {
        let uid = &world.model().object(object).uid;
        let ids = value.as_array().map(Vec::as_slice).unwrap_or_default();
        let ids = ids.iter().filter_map(|id| Id::try_parse(id.as_str()?).ok());
        return ids
            .map(|id| {
                let label = any.get(&any_key(uid, id)).and_then(|record| record.get("label"));
                // Not to be seen, or gone.
                label.map_or(json!({"id": Json::Null, "label": Json::Null}), |label| json!({"id": id, "label": label}))
            })
            .collect();
    }
    if matches!(field.target, Some(Target::AnyRecord { .. })) {
        // Not to be seen, or gone: that something was there is all the reader learns.
        let gone = json!({"object": Json::Null, "id": Json::Null, "label": Json::Null});
        return value.as_str().map_or(Json::Null, |key| any.get(key).cloned().unwrap_or(gone));
    }
    if let Some(answer) = field.rules.answer() {
        return answer(&value.as_str().map(Value::from).unwrap_or_default());
    }
    if field.target == Some(Target::Users) {
        let ids = value.as_array().map(Vec::as_slice).unwrap_or_default();
        let ids = ids.iter().filter_map(|id| Id::try_parse(id.as_str()?).ok());
        return ids.map(|id| json!({"id": id, "label": world.person_label(id)})).collect();
    }
    let Some(id) = value.as_str().and_then(|text| Id::try_parse(text).ok()).filter(|_| field.target.is_some()) else {
        return value.clone();
    };
    let label = match field.target {
        Some(Target::User) => Some(world.person_label(id).to_owned()),
        Some(Target::Department) => world.directory.department(id).map(|department| department.name.clone()),
        Some(Target::Record { .. }) => labels.get(&id).cloned(),
        _ => return value.clone(),
    };
    match label {
        Some(label) => json!({"id": id, "label": label}),
        // Not to be seen, or gone: that something was there is all the reader learns.
        None => json!({"id": Json::Null, "label": Json::Null}),
    }
}

/// The records of several objects that the changes name, as far as the reader may see them.
async fn any_records(
    db: &mut Db,
    reader: Reader<'_>,
    object: &Object,
    entries: &[tables::record_history::HistoryEntry],
) -> Answer<HashMap<String, Json>> {
    let mut keys: Vec<String> = Vec::new();
    let changes = entries.iter().filter_map(|entry| entry.changes.as_array()).flatten();
    for change in changes {
        let uid = change.get("field").and_then(Json::as_str).unwrap_or_default();
        let Some((_, field)) = object.fields().find(|(_, field)| field.uid == uid) else { continue };
        for value in [change.get("old"), change.get("new")].into_iter().flatten() {
            match (&field.target, value) {
                (Some(Target::AnyRecord { .. }), Json::String(key)) => keys.push(key.clone()),
                (Some(Target::Links { object, .. }), Json::Array(ids)) => {
                    let uid = &reader.model.object(*object).uid;
                    let ids = ids.iter().filter_map(|id| Id::try_parse(id.as_str()?).ok());
                    keys.extend(ids.map(|id| any_key(uid, id)));
                }
                _ => {}
            }
        }
    }
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    later::records(db, reader, &keys).await
}

/// Titles of the records that the changes name, as far as the reader may see them.
async fn labels(
    db: &mut Db,
    reader: Reader<'_>,
    object: &Object,
    entries: &[tables::record_history::HistoryEntry],
) -> Answer<HashMap<Id, String>> {
    let mut labels = HashMap::new();
    for (_, field) in object.fields() {
        let Some(Target::Record { object: target, .. }) = field.target else { continue };
        let mut ids: Vec<Value> = entries
            .iter()
            .filter_map(|entry| entry.changes.as_array())
            .flatten()
            .filter(|change| change.get("field").and_then(Json::as_str) == Some(field.uid.as_str()))
            .flat_map(|change| [change.get("old"), change.get("new")])
            .filter_map(|value| Id::try_parse(value?.as_str()?).ok().map(Value::Id))
            .collect();
        if ids.is_empty() {
            continue;
        }
        ids.truncate(engine_query::MAX_LIST_VALUES);
        let target = reader.model.object(target);
        let scope = reader.reading(target);
        if scope.is_empty() || !scope.can_read(target.title) {
            continue;
        }
        let Some(key) = target.system(engine_fields::SystemField::Id) else { continue };
        let path = FieldPath { through: None, field: key };
        let filter = Filter::Compare(Comparison { path, operator: Operator::In, values: ids });
        let request = ListRequest {
            fields: vec![key, target.title],
            filter: Some(filter),
            limit: engine_query::MAX_LIST_VALUES,
            ..ListRequest::default()
        };
        let plan = list(db.dialect(), reader, target, &scope, &request)?;
        for row in db.rows(&plan.statement).await? {
            if let (Some(Value::Id(id)), Some(title)) = (row.first(), row.get(1)) {
                labels.insert(*id, title.as_text().unwrap_or_default().to_owned());
            }
        }
    }
    Ok(labels)
}
