//! Live fields: computed when they are read, from what they need, whatever else was asked for.

use std::collections::HashMap;

use engine_access::Actor;
use engine_model::{FieldIndex, Needs, Object, Target};
use engine_query::Lock;
use engine_store::Db;
use engine_values::{Id, Timestamp, Value};

use super::super::Row;
use super::{FactSource, Facts, Moment};
use crate::Answer;
use crate::world::World;

/// The values of live fields of many records, in the order of `fields`.
pub(crate) async fn of_records(
    db: &mut Db,
    world: &World,
    actor: &Actor,
    now: Timestamp,
    object: &Object,
    ids: &[Id],
    fields: &[FieldIndex],
) -> Answer<HashMap<Id, Vec<Value>>> {
    if ids.is_empty() || fields.is_empty() {
        return Ok(HashMap::new());
    }
    let mut facts = Facts::default();
    let needs = needs_of(world, object, fields);
    // The key is always among what is read, so that a record is known to exist.
    let key = object.system(engine_fields::SystemField::Id);
    let needs = Needs { fields: needs.fields.iter().copied().chain(key).collect(), ..needs };
    facts.load(db, world.model(), object.index, ids, &needs, Lock::None).await?;
    let value = |id: Id, field: FieldIndex| {
        let source = source(world, actor, now, &facts, object, id);
        source.field(field)
    };
    Ok(ids.iter().map(|id| (*id, fields.iter().map(|field| value(*id, *field)).collect())).collect())
}

/// A record among facts, as expressions of this person see it now.
fn source<'a>(
    world: &'a World,
    actor: &'a Actor,
    now: Timestamp,
    facts: &'a Facts,
    object: &Object,
    id: Id,
) -> FactSource<'a> {
    let moment = Moment { now, user: Some(actor.user), user_name: &actor.name, department: actor.department };
    FactSource { model: world.model(), directory: &world.directory, facts, object: object.index, id, moment }
}

/// What the live fields among these need.
fn needs_of(world: &World, object: &Object, fields: &[FieldIndex]) -> Needs {
    let graph = world.model().graph();
    let mut needs = Needs::default();
    for field in fields {
        if let Some(place) = graph.place(object.index, *field) {
            needs.merge(&graph.node(place).needs);
        }
    }
    needs
}

/// Sets the live fields of a record that was read and of its rows, so that conditions find them like others.
pub(crate) async fn fill_live(
    db: &mut Db,
    world: &World,
    actor: &Actor,
    now: Timestamp,
    object: &Object,
    row: &mut Row,
) -> Answer<()> {
    for (field, rows) in &mut row.children {
        if let Some(Target::Children { object: child, .. }) = object.field(*field).target {
            let child = world.model().object(child);
            set(db, world, actor, now, child, rows.iter_mut()).await?;
        }
    }
    set(db, world, actor, now, object, std::iter::once(row)).await
}

/// Sets the live fields of records of one object.
pub(crate) async fn set<'a>(
    db: &mut Db,
    world: &World,
    actor: &Actor,
    now: Timestamp,
    object: &Object,
    rows: impl Iterator<Item = &'a mut Row>,
) -> Answer<()> {
    let live: Vec<FieldIndex> = object.fields().filter(|(_, field)| field.is_live()).map(|(index, _)| index).collect();
    if live.is_empty() {
        return Ok(());
    }
    let rows: Vec<&mut Row> = rows.collect();
    let ids: Vec<Id> = rows.iter().filter_map(|row| row.id(object)).collect();
    let mut values = of_records(db, world, actor, now, object, &ids, &live).await?;
    for row in rows {
        let found = row.id(object).and_then(|id| values.remove(&id)).unwrap_or_default();
        for (field, value) in live.iter().zip(found) {
            row.set(*field, value);
        }
    }
    Ok(())
}
