//! One text for one JSON value, whatever order its keys came in, so that a hash means something.

use engine_values::Id;
use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// Sorted keys, no spaces. Written here because the order of serde_json's maps depends on its features.
pub(crate) fn text(json: &Value) -> String {
    let mut out = String::new();
    write(json, &mut out);
    out
}

fn write(json: &Value, out: &mut String) {
    match json {
        Value::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write(item, out);
            }
            out.push(']');
        }
        Value::Object(map) => {
            let mut entries: Vec<_> = map.iter().collect();
            entries.sort_by_key(|(key, _)| key.as_str());
            out.push('{');
            for (index, (key, value)) in entries.into_iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                out.push_str(&Value::from(key.as_str()).to_string());
                out.push(':');
                write(value, out);
            }
            out.push('}');
        }
        scalar => out.push_str(&scalar.to_string()),
    }
}

/// SHA-256 of parts, in lower-case hexadecimal.
pub(crate) fn hash(parts: &[&str]) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update(part.as_bytes());
    }
    digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The JSON of a value of ours; every one of them has a JSON form.
pub(crate) fn json(value: &impl Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

/// Puts each identity once, in the order of first occurrence.
pub(crate) fn once(people: impl IntoIterator<Item = Id>) -> Vec<Id> {
    let mut seen = std::collections::HashSet::new();
    people.into_iter().filter(|person| seen.insert(*person)).collect()
}
