//! Change sets: named drafts of releases, several at once, each with documents that shall be put or taken out.

mod conflicts;
mod edit;
mod publishing;
mod rebase;
mod renaming;
mod shown;

use engine_errors::Code;
use engine_store::tables::change_sets::{ChangeSet, DraftDocument};
use engine_store::{Db, tables};
use engine_values::Id;
use serde_json::Value as Json;

use super::publication::{DocumentKeyBody, Publication};
use crate::{Answer, Failure};

pub use edit::{ChangeSetBody, create_change_set, discard_change_set, drop_draft, put_draft, update_change_set};
pub use publishing::{PublishBody, check_change_set, plan_change_set, publish_change_set};
pub use rebase::{RebaseBody, change_set_conflicts, rebase_change_set};
pub use renaming::rename_in_change_set;
pub use shown::{change_set, change_sets};

pub(super) use edit::begin;
pub(super) use publishing::{admit_publishing, mark_published};

/// The state of a change set that can still be changed.
const OPEN: &str = "open";

fn not_found(id: Id) -> Failure {
    Failure::new(Code::ChangeSetNotFound).with("id", id.to_string())
}

/// A change set that is still open, locked until the transaction ends.
async fn open_set(db: &mut Db, id: Id) -> Answer<ChangeSet> {
    let set = tables::change_sets::get_locked(db, id).await?.ok_or_else(|| not_found(id))?;
    if set.state == OPEN { Ok(set) } else { Err(Failure::new(Code::ChangeSetClosed).with("state", set.state)) }
}

/// The operator at the terminal is nobody of the organisation.
fn person(user: Id) -> Option<Id> {
    Some(user).filter(|user| !user.is_nil())
}

fn key_of(document: &DraftDocument) -> String {
    format!("{}/{}", document.kind, document.name)
}

/// The change set as something to publish.
fn publication(set: &ChangeSet, documents: &[DraftDocument]) -> Publication {
    let removed = documents.iter().filter(|document| document.body.is_none());
    Publication {
        documents: documents.iter().filter_map(|document| document.body.clone()).collect::<Vec<Json>>(),
        remove: removed
            .map(|document| DocumentKeyBody { kind: document.kind.clone(), name: document.name.clone() })
            .collect(),
        note: if set.note.is_empty() { set.title.clone() } else { set.note.clone() },
        ..Publication::default()
    }
}
