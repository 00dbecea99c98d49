//! A change on its way through the graph: from the fields that changed to the records that depend on them, object by
//! object in the order of the graph, in the transaction that made the change.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use engine_access::Scope;
use engine_model::{FieldIndex, Input, Model, Node, Object, ObjectIndex, Step, Target};
use engine_query::{referred, referring};
use engine_store::Db;
use engine_values::{Id, Value};

use super::super::Row;
use super::Ground;
use super::facts::LOT;
use super::recompute::{Mode, Targets, recompute};
use crate::Answer;

type Place = (ObjectIndex, FieldIndex);

/// What a write changed, as far as computed fields depend on it.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    changed: BTreeMap<Place, BTreeSet<Id>>,
    /// Records that a reference pointed to before.
    left: BTreeMap<Place, BTreeSet<Id>>,
    /// What the references of written records point to now: nobody has to ask for it.
    known: Targets,
    /// The record whose computed fields, with those of its rows, were computed in memory from these changes.
    filled: Option<(ObjectIndex, Id)>,
}

impl Changes {
    /// The changes of a record that was filled in memory together with its rows.
    pub(crate) fn of_filled(object: &Object, id: Id) -> Self {
        Self { filled: Some((object.index, id)), ..Self::default() }
    }

    /// A record is new. Nothing refers to it yet, so only what it refers to can depend on it.
    pub(crate) fn created(&mut self, model: &Model, object: &Object, id: Id, row: &Row) {
        for field in model.graph().arrivals(object.index) {
            let target = row.get(*field).as_id();
            if target.is_some() {
                self.changed.entry((object.index, *field)).or_default().insert(id);
                self.known.entry((object.index, *field)).or_default().insert(id, target);
            }
        }
    }

    /// A record has other values.
    pub(crate) fn updated(&mut self, model: &Model, object: &Object, id: Id, before: &Row, after: &Row) {
        let graph = model.graph();
        let mut is_watched = false;
        for (index, _) in object.columns() {
            let (old, new) = (before.get(index), after.get(index));
            if old == new || !graph.is_watched(object.index, index) {
                continue;
            }
            is_watched = true;
            self.changed.entry((object.index, index)).or_default().insert(id);
            if let (true, Some(old)) = (graph.arrivals(object.index).contains(&index), old.as_id()) {
                self.left.entry((object.index, index)).or_default().insert(old);
            }
        }
        if is_watched {
            for field in graph.arrivals(object.index) {
                self.known.entry((object.index, *field)).or_default().insert(id, after.get(*field).as_id());
            }
        }
    }

    /// A record is gone.
    pub(crate) fn deleted(&mut self, model: &Model, object: &Object, row: &Row) {
        for field in model.graph().arrivals(object.index) {
            if let Some(old) = row.get(*field).as_id() {
                self.left.entry((object.index, *field)).or_default().insert(old);
            }
        }
    }

    /// The rows of one `children` field, before and after.
    pub(crate) fn rows(&mut self, model: &Model, child: &Object, before: &[Row], after: &[Row]) {
        if !model.graph().is_any_watched(child.index) {
            return;
        }
        for row in after {
            let Some(id) = row.id(child) else { continue };
            match before.iter().find(|other| other.id(child) == Some(id)) {
                Some(old) => self.updated(model, child, id, old, row),
                None => self.created(model, child, id, row),
            }
        }
        for row in before {
            if !after.iter().any(|other| other.id(child) == row.id(child)) {
                self.deleted(model, child, row);
            }
        }
    }

    /// A reference of some records has become blank.
    pub(crate) fn cleared(&mut self, object: &Object, field: FieldIndex, ids: Vec<Id>) {
        self.changed.entry((object.index, field)).or_default().extend(ids);
    }

    /// Whether memory has done already what an input asks for: within a filled record and its rows.
    fn is_filled(&self, model: &Model, node: &Node, input: &Input) -> bool {
        let Some((object, _)) = self.filled else { return false };
        let is_row = |other: ObjectIndex| model.object(other).parent.is_some_and(|link| link.object == object);
        let link = |other: ObjectIndex| model.object(other).parent.map(|link| link.reference);
        match input.steps.as_slice() {
            [] => node.object == object || is_row(node.object),
            [Step::Referring { object: rows, field }] => {
                node.object == object && is_row(*rows) && link(*rows) == Some(*field)
            }
            [Step::Reference(field)] => {
                input.object == object && is_row(node.object) && link(node.object) == Some(*field)
            }
            _ => false,
        }
    }
}

/// Computes again everything that depends on the changes. Nothing is read when nothing does.
pub(crate) async fn propagate(db: &mut Db, ground: Ground<'_>, changes: Changes) -> Answer<()> {
    let model = ground.model;
    let graph = model.graph();
    let mut work = Work { model, pending: BTreeMap::new(), walked: HashMap::new() };
    let places: BTreeSet<Place> = changes.changed.keys().chain(changes.left.keys()).copied().collect();
    for place in places {
        let ids: Vec<Id> = changes.changed.get(&place).into_iter().flatten().copied().collect();
        let left: Vec<Id> = changes.left.get(&place).into_iter().flatten().copied().collect();
        for edge in graph.dependents(place.0, place.1) {
            let node = graph.node(edge.node);
            let Some(input) = node.inputs.get(edge.input) else { continue };
            if !changes.is_filled(model, node, input) {
                let affected = work.walk_back(db, node, input, &ids, &left, &changes.known).await?;
                work.add(edge.node, affected);
            }
        }
    }
    while let Some((object, places, ids)) = work.next() {
        work.walked.clear();
        let found = recompute(db, ground, object, &ids, &places, Mode::Write).await?;
        let mut by_field: BTreeMap<FieldIndex, (Vec<Id>, Vec<Id>)> = BTreeMap::new();
        for difference in &found.differences {
            let (ids, left) = by_field.entry(difference.field).or_default();
            ids.push(difference.id);
            if let Value::Id(old) = &difference.stored
                && matches!(model.object(object).field(difference.field).target, Some(Target::Record { .. }))
            {
                left.push(*old);
            }
        }
        for (field, (ids, left)) in by_field {
            for edge in graph.dependents(object, field) {
                let node = graph.node(edge.node);
                let Some(input) = node.inputs.get(edge.input) else { continue };
                // The same record's further fields were computed along with it.
                if input.steps.is_empty() && places.contains(&edge.node) {
                    continue;
                }
                let affected = work.walk_back(db, node, input, &ids, &left, &found.targets).await?;
                work.add(edge.node, affected);
            }
        }
    }
    Ok(())
}

/// What is still to be computed.
struct Work<'a> {
    model: &'a Model,
    /// By place in the graph: the records.
    pending: BTreeMap<usize, BTreeSet<Id>>,
    /// Ways that were walked since the last change.
    walked: HashMap<(ObjectIndex, Vec<Step>, Vec<Id>), Vec<Id>>,
}

impl Work<'_> {
    fn add(&mut self, place: usize, ids: Vec<Id>) {
        if !ids.is_empty() {
            self.pending.entry(place).or_default().extend(ids);
        }
    }

    /// The next fields of one object, with all that follows from them within the same record. Fields of one level do
    /// not depend on each other; one that follows is computed again should another of its inputs change later.
    fn next(&mut self) -> Option<(ObjectIndex, Vec<usize>, Vec<Id>)> {
        let graph = self.model.graph();
        let first = graph.node(*self.pending.keys().next()?);
        let (object, level) = (first.object, first.level);
        let together: Vec<usize> = self
            .pending
            .keys()
            .copied()
            .take_while(|place| {
                let node = graph.node(*place);
                node.level == level && node.object == object
            })
            .collect();
        let mut ids = BTreeSet::new();
        for place in &together {
            ids.extend(self.pending.remove(place).unwrap_or_default());
        }
        let mut places: BTreeSet<usize> = together.iter().copied().collect();
        let mut open = together;
        while let Some(place) = open.pop() {
            let node = graph.node(place);
            for edge in graph.dependents(node.object, node.field) {
                let is_own = graph.node(edge.node).inputs.get(edge.input).is_some_and(|input| input.steps.is_empty());
                if is_own && places.insert(edge.node) {
                    open.push(edge.node);
                }
            }
        }
        Some((object, places.into_iter().collect(), ids.into_iter().collect()))
    }

    /// From records whose input changed to the records with the computed field; `left` are those that the last
    /// reference pointed to before.
    async fn walk_back(
        &mut self,
        db: &mut Db,
        node: &Node,
        input: &Input,
        ids: &[Id],
        left: &[Id],
        known: &Targets,
    ) -> Answer<Vec<Id>> {
        let starts = objects_on_the_way(self.model, node.object, &input.steps);
        let mut here: Vec<Id> = ids.to_vec();
        for (place, (step, object)) in input.steps.iter().zip(starts).enumerate().rev() {
            if place + 1 == input.steps.len()
                && let Step::Referring { object: rows, field } = step
            {
                let known = known.get(&(*rows, *field));
                let (mut found, mut unknown) = (Vec::new(), Vec::new());
                for id in here {
                    match known.and_then(|known| known.get(&id)) {
                        Some(target) => found.extend(*target),
                        None => unknown.push(id),
                    }
                }
                found.extend(self.step_back(db, object, *step, unknown).await?);
                if *field == input.field {
                    found.extend(left);
                }
                here = found;
            } else {
                here = self.step_back(db, object, *step, here).await?;
            }
            here.sort_unstable();
            here.dedup();
        }
        Ok(here)
    }

    async fn step_back(&mut self, db: &mut Db, object: ObjectIndex, step: Step, ids: Vec<Id>) -> Answer<Vec<Id>> {
        if ids.is_empty() {
            return Ok(ids);
        }
        let key = (object, vec![step], ids);
        if let Some(found) = self.walked.get(&key) {
            return Ok(found.clone());
        }
        let mut found = Vec::new();
        for lot in key.2.chunks(LOT) {
            let statement = match step {
                Step::Reference(field) => {
                    let object = self.model.object(object);
                    referring(db.dialect(), &Scope::integrity(object), object, field, lot)
                }
                Step::Referring { object: rows, field } => {
                    let rows = self.model.object(rows);
                    referred(db.dialect(), &Scope::integrity(rows), rows, field, lot)
                }
            };
            let rows = db.rows(&statement).await?;
            found.extend(rows.iter().filter_map(|row| row.first().and_then(Value::as_id)));
        }
        self.walked.insert(key, found.clone());
        Ok(found)
    }
}

/// The object at the begin of each step.
fn objects_on_the_way(model: &Model, start: ObjectIndex, steps: &[Step]) -> Vec<ObjectIndex> {
    let mut objects = Vec::with_capacity(steps.len());
    let mut here = start;
    for step in steps {
        objects.push(here);
        here = match *step {
            Step::Reference(field) => match model.object(here).field(field).target {
                Some(Target::Record { object, .. }) => object,
                _ => here,
            },
            Step::Referring { object, .. } => object,
        };
    }
    objects
}
