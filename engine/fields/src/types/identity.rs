//! What the types that point to something share.

use engine_errors::{Code, Problem};
use engine_values::Value;
use serde_json::Value as Json;
use uuid::Uuid;

use super::short_text::mismatch;

/// Reads an id: as text, or as the object `{"id": …}` that a read answers, so that what was read can be written back.
pub(crate) fn parse(json: &Json) -> Result<Value, Problem> {
    let text = match json {
        Json::String(text) => text.as_str(),
        Json::Object(object) => match object.get("id") {
            Some(Json::String(text)) => text.as_str(),
            _ => return Err(mismatch("id")),
        },
        _ => return Err(mismatch("id")),
    };
    if text.trim().is_empty() {
        return Ok(Value::Null);
    }
    Uuid::try_parse(text.trim()).map(Value::Id).map_err(|_| mismatch("id"))
}

/// Reads a list of ids, each as [`parse`] takes it; a repeated one counts once.
pub(crate) fn parse_list(json: &Json, max: usize, expected: &str) -> Result<Value, Problem> {
    let Json::Array(items) = json else {
        return Err(mismatch(expected));
    };
    let mut ids: Vec<String> = Vec::with_capacity(items.len());
    for item in items {
        let id = parse(item)?.as_id().ok_or_else(|| mismatch("id"))?.to_string();
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    if ids.len() > max {
        return Err(Problem::new(Code::TooLong).with("max", max).with("length", ids.len()));
    }
    Ok(if ids.is_empty() { Value::Null } else { Value::List(ids) })
}

/// The schema of a reference as it is read and written.
pub(crate) fn schema(target: &str) -> Json {
    serde_json::json!({
        "description": format!("Reference to {target}: written as the id, read as an object."),
        "oneOf": [
            {"type": "string", "format": "uuid"},
            {"type": "object", "properties": {"id": {"type": "string", "format": "uuid"}, "label": {"type": "string"}}, "required": ["id"]},
        ],
    })
}
