//! Steps from each stored document format to the next. Format 1 is the first; a step from 1 to 2 will be a function
//! here and one line in [`to_present`].

use serde_json::Value;

use crate::Kind;

/// Brings a document of an older `format` to the present one. A document without `format` is read as format 1.
pub(crate) fn to_present(_kind: Kind, format: u64, json: &mut Value) {
    if format == 0
        && let Some(envelope) = json.as_object_mut()
    {
        envelope.insert("format".to_owned(), Value::from(1));
    }
}
