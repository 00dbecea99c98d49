//! A rename changes every place that names the thing, and nothing else; back and forth gives the same bytes.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod following;
mod template;

use std::path::{Path, PathBuf};

use engine_definitions::{Document, DocumentKey, Kind};
use engine_errors::Code;
use engine_model::{Model, Rename, Subject, rename};
use serde_json::{Value, json};

#[expect(clippy::disallowed_methods, reason = "a test reads the template where it lies")]
fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn crm() -> Model {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../templates/crm");
    let files = entries(&root).into_iter().filter(|path| path.is_dir()).flat_map(|folder| entries(&folder));
    let documents = files
        .filter(|file| file.extension().is_some_and(|ending| ending == "json"))
        .map(|file| Document::parse(serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap()).unwrap())
        .collect();
    Model::resolve(documents, 1).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

fn model(documents: Vec<Value>) -> Model {
    let documents = documents.into_iter().map(|json| Document::parse(json).unwrap()).collect();
    Model::resolve(documents, 1).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

/// The model after a rename, and the keys of the documents that changed.
fn renamed(model: &Model, subject: Subject, to: &str) -> (Model, Vec<String>) {
    let wanted = Rename { subject: subject.clone(), to: to.to_owned(), until: None };
    let done = rename(model, &wanted).unwrap_or_else(|problems| panic!("{subject:?} to {to}: {problems:#?}"));
    let mut documents = model.documents().clone();
    if let Some(key) = &done.removed {
        documents.remove(key);
    }
    let changed = done.documents.iter().map(|document| document.key().to_string()).collect();
    documents.extend(done.documents.into_iter().map(|document| (document.key(), document)));
    let after = Model::resolve(documents.into_values().collect(), model.release + 1);
    (after.unwrap_or_else(|problems| panic!("{subject:?} to {to}: {problems:#?}")), changed)
}

fn text(model: &Model) -> Vec<String> {
    model.documents().values().map(Document::canonical).collect()
}

fn there_and_back(before: &Model, subject: Subject, back: Subject, old: &str, new: &str) {
    let (between, changed) = renamed(before, subject.clone(), new);
    assert!(!changed.is_empty(), "{subject:?} changes nothing");
    let (after, _) = renamed(&between, back, old);
    assert!(text(before) == text(&after), "{subject:?} and back is not the same");
}

/// What is renamed, given the present key of the option.
type Asked = Box<dyn Fn(&str) -> Subject>;

const FRESH: &str = "zz_renamed";

fn field(name: &str, kind: &str, rest: Value) -> Value {
    let mut field = json!({"name": name, "type": kind, "label": {"en": name}});
    field.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
    field
}

fn document(kind: &str, name: &str, rest: Value) -> Value {
    let mut document = json!({"kind": kind, "format": 1, "name": name, "label": {"en": name}});
    document.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
    document
}

/// A customer with a level, an order of a customer with lines; both have a field `level`.
fn company() -> Model {
    let options = json!({"options": {"options": [
        {"value": "a", "label": {"en": "A"}}, {"value": "b", "label": {"en": "B"}}]}});
    let with = |mut rest: Value| {
        rest["options"] = options["options"].clone();
        rest
    };
    model(vec![
        document(
            "object",
            "customer",
            json!({"title_field": "name", "search_fields": ["name"],
                "rules": [{"name": "sane", "condition": "level <> \"b\" OR ISBLANK(boss)", "field": "level",
                    "message": {"en": "No"}}],
                "keys": [{"fields": ["name", "level"]}], "fields": [
                field("name", "text", json!({})),
                field("level", "select", with(json!({"default": "a"}))),
                field("guess", "select", with(json!({"formula": "IF( level=“a” ,  \"b\", \"a\")"}))),
                field("boss", "user", json!({"required_when": "level = \"a\""})),
            ]}),
        ),
        document(
            "object",
            "order",
            json!({"title_field": "name", "fields": [
                field("name", "text", json!({})),
                field("level", "text", json!({})),
                field("amount", "money", json!({"formula": "SUM(lines.amount) +　 record . rate * 2"})),
                field("rate", "decimal", json!({"options": {"scale": 2}})),
                field("customer", "reference", json!({"options": {"object": "customer"}})),
                field("lines", "children", json!({"options": {"object": "order_line", "field": "order"}})),
            ]}),
        ),
        document(
            "object",
            "order_line",
            json!({"title_field": "product", "fields": [
                field("product", "text", json!({})),
                field("order", "reference", json!({"options": {"object": "order"}})),
                field("amount", "money", json!({})),
            ]}),
        ),
        document(
            "view",
            "orders",
            json!({"object": "order", "columns": [{"field": "name"}, {"field": "level"}],
                "filter": {"or": [{"field": "customer.level", "op": "in", "value": ["a", "b"]},
                    {"not": {"field": "level", "op": "eq", "value": "a"}}]},
                "sort": [{"field": "level", "direction": "desc"}]}),
        ),
        document(
            "form",
            "order_form",
            json!({"object": "order", "sections": [{"name": "main", "fields": [{"field": "level"},
                {"field": "lines", "columns": ["product", "amount"]}]}]}),
        ),
        document(
            "form",
            "customer_form",
            json!({"object": "customer", "sections": [{"name": "main", "fields": [{"field": "level"}]}],
                "related": [{"object": "order", "field": "customer", "columns": ["name", "level"]}]}),
        ),
        document(
            "role",
            "seller",
            json!({"objects": {
            "order": {"read": "own", "fields": {"level": "hidden", "amount": "read"}},
            "customer": {"read": "own", "fields": {"level": "hidden"}}}}),
        ),
        document(
            "flow",
            "approval",
            json!({"object": "order", "submit": {"when": "customer.level <> \"a\" AND level = \"a\""},
                "settings": {"admins": [{"role": "seller"}]},
                "steps": [{"kind": "start", "id": "start"},
                    {"kind": "switch", "id": "size", "branches": [
                        {"id": "big", "when": "SWITCH(customer.level, \"a\", 1, \"b\", 2) = amount", "steps": [
                            {"kind": "approve", "id": "one", "label": {"en": "One"}, "who": [
                                {"field": "customer.boss"}, {"role": "seller"}]}]},
                        {"id": "rest", "otherwise": true, "steps": []}]}],
                "effects": {"approved": {"level": "a", "rate": "1.00"}}}),
        ),
        document(
            "print_template",
            "sheet",
            json!({"object": "order", "file_name": "{{record.name}}-{{record.level}}", "body": [
                {"kind": "paragraph", "when": "customer.level = \"a\"", "options": {"runs": [
                    {"text": "level {{record.level}} {{#if record.customer.record.level}}{{upper record.customer.record.level}}{{/if}}"},
                    {"text": "{{#each record.lines as |line|}}{{money line.amount}} {{this.amount}} {{../record.amount}}{{amount}}{{/each}}"},
                    {"text": "{{#with record.customer.record}}{{level}} {{eq level 'level'}}{{/with}} {{money amount=record.amount}}"}]}},
                {"kind": "table", "options": {"rows": "record.lines", "columns": [
                    {"label": "amount", "text": "{{money row.amount}}"}],
                    "totals": [[{"span": 1, "text": "{{money record.amount}}"}]]}}]}),
        ),
    ])
}

fn json_of(model: &Model, kind: Kind, name: &str) -> Value {
    model.document(kind, name).unwrap().to_json()
}
