//! Formulas, filters of roll-ups and default expressions: parsed and typed.

use engine_definitions::{Document, Kind};
use engine_errors::{Code, Problem, Problems};
use engine_expressions::{CheckedExpression, Type, compile};
use engine_fields::Computation;

use super::leads_to;
use crate::field::DefaultValue;
use crate::paths::field_type;
use crate::{Computed, Field, FieldIndex, Model, ObjectIndex, Reach, RecordPaths, Trail, TrailEnd};

/// What was compiled for one field.
enum Compiled {
    Formula(CheckedExpression),
    Default(CheckedExpression),
    Filter(CheckedExpression),
}

/// Compiles every expression of the objects.
pub(super) fn resolve(model: &mut Model, problems: &mut Problems) {
    let mut compiled: Vec<(ObjectIndex, FieldIndex, Compiled)> = Vec::new();
    for object in model.objects() {
        let Some(Document::Object(body)) = model.document(Kind::Object, &object.name) else { continue };
        let document = format!("object/{}", object.name);
        for (position, written) in body.fields.iter().enumerate() {
            let Some((index, field)) = object.field_named(&written.name) else { continue };
            let own = field_type(field);
            let mut add = |text: &str, key: &str, over: &RecordPaths<'_>, wanted: Option<&Type>| {
                let path = format!("/fields/{position}/{key}");
                match compile(text, over, wanted) {
                    Ok(expression) => match leads_to::check(model, object, field, &expression, &path) {
                        Some(problem) if key != "options/filter" => {
                            problems.push(problem.in_document(document.clone()));
                            None
                        }
                        _ => Some(expression),
                    },
                    Err(errors) => {
                        let found = errors.iter().map(|error| error.problem(path.clone()));
                        problems.extend(found.map(|problem| problem.in_document(document.clone())));
                        None
                    }
                }
            };
            if let Some(text) = &written.formula {
                let everywhere = RecordPaths::new(model, object, Reach::Everywhere);
                let formula = add(text, "formula", &everywhere, own.as_ref());
                compiled.extend(formula.map(|formula| (object.index, index, Compiled::Formula(formula))));
            }
            if let Some(text) = &written.default_expression {
                let nothing = RecordPaths::new(model, object, Reach::Nothing);
                let default = add(text, "default_expression", &nothing, own.as_ref());
                compiled.extend(default.map(|default| (object.index, index, Compiled::Default(default))));
            }
            if let (Some(text), Some(rows)) = (filter_of(field), rows_of(field)) {
                let rows = model.object(rows);
                let everywhere = RecordPaths::new(model, rows, Reach::Everywhere);
                if let Some(filter) = add(text, "options/filter", &everywhere, Some(&Type::Boolean)) {
                    if is_live_itself(model, rows.index, &filter) {
                        let problem = Problem::at(Code::LiveField, format!("/fields/{position}/options/filter"));
                        problems.push(problem.with("field", field.name.as_str()).in_document(document.clone()));
                    }
                    compiled.push((object.index, index, Compiled::Filter(filter)));
                }
            }
        }
    }
    for (object, field, compiled) in compiled {
        let Some(field) = model.objects.get_mut(object.0).and_then(|object| object.fields.get_mut(field.0)) else {
            continue;
        };
        match (compiled, &mut field.computed) {
            (Compiled::Formula(expression), computed) => *computed = Some(Computed::Formula(expression)),
            (Compiled::Default(expression), _) => field.default = Some(DefaultValue::Expression(expression)),
            (Compiled::Filter(expression), Some(Computed::Rollup(rollup))) => rollup.filter = Some(expression),
            (Compiled::Filter(_), _) => {}
        }
    }
}

fn filter_of(field: &Field) -> Option<&String> {
    match field.rules.computation() {
        Some(Computation::Rollup { filter, .. }) => filter.as_ref(),
        _ => None,
    }
}

fn rows_of(field: &Field) -> Option<ObjectIndex> {
    Some(field.computed.as_ref()?.rollup()?.object)
}

/// Whether the value changes although no record does: with the clock, with the reader, or because somebody in the
/// directory, which is not part of the graph, gets another name.
pub(super) fn is_live_itself(model: &Model, object: ObjectIndex, expression: &CheckedExpression) -> bool {
    let names = trails(model, object, expression).any(|trail| matches!(trail.end, TrailEnd::NameOf(_)));
    expression.reads_clock || expression.reads_user || names
}

/// Where the names of an expression lead from a record of `object`.
pub(super) fn trails<'a>(
    model: &'a Model,
    object: ObjectIndex,
    expression: &'a CheckedExpression,
) -> impl Iterator<Item = Trail> + 'a {
    expression.dependencies.iter().filter(|path| path.root == engine_expressions::Root::Record).filter_map(
        move |path| {
            let names: Vec<&str> = path.names.iter().map(String::as_str).collect();
            Trail::follow(model, model.object(object), &names)
        },
    )
}
