//! The kinds of step. A kind checks its document, says what happens when the flow enters it, and when it is over.

pub mod approve;
pub mod cc;
pub mod start;
pub mod switch;

use engine_definitions::BallotRule;
use engine_values::Id;

use crate::machine::Run;
use crate::{Branch, FlowError, StepResult};

/// What entering a step leads to.
pub(crate) enum Entered<'a> {
    /// People have to decide.
    Waits,
    /// It is over at once.
    Passes,
    /// The steps of a branch come first.
    Into(&'a Branch),
}

/// The behaviour of a kind of step.
pub(crate) trait Node {
    /// The flow arrives.
    fn enter<'a>(&'a self, machine: &mut Run<'_, '_>, step: &str, run: Id) -> Result<Entered<'a>, FlowError>;

    /// How the passage ends, given the seats as they are now; nothing while it is open.
    fn result(&self, _machine: &Run<'_, '_>, _run: Id) -> Option<StepResult> {
        None
    }

    /// What lies inside.
    fn branches(&self) -> &[Branch] {
        &[]
    }

    /// A reader of the timeline sees it.
    fn is_shown(&self) -> bool {
        true
    }

    /// How several people agree.
    fn ballot(&self) -> Option<BallotRule> {
        None
    }
}
