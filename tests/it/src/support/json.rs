//! Small readers of answers.

use serde_json::Value as Json;

/// The identity of a record.
pub fn id_of(record: &Json) -> &str {
    record["id"].as_str().unwrap_or_else(|| panic!("no id: {record}"))
}

/// Identities of a list, in its order.
pub fn ids_in(page: &Json) -> Vec<String> {
    page["data"].as_array().unwrap().iter().map(|record| id_of(record).to_owned()).collect()
}

/// Values of a text field of a list, in its order.
pub fn names_in(page: &Json, field: &str) -> Vec<String> {
    let records = page["data"].as_array().unwrap();
    records.iter().map(|record| record[field].as_str().unwrap_or("-").to_owned()).collect()
}
