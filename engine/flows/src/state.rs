//! The state of one instance: what the events add up to.

use engine_values::{Id, Timestamp};
use serde::{Deserialize, Serialize};

use crate::event::{CancelReason, Event, StepResult};
use crate::{FORMAT, SeatReason, TraceLine};

/// Where an instance stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Somebody has to decide.
    Running,
    /// Everybody asked agreed.
    Approved,
    /// Somebody refused.
    Rejected,
    /// The initiator took it back.
    Withdrawn,
}

impl Phase {
    /// The word on the wire, also the record's `approval_state`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// How a seat ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskOutcome {
    /// Its holder agreed.
    Approved,
    /// Its holder refused.
    Rejected,
    /// It agreed by rule.
    AutoApproved,
    /// It was taken away.
    Cancelled,
}

impl TaskOutcome {
    /// The word on the wire.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::AutoApproved => "auto_approved",
            Self::Cancelled => "cancelled",
        }
    }

    /// A person decided, not a rule.
    #[must_use]
    pub fn is_decision(self) -> bool {
        matches!(self, Self::Approved | Self::Rejected)
    }

    /// It counts as agreement.
    #[must_use]
    pub fn agrees(self) -> bool {
        matches!(self, Self::Approved | Self::AutoApproved)
    }
}

/// One passage through a step (`ap_exec`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StepRun {
    /// Its identity.
    pub id: Id,
    /// The step.
    pub step: String,
    /// When it began.
    pub entered_at: Timestamp,
    /// When it ended.
    pub left_at: Option<Timestamp>,
    /// How it ended.
    pub result: Option<StepResult>,
    /// The branch a switch chose.
    pub branch: Option<String>,
    /// Who was told by a cc.
    pub people: Vec<Id>,
    /// How its people were found.
    pub trace: Vec<TraceLine>,
}

/// One seat (`ap_task`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// Its identity.
    pub id: Id,
    /// The passage it belongs to.
    pub run: Id,
    /// The step.
    pub step: String,
    /// Whose seat.
    pub assignee: Id,
    /// Its place among the seats.
    pub seat: u32,
    /// Why he sits there.
    pub reason: SeatReason,
    /// Since when.
    pub opened_at: Timestamp,
    /// How it ended; open while nothing.
    pub outcome: Option<TaskOutcome>,
    /// Why it was taken away.
    pub cancelled: Option<CancelReason>,
    /// The earlier task that an automatic agreement goes back to.
    pub because: Option<Id>,
    /// What its holder said.
    pub comment: Option<String>,
    /// Who decided.
    pub acted_by: Option<Id>,
    /// When it ended.
    pub closed_at: Option<Timestamp>,
}

impl Task {
    /// It waits for a decision.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.outcome.is_none()
    }
}

/// An instance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct State {
    /// Version of this form, [`FORMAT`].
    pub format: u16,
    /// The instance.
    pub instance: Id,
    /// The flow's name.
    pub flow: String,
    /// The version it is pinned to.
    pub version: String,
    /// Who submitted.
    pub initiator: Id,
    /// What he said.
    pub comment: Option<String>,
    /// The instance it follows.
    pub previous: Option<Id>,
    /// Where it stands.
    pub phase: Phase,
    /// When it was submitted.
    pub started_at: Timestamp,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// Who ended it.
    pub ended_by: Option<Id>,
    /// What he said when he took it back.
    pub ended_comment: Option<String>,
    /// How many commands it has taken; the log's last number.
    pub seq: u64,
    /// The passages through steps, in order.
    pub runs: Vec<StepRun>,
    /// The seats, in order.
    pub tasks: Vec<Task>,
}

impl State {
    /// The state right after [`Event::Started`]; nothing for any other event.
    #[must_use]
    pub fn started(event: &Event) -> Option<Self> {
        let Event::Started { instance, flow, version, initiator, comment, previous, at } = event else { return None };
        Some(Self {
            format: FORMAT,
            instance: *instance,
            flow: flow.clone(),
            version: version.clone(),
            initiator: *initiator,
            comment: comment.clone(),
            previous: *previous,
            phase: Phase::Running,
            started_at: *at,
            ended_at: None,
            ended_by: None,
            ended_comment: None,
            seq: 0,
            runs: Vec::new(),
            tasks: Vec::new(),
        })
    }

    /// Takes in one event. Identities that are not known are passed over; [`crate::verify`] tells them.
    pub fn apply(&mut self, event: &Event) {
        match event {
            Event::Started { .. } => {}
            Event::StepEntered { run, step, at } => self.runs.push(StepRun {
                id: *run,
                step: step.clone(),
                entered_at: *at,
                left_at: None,
                result: None,
                branch: None,
                people: Vec::new(),
                trace: Vec::new(),
            }),
            Event::Resolved { run, trace } => self.change_run(*run, |run| run.trace.clone_from(trace)),
            Event::BranchTaken { run, branch, .. } => self.change_run(*run, |run| run.branch = Some(branch.clone())),
            Event::CcSent { run, people, .. } => self.change_run(*run, |run| run.people.clone_from(people)),
            Event::StepLeft { run, result, at } => self.change_run(*run, |run| {
                run.result = Some(*result);
                run.left_at = Some(*at);
            }),
            Event::TaskOpened { task, run, step, assignee, seat, reason, at } => self.tasks.push(Task {
                id: *task,
                run: *run,
                step: step.clone(),
                assignee: *assignee,
                seat: *seat,
                reason: *reason,
                opened_at: *at,
                outcome: None,
                cancelled: None,
                because: None,
                comment: None,
                acted_by: None,
                closed_at: None,
            }),
            Event::TaskClosed { task, approved, comment, acted_by, at } => self.change_task(*task, *at, |task| {
                task.outcome = Some(if *approved { TaskOutcome::Approved } else { TaskOutcome::Rejected });
                task.comment.clone_from(comment);
                task.acted_by = Some(*acted_by);
            }),
            Event::AutoApproved { task, because, at } => self.change_task(*task, *at, |task| {
                task.outcome = Some(TaskOutcome::AutoApproved);
                task.because = Some(*because);
            }),
            Event::TaskCancelled { task, reason, at } => self.change_task(*task, *at, |task| {
                task.outcome = Some(TaskOutcome::Cancelled);
                task.cancelled = Some(*reason);
            }),
            Event::Finished { outcome, by, comment, at } => {
                self.phase = *outcome;
                self.ended_at = Some(*at);
                self.ended_by = Some(*by);
                self.ended_comment.clone_from(comment);
            }
        }
    }

    fn change_run(&mut self, id: Id, change: impl FnOnce(&mut StepRun)) {
        if let Some(run) = self.runs.iter_mut().find(|run| run.id == id) {
            change(run);
        }
    }

    fn change_task(&mut self, id: Id, at: Timestamp, change: impl FnOnce(&mut Task)) {
        if let Some(task) = self.tasks.iter_mut().find(|task| task.id == id) {
            change(task);
            task.closed_at = Some(at);
        }
    }

    /// It still runs.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.phase == Phase::Running
    }

    /// A task by identity.
    #[must_use]
    pub fn task(&self, id: Id) -> Option<&Task> {
        self.tasks.iter().find(|task| task.id == id)
    }

    /// The seats that wait for a decision.
    pub fn open_tasks(&self) -> impl Iterator<Item = &Task> {
        self.tasks.iter().filter(|task| task.is_open())
    }

    /// The seats of one passage.
    pub fn seats(&self, run: Id) -> impl Iterator<Item = &Task> {
        self.tasks.iter().filter(move |task| task.run == run)
    }

    /// The open seat of a person, if he has one.
    #[must_use]
    pub fn open_task_of(&self, user: Id) -> Option<&Task> {
        self.open_tasks().find(|task| task.assignee == user)
    }

    /// Somebody, not a rule, has decided.
    #[must_use]
    pub fn has_decision(&self) -> bool {
        self.tasks.iter().any(|task| task.outcome.is_some_and(TaskOutcome::is_decision))
    }
}
