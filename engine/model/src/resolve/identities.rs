//! Identities of documents: narrow enough to become part of a physical name, and no two of one kind the same.

use std::collections::{BTreeMap, HashSet};

use engine_definitions::{Document, DocumentKey};
use engine_errors::{Code, Problem, Problems};

/// Longest identity: with a prefix of two letters it is a physical name of at most 63 bytes.
const MAX_LENGTH: usize = 58;

/// Checks the identity of every document.
pub(super) fn check(documents: &BTreeMap<DocumentKey, Document>, problems: &mut Problems) {
    let mut seen = HashSet::new();
    for (key, document) in documents {
        let uid = document.uid();
        // Two objects with one identity would share a table, two roles their members.
        if !is_sound(uid) || !seen.insert((key.kind, uid)) {
            let problem = Problem::at(Code::NameInvalid, "/uid").with("name", uid);
            problems.push(problem.in_document(key.to_string()));
        }
    }
}

/// Lower-case letters, digits and `_` only: it is written into SQL text.
pub(super) fn is_sound(uid: &str) -> bool {
    !uid.is_empty()
        && uid.len() <= MAX_LENGTH
        && uid.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

/// API names: `^[a-z][a-z0-9_]{0,47}$`. Words of SQL are fine, since a name never reaches it.
pub(super) fn is_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.len() <= 48
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}
