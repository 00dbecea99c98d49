//! What the text-like types share.

use engine_errors::{Code, Problem};
use engine_values::Value;
use serde_json::Value as Json;

/// Text trimmed at both ends, of at most `max` characters. NUL is refused because PostgreSQL cannot store it.
pub(crate) fn parse(json: &Json, max: usize) -> Result<Value, Problem> {
    let Json::String(text) = json else {
        return Err(mismatch("text"));
    };
    if text.contains('\0') {
        return Err(Problem::new(Code::FormatInvalid));
    }
    let trimmed = text.trim();
    let length = trimmed.chars().count();
    if length > max {
        return Err(Problem::new(Code::TooLong).with("max", max).with("length", length));
    }
    Ok(if trimmed.is_empty() { Value::Null } else { Value::Text(trimmed.to_owned()) })
}

/// A value of another JSON type.
pub(crate) fn mismatch(expected: &str) -> Problem {
    Problem::new(Code::TypeMismatch).with("expected", expected)
}
