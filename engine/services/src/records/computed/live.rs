//! Live fields: computed when they are read, from what they need, whatever else was asked for.

use std::collections::HashMap;

use engine_access::Actor;
use engine_model::{FieldIndex, Needs, Object};
use engine_query::Lock;
use engine_store::Db;
use engine_values::{Id, Timestamp, Value};

use super::{FactSource, Facts, Moment, fit};
use crate::world::World;
use crate::Answer;

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
        let resolved = object.field(field);
        let source = source(world, actor, now, &facts, object, id);
        fit(resolved, source.field(field)).unwrap_or_default()
    };
    Ok(ids.iter().map(|id| (*id, fields.iter().map(|field| value(*id, *field)).collect())).collect())
}

/// A record among facts, as expressions of this person see it now.
pub(crate) fn source<'a>(
    world: &'a World,
    actor: &'a Actor,
    now: Timestamp,
    facts: &'a Facts,
    object: &Object,
    id: Id,
) -> FactSource<'a> {
    let moment =
        Moment { now, user: Some(actor.user), user_name: &actor.name, department: actor.department };
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

/// Reads into facts what the live fields of a record there need; conditions may then read them like others.
pub(crate) async fn fill_live(db: &mut Db, world: &World, object: &Object, id: Id, facts: &mut Facts) -> Answer<()> {
    let live: Vec<FieldIndex> =
        object.fields().filter(|(_, field)| field.is_live()).map(|(index, _)| index).collect();
    if live.is_empty() {
        return Ok(());
    }
    let needs = needs_of(world, object, &live);
    facts.load(db, world.model(), object.index, &[id], &needs, Lock::None).await
}
