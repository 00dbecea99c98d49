//! Automatic numbers of new records and rows.

use std::collections::BTreeMap;

use engine_expressions::default_zone;
use engine_model::{FieldIndex, Model, Object, Target};
use engine_store::{Db, tables};
use engine_values::{Timestamp, Value};

use super::Row;
use crate::Answer;

/// Puts a stand-in where a number will be, so that nothing finds it missing: numbers are taken last, and a refused
/// record takes none.
pub(crate) fn stand_in(model: &Model, object: &Object, row: &mut Row, is_new: bool, now: Timestamp) {
    each_new(model, object, row, is_new, &mut |object, row| {
        for (index, pattern) in patterns(object) {
            row.set(index, Value::Text(pattern.format(today(now), 0)));
        }
    });
}

/// Takes the numbers of a new record and of the new rows of any record; true when there was one to take.
pub(crate) async fn take(
    db: &mut Db,
    model: &Model,
    object: &Object,
    row: &mut Row,
    is_new: bool,
    now: Timestamp,
) -> Answer<bool> {
    let mut wanted: BTreeMap<String, i64> = BTreeMap::new();
    each_new(model, object, row, is_new, &mut |object, _| {
        for (index, pattern) in patterns(object) {
            *wanted.entry(counter(object, index, &pattern.period(today(now)))).or_default() += 1;
        }
    });
    // In the order of their names, so that two writers never wait for each other in a circle.
    let mut next: BTreeMap<String, i64> = BTreeMap::new();
    for (counter, how_many) in wanted {
        let first = tables::counters::next(db, &counter, how_many).await?;
        next.insert(counter, first);
    }
    each_new(model, object, row, is_new, &mut |object, row| {
        for (index, pattern) in patterns(object) {
            if let Some(number) = next.get_mut(&counter(object, index, &pattern.period(today(now)))) {
                row.set(index, Value::Text(pattern.format(today(now), *number)));
                *number += 1;
            }
        }
    });
    Ok(!next.is_empty())
}

fn each_new(model: &Model, object: &Object, row: &mut Row, is_new: bool, work: &mut dyn FnMut(&Object, &mut Row)) {
    if is_new {
        work(object, row);
    }
    for (field, rows) in &mut row.children {
        if let Some(Target::Children { object: child, .. }) = object.field(*field).target {
            let child = model.object(child);
            for row in rows.iter_mut().filter(|row| row.id(child).is_none()) {
                work(child, row);
            }
        }
    }
}

/// The numberings of an object, each with its counter of this moment's period.
pub(crate) fn number_counters(
    object: &Object,
    now: Timestamp,
) -> Vec<(FieldIndex, &engine_fields::NumberPattern, String)> {
    let period = |pattern: &engine_fields::NumberPattern| pattern.period(today(now));
    patterns(object).map(|(index, pattern)| (index, pattern, counter(object, index, &period(pattern)))).collect()
}

fn patterns(object: &Object) -> impl Iterator<Item = (FieldIndex, &engine_fields::NumberPattern)> {
    object.fields().filter_map(|(index, field)| field.rules.number_pattern().map(|pattern| (index, pattern)))
}

fn counter(object: &Object, index: FieldIndex, period: &str) -> String {
    format!("{}/{}/{period}", object.uid, object.field(index).uid)
}

fn today(now: Timestamp) -> engine_values::Date {
    now.to_zoned(default_zone()).date()
}
