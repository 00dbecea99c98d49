//! The timeline that people see: what happened, what is open, and what would come if everybody agreed now. The future
//! is not guessed: the same core runs on with the record and organisation as they are (invariant 13).

use engine_definitions::{BallotRule, Label};
use engine_values::{Id, Timestamp};
use serde::Serialize;

use crate::event::{CancelReason, StepResult};
use crate::machine::Run;
use crate::{Command, Context, Flow, Phase, State, StepRun, Task, step};

/// A line of the timeline, as the API gives it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StepView {
    /// The step; `end` for the last line.
    pub step: String,
    /// What people read.
    pub label: Label,
    /// `start`, `approve`, `cc` or `end`.
    pub kind: &'static str,
    /// `done`, `current`, `waiting` or `skipped`.
    pub state: &'static str,
    /// How several people agree.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<BallotRule>,
    /// Who takes part; the caller adds their names.
    pub people: Vec<PersonView>,
    /// When it was over, or began.
    pub at: Option<Timestamp>,
    /// At the end: `approved`, `rejected` or `withdrawn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<&'static str>,
}

/// A person in the timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PersonView {
    /// Who.
    pub id: Id,
    /// `approved`, `rejected`, `auto_approved`, `cancelled`, or nothing yet.
    pub outcome: Option<&'static str>,
    /// What he said.
    pub comment: Option<String>,
    /// When he decided.
    pub at: Option<Timestamp>,
    /// What is special: `instead_of_initiator`, `admin`, `dedupe`, `sibling_approved`, `sibling_rejected`, `withdrawn`.
    pub reason: Option<&'static str>,
}

/// The timeline of an instance. The remaining steps of a running one are predicted; a prediction that meets a step
/// without anybody stops there.
#[must_use]
pub fn timeline(flow: &Flow, state: &State, context: &mut Context<'_>) -> Vec<StepView> {
    let mut lines = lines(flow, state, state.runs.len());
    if !state.is_running() {
        lines.push(end(state, true));
        return lines;
    }
    let future = future(flow, state, context);
    lines.extend(self::lines(flow, &future, state.runs.len()).into_iter().skip(lines.len()));
    lines.push(end(&future, false));
    lines
}

/// The timeline that a submission would have, before it happens; nothing when it would be refused.
#[must_use]
pub fn preview(flow: &Flow, initiator: Id, context: &mut Context<'_>) -> Option<Vec<StepView>> {
    let command = Command::Submit { initiator, comment: None, previous: None };
    let submitted = step(flow, None, &command, context).ok()?.state;
    let future = future(flow, &submitted, context);
    let mut lines = lines(flow, &future, 0);
    lines.push(end(&future, false));
    Some(lines)
}

/// The state when everybody asked has agreed, in the order of their seats.
fn future(flow: &Flow, state: &State, context: &mut Context<'_>) -> State {
    let mut state = state.clone();
    // Every round closes a seat or enters a later step, so it ends.
    loop {
        let Some(task) = state.open_tasks().next().cloned() else { return state };
        match Run::agreed(flow, state.clone(), &task, context) {
            Ok(next) => state = next,
            Err(_) => return state,
        }
    }
}

/// One line per passage that a reader sees; those from `known` on have not happened.
fn lines(flow: &Flow, state: &State, known: usize) -> Vec<StepView> {
    let shown = state.runs.iter().enumerate().filter_map(|(index, run)| {
        let step = flow.step(&run.step)?;
        let kind = &step.kind;
        kind.node().is_shown().then(|| StepView {
            step: run.step.clone(),
            label: step.label.clone(),
            kind: kind.name(),
            state: if index < known { progress(run) } else { "waiting" },
            rule: kind.node().ballot(),
            people: people(state, run, kind.name(), index < known),
            at: if index < known { run.left_at.or(Some(run.entered_at)) } else { None },
            outcome: None,
        })
    });
    shown.collect()
}

fn progress(run: &StepRun) -> &'static str {
    match run.result {
        None => "current",
        Some(StepResult::Cancelled) => "skipped",
        Some(StepResult::Passed | StepResult::Rejected) => "done",
    }
}

fn people(state: &State, run: &StepRun, kind: &str, known: bool) -> Vec<PersonView> {
    let plain = |id: Id| PersonView { id, outcome: None, comment: None, at: None, reason: None };
    match kind {
        "start" => {
            let (comment, at) = (state.comment.clone(), known.then_some(state.started_at));
            vec![PersonView { comment, at, ..plain(state.initiator) }]
        }
        "cc" => run.people.iter().copied().map(plain).collect(),
        _ => state.seats(run.id).map(|task| seat(task, known)).collect(),
    }
}

fn seat(task: &Task, known: bool) -> PersonView {
    let cancelled = task.cancelled.filter(|_| known).map(|reason| match reason {
        CancelReason::SiblingApproved => "sibling_approved",
        CancelReason::SiblingRejected => "sibling_rejected",
        CancelReason::Withdrawn => "withdrawn",
    });
    let seated = Some(task.reason.name()).filter(|name| *name != "named");
    let reason = cancelled.or(task.because.map(|_| "dedupe")).or(seated);
    // What the prediction decided for him is not his; that a rule settles his seat is worth telling.
    let told = known || task.because.is_some();
    PersonView {
        id: task.assignee,
        outcome: task.outcome.filter(|_| told).map(crate::TaskOutcome::name),
        comment: task.comment.clone().filter(|_| known),
        at: task.closed_at.filter(|_| known),
        reason,
    }
}

fn end(state: &State, known: bool) -> StepView {
    StepView {
        step: "end".to_owned(),
        label: Label::default(),
        kind: "end",
        state: if known { "done" } else { "waiting" },
        rule: None,
        people: Vec::new(),
        at: state.ended_at.filter(|_| known),
        outcome: (known && state.phase != Phase::Running).then(|| state.phase.name()),
    }
}
