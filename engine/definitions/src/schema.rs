//! JSON Schema (2020-12) of each kind, made from the Rust types, and the structural check with it.

use std::collections::HashMap;
use std::sync::OnceLock;

use engine_errors::{Code, Problem, Problems};
use jsonschema::Validator;
use serde_json::{Value, json};

use crate::document::body_schema;
use crate::{Document, Kind};

/// The published schema of a kind, with the envelope.
#[must_use]
pub fn schema_of(kind: Kind) -> Value {
    let mut schema = body_schema(kind);
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        properties.insert("kind".to_owned(), json!({"const": kind.word()}));
        properties.insert("format".to_owned(), json!({"type": "integer", "minimum": 1, "maximum": Document::FORMAT}));
        if let Some(name) = properties.get_mut("name") {
            *name = json!({"type": "string", "description": "API name.", "pattern": "^[a-z][a-z0-9_]{0,47}$"});
        }
    }
    if let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut) {
        required.push(Value::from("kind"));
        required.push(Value::from("format"));
    }
    schema
}

/// Everything in which a document with envelope departs from the schema of its kind.
#[must_use]
pub fn structure_problems(kind: Kind, json: &Value) -> Problems {
    let Some(validator) = validator(kind) else {
        return vec![Problem::new(Code::Internal)];
    };
    validator
        .iter_errors(json)
        .map(|error| {
            Problem::at(Code::DocumentInvalid, error.instance_path().to_string()).with("detail", error.to_string())
        })
        .collect()
}

/// Compiled once per process; remote and file references are off (the crate's features are).
fn validator(kind: Kind) -> Option<&'static Validator> {
    static VALIDATORS: OnceLock<HashMap<Kind, Validator>> = OnceLock::new();
    VALIDATORS
        .get_or_init(|| {
            Kind::ALL
                .iter()
                .filter_map(|kind| {
                    jsonschema::validator_for(&schema_of(*kind)).ok().map(|validator| (*kind, validator))
                })
                .collect()
        })
        .get(&kind)
}
