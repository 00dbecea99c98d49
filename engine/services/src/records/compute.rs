//! The computed fields of a form that is being filled; nothing is stored.

use engine_access::Actor;
use engine_errors::Code;
use engine_model::{Field, FieldIndex, Object, Target};
use engine_store::Db;
use engine_values::Value;
use serde_json::{Map, Value as Json};

use super::Row;
use super::write::Change;
use crate::{Answer, Failure, Tenon};

/// Answers the computed fields for a body as it stands; what cannot be read counts as blank.
///
/// # Errors
/// `object_not_found`; `forbidden` when the person may neither create nor change such records.
pub async fn compute(tenon: &Tenon, actor: &Actor, object: &str, body: &Map<String, Json>) -> Answer<Json> {
    let world = tenon.world();
    let object = world.object(actor, object)?;
    let grants = actor.grants.object_ref(object.index);
    if !grants.is_some_and(|grants| grants.create || grants.update != engine_definitions::RowScope::None) {
        return Err(Failure::new(Code::Forbidden));
    }
    let change = Change { world: &world, actor, object, now: tenon.clock.now() };
    let mut row = lenient(object, body);
    for (field, _, child, _) in object.children() {
        let child = world.model().object(child);
        let items = body.get(&object.field(field).name).and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
        let rows = items.iter().take(5000).map(|item| match item.as_object() {
            Some(body) => lenient(child, body),
            None => Row::blank(child),
        });
        row.children.push((field, rows.collect()));
    }
    tenon.store.read(async |db: &mut Db| change.fill_only(db, &mut row).await).await?;
    let reader = change.reader();
    let computed = |object: &Object, row: &Row| -> Map<String, Json> {
        let scope = reader.reading(object);
        let readable = |index: &FieldIndex| scope.can_read(*index);
        let graph = world.model().graph();
        let fields = graph.of_object(object.index).iter().map(|place| graph.node(*place).field);
        fields
            .filter(readable)
            .map(|index| (object.field(index).name.clone(), presented(object.field(index), row.get(index))))
            .collect()
    };
    let mut answer = computed(object, &row);
    for (field, rows) in &row.children {
        let Some(Target::Children { object: child, .. }) = object.field(*field).target else { continue };
        let child = world.model().object(child);
        let rows = rows.iter().map(|row| Json::Object(computed(child, row))).collect();
        answer.insert(object.field(*field).name.clone(), Json::Array(rows));
    }
    Ok(Json::Object(answer))
}

/// A value as the API reads it.
fn presented(field: &Field, value: &Value) -> Json {
    field.rules.answer().map_or_else(|| value.to_json(), |answer| answer(value))
}

fn lenient(object: &Object, body: &Map<String, Json>) -> Row {
    let mut row = Row::blank(object);
    for (name, json) in body {
        if let Some((index, field)) = object.field_named(name)
            && field.column.is_some()
        {
            row.set(index, field.rules.parse(json).unwrap_or(Value::Null));
        }
    }
    row
}
