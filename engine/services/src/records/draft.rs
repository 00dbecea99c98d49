//! The body of a create or update, read into typed values: names, rights and types, every problem at once.

use engine_access::{Reader, Scope};
use engine_errors::{Code, Problem, Problems};
use engine_fields::SystemField;
use engine_model::{FieldIndex, Object, Target};
use engine_values::{Id, Value};
use serde_json::{Map, Value as Json};

/// What a request wants to write.
#[derive(Debug, Clone, Default)]
pub(crate) struct Draft {
    /// Values by field.
    pub(crate) values: Vec<(FieldIndex, Value)>,
    /// The whole rows of each `children` field that was given.
    pub(crate) children: Vec<(FieldIndex, Vec<RowDraft>)>,
}

/// One given row of a `children` field.
#[derive(Debug, Clone, Default)]
pub(crate) struct RowDraft {
    /// An existing row that is kept or changed; a new one when left out.
    pub(crate) id: Option<Id>,
    /// Values by field.
    pub(crate) values: Vec<(FieldIndex, Value)>,
}

/// Reads a body. `scope` tells which fields the writer may see and write.
pub(crate) fn parse(
    reader: Reader<'_>,
    object: &Object,
    scope: &Scope,
    body: &Map<String, Json>,
    problems: &mut Problems,
) -> Draft {
    let mut draft = Draft::default();
    for (name, json) in body {
        let path = format!("/{name}");
        let Some((index, field)) = writable(object, scope, name, &path, problems) else { continue };
        match field.target {
            Some(Target::Children { object: child, .. }) => {
                let child = reader.model.object(child);
                match field.rules.parse(json) {
                    Ok(_) => {
                        let items = json.as_array().map(Vec::as_slice).unwrap_or_default();
                        let rows = rows(reader, child, items, &path, problems);
                        draft.children.push((index, rows));
                    }
                    Err(problem) => problems.push(problem.below(&path)),
                }
            }
            _ => draft.values.extend(value(field, index, json, &path, problems)),
        }
    }
    draft
}

fn rows(reader: Reader<'_>, child: &Object, items: &[Json], path: &str, problems: &mut Problems) -> Vec<RowDraft> {
    let scope = reader.reading(child);
    let mut rows: Vec<RowDraft> = Vec::with_capacity(items.len());
    for (position, item) in items.iter().enumerate() {
        let path = format!("{path}/{position}");
        let Some(body) = item.as_object() else {
            problems.push(Problem::at(Code::TypeMismatch, path).with("expected", "row"));
            // Keeps its place, so that what is wrong with later rows is told at theirs.
            rows.push(RowDraft::default());
            continue;
        };
        let mut row = RowDraft::default();
        for (name, json) in body {
            let path = format!("{path}/{name}");
            if name == SystemField::Id.name() {
                row.id = json.as_str().and_then(|text| Id::try_parse(text).ok());
                let repeated = row.id.is_some() && rows.iter().any(|other| other.id == row.id);
                if repeated || (row.id.is_none() && !json.is_null()) {
                    problems.push(Problem::at(Code::ReferenceNotFound, path));
                }
                continue;
            }
            let Some((index, field)) = writable(child, &scope, name, &path, problems) else { continue };
            row.values.extend(value(field, index, json, &path, problems));
        }
        rows.push(row);
    }
    rows
}

/// The field that a key names, when the writer may see and write it.
fn writable<'a>(
    object: &'a Object,
    scope: &Scope,
    name: &str,
    path: &str,
    problems: &mut Problems,
) -> Option<(FieldIndex, &'a engine_model::Field)> {
    let Some((index, field)) = object.field_named(name).filter(|(index, _)| scope.can_read(*index)) else {
        problems.push(Problem::at(Code::FieldUnknown, path).with("field", name));
        return None;
    };
    if !field.is_writable() || !scope.can_write(index) {
        problems.push(Problem::at(Code::FieldNotWritable, path).with("field", name));
        return None;
    }
    Some((index, field))
}

fn value(
    field: &engine_model::Field,
    index: FieldIndex,
    json: &Json,
    path: &str,
    problems: &mut Problems,
) -> Option<(FieldIndex, Value)> {
    if json.is_null() {
        return Some((index, Value::Null));
    }
    match field.rules.parse(json) {
        Ok(value) => Some((index, value)),
        Err(problem) => {
            problems.push(problem.below(path));
            None
        }
    }
}
