//! How long a record was in each stage, told from its history.

use engine_access::Actor;
use engine_errors::Code;
use engine_fields::SystemField;
use engine_model::{Field, Object};
use engine_query::full_row;
use engine_store::{Db, tables};
use engine_values::{Id, Timestamp, Value, instant_to_text};
use serde_json::{Value as Json, json};

use super::Row;
use crate::world::World;
use crate::{Answer, Failure, Tenon};

/// Entries of the history read at once.
const LOT: i64 = 200;

/// A stay in one stage.
struct Stay {
    stage: String,
    entered: Timestamp,
    by: Option<Id>,
}

/// Every stay of a record in a stage of the field, from the first to the present one.
///
/// # Errors
/// `object_not_found`, `record_not_found`; `field_unknown` for what is no stage field of this reader.
pub async fn stage_times(tenon: &Tenon, actor: &Actor, object: &str, id: Id, field: &str) -> Answer<Json> {
    let world = tenon.world();
    let object = world.object(actor, object)?;
    let scope = world.reader(actor).reading(object);
    let found = object.field_named(field).filter(|(index, field)| scope.can_read(*index) && !field.stages.is_empty());
    let (index, field) = found.ok_or_else(|| Failure::new(Code::FieldUnknown).with("field", field))?;
    let now = tenon.clock.now();
    tenon
        .store
        .read(async |db: &mut Db| {
            let statement = full_row(db.dialect(), world.reader(actor), object, &scope, id, false);
            let Some(columns) = db.row(&statement).await? else {
                return Err(Failure::new(Code::RecordNotFound).with("object", object.name.as_str()));
            };
            let row = Row::from_columns(object, columns);
            let stays = stays(db, object, field, row.get(index), &row, id).await?;
            Ok(present(&world, actor, field, &stays, now))
        })
        .await
}

/// The stays in order. The history has the moves; where it begins, the record began in the stage that the first move
/// left.
async fn stays(db: &mut Db, object: &Object, field: &Field, present: &Value, row: &Row, id: Id) -> Answer<Vec<Stay>> {
    let mut moves = Vec::new();
    let mut before = None;
    loop {
        let entries = tables::record_history::list(db, &object.uid, id, before, LOT).await?;
        let Some(last) = entries.last() else { break };
        before = Some((last.changed_at, last.id));
        for entry in &entries {
            let changes = entry.changes.as_array().into_iter().flatten();
            let change =
                changes.into_iter().find(|change| change.get("field").and_then(Json::as_str) == Some(&field.uid));
            let text = |key: &str| change.and_then(|change| change.get(key)).and_then(Json::as_str).map(str::to_owned);
            if change.is_some() {
                moves.push((text("old"), text("new"), entry.changed_at, entry.changed_by));
            }
        }
    }
    moves.reverse();
    let created = match row.system(object, SystemField::CreatedAt) {
        Value::Instant(at) => at,
        _ => return Ok(Vec::new()),
    };
    let created_by = row.system(object, SystemField::CreatedBy).as_id();
    let first = moves.first().map_or_else(|| present.as_text().map(str::to_owned), |(old, ..)| old.clone());
    let mut stays = vec![(first, created, created_by)];
    stays.extend(moves.into_iter().map(|(_, new, at, by)| (new, at, by)));
    let without_stage = |(stage, entered, by): (Option<String>, Timestamp, Option<Id>)| Stay {
        stage: stage.unwrap_or_default(),
        entered,
        by,
    };
    Ok(stays.into_iter().map(without_stage).collect())
}

fn present(world: &World, actor: &Actor, field: &Field, stays: &[Stay], now: Timestamp) -> Json {
    let mut data = Vec::new();
    for (place, stay) in stays.iter().enumerate() {
        // Times without a stage lie between stays and are none themselves.
        if stay.stage.is_empty() {
            continue;
        }
        let left = stays.get(place + 1).map(|next| next.entered);
        let seconds = left.unwrap_or(now).as_second().saturating_sub(stay.entered.as_second());
        let choice = field.rules.choices().iter().find(|choice| choice.value == stay.stage);
        data.push(json!({
            "stage": stay.stage,
            "label": choice.and_then(|choice| choice.label.text(&actor.language)).unwrap_or(&stay.stage),
            "color": choice.map(|choice| choice.color),
            "entered_at": instant_to_text(stay.entered),
            "left_at": left.map(instant_to_text),
            "seconds": seconds.max(0),
            "by": stay.by.map(|user| json!({"id": user, "label": world.person_label(user)})),
        }));
    }
    json!({"data": data})
}
