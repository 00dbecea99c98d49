//! Computed values that are not what their inputs give: somebody wrote past the program, or an earlier version erred.

use engine_store::Db;

use super::{Finding, Weight};
use crate::records::{Mode, Told, backfill, gone_through};
use crate::{Answer, Tenon, World};

/// Every stored computed field with wrong values. Where a back-fill is under way, old values are no fault.
pub(super) async fn examine(tenon: &Tenon, world: &World, told: Told<'_>) -> Answer<Vec<Finding>> {
    let computing = tenon.store.read(async |db: &mut Db| backfill::computing(db).await).await?;
    let is_computing = |object: &str, field: &str| {
        let field = world.model().object_named(object).and_then(|object| object.field_named(field));
        field.is_some_and(|(_, field)| computing.contains(&field.uid))
    };
    let found = gone_through(tenon, Mode::Compare, told).await?;
    let wrong = found.into_iter().filter(|one| one.wrong > 0).map(|one| {
        let finding = if is_computing(&one.object, &one.field) {
            Finding::new("computed_waiting", Weight::Note, false)
        } else {
            Finding::new("computed_wrong", Weight::Fault, true)
        };
        let samples: Vec<String> = one.samples.iter().map(ToString::to_string).collect();
        finding
            .with("object", one.object)
            .with("field", one.field)
            .with("count", one.wrong)
            .with("compared", one.compared)
            .with("samples", samples.join(", "))
    });
    Ok(wrong.collect())
}

/// Writes what the inputs give, batch by batch.
pub(super) async fn mend(tenon: &Tenon, told: Told<'_>) -> Answer<()> {
    gone_through(tenon, Mode::Write, told).await.map(drop)
}
