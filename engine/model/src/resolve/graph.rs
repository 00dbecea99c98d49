//! The graph of computed fields: what depends on what, circles, depth, order, and which fields are live.

use std::collections::HashMap;

use engine_errors::{Code, Problem, Problems};

use super::formulas::{is_live_itself, trails};
use super::relations::document_position;
use super::results::circle_problem;
use crate::graph::{MAX_DEPTH, Node};
use crate::{Computed, FieldIndex, Graph, Input, Model, Needs, ObjectIndex, Step, Trail, TrailEnd};

type Place = (ObjectIndex, FieldIndex);

/// Chains longer than this are not followed to their end: a hostile one would use up the stack.
const MAX_WALK: usize = 1000;

/// A computed field before its place in the order is known.
struct Draft {
    inputs: Vec<Input>,
    reads: Vec<Place>,
    /// From a record, or from a row of a roll-up.
    trails: Vec<Trail>,
    is_live: bool,
    /// A roll-up or look-up: its value is always stored.
    is_always_stored: bool,
}

/// Builds the graph of a model whose computed fields are all compiled.
pub(super) fn resolve(model: &mut Model, problems: &mut Problems) {
    let before = problems.len();
    let mut drafts: HashMap<Place, Draft> = HashMap::new();
    for object in model.objects() {
        for (index, field) in object.fields() {
            if let Some(computed) = &field.computed {
                drafts.insert((object.index, index), draft(model, object.index, computed));
            }
        }
    }
    let mut places: Vec<Place> = drafts.keys().copied().collect();
    places.sort_unstable();
    let mut levels: HashMap<Place, usize> = HashMap::new();
    for place in &places {
        if walk(model, &drafts, *place, &mut Vec::new(), &mut levels, problems).is_none() {
            return;
        }
    }
    let too_deep = places.iter().find(|place| levels.get(place).is_some_and(|level| *level > MAX_DEPTH));
    if let Some(place) = too_deep {
        problems.push(too_deep_problem(model, *place));
    }
    places.sort_by_key(|place| (levels.get(place).copied().unwrap_or(0), *place));
    settle_live(model, &mut drafts, &places, problems);
    if problems.len() > before {
        return;
    }
    let mut needs: HashMap<Place, Needs> = HashMap::new();
    let mut nodes = Vec::with_capacity(places.len());
    for place in places {
        let Some(draft) = drafts.remove(&place) else { continue };
        let mut own = Needs::default();
        for trail in &draft.trails {
            let end = own.add(trail);
            // A live field is computed where it stands, so what it needs is needed there.
            if let TrailEnd::Field(field) = trail.end
                && model.object(trail.object).field(field).computed.is_some()
                && let Some(of_live) = needs.get(&(trail.object, field))
            {
                end.merge(of_live);
            }
        }
        if draft.is_live {
            needs.insert(place, own.clone());
        }
        let (object, field) = place;
        let level = levels.get(&place).copied().unwrap_or(1);
        let Draft { inputs, reads, is_live, .. } = draft;
        nodes.push(Node { object, field, level, is_live, inputs, reads, needs: own });
    }
    for node in nodes.iter().filter(|node| node.is_live) {
        let object = model.objects.get_mut(node.object.0);
        if let Some(field) = object.and_then(|object| object.fields.get_mut(node.field.0)) {
            // A name of its own: the column of a field that was stored once may still be there.
            field.live_column = field.column.take().map(|(_, column)| (format!("l_{}", field.uid), column));
        }
    }
    model.graph = Graph::new(nodes);
}

fn draft(model: &Model, object: ObjectIndex, computed: &Computed) -> Draft {
    let (mut inputs, mut reads, mut found) = (Vec::new(), Vec::new(), Vec::new());
    let mut is_live = false;
    match computed {
        Computed::Formula(formula) => {
            is_live = is_live_itself(model, object, formula);
            for trail in trails(model, object, formula) {
                inputs.extend(trail.inputs(model, object));
                reads.extend(trail.children.iter().copied());
                found.push(trail);
            }
        }
        Computed::Rollup(rollup) => {
            let step = Step::Referring { object: rollup.object, field: rollup.reference };
            reads.extend(rollup.children.map(|children| (object, children)));
            let fields = std::iter::once(rollup.reference).chain(rollup.of).chain(rollup.order_by);
            inputs.extend(fields.map(|field| Input { steps: vec![step], object: rollup.object, field }));
            for field in rollup.of.into_iter().chain(rollup.order_by) {
                let end = TrailEnd::Field(field);
                found.push(Trail { steps: Vec::new(), object: rollup.object, end, children: Vec::new() });
            }
            for trail in rollup.filter.iter().flat_map(|filter| trails(model, rollup.object, filter)) {
                inputs.extend(trail.inputs(model, rollup.object).into_iter().map(|mut input| {
                    input.steps.insert(0, step);
                    input
                }));
                reads.extend(trail.children.iter().copied());
                found.push(trail);
            }
        }
        Computed::Lookup(lookup) => {
            let mut here = object;
            for reference in &lookup.references {
                if let Some(crate::Target::Record { object, .. }) = model.object(here).field(*reference).target {
                    here = object;
                }
            }
            let steps = lookup.references.iter().map(|reference| Step::Reference(*reference)).collect();
            let trail = Trail { steps, object: here, end: TrailEnd::Field(lookup.field), children: Vec::new() };
            inputs.extend(trail.inputs(model, object));
            found.push(trail);
        }
    }
    reads.extend(inputs.iter().map(|input| (input.object, input.field)));
    reads.sort_unstable();
    reads.dedup();
    inputs.sort_unstable();
    inputs.dedup();
    let is_always_stored = !matches!(computed, Computed::Formula(_));
    Draft { inputs, reads, trails: found, is_live, is_always_stored }
}

/// The level of a field: one more than the highest of those it reads. Nothing when a circle closes or the chain is
/// endless for all purposes, which is told.
fn walk(
    model: &Model,
    drafts: &HashMap<Place, Draft>,
    place: Place,
    open: &mut Vec<Place>,
    levels: &mut HashMap<Place, usize>,
    problems: &mut Problems,
) -> Option<usize> {
    if let Some(level) = levels.get(&place) {
        return Some(*level);
    }
    let Some(draft) = drafts.get(&place) else { return Some(0) };
    if let Some(start) = open.iter().position(|other| *other == place) {
        let circle = open.iter().skip(start).chain(std::iter::once(&place)).copied();
        problems.push(circle_problem(model, circle.collect()));
        return None;
    }
    if open.len() >= MAX_WALK {
        problems.push(too_deep_problem(model, *open.first().unwrap_or(&place)));
        return None;
    }
    open.push(place);
    let mut level = 1;
    for input in &draft.inputs {
        let below = walk(model, drafts, (input.object, input.field), open, levels, problems)?;
        level = level.max(below + 1);
    }
    open.pop();
    levels.insert(place, level);
    Some(level)
}

fn too_deep_problem(model: &Model, place: Place) -> Problem {
    let object = model.object(place.0);
    Problem::at(Code::FormulaTooDeep, format!("/fields/{}", document_position(object, place.1)))
        .with("field", object.field(place.1).name.as_str())
        .with("max", MAX_DEPTH)
        .in_document(format!("object/{}", object.name))
}

/// A formula over a live field is live too; whatever needs a stored value refuses.
fn settle_live(model: &Model, drafts: &mut HashMap<Place, Draft>, places: &[Place], problems: &mut Problems) {
    for place in places {
        let Some(draft) = drafts.get(place) else { continue };
        let live = draft
            .inputs
            .iter()
            .find(|input| drafts.get(&(input.object, input.field)).is_some_and(|other| other.is_live));
        let object = model.object(place.0);
        let field = object.field(place.1);
        let told = |path: String, name: &str| {
            Problem::at(Code::LiveField, path).with("field", name).in_document(format!("object/{}", object.name))
        };
        let path = format!("/fields/{}", document_position(object, place.1));
        match live {
            Some(input) if draft.is_always_stored => {
                let name = model.object(input.object).field(input.field).name.as_str();
                problems.push(told(format!("{path}/options"), name));
                continue;
            }
            Some(_) => {
                if let Some(draft) = drafts.get_mut(place) {
                    draft.is_live = true;
                }
            }
            None if !draft.is_live => continue,
            None => {}
        }
        // `indexed` is let pass: when such formulas were still stored, it could be said of them.
        if field.unique {
            problems.push(told(format!("{path}/unique"), &field.name));
        }
        if matches!(field.target, Some(crate::Target::Record { .. })) {
            // Its label would have to be looked for record by record.
            problems.push(told(format!("{path}/formula"), &field.name));
        }
        if object.title == place.1 {
            problems.push(told("/title_field".to_owned(), &field.name));
        }
        for (at, _) in
            object.search.iter().enumerate().filter(|(_, index)| **index == place.1 && object.title != place.1)
        {
            problems.push(told(format!("/search_fields/{at}"), &field.name));
        }
        for (at, _) in object.keys.iter().enumerate().filter(|(_, key)| key.contains(&place.1)) {
            problems.push(told(format!("/keys/{at}"), &field.name));
        }
    }
}
