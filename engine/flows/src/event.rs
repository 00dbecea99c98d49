//! What happened: facts with every identity and instant in them, so that replay needs nothing else.

use engine_values::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{Phase, SeatReason, TraceLine};

/// How a step ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepResult {
    /// The flow goes on.
    Passed,
    /// Somebody refused in it or below it.
    Rejected,
    /// The flow ended while it was open.
    Cancelled,
}

/// Why a seat was taken away undecided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CancelReason {
    /// Another seat of the step agreed, and that was enough.
    SiblingApproved,
    /// Another seat of the step refused.
    SiblingRejected,
    /// The initiator took the submission back.
    Withdrawn,
}

/// A fact of an instance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// The instance exists.
    Started {
        /// Its identity.
        instance: Id,
        /// The flow's name.
        flow: String,
        /// The version it runs on for ever.
        version: String,
        /// Who submitted.
        initiator: Id,
        /// What he said.
        comment: Option<String>,
        /// The instance it follows.
        previous: Option<Id>,
        /// When.
        at: Timestamp,
    },
    /// A step began.
    StepEntered {
        /// This passage through the step.
        run: Id,
        /// The step.
        step: String,
        /// When.
        at: Timestamp,
    },
    /// The people of a step were found, rule by rule (C14).
    Resolved {
        /// The passage.
        run: Id,
        /// One line per rule.
        trace: Vec<TraceLine>,
    },
    /// A switch chose.
    BranchTaken {
        /// The passage through the switch.
        run: Id,
        /// The switch.
        step: String,
        /// The branch.
        branch: String,
        /// What the conditions read, by name.
        inputs: Map<String, Value>,
    },
    /// Somebody has a seat in a step.
    TaskOpened {
        /// The seat's task.
        task: Id,
        /// The passage.
        run: Id,
        /// The step.
        step: String,
        /// Whose seat it is, for ever.
        assignee: Id,
        /// Its place among the seats.
        seat: u32,
        /// Why he sits there.
        reason: SeatReason,
        /// When.
        at: Timestamp,
    },
    /// A person decided.
    TaskClosed {
        /// The task.
        task: Id,
        /// He agreed; otherwise he refused.
        approved: bool,
        /// What he said.
        comment: Option<String>,
        /// Who.
        acted_by: Id,
        /// When.
        at: Timestamp,
    },
    /// A seat agreed by rule, because its holder had agreed before (C37).
    AutoApproved {
        /// The task.
        task: Id,
        /// The task in which he did.
        because: Id,
        /// When.
        at: Timestamp,
    },
    /// A seat was taken away undecided.
    TaskCancelled {
        /// The task.
        task: Id,
        /// Why.
        reason: CancelReason,
        /// When.
        at: Timestamp,
    },
    /// People were told, and may read.
    CcSent {
        /// The passage.
        run: Id,
        /// The step.
        step: String,
        /// Who.
        people: Vec<Id>,
    },
    /// A step ended.
    StepLeft {
        /// The passage.
        run: Id,
        /// How.
        result: StepResult,
        /// When.
        at: Timestamp,
    },
    /// The instance ended.
    Finished {
        /// How.
        outcome: Phase,
        /// Who ended it.
        by: Id,
        /// When he took it back: what he said.
        comment: Option<String>,
        /// When.
        at: Timestamp,
    },
}
