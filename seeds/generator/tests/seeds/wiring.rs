//! The documents of the template fit each other: by the model's and the flows' own checks, and by what those leave to
//! the author's taste.

use std::collections::BTreeSet;

use engine_definitions::{Document, Kind, ObjectDocument};
use engine_expressions::Environment;
use engine_fields::{SystemField, entry};
use engine_flows::{Flow, Lookup};
use engine_model::{Model, Reach, RecordPaths};
use serde_json::Value;

use crate::template::Template;

fn model(template: &Template) -> Model {
    let documents = template.0.values().cloned().collect();
    Model::resolve(documents, 1).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

#[test]
fn the_model_resolves() {
    let model = model(&Template::load());
    assert_eq!(model.objects().len(), 11);
}

/// What a flow may name, as the template has it. The demo's people stand for the organisation.
struct Names<'a> {
    template: &'a Template,
    paths: &'a RecordPaths<'a>,
}

impl Lookup for Names<'_> {
    fn environment(&self, object: &str) -> Option<&dyn Environment> {
        (object == "contract").then_some(self.paths as &dyn Environment)
    }
    fn user_exists(&self, login: &str) -> bool {
        seeds_generator::crm_demo().users.iter().any(|user| user.login == login)
    }
    fn role_exists(&self, role: &str) -> bool {
        self.template.get(Kind::Role, role).is_some()
    }
    fn person_field(&self, object: &str, path: &str) -> bool {
        self.template.object(object).fields.iter().any(|field| field.name == path && field.kind == "user")
    }
    fn settable_field(&self, object: &str, field: &str) -> bool {
        self.template.object(object).fields.iter().any(|own| own.name == field && own.formula.is_none())
    }
}

#[test]
fn flows_are_sound_and_set_values_that_fit() {
    let template = Template::load();
    let model = model(&template);
    let paths = RecordPaths::new(&model, model.object_named("contract").unwrap(), Reach::OneReference);
    for flow in model.flows() {
        let names = Names { template: &template, paths: &paths };
        Flow::check(flow, &names).unwrap_or_else(|problems| panic!("{}: {problems:#?}", flow.name));
        let object = template.object(&flow.object);
        let effects = &flow.effects;
        for (field, value) in
            [&effects.submitted, &effects.approved, &effects.rejected, &effects.withdrawn].into_iter().flatten()
        {
            let field = object.fields.iter().find(|own| own.name == *field).unwrap();
            (entry(&field.kind).unwrap().compile)(&field.options, &template).unwrap().parse(value).unwrap();
        }
    }
}

fn has(object: &ObjectDocument, field: &str) -> bool {
    object.fields.iter().any(|own| own.name == field) || SystemField::ALL.iter().any(|system| system.name() == field)
}

/// Filtering and sorting by it is cheap: declared as indexed, unique, or kept by the system.
fn has_index(object: &ObjectDocument, field: &str) -> bool {
    let own = object.fields.iter().find(|own| own.name == field);
    own.map_or_else(|| has(object, field), |own| own.indexed || own.unique)
}

fn filter_fields(filter: &Value, found: &mut Vec<String>) {
    match filter {
        Value::Object(map) => match map.get("field").and_then(Value::as_str) {
            Some(field) => found.push(field.to_owned()),
            None => map.values().for_each(|value| filter_fields(value, found)),
        },
        Value::Array(items) => items.iter().for_each(|item| filter_fields(item, found)),
        _ => {}
    }
}

#[test]
fn views_filter_and_sort_by_indexed_fields() {
    let template = Template::load();
    for document in template.0.values() {
        let Document::View(view) = document else { continue };
        let object = template.object(&view.object);
        let mut filtered = Vec::new();
        if let Some(filter) = &view.filter {
            filter_fields(filter, &mut filtered);
            assert!(!filtered.is_empty(), "{}: an empty filter", view.name);
        }
        assert!(filtered.iter().all(|field| has(object, field)), "{}", view.name);
        // One index is enough: of the condition, or, where there is none, of the order.
        let leading = if filtered.is_empty() { view.sort.first().map(|sort| &sort.field) } else { filtered.first() };
        assert!(leading.is_none_or(|field| has_index(object, field)), "{}: {leading:?} has no index", view.name);
    }
}

#[test]
fn forms_show_every_field_once() {
    let template = Template::load();
    for document in template.0.values() {
        let Document::Form(form) = document else { continue };
        let object = template.object(&form.object);
        let placed: Vec<&str> =
            form.sections.iter().flat_map(|section| &section.fields).map(|field| field.field.as_str()).collect();
        let all: BTreeSet<&str> = object.fields.iter().map(|field| field.name.as_str()).collect();
        assert_eq!(placed.iter().copied().collect::<BTreeSet<_>>(), all, "{}", form.name);
        assert_eq!(placed.len(), all.len(), "{}: a field is placed twice", form.name);
    }
}

/// Nobody may change what he cannot see, and every object but rows is in somebody's reach.
#[test]
fn roles_read_what_they_write() {
    let template = Template::load();
    let mut granted = BTreeSet::new();
    for document in template.0.values() {
        let Document::Role(role) = document else { continue };
        for (object, grant) in &role.objects {
            granted.insert(object.as_str());
            assert!(grant.update <= grant.read && grant.delete <= grant.read, "{}: {object}", role.name);
        }
    }
    let rows = ["contract_line", "quote_line"];
    let all = template.objects().map(|object| object.name.as_str()).filter(|name| !rows.contains(name));
    assert_eq!(granted, all.collect::<BTreeSet<_>>());
}
