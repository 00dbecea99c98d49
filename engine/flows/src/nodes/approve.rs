//! `approve` 审批: people decide, any of them (或签) or all (会签).

use engine_definitions::{BallotRule, StepDocument};
use engine_values::Id;
use serde::{Deserialize, Serialize};

use super::{Entered, Node};
use crate::assignees::seats;
use crate::check::Checker;
use crate::machine::Run;
use crate::{Event, FlowError, StepResult, TaskOutcome, Who};

/// An approval.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approve {
    /// Where the approvers come from.
    pub who: Vec<Who>,
    /// How they agree.
    pub ballot: BallotRule,
}

impl Approve {
    pub(crate) fn check(document: &StepDocument, checker: &mut Checker<'_>, pointer: &str) -> Option<Self> {
        let StepDocument::Approve { who, ballot, .. } = document else { return None };
        Some(Self { who: checker.people_of_step(who, pointer), ballot: *ballot })
    }
}

impl Node for Approve {
    fn enter<'a>(&'a self, machine: &mut Run<'_, '_>, step: &str, run: Id) -> Result<Entered<'a>, FlowError> {
        let (people, trace) = seats(&machine.scene(), &machine.flow.settings, &machine.state, run, &self.who);
        if people.is_empty() {
            return Err(FlowError::NoApprover { step: step.to_owned() });
        }
        machine.emit(Event::Resolved { run, trace });
        let at = machine.now();
        let mut known = Vec::new();
        for (seat, person) in (0_u32..).zip(people) {
            let task = machine.new_id();
            let (assignee, reason) = (person.user, person.reason);
            machine.emit(Event::TaskOpened { task, run, step: step.to_owned(), assignee, seat, reason, at });
            machine.grant(assignee);
            known.extend(person.agreed_in.map(|because| (task, because)));
        }
        for (task, because) in known {
            // An earlier one may have decided the step and taken this seat away.
            if self.result(machine, run).is_none() {
                machine.emit(Event::AutoApproved { task, because, at });
            }
        }
        if self.result(machine, run).is_some() {
            return Ok(Entered::Passes);
        }
        machine.notify_open_seats(run);
        Ok(Entered::Waits)
    }

    fn result(&self, machine: &Run<'_, '_>, run: Id) -> Option<StepResult> {
        let outcomes: Vec<Option<TaskOutcome>> = machine.state.seats(run).map(|task| task.outcome).collect();
        let agrees = |outcome: &Option<TaskOutcome>| outcome.is_some_and(TaskOutcome::agrees);
        if outcomes.contains(&Some(TaskOutcome::Rejected)) {
            return Some(StepResult::Rejected);
        }
        let passed = match self.ballot {
            BallotRule::Any => outcomes.iter().any(agrees),
            BallotRule::All => !outcomes.is_empty() && outcomes.iter().all(agrees),
        };
        passed.then_some(StepResult::Passed)
    }

    fn ballot(&self) -> Option<BallotRule> {
        Some(self.ballot)
    }
}
