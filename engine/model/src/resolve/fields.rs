//! The fields of one object: names, types, options, constant defaults.

use std::collections::HashSet;

use engine_definitions::{FieldDocument, Label, ObjectDocument};
use engine_errors::{Code, Problem, Problems};
use engine_fields::{Relation, SystemField, entry, system_rules};
use serde_json::Value as Json;

use super::{Sets, companions, former, identities};
use crate::field::{DefaultValue, Field, FieldConditions};

/// System fields, then the document's.
pub(super) fn resolve(body: &ObjectDocument, is_child: bool, sets: &Sets<'_>, problems: &mut Problems) -> Vec<Field> {
    let document = format!("object/{}", body.name);
    let mut fields: Vec<Field> = SystemField::ALL
        .iter()
        .filter(|system| is_child || **system != SystemField::Position)
        .map(|system| system_field(*system))
        .collect();
    let mut seen: HashSet<&str> = HashSet::new();
    let mut uids: HashSet<&str> = HashSet::new();
    for (index, field) in body.fields.iter().enumerate() {
        let path = format!("/fields/{index}");
        let mut local = Vec::new();
        check_name(field, &mut seen, &mut local);
        if local.is_empty() {
            check_uid(field, &mut uids, &mut local);
        }
        let resolved = user_field(field, sets, &mut local);
        problems.extend(local.into_iter().map(|problem| problem.below(&path).in_document(document.clone())));
        fields.extend(resolved);
    }
    let mut local = Vec::new();
    companions::resolve(&mut fields, &body.fields, sets, &mut local);
    problems.extend(local.into_iter().map(|problem| problem.in_document(document.clone())));
    fields
}

/// Sound, not a name of the system, and not twice.
fn check_name<'a>(field: &'a FieldDocument, seen: &mut HashSet<&'a str>, problems: &mut Problems) {
    let name = field.name.as_str();
    let problem = |code| Problem::at(code, "/name").with("name", name);
    if !identities::is_name(name) {
        problems.push(problem(Code::NameInvalid));
    } else if SystemField::ALL.iter().any(|system| system.name() == name) || matches!(name, "rights" | "approval") {
        problems.push(problem(Code::NameReserved));
    } else if !seen.insert(name) {
        problems.push(problem(Code::NameDuplicate));
    }
}

/// Identities become physical names, so they are as narrow as those.
fn check_uid<'a>(field: &'a FieldDocument, uids: &mut HashSet<&'a str>, problems: &mut Problems) {
    let uid = field.uid.as_deref().unwrap_or_default();
    // `sys_` begins the identities of system fields.
    if !identities::is_sound(uid) || uid.starts_with("sys_") || !uids.insert(uid) {
        problems.push(Problem::at(Code::NameInvalid, "/uid").with("name", uid));
    }
}

fn user_field(document: &FieldDocument, sets: &Sets<'_>, problems: &mut Problems) -> Option<Field> {
    let Some(entry) = entry(&document.kind) else {
        problems.push(Problem::at(Code::FieldTypeUnknown, "/type").with("type", document.kind.as_str()));
        return None;
    };
    let rules = match (entry.compile)(&document.options, sets) {
        Ok(rules) => rules,
        Err(found) => {
            problems.extend(found.into_iter().map(|problem| problem.below("/options")));
            return None;
        }
    };
    let uid = document.uid.clone().unwrap_or_default();
    let column = rules.column().map(|column| (format!("f_{uid}"), column));
    if column.is_none() && (document.unique || document.indexed || document.formula.is_some()) {
        problems
            .push(Problem::at(Code::OptionsInvalid, "").with("detail", "rows cannot be unique, indexed or computed"));
    }
    if column.is_some() && (document.unique || document.indexed) && !rules.is_comparable() {
        problems.push(Problem::at(Code::OptionsInvalid, "").with("detail", "this type is neither unique nor indexed"));
    }
    let is_expression = document.formula.is_some() || document.default_expression.is_some();
    if column.is_some() && is_expression && rules.value_type().is_none() {
        problems.push(Problem::at(Code::OptionsInvalid, "").with("detail", "no expression has values of this type"));
    }
    let has_default = document.default.is_some() || document.default_expression.is_some();
    if column.is_none() && has_default {
        problems.push(Problem::at(Code::OptionsInvalid, "").with("detail", "rows have no default"));
    }
    if rules.number_pattern().is_some() && (has_default || document.formula.is_some()) {
        problems.push(Problem::at(Code::OptionsInvalid, "").with("detail", "the system gives the number"));
    }
    if matches!(rules.relation(), Some(Relation::AnyRecord { .. })) && has_default {
        problems.push(Problem::at(Code::OptionsInvalid, "").with("detail", "this type has no default"));
    }
    if rules.computation().is_some()
        && (has_default || document.formula.is_some() || document.required || document.unique)
    {
        let detail = "a value of other records has no default or formula, and is neither required nor unique";
        problems.push(Problem::at(Code::OptionsInvalid, "").with("detail", detail));
    }
    if rules.is_secret() && has_default {
        problems.push(Problem::at(Code::OptionsInvalid, "").with("detail", "a secret stands in no document"));
    }
    let default = match document.default.as_ref().filter(|json| !json.is_null()) {
        Some(json) => constant_default(rules.as_ref(), json, problems),
        None => rules.initial().map(DefaultValue::Constant),
    };
    if document.default.is_some() && document.default_expression.is_some() {
        problems.push(Problem::at(Code::OptionsInvalid, "/default_expression").with("detail", "default is set too"));
    }
    Some(Field {
        former_names: former::resolve(&document.former_names, problems),
        name: document.name.clone(),
        uid,
        label: document.label.clone(),
        help: document.help.clone(),
        rules,
        column,
        target: None,
        system: None,
        required: document.required,
        unique: document.unique,
        indexed: document.indexed,
        read_only: document.read_only,
        default,
        computed: None,
        when: FieldConditions::default(),
        stages: Vec::new(),
        live_column: None,
        companion_of: None,
    })
}

fn constant_default(rules: &dyn engine_fields::AnyField, json: &Json, problems: &mut Problems) -> Option<DefaultValue> {
    match rules.parse(json) {
        Ok(value) => Some(DefaultValue::Constant(value)),
        Err(problem) => {
            problems.push(problem.below("/default"));
            None
        }
    }
}

fn system_field(system: SystemField) -> Field {
    let rules = system_rules(system);
    Field {
        former_names: Vec::new(),
        name: system.name().to_owned(),
        uid: format!("sys_{}", system.name()),
        label: Label::default(),
        help: Label::default(),
        column: rules.column().map(|column| (system.name().to_owned(), column)),
        rules,
        target: None,
        system: Some(system),
        required: false,
        unique: false,
        indexed: false,
        read_only: !matches!(system, SystemField::Owner | SystemField::Department),
        default: None,
        computed: None,
        when: FieldConditions::default(),
        stages: Vec::new(),
        live_column: None,
        companion_of: None,
    }
}
