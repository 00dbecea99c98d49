//! What the caller must do in the deciding transaction, besides storing the events.

use engine_values::Id;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The kinds of notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Template {
    /// Somebody waits for your decision.
    TaskOpened,
    /// Your submission was approved.
    Approved,
    /// Your submission was rejected.
    Rejected,
    /// What waited for you was taken back.
    Withdrawn,
    /// For your information.
    Cc,
}

/// One thing to do. Its stable key is `instance:seq:n`, `n` being its place in [`crate::Outcome::effects`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "effect", rename_all = "snake_case")]
pub enum Effect {
    /// Write fields of the record, past its lock.
    SetFields {
        /// By field name, as the API writes them.
        fields: Map<String, Value>,
    },
    /// Nobody but this flow writes the record from now on.
    Lock,
    /// The lock of this instance ends.
    Unlock,
    /// The person may read the record.
    Grant {
        /// Who.
        user: Id,
    },
    /// Tell somebody.
    Notify {
        /// Whom.
        user: Id,
        /// What about.
        template: Template,
        /// Values that the text names: `step`, `task`, `initiator`, `by`, `comment`.
        params: Map<String, Value>,
    },
}
