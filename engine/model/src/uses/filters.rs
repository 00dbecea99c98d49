//! Names in the filter trees of the records API.

use serde_json::Value as Json;

use super::Found;
use crate::Object;

/// Every `field` of a filter tree.
pub(super) fn tree<'a>(found: &mut Found<'a>, path: &str, object: &'a Object, filter: &Json) {
    match filter {
        Json::Object(members) => {
            for (key, value) in members {
                let place = format!("{path}/{key}");
                match (key.as_str(), value) {
                    ("field", Json::String(name)) => {
                        let names: Vec<&str> = name.split('.').collect();
                        found.field(&place, object, &names);
                    }
                    ("expression", Json::String(text)) => super::expressions::names(found, &place, object, text),
                    ("value", _) => {}
                    _ => tree(found, &place, object, value),
                }
            }
        }
        Json::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                tree(found, &format!("{path}/{index}"), object, item);
            }
        }
        _ => {}
    }
}
