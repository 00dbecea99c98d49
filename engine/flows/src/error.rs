//! Why a command is refused. A refused command changes nothing.

use engine_errors::{Code, Problem};
use engine_expressions::EvaluateError;
use engine_values::{Id, Timestamp};

use crate::TaskOutcome;

/// A refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FlowError {
    /// There is no instance to act on.
    InstanceNotFound,
    /// The instance has no such task.
    TaskNotFound,
    /// The task was decided before, by whom, when and how (C17).
    TaskClosed {
        /// Who decided, when it was a person.
        by: Option<Id>,
        /// When.
        at: Option<Timestamp>,
        /// How it ended.
        outcome: Option<TaskOutcome>,
    },
    /// It is too late to withdraw, or never allowed.
    WithdrawClosed,
    /// A rejection in this flow says why.
    CommentRequired,
    /// Nobody can be found for a step, not even an admin.
    NoApprover {
        /// The step.
        step: String,
    },
    /// An instance exists already (C36).
    AlreadySubmitted,
    /// The condition of the flow does not hold.
    SubmitConditionFalse,
    /// The person has no part in this, or is no longer active.
    Forbidden,
    /// A condition cannot be evaluated over this record.
    Condition {
        /// The step or branch; `submit` for the flow's own.
        place: String,
        /// Why.
        error: EvaluateError,
    },
    /// The instance runs on another version of the flow (C34): a fault of the caller.
    VersionDiffers,
    /// The state does not belong to the flow: a fault of the caller.
    StateInvalid,
}

impl FlowError {
    /// The code on the wire.
    #[must_use]
    pub fn code(&self) -> Code {
        match self {
            Self::InstanceNotFound => Code::InstanceNotFound,
            Self::TaskNotFound => Code::TaskNotFound,
            Self::TaskClosed { .. } => Code::TaskClosed,
            Self::WithdrawClosed => Code::WithdrawClosed,
            Self::CommentRequired => Code::CommentRequired,
            Self::NoApprover { .. } => Code::NoApprover,
            Self::AlreadySubmitted => Code::AlreadySubmitted,
            Self::SubmitConditionFalse => Code::SubmitConditionFalse,
            Self::Forbidden => Code::Forbidden,
            Self::Condition { .. } => Code::ExpressionInvalid,
            Self::VersionDiffers | Self::StateInvalid => Code::Internal,
        }
    }

    /// The problem with the values that its message names.
    #[must_use]
    pub fn problem(&self) -> Problem {
        let problem = Problem::new(self.code());
        match self {
            Self::TaskClosed { by, at, outcome } => problem
                .with("by", by.map(|by| by.to_string()))
                .with("at", at.map(engine_values::instant_to_text))
                .with("outcome", outcome.map(TaskOutcome::name)),
            Self::CommentRequired => Problem { path: "/comment".to_owned(), ..problem },
            Self::NoApprover { step } => problem.with("step", step.as_str()),
            Self::Condition { place, error } => problem.with("place", place.as_str()).with("reason", error.code.name()),
            _ => problem,
        }
    }
}

impl std::fmt::Display for FlowError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.code().name())
    }
}

impl std::error::Error for FlowError {}
