//! Roll-ups and look-ups: what they name, and the type of value that each gives.

use std::collections::HashMap;
use std::sync::Arc;

use engine_definitions::{Document, Kind};
use engine_errors::{Code, Problem, Problems};
use engine_expressions::Type;
use engine_fields::{AnyField, Choice, CompanionRole, Computation, OptionSets, RollupFunction, RollupRelation, entry};
use engine_values::ColumnType;
use serde_json::{Map, Value as Json, json};

use super::relations::document_position;
use super::{dangling, dangling_field};
use crate::paths::field_type;
use crate::{Computed, FieldIndex, Lookup, Model, Object, ObjectIndex, Rollup, Target};

type Place = (ObjectIndex, FieldIndex);

/// A computation with its names resolved, but not yet its type.
struct Plan {
    computed: Computed,
    /// The field that the value is of; none for a count.
    of: Option<Place>,
    function: RollupFunction,
    /// Where its options stand, and in which document.
    path: String,
    document: String,
}

/// The type that a field's values have.
#[derive(Clone)]
struct Kept {
    rules: Arc<dyn AnyField>,
    options: Map<String, Json>,
    target: Option<Target>,
}

/// Resolves every roll-up and look-up.
pub(super) fn resolve(model: &mut Model, problems: &mut Problems) {
    let mut plans: HashMap<Place, Plan> = HashMap::new();
    for object in model.objects() {
        for (index, field) in object.fields() {
            let Some(computation) = field.rules.computation() else { continue };
            match plan(model, object, index, computation) {
                Ok(plan) => {
                    plans.insert((object.index, index), plan);
                }
                Err(found) => problems.extend(found),
            }
        }
    }
    let mut places: Vec<Place> = plans.keys().copied().collect();
    places.sort_unstable();
    let mut known: HashMap<Place, Result<Kept, ()>> = HashMap::new();
    for place in &places {
        let _ = kept(model, &plans, *place, &mut Vec::new(), &mut known, problems);
    }
    for place in places {
        let (Some(plan), Some(Ok(kept))) = (plans.remove(&place), known.remove(&place)) else { continue };
        let field = model.objects.get_mut(place.0.0).and_then(|object| object.fields.get_mut(place.1.0));
        let Some(field) = field else { continue };
        let mut computed = plan.computed;
        match &mut computed {
            Computed::Rollup(rollup) => rollup.options = kept.options,
            Computed::Lookup(lookup) => lookup.options = kept.options,
            Computed::Formula(_) => {}
        }
        if let Some(rules) = field.rules.with_result(kept.rules) {
            field.rules = rules;
        }
        field.column = field.rules.column().map(|column| (format!("f_{}", field.uid), column));
        field.target = kept.target;
        field.computed = Some(computed);
    }
    for object in model.objects() {
        check_uses(object, problems);
    }
}

fn plan(model: &Model, object: &Object, index: FieldIndex, computation: &Computation) -> Result<Plan, Problems> {
    let document = format!("object/{}", object.name);
    let path = format!("/fields/{}/options", document_position(object, index));
    match computation {
        Computation::Rollup { relation, function, of, order_by, .. } => {
            let (rows, reference, children) = relation_of(model, object, relation, &path, &document)?;
            let mut problems = Vec::new();
            let mut find = |name: &Option<String>, key: &str| -> Option<FieldIndex> {
                let name = name.as_ref()?;
                let found = rows.field_named(name).map(|(index, _)| index);
                if found.is_none() {
                    problems.push(dangling_field(format!("{path}/{key}"), &rows.name, name, &document));
                }
                found
            };
            let (of, order_by) = (find(of, "of"), find(order_by, "order_by"));
            if let Some(field) = order_by.map(|index| rows.field(index)) {
                let ordered = field_type(field);
                if !matches!(ordered, Some(Type::Number | Type::Text | Type::Date | Type::DateTime | Type::Duration)) {
                    let problem = Problem::at(Code::OptionsInvalid, format!("{path}/order_by"));
                    problems.push(problem.with("detail", "the field has no order").in_document(document.clone()));
                }
            }
            if !problems.is_empty() {
                return Err(problems);
            }
            let rollup = Rollup {
                object: rows.index,
                reference,
                children,
                function: *function,
                of,
                filter: None,
                order_by: order_by.or_else(|| usual_order(rows, *function)),
                options: Map::new(),
            };
            let of = of.map(|field| (rows.index, field));
            Ok(Plan { computed: Computed::Rollup(rollup), of, function: *function, path, document })
        }
        Computation::Lookup { references, field } => {
            let (mut here, mut steps) = (object, Vec::with_capacity(references.len()));
            for name in references {
                let step = here.field_named(name).and_then(|(index, field)| match field.target {
                    Some(Target::Record { object, .. }) => Some((index, object)),
                    _ => None,
                });
                let Some((index, next)) = step else {
                    return Err(vec![dangling_field(format!("{path}/reference"), &here.name, name, &document)]);
                };
                steps.push(index);
                here = model.object(next);
            }
            let Some((end, _)) = here.field_named(field) else {
                return Err(vec![dangling_field(format!("{path}/field"), &here.name, field, &document)]);
            };
            let lookup = Lookup { references: steps, field: end, options: Map::new() };
            let of = Some((here.index, end));
            Ok(Plan { computed: Computed::Lookup(lookup), of, function: RollupFunction::First, path, document })
        }
    }
}

/// Without an order of its own, rows go by their position, and other records by the time they were made.
fn usual_order(rows: &Object, function: RollupFunction) -> Option<FieldIndex> {
    use engine_fields::SystemField::{CreatedAt, Position};
    function.is_ordered().then(|| rows.system(Position).or_else(|| rows.system(CreatedAt))).flatten()
}

fn relation_of<'a>(
    model: &'a Model,
    object: &Object,
    relation: &RollupRelation,
    path: &str,
    document: &str,
) -> Result<(&'a Object, FieldIndex, Option<FieldIndex>), Problems> {
    match relation {
        RollupRelation::Children(name) => match object.field_named(name) {
            Some((index, field)) => match field.target {
                Some(Target::Children { object: rows, field: back, .. }) => Ok((model.object(rows), back, Some(index))),
                _ => Err(vec![dangling_field(format!("{path}/relation"), &object.name, name, document)]),
            },
            None => Err(vec![dangling_field(format!("{path}/relation"), &object.name, name, document)]),
        },
        RollupRelation::BackReference(back) => {
            let Some(rows) = model.object_named(&back.object) else {
                return Err(vec![dangling(format!("{path}/relation/object"), Kind::Object, &back.object, document)]);
            };
            let points_here = rows.field_named(&back.field).filter(|(_, field)| {
                matches!(field.target, Some(Target::Record { object: target, .. }) if target == object.index)
            });
            let Some((reference, _)) = points_here else {
                return Err(vec![dangling_field(format!("{path}/relation/field"), &rows.name, &back.field, document)]);
            };
            let children = object.children().find(|(_, _, child, field)| (*child, *field) == (rows.index, reference));
            Ok((rows, reference, children.map(|(index, ..)| index)))
        }
    }
}

/// The type of a field's values; for computations found along what they go over. What is wrong is told once.
fn kept(
    model: &Model,
    plans: &HashMap<Place, Plan>,
    place: Place,
    open: &mut Vec<Place>,
    known: &mut HashMap<Place, Result<Kept, ()>>,
    problems: &mut Problems,
) -> Result<Kept, ()> {
    if let Some(known) = known.get(&place) {
        return known.clone();
    }
    let object = model.object(place.0);
    let field = object.field(place.1);
    let Some(plan) = plans.get(&place) else {
        // A computation without a plan has been told about already.
        return if field.rules.computation().is_some() {
            Err(())
        } else {
            let options = written_options(model, object, place.1);
            Ok(Kept { rules: Arc::clone(&field.rules), options, target: field.target.clone() })
        };
    };
    let found = if let Some(start) = open.iter().position(|other| *other == place) {
        let circle = open.iter().skip(start).chain(std::iter::once(&place)).copied();
        problems.push(circle_problem(model, circle.collect()));
        Err(())
    } else {
        open.push(place);
        let found = match plan.of {
            None => Ok(integer()),
            Some(of) => kept(model, plans, of, open, known, problems).and_then(|of| {
                given(&of, plan).map_err(|(key, detail)| {
                    let problem = Problem::at(Code::OptionsInvalid, format!("{}{key}", plan.path));
                    problems.push(problem.with("detail", detail).in_document(plan.document.clone()));
                })
            }),
        };
        open.pop();
        found
    };
    known.insert(place, found.clone());
    found
}

/// Computed fields that depend on each other in a circle, told with the whole way round.
pub(super) fn circle_problem(model: &Model, circle: Vec<Place>) -> Problem {
    let name = |place: &Place| {
        let object = model.object(place.0);
        format!("{}.{}", object.name, object.field(place.1).name)
    };
    let names: Vec<String> = circle.iter().map(name).collect();
    let document = circle.first().map_or("", |place| model.object(place.0).name.as_str());
    Problem::at(Code::FormulaCycle, "/fields")
        .with("circle", names.join(" → "))
        .in_document(format!("object/{document}"))
}

/// The type that a function gives for values of `of`; else which option is wrong and why.
fn given(of: &Kept, plan: &Plan) -> Result<Kept, (&'static str, &'static str)> {
    let column = of.rules.column();
    if plan.function.compares_amounts() && is_of_several_currencies(&of.rules) {
        // Dollars and yuan have no sum; what they are worth in the company currency has one.
        return Err(("/of", "amounts in several currencies: take their worth in the company currency (…_company)"));
    }
    let is_plain = !of.rules.is_secret()
        && !matches!(of.target, Some(Target::Files { .. } | Target::Children { .. } | Target::AnyRecord { .. }));
    let is_lookup = matches!(plan.computed, Computed::Lookup(_));
    match (plan.function, column) {
        (RollupFunction::First | RollupFunction::Last, Some(column)) if is_plain && is_simple(column) => {
            // What a look-up sees may be a look-up itself; the type is that of the value.
            let rules = of.rules.result().unwrap_or(&of.rules);
            Ok(Kept { rules: Arc::clone(rules), options: of.options.clone(), target: of.target.clone() })
        }
        _ if is_lookup => Err(("", "values of this type cannot be looked up")),
        (RollupFunction::Min | RollupFunction::Max, Some(column)) if is_ordered(column) => {
            let rules = of.rules.result().unwrap_or(&of.rules);
            Ok(Kept { rules: Arc::clone(rules), options: of.options.clone(), target: None })
        }
        (RollupFunction::Sum | RollupFunction::Avg, Some(_)) if of.rules.is_additive() => {
            let kind = of.rules.result().unwrap_or(&of.rules).kind();
            Ok(number(kind, &of.options))
        }
        (RollupFunction::Sum, Some(ColumnType::Int)) => Ok(integer()),
        (RollupFunction::Avg, Some(ColumnType::Int)) => Ok(number("decimal", &Map::new())),
        _ => Err(("", "the function does not go with the type of the field")),
    }
}

/// Whether each amount has its own currency, also when it was looked up.
fn is_of_several_currencies(rules: &Arc<dyn AnyField>) -> bool {
    let companions = rules.result().unwrap_or(rules).companions("");
    companions.iter().any(|companion| companion.role == CompanionRole::Currency)
}

fn is_simple(column: ColumnType) -> bool {
    !matches!(column, ColumnType::Json | ColumnType::Bytes)
}

fn is_ordered(column: ColumnType) -> bool {
    matches!(column, ColumnType::Int | ColumnType::Decimal { .. } | ColumnType::Date | ColumnType::Instant)
}

struct NoSets;
impl OptionSets for NoSets {
    fn options(&self, _name: &str) -> Option<Vec<Choice>> {
        None
    }
}

fn integer() -> Kept {
    compiled("integer", Map::new())
}

/// A number of the same kind: what holds for one value, such as its limits, does not hold for many together.
fn number(kind: &str, options: &Map<String, Json>) -> Kept {
    let mut options = options.clone();
    for limit in ["min", "max", "precision"] {
        options.remove(limit);
    }
    compiled(kind, options)
}

fn compiled(kind: &str, options: Map<String, Json>) -> Kept {
    let rules = entry(kind).and_then(|entry| (entry.compile)(&options, &NoSets).ok());
    match rules {
        Some(rules) => Kept { rules, options, target: None },
        None => {
            let scale = options.get("scale").cloned().unwrap_or_else(|| json!(2));
            let options: Map<String, Json> = std::iter::once(("scale".to_owned(), scale)).collect();
            let rules = engine_fields::system_rules(engine_fields::SystemField::Revision);
            let rules = entry("decimal").and_then(|entry| (entry.compile)(&options, &NoSets).ok()).unwrap_or(rules);
            Kept { rules, options, target: None }
        }
    }
}

/// The options of a field as its document has them.
fn written_options(model: &Model, object: &Object, index: FieldIndex) -> Map<String, Json> {
    let Some(Document::Object(body)) = model.document(Kind::Object, &object.name) else { return Map::new() };
    let name = &object.field(index).name;
    let written = body.fields.iter().find(|written| written.name == *name);
    written.map(|written| written.options.clone()).unwrap_or_default()
}

/// Uses of roll-ups and look-ups that were allowed before their type was known.
fn check_uses(object: &Object, problems: &mut Problems) {
    let document = || format!("object/{}", object.name);
    let is_other = |index: FieldIndex| object.field(index).rules.computation().is_some();
    let titles = std::iter::once(("/title_field".to_owned(), object.title));
    let searched = object.search.iter().enumerate().map(|(place, index)| (format!("/search_fields/{place}"), *index));
    for (path, index) in titles.chain(searched) {
        if is_other(index) && !object.field(index).rules.is_text_like() {
            problems.push(Problem::at(Code::TypeMismatch, path).with("expected", "text").in_document(document()));
        }
    }
    for (key, fields) in object.keys.iter().enumerate() {
        if fields.iter().any(|index| is_other(*index)) {
            // Somebody else's write would be refused because of it.
            let problem = Problem::at(Code::OptionsInvalid, format!("/keys/{key}"));
            problems.push(problem.with("detail", "values of other records are not unique").in_document(document()));
        }
    }
}
