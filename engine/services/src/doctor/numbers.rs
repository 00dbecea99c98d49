//! Numberings whose counter is behind the numbers in the records: the next record would be refused or take a number twice.

use engine_fields::NumberPattern;
use engine_store::{Db, StoreError, schema_sync, tables};
use engine_values::Timestamp;

use super::{Finding, Weight};
use crate::records::number_counters;
use crate::{Answer, Tenon, World, former};

/// A counter that is behind.
struct Behind {
    counter: String,
    object: String,
    field: String,
    value: i64,
    highest: i64,
}

/// Every counter of today's period that is behind.
pub(super) async fn examine(tenon: &Tenon, world: &World) -> Answer<Vec<Finding>> {
    let behind = behind(tenon, world).await?;
    let finding = |one: Behind| {
        Finding::new("counter_behind", Weight::Fault, true)
            .with("object", one.object)
            .with("field", one.field)
            .with("value", one.value)
            .with("highest", one.highest)
    };
    Ok(behind.into_iter().map(finding).collect())
}

/// Sets every such counter to the highest number in use.
pub(super) async fn mend(tenon: &Tenon, world: &World) -> Answer<()> {
    let raised: Vec<(String, i64)> =
        behind(tenon, world).await?.into_iter().map(|one| (one.counter, one.highest)).collect();
    tenon
        .store
        .write(async move |db: &mut Db| -> Result<(), StoreError> {
            for (counter, highest) in &raised {
                tables::counters::raise(db, counter, *highest).await?;
            }
            Ok(())
        })
        .await?;
    Ok(())
}

async fn behind(tenon: &Tenon, world: &World) -> Answer<Vec<Behind>> {
    let now = tenon.clock.now();
    let mut found = Vec::new();
    for object in world.model().objects() {
        for (index, pattern, counter) in number_counters(object, now) {
            let Some((column, _)) = &object.field(index).column else { continue };
            let (start, end) = around(pattern, now);
            let (highest, value) = tenon
                .store
                .read(async |db: &mut Db| -> Result<(Option<String>, i64), StoreError> {
                    let highest = schema_sync::highest_text(db, &object.table, column, &start).await?;
                    Ok((highest, tables::counters::get(db, &counter).await?))
                })
                .await?;
            let highest = highest.as_deref().and_then(|text| text.strip_prefix(start.as_str()));
            let highest = highest.and_then(|text| text.strip_suffix(end.as_str())?.parse::<i64>().ok());
            if let Some(highest) = highest.filter(|highest| *highest > value) {
                let (object, field) = (object.name.clone(), object.field(index).name.clone());
                found.push(Behind { counter, object, field, value, highest });
            }
        }
    }
    Ok(found)
}

/// What stands before and after the counted part today.
fn around(pattern: &NumberPattern, now: Timestamp) -> (String, String) {
    // More digits than any padding, and none of them a date's.
    const PROBE: i64 = 111_111_111_111_111_111;
    let text = pattern.format(former::day(now), PROBE);
    let (start, end) = text.split_once(&PROBE.to_string()).unwrap_or((text.as_str(), ""));
    (start.to_owned(), end.to_owned())
}
