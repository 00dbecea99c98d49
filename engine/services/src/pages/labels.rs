//! Labels in the reader's language.

use engine_model::Field;
use serde_json::Map;

use crate::locales::message;

/// What people call a field: the document's label, or the system's.
pub(crate) fn field_label(field: &Field, language: &str) -> String {
    match field.system {
        Some(system) => message(&format!("field.{}", system.name()), &Map::new(), language),
        None => field.label.text(language).map(str::to_owned),
    }
    .unwrap_or_else(|| field.name.clone())
}
