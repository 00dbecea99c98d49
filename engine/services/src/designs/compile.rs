//! Flows, prints and view filters against a resolved model.

use std::collections::HashMap;
use std::sync::Arc;

use engine_access::{Actor, Grants, Reader};
use engine_definitions::{FlowDocument, PrintTemplateDocument};
use engine_errors::Problems;
use engine_expressions::{Environment, Type, compile};
use engine_flows::{Flow, Lookup};
use engine_model::{Model, Reach, RecordPaths, Target};
use engine_prints::Template;
use engine_query::filter_from_json;
use engine_values::Id;
use serde_json::Value as Json;

use crate::directory::Directory;

/// What flows may name.
struct Names<'a> {
    model: &'a Model,
    directory: &'a Directory,
    environments: HashMap<&'a str, RecordPaths<'a>>,
}

impl Lookup for Names<'_> {
    fn environment(&self, object: &str) -> Option<&dyn Environment> {
        self.environments.get(object).map(|paths| paths as &dyn Environment)
    }

    fn user_exists(&self, login: &str) -> bool {
        self.directory.person_with_login(login).is_some()
    }

    fn role_exists(&self, role: &str) -> bool {
        self.model.roles().any(|document| document.name == role)
    }

    fn person_field(&self, object: &str, path: &str) -> bool {
        let Some(object) = self.model.object_named(object) else { return false };
        let is_person = |field: &engine_model::Field| field.target == Some(Target::User);
        match path.split_once('.') {
            None => object.field_named(path).is_some_and(|(_, field)| is_person(field)),
            Some((first, second)) => match object.field_named(first).map(|(_, field)| &field.target) {
                Some(Some(Target::Record { object: target, .. })) => {
                    self.model.object(*target).field_named(second).is_some_and(|(_, field)| is_person(field))
                }
                _ => false,
            },
        }
    }

    fn settable_field(&self, object: &str, field: &str) -> bool {
        let found = self.model.object_named(object).and_then(|object| object.field_named(field));
        found.is_some_and(|(_, field)| {
            let is_own = field.column.is_some() && field.system.is_none();
            is_own && field.computed.is_none() && !field.rules.is_secret()
        })
    }
}

/// Checks every flow.
pub(crate) fn compile_flows(
    model: &Model,
    directory: &Directory,
    problems: &mut Problems,
) -> HashMap<String, Arc<Flow>> {
    let environments = model
        .objects()
        .iter()
        .map(|object| (object.name.as_str(), RecordPaths::new(model, object, Reach::OneReference)))
        .collect();
    let names = Names { model, directory, environments };
    let mut flows = HashMap::new();
    for document in model.flows() {
        check_effects(model, document, problems);
        match Flow::check(document, &names) {
            Ok(flow) => {
                flows.insert(document.name.clone(), Arc::new(flow));
            }
            Err(found) => {
                let name = format!("flow/{}", document.name);
                problems.extend(found.into_iter().map(|problem| problem.in_document(name.clone())));
            }
        }
    }
    flows
}

/// The constants that a flow writes at its end are values of their fields.
fn check_effects(model: &Model, document: &FlowDocument, problems: &mut Problems) {
    let Some(object) = model.object_named(&document.object) else { return };
    let effects = &document.effects;
    let outcomes = [
        ("submitted", &effects.submitted),
        ("approved", &effects.approved),
        ("rejected", &effects.rejected),
        ("withdrawn", &effects.withdrawn),
    ];
    for (outcome, fields) in outcomes {
        for (name, json) in fields.iter().filter(|(_, json)| !json.is_null()) {
            let Some((_, field)) = object.field_named(name) else { continue };
            if let Err(problem) = field.rules.parse(json) {
                let place = format!("/effects/{outcome}/{name}");
                problems.push(problem.below(&place).in_document(format!("flow/{}", document.name)));
            }
        }
    }
}

/// Checks every print template.
pub(crate) fn compile_prints(model: &Model, problems: &mut Problems) -> HashMap<String, Arc<Template>> {
    let mut prints = HashMap::new();
    for document in model.print_templates() {
        check_conditions(model, document, problems);
        match Template::parse(document) {
            Ok(template) => {
                prints.insert(document.name.clone(), Arc::new(template));
            }
            Err(found) => {
                let name = format!("print_template/{}", document.name);
                problems.extend(found.into_iter().map(|problem| problem.in_document(name.clone())));
            }
        }
    }
    prints
}

/// Types the `when` conditions of a template's blocks, however deep they lie.
fn check_conditions(model: &Model, document: &PrintTemplateDocument, problems: &mut Problems) {
    let Some(object) = model.object_named(&document.object) else { return };
    let environment = RecordPaths::new(model, object, Reach::Own);
    let name = format!("print_template/{}", document.name);
    let mut open = vec![(String::new(), serde_json::to_value(document).unwrap_or_default())];
    while let Some((pointer, json)) = open.pop() {
        match json {
            Json::Object(members) => {
                for (key, value) in members {
                    let pointer = format!("{pointer}/{key}");
                    match &value {
                        Json::String(text) if key == "when" => {
                            let errors = compile(text, &environment, Some(&Type::Boolean)).err().unwrap_or_default();
                            let found = errors.iter().map(|error| error.problem(pointer.clone()));
                            problems.extend(found.map(|problem| problem.in_document(name.clone())));
                        }
                        _ => open.push((pointer, value)),
                    }
                }
            }
            Json::Array(items) => {
                open.extend(items.into_iter().enumerate().map(|(index, item)| (format!("{pointer}/{index}"), item)));
            }
            _ => {}
        }
    }
}

/// Checks the filters of views as a reader with every right would: names, operators and values.
pub(crate) fn check_view_filters(model: &Model, problems: &mut Problems) {
    let actor = Actor {
        user: Id::nil(),
        name: String::new(),
        language: crate::DEFAULT_LANGUAGE.to_owned(),
        department: None,
        departments: Arc::from([]),
        departments_below: Arc::from([]),
        grants: Arc::new(Grants::everything(model)),
    };
    let reader = Reader { model, actor: &actor };
    for view in model.views() {
        let (Some(filter), Some(object)) = (&view.filter, model.object_named(&view.object)) else { continue };
        if let Err(found) = filter_from_json(reader, object, &reader.reading(object), filter) {
            let name = format!("view/{}", view.name);
            problems.extend(found.into_iter().map(|problem| problem.below("/filter").in_document(name.clone())));
        }
    }
}
