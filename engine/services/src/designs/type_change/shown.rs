//! What a conversion comes to, as a person may see it: numbers for everybody who publishes, values only of records and
//! fields that the person may read.

use engine_access::{Actor, Rows};
use engine_query::{existing_ids, full_row};
use engine_store::Db;
use engine_values::{Id, Value};
use serde_json::{Value as Json, json};

use super::tally::{Sample, Tally};
use crate::Answer;
use crate::locales::error_text;
use crate::world::World;

/// `{"records", "blank", "convert", "unchanged", "restored", "fail", "refused", "reasons", "samples", "values"}`.
/// `place` are the identities of object and field.
pub(in crate::designs) async fn conversion(
    db: &mut Db,
    world: &World,
    actor: &Actor,
    place: (&str, &str),
    tally: &Tally,
) -> Answer<Json> {
    let (samples, values) = seen(db, world, actor, place, tally).await?;
    Ok(json!({
        "records": tally.records(),
        "blank": tally.blank,
        "convert": tally.convert,
        "unchanged": tally.unchanged,
        "restored": tally.restored,
        "fail": tally.fail,
        "refused": tally.refused,
        "reasons": tally.reasons,
        "samples": samples,
        "values": values,
    }))
}

/// The samples, and the different failing values with their numbers where all rows are the person's to read.
async fn seen(
    db: &mut Db,
    world: &World,
    actor: &Actor,
    (object, field): (&str, &str),
    tally: &Tally,
) -> Answer<(Vec<Json>, Json)> {
    let nothing = (Vec::new(), Json::Null);
    let Some(object) = world.model().object_with_uid(object) else { return Ok(nothing) };
    let Some((index, _)) = object.field_with_uid(field) else { return Ok(nothing) };
    let reader = world.reader(actor);
    let scope = reader.reading(object);
    if scope.is_empty() || !scope.can_read(index) || tally.samples.is_empty() {
        return Ok(nothing);
    }
    let ids: Vec<Id> = tally.samples.iter().map(|sample| sample.id).collect();
    let rows = db.rows(&existing_ids(db.dialect(), reader, object, &scope, &ids)).await?;
    let visible: Vec<Id> = rows.iter().filter_map(|row| row.first().and_then(Value::as_id)).collect();
    let title = object.columns().position(|(index, _)| index == object.title).filter(|_| scope.can_read(object.title));
    let mut samples = Vec::new();
    for sample in tally.samples.iter().filter(|sample| visible.contains(&sample.id)) {
        let mut label = Json::Null;
        if let Some(place) = title {
            let row = db.row(&full_row(db.dialect(), reader, object, &scope, sample.id, false)).await?;
            label = row.and_then(|row| row.get(place).map(Value::to_json)).unwrap_or_default();
        }
        samples.push(shown(sample, &label, &actor.language));
    }
    let values = if *scope.rows() == Rows::All {
        let each = tally.values.iter().map(|(value, count)| json!({"value": value, "count": count}));
        json!({"data": each.collect::<Vec<_>>(), "has_more": tally.has_more_values})
    } else {
        Json::Null
    };
    Ok((samples, values))
}

fn shown(sample: &Sample, label: &Json, language: &str) -> Json {
    json!({
        "id": sample.id,
        "label": label,
        "value": sample.value,
        "code": sample.reason.code.name(),
        "reason": error_text(sample.reason.code, &sample.reason.params, language),
    })
}
