//! Computed fields of many records of one object, from what the database has: reads, evaluates, writes what differs.

use std::collections::HashMap;

use engine_access::Scope;
use engine_model::{FieldIndex, Needs, Node, ObjectIndex, Rollup};
use engine_query::{Lock, set_computed};
use engine_store::Db;
use engine_values::{Id, Value};

use super::facts::LOT;
use super::rollup::{of_parents, rollup_of};
use super::{FactSource, Facts, Ground, Moment, fit};
use crate::Answer;

/// Most binds of one statement: SQLite takes 32,766.
const MOST_BINDS: usize = 30_000;

/// A stored value that is not what it should be.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Difference {
    pub(crate) id: Id,
    pub(crate) field: FieldIndex,
    pub(crate) stored: Value,
    pub(crate) right: Value,
}

/// What references of records point to, by record.
pub(crate) type Targets = HashMap<(ObjectIndex, FieldIndex), HashMap<Id, Option<Id>>>;

/// What computing records again found.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) differences: Vec<Difference>,
    /// What the records that differ count as rows of; nobody has to ask again who is next.
    pub(super) targets: Targets,
}

/// Whether to put right what differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Only tell.
    Compare,
    /// Write it, with the records locked from before they are read.
    Write,
}

/// Computes fields of records again; `places` are stored fields of that object in the order of the graph. A value that
/// cannot be computed, or does not fit its field, is blank: no write of somebody else fails because of it.
pub(crate) async fn recompute(
    db: &mut Db,
    ground: Ground<'_>,
    object: ObjectIndex,
    ids: &[Id],
    places: &[usize],
    mode: Mode,
) -> Answer<Found> {
    let mut all = Found::default();
    for lot in ids.chunks(LOT) {
        let found = compare(db, ground, object, lot, places, mode).await?;
        if mode == Mode::Write {
            write(db, ground, object, &found.differences).await?;
        }
        all.differences.extend(found.differences);
        for (place, targets) in found.targets {
            all.targets.entry(place).or_default().extend(targets);
        }
    }
    Ok(all)
}

async fn compare(
    db: &mut Db,
    ground: Ground<'_>,
    object: ObjectIndex,
    ids: &[Id],
    places: &[usize],
    mode: Mode,
) -> Answer<Found> {
    let model = ground.model;
    let resolved = model.object(object);
    let nodes: Vec<&Node> = places.iter().map(|place| model.graph().node(*place)).collect();
    let mut needs = Needs::default();
    let mut rollups: Vec<(FieldIndex, &Rollup, &Needs)> = Vec::new();
    for node in &nodes {
        needs.fields.insert(node.field);
        match rollup_of(resolved.field(node.field).computed.as_ref()) {
            Some(rollup) => rollups.push((node.field, rollup, &node.needs)),
            None => needs.merge(&node.needs),
        }
    }
    let arrivals = if mode == Mode::Write { model.graph().arrivals(object) } else { &[] };
    needs.fields.extend(arrivals);
    let (mut facts, lock) = match mode {
        Mode::Compare => (Facts::default(), Lock::None),
        Mode::Write => (Facts::locking(), Lock::Update),
    };
    facts.load(db, model, object, ids, &needs, lock).await?;
    // Rows are added up after their parents are locked: whoever added one before has committed, whoever adds one
    // later waits and sees ours.
    let present: Vec<Id> = ids.iter().copied().filter(|id| facts.row(object, *id).is_some()).collect();
    let rolled = if rollups.is_empty() || present.is_empty() {
        HashMap::new()
    } else {
        of_parents(db, &source(ground, &facts, object, Id::nil()), &rollups, &present).await?
    };
    let mut differences = Vec::new();
    let mut targets = Targets::new();
    for id in present {
        let before = differences.len();
        for node in &nodes {
            let field = resolved.field(node.field);
            let Some(computed) = &field.computed else { continue };
            let value = match rolled.get(&node.field) {
                Some(values) => values.get(&id).cloned().flatten(),
                None => source(ground, &facts, object, id).computed(computed).ok(),
            };
            let right = value.and_then(|value| fit(field, value).ok()).unwrap_or_default();
            let stored = facts.get(object, id, node.field);
            if *stored != right {
                let stored = stored.clone();
                if let Some(row) = facts.row_mut(object, id) {
                    row.set(node.field, right.clone());
                }
                differences.push(Difference { id, field: node.field, stored, right });
            }
        }
        if differences.len() > before {
            for field in arrivals {
                let target = facts.get(object, id, *field).as_id();
                targets.entry((object, *field)).or_default().insert(id, target);
            }
        }
    }
    Ok(Found { differences, targets })
}

fn source<'a>(ground: Ground<'a>, facts: &'a Facts, object: ObjectIndex, id: Id) -> FactSource<'a> {
    let Ground { model, directory } = ground;
    FactSource { model, directory, facts, object, id, moment: Moment::nobody() }
}

/// Writes differences of one lot: those of the records that differ in the same fields by one statement.
async fn write(db: &mut Db, ground: Ground<'_>, object: ObjectIndex, differences: &[Difference]) -> Answer<()> {
    let resolved = ground.model.object(object);
    let scope = Scope::integrity(resolved);
    let mut by_fields: HashMap<Vec<FieldIndex>, Vec<(Id, Vec<Value>)>> = HashMap::new();
    for same in differences.chunk_by(|one, two| one.id == two.id) {
        let Some(first) = same.first() else { continue };
        let fields = same.iter().map(|difference| difference.field).collect();
        let values = same.iter().map(|difference| difference.right.clone()).collect();
        by_fields.entry(fields).or_default().push((first.id, values));
    }
    for (fields, rows) in by_fields {
        // The padding may double a lot.
        let most = (MOST_BINDS / 2 / (fields.len() + 1)).max(1);
        for lot in rows.chunks(most) {
            db.execute(&set_computed(db.dialect(), &scope, resolved, &fields, lot)).await?;
        }
    }
    Ok(())
}
