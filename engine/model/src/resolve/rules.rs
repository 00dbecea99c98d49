//! Validation rules of objects and conditions of fields: names, fields, expressions.

use engine_definitions::{Document, Kind, ObjectDocument};
use engine_errors::{Code, Problem, Problems};
use engine_expressions::{CheckedExpression, Root, Type, compile};

use super::{dangling_field, identities};
use crate::{FieldConditions, FieldIndex, Model, Object, Reach, RecordPaths, Rule, Target};

/// Compiles every condition of every object.
pub(super) fn resolve(model: &mut Model, problems: &mut Problems) {
    let mut resolved = Vec::new();
    for object in model.objects() {
        let Some(Document::Object(body)) = model.document(Kind::Object, &object.name) else { continue };
        let mut found = Vec::new();
        let rules = rules(model, object, body, &mut found);
        let conditions = conditions(model, object, body, &mut found);
        let document = format!("object/{}", object.name);
        problems.extend(found.into_iter().map(|problem| problem.in_document(document.clone())));
        let expressions = rules.iter().map(|rule| &rule.condition);
        let stages = object.fields.iter().flat_map(|field| &field.stages).filter_map(|stage| stage.entry.as_ref());
        let conditional = conditions.iter().flat_map(|(_, when)| when.iter());
        let followed = followed(object, expressions.chain(conditional).chain(stages));
        resolved.push((object.index, rules, conditions, followed));
    }
    for (index, rules, conditions, followed) in resolved {
        let Some(object) = model.objects.get_mut(index.0) else { continue };
        object.rules = rules;
        object.followed = followed;
        for (field, when) in conditions {
            if let Some(field) = object.fields.get_mut(field.0) {
                field.when = when;
            }
        }
    }
}

fn rules(model: &Model, object: &Object, body: &ObjectDocument, problems: &mut Problems) -> Vec<Rule> {
    let mut rules: Vec<Rule> = Vec::new();
    for (position, written) in body.rules.iter().enumerate() {
        let path = format!("/rules/{position}");
        let name = written.name.as_str();
        let about = |code| Problem::at(code, format!("{path}/name")).with("name", name);
        if !identities::is_name(name) {
            problems.push(about(Code::NameInvalid));
        } else if body.rules.iter().take(position).any(|other| other.name == name) {
            problems.push(about(Code::NameDuplicate));
        }
        if written.on.is_empty() {
            problems.push(Problem::at(Code::Required, format!("{path}/on")));
        }
        let field = written.field.as_deref().and_then(|name| {
            let found = object.field_named(name).map(|(index, _)| index);
            if found.is_none() {
                problems.push(dangling_field(format!("{path}/field"), &object.name, name, ""));
            }
            found
        });
        let place = format!("{path}/condition");
        let condition = condition(model, object, &written.condition, Reach::Written, &place, problems);
        rules.extend(condition.map(|condition| Rule {
            name: written.name.clone(),
            condition,
            message: written.message.clone(),
            severity: written.severity,
            on: written.on.clone(),
            field,
        }));
    }
    rules
}

fn conditions(
    model: &Model,
    object: &Object,
    body: &ObjectDocument,
    problems: &mut Problems,
) -> Vec<(FieldIndex, FieldConditions)> {
    let mut all = Vec::new();
    for (position, written) in body.fields.iter().enumerate() {
        let Some((index, _)) = object.field_named(&written.name) else { continue };
        let mut compile = |text: &Option<String>, key: &str| {
            let path = format!("/fields/{position}/{key}");
            condition(model, object, text.as_deref()?, Reach::OneReference, &path, problems)
        };
        let when = FieldConditions {
            required: compile(&written.required_when, "required_when"),
            read_only: compile(&written.read_only_when, "read_only_when"),
            visible: compile(&written.visible_when, "visible_when"),
        };
        if when.iter().next().is_some() {
            all.push((index, when));
        }
    }
    all
}

pub(super) fn condition(
    model: &Model,
    object: &Object,
    text: &str,
    reach: Reach,
    path: &str,
    problems: &mut Problems,
) -> Option<CheckedExpression> {
    match compile(text, &RecordPaths::new(model, object, reach), Some(&Type::Boolean)) {
        Ok(expression) => Some(expression),
        Err(errors) => {
            problems.extend(errors.iter().map(|error| error.problem(path)));
            None
        }
    }
}

/// The reference fields that some expressions look through.
fn followed<'a>(object: &Object, expressions: impl Iterator<Item = &'a CheckedExpression>) -> Vec<FieldIndex> {
    let mut fields: Vec<FieldIndex> = expressions
        .flat_map(|expression| &expression.dependencies)
        .filter(|path| path.root != Root::User && path.names.len() > 1)
        .filter_map(|path| object.field_named(path.names.first()?))
        .filter(|(_, field)| matches!(field.target, Some(Target::Record { .. })))
        .map(|(index, _)| index)
        .collect();
    fields.sort_unstable();
    fields.dedup();
    fields
}
