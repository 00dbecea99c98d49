//! What the types that point to something share.

use engine_errors::Problem;
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
