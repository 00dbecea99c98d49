//! What people ask of an approval.

use engine_values::Id;
use serde::{Deserialize, Serialize};

/// A request to change an instance. Every command is decided by [`crate::step`] and recorded in the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "command", rename_all = "snake_case")]
pub enum Command {
    /// Starts an instance.
    Submit {
        /// Who submits.
        initiator: Id,
        /// What he says to the approvers.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        comment: Option<String>,
        /// The finished instance of the same record that this one follows.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        previous: Option<Id>,
    },
    /// Agrees, for one seat.
    Approve {
        /// The seat's task.
        task: Id,
        /// Who acts.
        actor: Id,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        comment: Option<String>,
    },
    /// Refuses, for one seat.
    Reject {
        /// The seat's task.
        task: Id,
        /// Who acts.
        actor: Id,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        comment: Option<String>,
    },
    /// The initiator takes it back.
    Withdraw {
        /// Who acts.
        actor: Id,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        comment: Option<String>,
    },
}

impl Command {
    /// Who acts.
    #[must_use]
    pub fn actor(&self) -> Id {
        match self {
            Self::Submit { initiator: actor, .. }
            | Self::Approve { actor, .. }
            | Self::Reject { actor, .. }
            | Self::Withdraw { actor, .. } => *actor,
        }
    }

    /// What he says.
    #[must_use]
    pub fn comment(&self) -> Option<&str> {
        match self {
            Self::Submit { comment, .. }
            | Self::Approve { comment, .. }
            | Self::Reject { comment, .. }
            | Self::Withdraw { comment, .. } => comment.as_deref(),
        }
    }
}
