//! What is to be published, and the documents as they would be then.

use std::collections::{BTreeMap, HashSet};

use engine_definitions::{Document, DocumentKey, Kind, derived_uid};
use engine_errors::{Code, Problem, Problems};
use serde::Deserialize;
use serde_json::Value as Json;

/// Documents to add or replace, and documents to take out.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Publication {
    /// New or changed documents.
    pub documents: Vec<Json>,
    /// Documents that go.
    pub remove: Vec<DocumentKeyBody>,
    /// What the release is about.
    pub note: String,
    /// The release that the author began with; a newer one refuses the publication.
    pub base_release: Option<i64>,
    /// The plan that the author was shown; another one refuses the publication. Without it no loss is asked about.
    pub plan_hash: Option<String>,
    /// Keys of the steps whose loss the author accepts.
    pub accept: Vec<String>,
}

/// Kind and name.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentKeyBody {
    /// The kind.
    pub kind: String,
    /// The name.
    pub name: String,
}

/// The documents as they would be, and what is wrong with what was given.
#[derive(Debug, Default)]
pub(super) struct Merged {
    /// Every document that could be read.
    pub(super) documents: BTreeMap<DocumentKey, Document>,
    /// Given documents that could not, as `kind/name`.
    pub(super) broken: Vec<String>,
    /// Why.
    pub(super) problems: Problems,
}

/// Puts a publication over the present documents. What is new under a name that was used before gets an identity of
/// its own, so that neither old data nor old rights come back with the name.
pub(super) fn merge(
    present: &BTreeMap<DocumentKey, Document>,
    publication: &Publication,
    retired: &[String],
    number: i64,
) -> Merged {
    let mut merged = Merged { documents: present.clone(), ..Merged::default() };
    let mut taken = living_uids(present);
    taken.extend(retired.iter().cloned());
    for key in &publication.remove {
        let found = Kind::from_word(&key.kind)
            .and_then(|kind| merged.documents.remove(&DocumentKey { kind, name: key.name.clone() }));
        if found.is_none() {
            let problem = Problem::at(Code::ReferenceDangling, "/remove").with("kind", key.kind.as_str());
            merged.problems.push(problem.with("name", key.name.as_str()));
        }
    }
    let mut seen = Vec::new();
    for json in &publication.documents {
        match Document::parse(json.clone()) {
            Ok(document) => {
                let key = document.key();
                if has_nul(json) {
                    let problem = Problem::new(Code::DocumentInvalid).with("detail", "a NUL character");
                    merged.problems.push(problem.in_document(key.to_string()));
                }
                if seen.contains(&key) {
                    let problem = Problem::at(Code::NameDuplicate, "/name").with("name", key.name.as_str());
                    merged.problems.push(problem.in_document(key.to_string()));
                }
                let document = with_kept_identities(document, json, present.get(&key), &taken, number);
                seen.push(key.clone());
                merged.documents.insert(key, document);
            }
            Err(found) => {
                let word = |key: &str| json.get(key).and_then(Json::as_str).unwrap_or_default();
                if let Some(kind) = Kind::from_word(word("kind")) {
                    // What is present is not what the author means any more.
                    merged.documents.remove(&DocumentKey { kind, name: word("name").to_owned() });
                }
                merged.broken.push(format!("{}/{}", word("kind"), word("name")));
                merged.problems.extend(found);
            }
        }
    }
    merged
}

/// PostgreSQL keeps no NUL, and no text needs one.
pub(super) fn has_nul(json: &Json) -> bool {
    match json {
        Json::String(text) => text.contains('\0'),
        Json::Array(items) => items.iter().any(has_nul),
        Json::Object(entries) => entries.iter().any(|(key, value)| key.contains('\0') || has_nul(value)),
        _ => false,
    }
}

/// Identities that a new object, field or role may not derive from its name: somebody renamed has them still.
fn living_uids(documents: &BTreeMap<DocumentKey, Document>) -> HashSet<String> {
    let mut uids = HashSet::new();
    for document in documents.values() {
        match document {
            Document::Object(object) => {
                uids.extend(object.uid.clone());
                uids.extend(object.fields.iter().filter_map(|field| field.uid.clone()));
            }
            Document::Role(role) => uids.extend(role.uid.clone()),
            _ => {}
        }
    }
    uids
}

/// A document without written identities takes those of the document it replaces.
fn with_kept_identities(
    mut document: Document,
    written: &Json,
    before: Option<&Document>,
    taken: &HashSet<String>,
    number: i64,
) -> Document {
    let has_own = written.get("uid").is_some();
    let fresh = |path: &str, uid: &Option<String>| -> Option<String> {
        let uid = uid.clone().unwrap_or_else(|| derived_uid(path));
        if taken.contains(&uid) { Some(derived_uid(&format!("{number}/{path}"))) } else { Some(uid) }
    };
    if let Document::Object(object) = &mut document {
        let old = match before {
            Some(Document::Object(old)) => Some(old),
            _ => None,
        };
        let name = object.name.clone();
        for field in &mut object.fields {
            let is_written = written
                .get("fields")
                .and_then(Json::as_array)
                .and_then(|fields| {
                    fields.iter().find(|json| json.get("name").and_then(Json::as_str) == Some(&field.name))
                })
                .is_some_and(|json| json.get("uid").is_some());
            let kept = old.and_then(|old| old.fields.iter().find(|other| other.name == field.name));
            if !is_written {
                field.uid = match kept {
                    Some(kept) => kept.uid.clone(),
                    None => fresh(&format!("object/{name}/{}", field.name), &field.uid),
                };
            }
        }
        if !has_own {
            object.uid = match old {
                Some(old) => old.uid.clone(),
                None => fresh(&format!("object/{name}"), &object.uid),
            };
        }
    }
    if let Document::Role(role) = &mut document
        && !has_own
    {
        role.uid = match before {
            Some(Document::Role(old)) => old.uid.clone(),
            _ => fresh(&format!("role/{}", role.name), &role.uid),
        };
    }
    document
}
