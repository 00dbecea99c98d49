//! Objects and their own fields; relations come in the next stage.

use std::collections::{BTreeMap, HashMap};

use engine_definitions::{Document, DocumentKey, ObjectDocument};
use engine_errors::{Code, Problem, Problems};

use super::{Sets, dangling_field, fields, former};
use crate::{FieldIndex, Object, ObjectIndex};

/// Every object document as an object without targets.
pub(super) fn resolve(
    documents: &BTreeMap<DocumentKey, Document>,
    sets: &Sets<'_>,
    problems: &mut Problems,
) -> Vec<Object> {
    let children = names_of_children(documents);
    let mut objects = Vec::new();
    let flows: Vec<&str> = documents
        .values()
        .filter_map(|document| match document {
            Document::Flow(flow) => Some(flow.object.as_str()),
            _ => None,
        })
        .collect();
    for document in documents.values() {
        if let Document::Object(body) = document {
            let index = ObjectIndex(objects.len());
            let is_child = children.contains(&body.name.as_str());
            let has_flow = flows.contains(&body.name.as_str());
            objects.push(Object { has_flow, ..object(index, body, is_child, sets, problems) });
        }
    }
    objects
}

/// Objects named by some `children` field: their tables have a position.
fn names_of_children(documents: &BTreeMap<DocumentKey, Document>) -> Vec<&str> {
    documents
        .values()
        .filter_map(|document| match document {
            Document::Object(body) => Some(body.fields.iter().filter(|field| field.kind == "children")),
            _ => None,
        })
        .flatten()
        .filter_map(|field| field.options.get("object").and_then(serde_json::Value::as_str))
        .collect()
}

fn object(
    index: ObjectIndex,
    body: &ObjectDocument,
    is_child: bool,
    sets: &Sets<'_>,
    problems: &mut Problems,
) -> Object {
    let document = format!("object/{}", body.name);
    let uid = body.uid.clone().unwrap_or_default();
    let fields = fields::resolve(body, is_child, sets, problems);
    let mut names = HashMap::with_capacity(fields.len());
    for (position, field) in fields.iter().enumerate() {
        names.entry(field.name.clone()).or_insert(FieldIndex(position));
    }
    let mut find = |path: String, name: &str, must_be_text: bool| -> Option<FieldIndex> {
        let Some(index) = names.get(name).copied() else {
            // What is wrong with a field that was written has been told at that field.
            if body.fields.iter().any(|field| field.name == name) {
                return None;
            }
            problems.push(dangling_field(path, &body.name, name, &document));
            return None;
        };
        let is_sound = fields
            .get(index.0)
            .is_some_and(|field| if must_be_text { field.rules.is_text_like() } else { field.rules.is_comparable() });
        if !is_sound {
            problems.push(Problem::at(Code::TypeMismatch, path).with("expected", "text").in_document(document.clone()));
            return None;
        }
        Some(index)
    };
    let title = find("/title_field".to_owned(), &body.title_field, true).unwrap_or(FieldIndex(0));
    let mut search: Vec<FieldIndex> = body
        .search_fields
        .iter()
        .enumerate()
        .filter_map(|(position, name)| find(format!("/search_fields/{position}"), name, true))
        .collect();
    if search.is_empty() {
        search.push(title);
    }
    let keys: Vec<Vec<FieldIndex>> = body
        .keys
        .iter()
        .enumerate()
        .map(|(key, fields)| {
            let place = |position: usize| format!("/keys/{key}/fields/{position}");
            fields.fields.iter().enumerate().filter_map(|(position, name)| find(place(position), name, false)).collect()
        })
        .collect();
    for (key, _) in body.keys.iter().enumerate().filter(|(_, key)| key.fields.is_empty()) {
        let problem = Problem::at(Code::OptionsInvalid, format!("/keys/{key}/fields")).with("detail", "no field");
        problems.push(problem.in_document(document.clone()));
    }
    let mut found = Vec::new();
    let former_names = former::resolve(&body.former_names, &mut found);
    problems.extend(found.into_iter().map(|problem| problem.in_document(document.clone())));
    Object {
        index,
        former_names,
        deprecation_days: body.deprecation_days,
        name: body.name.clone(),
        table: format!("o_{uid}"),
        uid,
        label: body.label.clone(),
        description: body.description.clone(),
        icon: body.icon.clone(),
        fields,
        title,
        search,
        keys,
        history: body.history,
        has_flow: false,
        parent: None,
        referenced_by: Vec::new(),
        any_referenced_by: Vec::new(),
        linked_by: Vec::new(),
        rules: Vec::new(),
        followed: Vec::new(),
        names,
    }
}
