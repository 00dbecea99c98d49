//! Formulas and default expressions: parsed, typed, and put in the order in which they are computed.

use engine_definitions::{Document, Kind};
use engine_errors::{Code, Problem, Problems};
use engine_expressions::{CheckedExpression, ExpressionError, compile};

use super::{companions, leads_to};
use crate::field::DefaultValue;
use crate::paths::field_type;
use crate::{Field, FieldIndex, Model, ObjectIndex, Reach, RecordPaths};

/// What was compiled for one field.
enum Compiled {
    Formula(CheckedExpression),
    Default(CheckedExpression),
}

/// Compiles every expression of the objects and orders the formulas of each.
pub(super) fn resolve(model: &mut Model, problems: &mut Problems) {
    let mut compiled: Vec<(ObjectIndex, FieldIndex, Compiled)> = Vec::new();
    for object in model.objects() {
        let Some(Document::Object(body)) = model.document(Kind::Object, &object.name) else { continue };
        let document = format!("object/{}", object.name);
        for (position, written) in body.fields.iter().enumerate() {
            let Some((index, field)) = object.field_named(&written.name) else { continue };
            let mut add = |source: &Option<String>, key: &str, reach, wrap: fn(CheckedExpression) -> Compiled| {
                let Some(text) = source else { return };
                let path = format!("/fields/{position}/{key}");
                let environment = RecordPaths::new(model, object, reach);
                match compile_for(field, text, &environment) {
                    Ok(expression) => match leads_to::check(model, object, field, &expression, &path) {
                        Some(problem) => problems.push(problem.in_document(document.clone())),
                        None => compiled.push((object.index, index, wrap(expression))),
                    },
                    Err(errors) => problems
                        .extend(errors.iter().map(|error| error.problem(path.clone()).in_document(document.clone()))),
                }
            };
            add(&written.formula, "formula", Reach::Own, Compiled::Formula);
            add(&written.default_expression, "default_expression", Reach::Nothing, Compiled::Default);
        }
        for (index, text, main) in companions::formulas(object) {
            let place = body.fields.iter().position(|field| field.name == main).unwrap_or_default();
            match compile_for(object.field(index), &text, &RecordPaths::new(model, object, Reach::Own)) {
                Ok(expression) => compiled.push((object.index, index, Compiled::Formula(expression))),
                Err(errors) => problems.extend(
                    errors.iter().map(|error| error.problem(format!("/fields/{place}")).in_document(document.clone())),
                ),
            }
        }
    }
    for (object, field, compiled) in compiled {
        let Some(field) = model.objects.get_mut(object.0).and_then(|object| object.fields.get_mut(field.0)) else {
            continue;
        };
        match compiled {
            Compiled::Formula(expression) => field.formula = Some(expression),
            Compiled::Default(expression) => field.default = Some(DefaultValue::Expression(expression)),
        }
    }
    let orders: Vec<Vec<FieldIndex>> = model.objects().iter().map(|object| order(object, problems)).collect();
    for (object, order) in model.objects.iter_mut().zip(orders) {
        object.formulas = order;
    }
}

fn compile_for(
    field: &Field,
    text: &str,
    environment: &RecordPaths<'_>,
) -> Result<CheckedExpression, Vec<ExpressionError>> {
    compile(text, environment, field_type(field).as_ref())
}

/// Depth-first over the formulas of one object. Formulas of children rows come before the parent's by construction:
/// the writer computes the rows first, and a row cannot read its parent.
fn order(object: &crate::Object, problems: &mut Problems) -> Vec<FieldIndex> {
    let mut done = Vec::new();
    for (index, field) in object.fields() {
        if field.formula.is_some() {
            let mut open = Vec::new();
            if !visit(object, index, &mut open, &mut done) {
                let names: Vec<&str> = open.iter().map(|index| object.field(*index).name.as_str()).collect();
                problems.push(
                    Problem::at(Code::FormulaCycle, "/fields")
                        .with("circle", names.join(" → "))
                        .in_document(format!("object/{}", object.name)),
                );
                return done;
            }
        }
    }
    done
}

/// False when a circle closes; `open` then holds its path.
fn visit(object: &crate::Object, index: FieldIndex, open: &mut Vec<FieldIndex>, done: &mut Vec<FieldIndex>) -> bool {
    if done.contains(&index) {
        return true;
    }
    if open.contains(&index) {
        open.push(index);
        return false;
    }
    open.push(index);
    if let Some(formula) = &object.field(index).formula {
        for path in &formula.dependencies {
            let Some(name) = path.names.first() else { continue };
            let Some((next, field)) = object.field_named(name) else { continue };
            if field.formula.is_some() && !visit(object, next, open, done) {
                return false;
            }
        }
    }
    open.pop();
    done.push(index);
    true
}
