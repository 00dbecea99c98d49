//! The stored form of a reference to a record of one of several objects: `<identity of the object>:<id of the record>`.

use uuid::Uuid;

/// The stored form.
#[must_use]
pub fn any_key(object_uid: &str, id: Uuid) -> String {
    format!("{object_uid}:{}", id.hyphenated())
}

/// Identity of the object and id of the record.
#[must_use]
pub fn split_any_key(key: &str) -> Option<(&str, Uuid)> {
    let (object, id) = key.split_once(':')?;
    Some((object, Uuid::try_parse(id).ok()?))
}

/// The smallest key of an object's records, and the smallest text behind all of them.
#[must_use]
pub fn any_key_range(object_uid: &str) -> (String, String) {
    // The colon is followed by the semicolon in the order of bytes.
    (format!("{object_uid}:"), format!("{object_uid};"))
}
