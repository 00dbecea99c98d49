//! Documents of a change set that somebody else has changed since it was begun.

use std::collections::BTreeMap;

use engine_store::tables::change_sets::{ChangeSet, DraftDocument};
use engine_store::{Db, tables};
use serde_json::Value as Json;

use super::key_of;
use crate::Answer;

/// Both sides of a document, and what they come from.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Conflict {
    /// `kind/name`.
    pub(super) key: String,
    /// As it was when the change set was begun; none when it was not there.
    pub(super) base: Option<Json>,
    /// As it is now.
    pub(super) theirs: Option<Json>,
    /// The release that changed it last.
    pub(super) release: i64,
}

/// Every document of the set that differs between the set's base and release `present`, and that is not by chance what
/// the set makes of it.
pub(super) async fn conflicts(
    db: &mut Db,
    set: &ChangeSet,
    documents: &[DraftDocument],
    present: i64,
) -> Answer<Vec<Conflict>> {
    if set.base_release == present || documents.is_empty() {
        return Ok(Vec::new());
    }
    let keys: Vec<String> = documents.iter().map(key_of).collect();
    let base = versions(db, set.base_release, &keys).await?;
    let now = versions(db, present, &keys).await?;
    let mut found = Vec::new();
    for (document, key) in documents.iter().zip(keys) {
        let (base, theirs) = (base.get(&key), now.get(&key));
        let body = |version: Option<&(i64, Option<Json>)>| version.and_then(|(_, body)| body.clone());
        if body(base) != body(theirs) && body(theirs) != document.body {
            let release = theirs.map_or(present, |(number, _)| *number);
            found.push(Conflict { key, base: body(base), theirs: body(theirs), release });
        }
    }
    Ok(found)
}

async fn versions(db: &mut Db, release: i64, keys: &[String]) -> Answer<BTreeMap<String, (i64, Option<Json>)>> {
    let versions = tables::releases::versions_at(db, release, Some(keys)).await?;
    Ok(versions.into_iter().map(|version| (version.key, (version.number, version.body))).collect())
}
