//! The canonical text of JSON, so that export -> import -> export is byte-identical and a diff shows what changed.

use serde_json::Value;

/// Sorted keys (serde_json's map is sorted), two-space indent, LF, one newline at the end.
#[must_use]
pub fn canonical_text(json: &Value) -> String {
    let mut text = serde_json::to_string_pretty(json).unwrap_or_default();
    text.push('\n');
    text
}
