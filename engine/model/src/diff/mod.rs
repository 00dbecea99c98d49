//! What differs between two sets of documents, as meaning: a renamed field is one rename, not a loss and a gain.
//! Documents and their parts are matched by identity; the order of the result is that of the documents.

mod change;
mod fields;
mod options;
mod properties;
mod renames;

use std::collections::{BTreeMap, HashMap};

use engine_definitions::{Document, DocumentKey, FormerName, Kind};
use serde_json::Value as Json;

pub use change::{Change, ChangeCode};
pub(crate) use properties::without;
use renames::Renames;

/// A document with its present key, and its former self if it has one.
type Pair<'a> = (&'a DocumentKey, &'a Document, Option<(&'a DocumentKey, &'a Document)>);

/// Where the comparison stands: the document, the renames of the whole, and what was found.
struct Walk<'a> {
    document: String,
    renames: &'a Renames,
    changes: Vec<Change>,
}

impl Walk<'_> {
    fn add(&mut self, code: ChangeCode, path: impl Into<String>) -> Change {
        Change::new(code, &self.document, path)
    }

    fn push(&mut self, change: Change) {
        self.changes.push(change);
    }
}

/// Every difference between `before` and `after`. Documents that are equal cost one comparison.
#[must_use]
pub fn diff(before: &BTreeMap<DocumentKey, Document>, after: &BTreeMap<DocumentKey, Document>) -> Vec<Change> {
    let by_identity: HashMap<(Kind, &str), &DocumentKey> =
        before.iter().map(|(key, document)| ((key.kind, document.uid()), key)).collect();
    let changed = after.iter().filter(|(key, document)| before.get(*key) != Some(document));
    let pairs: Vec<Pair<'_>> = changed
        .map(|(key, document)| {
            let old = by_identity.get(&(key.kind, document.uid())).copied();
            (key, document, old.and_then(|old| Some((old, before.get(old)?))))
        })
        .collect();
    let renames = Renames::of(&pairs);
    let mut changes = Vec::new();
    for (key, document, old) in &pairs {
        let mut walk = Walk { document: key.to_string(), renames: &renames, changes: Vec::new() };
        match old {
            None => {
                let added = walk.add(ChangeCode::DocumentAdded, "");
                walk.push(named(added, key, document));
            }
            Some((old_key, old_document)) => {
                if old_key.name != key.name {
                    let renamed = walk.add(ChangeCode::DocumentRenamed, "/name");
                    let renamed = renamed.with("kind", key.kind.word());
                    walk.push(renamed.with("from", old_key.name.as_str()).with("to", key.name.as_str()));
                }
                compare(&mut walk, key.kind, &old_document.to_json(), &document.to_json());
            }
        }
        changes.append(&mut walk.changes);
    }
    let kept: Vec<&DocumentKey> = pairs.iter().filter_map(|(_, _, old)| old.map(|(key, _)| key)).collect();
    for (key, document) in before {
        // The same name with another identity is another thing: the old one is gone.
        let stays = after.get(key).is_some_and(|other| other.uid() == document.uid());
        if !stays && !kept.contains(&key) {
            changes.push(named(Change::new(ChangeCode::DocumentRemoved, &key.to_string(), ""), key, document));
        }
    }
    changes
}

fn named(change: Change, key: &DocumentKey, document: &Document) -> Change {
    let label = document.to_json().get("label").cloned().unwrap_or_default();
    change.with("kind", key.kind.word()).with("name", key.name.as_str()).with("label", label)
}

/// Compares two forms of one document. What has a meaning of its own is told by its own file; the rest as properties.
fn compare(walk: &mut Walk<'_>, kind: Kind, before: &Json, after: &Json) {
    let told: &[&str] = match kind {
        Kind::Object => {
            fields::compare(walk, before, after);
            &["fields", "keys"]
        }
        Kind::OptionSet => {
            options::compare(walk, &options::Place::of_set(), before.get("options"), after.get("options"));
            &["options"]
        }
        _ => &[],
    };
    let mut silent: Vec<&str> = ["kind", "format", "name", "uid"].iter().chain(told).copied().collect();
    if before.get("name") != after.get("name") {
        // A name that is remembered is told by the rename.
        silent.push(FormerName::KEY);
    }
    properties::compare(walk, before, after, &silent);
}
