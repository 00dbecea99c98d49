//! Every document of `templates/crm` is well formed, canonical and written in both languages.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use engine_definitions::{Document, DocumentKey, Kind, ObjectDocument, canonical_text, derived_uid};
use engine_fields::{Choice, OptionSets};
use serde_json::Value;

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn json_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            json_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "json") {
            found.push(path);
        }
    }
}

/// Path below the template, text and JSON of every document.
fn sources() -> Vec<(String, String, Value)> {
    let folder = root().join("templates/crm");
    let mut paths = Vec::new();
    json_files(&folder, &mut paths);
    paths.sort();
    let sources = paths.into_iter().map(|path| {
        let text = fs::read_to_string(&path).unwrap();
        let name = path.strip_prefix(&folder).unwrap().display().to_string();
        let json = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        (name, text, json)
    });
    sources.filter(|(name, ..)| name != "template.json").collect()
}

/// The documents of the template.
pub struct Template(pub BTreeMap<DocumentKey, Document>);

impl Template {
    /// Reads them all; every one must parse.
    pub fn load() -> Self {
        let parse = |(name, _, json)| Document::parse(json).unwrap_or_else(|problems| panic!("{name}: {problems:#?}"));
        Self(sources().into_iter().map(parse).map(|document| (document.key(), document)).collect())
    }

    /// A document that must be there.
    pub fn get(&self, kind: Kind, name: &str) -> Option<&Document> {
        self.0.get(&DocumentKey { kind, name: name.to_owned() })
    }

    /// The objects.
    pub fn objects(&self) -> impl Iterator<Item = &ObjectDocument> {
        self.0.values().filter_map(|document| match document {
            Document::Object(object) => Some(&**object),
            _ => None,
        })
    }

    /// An object that must be there.
    pub fn object(&self, name: &str) -> &ObjectDocument {
        self.objects().find(|object| object.name == name).unwrap_or_else(|| panic!("no object {name}"))
    }
}

impl OptionSets for Template {
    fn options(&self, name: &str) -> Option<Vec<Choice>> {
        match self.get(Kind::OptionSet, name) {
            Some(Document::OptionSet(set)) => Some(set.options.clone()),
            _ => None,
        }
    }
}

/// Hand-written documents leave derived identities out.
fn without_derived_uids(document: &Document) -> Value {
    let mut json = document.to_json();
    let path = document.key().to_string();
    let drop = |part: &mut Value, path: String| {
        let part = part.as_object_mut().unwrap();
        if part.get("uid") == Some(&Value::from(derived_uid(&path))) {
            part.remove("uid");
        }
    };
    drop(&mut json, path.clone());
    for field in json.get_mut("fields").and_then(Value::as_array_mut).into_iter().flatten() {
        let name = field["name"].as_str().unwrap().to_owned();
        drop(field, format!("{path}/{name}"));
    }
    json
}

#[test]
fn files_are_canonical_and_in_their_place() {
    for (name, text, json) in sources() {
        let document = Document::parse(json).unwrap_or_else(|problems| panic!("{name}: {problems:#?}"));
        assert_eq!(name, format!("{}s/{}.json", document.kind().word(), document.name()));
        assert_eq!(text, canonical_text(&without_derived_uids(&document)), "{name} is not canonical");
    }
}

#[test]
fn the_manifest_is_canonical() {
    let text = fs::read_to_string(root().join("templates/crm/template.json")).unwrap();
    let json: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(text, canonical_text(&json));
    assert_eq!((&json["name"], &json["format"]), (&Value::from("crm"), &Value::from(1)));
}

/// Labels have `zh-CN` and `en`, and nothing else is written in only one of them.
#[test]
fn every_text_is_in_both_languages() {
    fn visit(json: &Value, path: &str) {
        match json {
            Value::Object(map) if map.contains_key("zh-CN") || map.contains_key("en") => {
                assert_eq!(map.keys().collect::<Vec<_>>(), ["en", "zh-CN"], "{path}");
                for text in map.values() {
                    let text = text.as_str().unwrap();
                    assert!(!text.trim().is_empty() && text.chars().count() <= 200, "{path}");
                }
            }
            Value::Object(map) => map.iter().for_each(|(key, value)| visit(value, &format!("{path}/{key}"))),
            Value::Array(items) => {
                items.iter().enumerate().for_each(|(index, item)| visit(item, &format!("{path}/{index}")));
            }
            _ => {}
        }
    }
    for (name, _, json) in sources() {
        visit(&json, &name);
    }
}

#[test]
fn every_field_suits_its_type() {
    let template = Template::load();
    for object in template.objects() {
        for field in &object.fields {
            let place = format!("{}.{}", object.name, field.name);
            let entry = engine_fields::entry(&field.kind).unwrap_or_else(|| panic!("{place}: type {}", field.kind));
            let rules =
                (entry.compile)(&field.options, &template).unwrap_or_else(|error| panic!("{place}: {error:#?}"));
            if let Some(default) = &field.default {
                rules.parse(default).unwrap_or_else(|problem| panic!("{place}: default {problem:?}"));
            }
            let is_title = object.title_field == field.name || object.search_fields.contains(&field.name);
            assert!(!is_title || rules.is_text_like(), "{place} cannot be a title or searched");
        }
    }
}
