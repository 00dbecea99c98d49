//! The published schemas: one per kind, closed against unknown keys everywhere, and in step with the list of kinds.

use std::collections::BTreeSet;

use engine_definitions::{Document, Kind, schema_of, structure_problems};
use engine_errors::Code;
use serde_json::{Value, json};

use crate::support::crm_documents;

#[test]
fn the_list_of_kinds_is_complete() {
    let words: Vec<&str> = Kind::ALL.iter().map(|kind| kind.word()).collect();
    assert_eq!(words, ["option_set", "object", "form", "view", "flow", "print_template", "role", "app"]);
    for kind in Kind::ALL {
        assert_eq!(Kind::from_word(kind.word()), Some(*kind));
    }
    assert_eq!(Kind::from_word("Object"), None);
    let in_template: BTreeSet<String> =
        crm_documents().iter().map(|(_, json)| json["kind"].as_str().unwrap().to_owned()).collect();
    let all: BTreeSet<String> = words.iter().map(|word| (*word).to_owned()).collect();
    assert_eq!(in_template, all, "templates/crm has an example of every kind");
}

#[test]
fn a_published_schema_wants_the_envelope() {
    for kind in Kind::ALL {
        let schema = schema_of(*kind);
        let required = schema["required"].as_array().unwrap();
        for key in ["kind", "format", "name", "label"] {
            assert!(required.contains(&json!(key)), "{}: {key} is not required", kind.word());
        }
        assert_eq!(schema["properties"]["kind"], json!({"const": kind.word()}));
        assert_eq!(schema["properties"]["format"]["maximum"], json!(Document::FORMAT));
        assert_eq!(schema["additionalProperties"], json!(false), "{}", kind.word());
        let other = Kind::ALL.iter().find(|other| *other != kind).unwrap();
        assert!(!structure_problems(*other, &json!({"kind": kind.word()})).is_empty());
    }
}

/// A stray key is put into every object of every document of the template, one at a time.
#[test]
fn unknown_keys_are_refused_everywhere() {
    let mut places = 0;
    for (file, json) in crm_documents() {
        let kind = Kind::from_word(json["kind"].as_str().unwrap()).unwrap();
        let mut pointers = Vec::new();
        closed_objects(&json, String::new(), &mut pointers);
        for pointer in pointers {
            let mut spoilt = json.clone();
            spoilt.pointer_mut(&pointer).unwrap()["no_such_key"] = json!(1);
            let problems = structure_problems(kind, &spoilt);
            assert!(!problems.is_empty(), "{}: a stray key at {pointer} is taken", file.display());
            for problem in &problems {
                assert_eq!(problem.code, Code::DocumentInvalid);
                // A choice between forms (steps, sources of people) is refused where the choice stands.
                let is_near = pointer.starts_with(&problem.path) || problem.path.starts_with(&pointer);
                assert!(is_near, "{}: stray key at {pointer}, problem at {}", file.display(), problem.path);
            }
            places += 1;
        }
    }
    assert!(places > 1000, "only {places} places were tried");
}

/// Pointers of all objects whose keys are closed. What a kind of field or block may set is checked by that kind.
fn closed_objects(json: &Value, pointer: String, found: &mut Vec<String>) {
    match json {
        Value::Object(map) => {
            for (key, value) in map {
                let is_open =
                    matches!(key.as_str(), "filter" | "default" | "submitted" | "approved" | "rejected" | "withdrawn")
                        || (key == "options" && value.is_object());
                if !is_open {
                    closed_objects(value, format!("{pointer}/{key}"), found);
                }
            }
            found.push(pointer);
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                closed_objects(item, format!("{pointer}/{index}"), found);
            }
        }
        _ => {}
    }
}
