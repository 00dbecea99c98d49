//! Conditions, formulas and rules for a form that follows them live: the same trees that the server evaluates, as far as
//! the reader may see what they read.

use engine_access::Reader;
use engine_definitions::Operation;
use engine_expressions::{CheckedExpression, Path, Root};
use engine_model::{Computed, Field, Object, Target};
use serde_json::{Map, Value as Json, json};

/// What a form has to evaluate for one field.
pub(super) fn of_field(reader: Reader<'_>, object: &Object, field: &Field) -> Json {
    let expressions = [
        ("required", field.when.required.as_ref()),
        ("read_only", field.when.read_only.as_ref()),
        ("visible", field.when.visible.as_ref()),
        ("formula", field.computed.as_ref().and_then(Computed::formula).filter(|formula| is_within(object, formula))),
    ];
    let open = expressions.into_iter().filter_map(|(name, expression)| {
        let expression = expression.filter(|expression| is_open(reader, object, expression))?;
        Some((name.to_owned(), tree(expression)))
    });
    Json::Object(open.collect::<Map<String, Json>>())
}

/// The rules of an object that a form can judge by itself.
pub(super) fn of_object(reader: Reader<'_>, object: &Object) -> Json {
    let language = reader.actor.language.as_str();
    let open = object.rules.iter().filter(|rule| is_open(reader, object, &rule.condition));
    let rules = open.map(|rule| {
        let on: Vec<&Operation> = rule.on.iter().collect();
        json!({
            "name": rule.name,
            "severity": rule.severity,
            "message": rule.message.text(language),
            "field": rule.field.map(|index| object.field(index).name.as_str()),
            "condition": tree(&rule.condition),
            "on": on,
        })
    });
    Json::Array(rules.collect())
}

fn tree(expression: &CheckedExpression) -> Json {
    json!({"ast": expression.ast, "rows": expression.rows})
}

/// Whether a formula reads only the record and its rows: what lies behind references, the form asks the server for.
fn is_within(object: &Object, formula: &CheckedExpression) -> bool {
    formula.dependencies.iter().filter(|path| path.root == Root::Record).all(|path| match path.names.as_slice() {
        [_] => true,
        [first, _] => {
            object.field_named(first).is_some_and(|(_, field)| matches!(field.target, Some(Target::Children { .. })))
        }
        _ => false,
    })
}

/// Whether the reader may see everything that an expression over records of the object reads.
fn is_open(reader: Reader<'_>, object: &Object, expression: &CheckedExpression) -> bool {
    expression.dependencies.iter().all(|path| path.root == Root::User || is_path_open(reader, object, path))
}

fn is_path_open(reader: Reader<'_>, object: &Object, path: &Path) -> bool {
    let mut object = Some(object);
    path.names.iter().all(|name| {
        let Some(here) = object else { return false };
        let scope = reader.reading(here);
        let found = here.field_named(name).filter(|(index, _)| !scope.is_empty() && scope.can_read(*index));
        object = found.and_then(|(_, field)| match field.target {
            Some(Target::Record { object, .. } | Target::Children { object, .. }) => Some(reader.model.object(object)),
            _ => None,
        });
        found.is_some()
    })
}
