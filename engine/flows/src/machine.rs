//! The step function: one command on one state gives the events and effects of one transaction, or a refusal.

use engine_definitions::WithdrawWindow;
use engine_expressions::Source;
use engine_values::{Id, Timestamp};
use serde_json::{Map, Value};

use crate::assignees::Scene;
use crate::event::{CancelReason, Event, StepResult};
use crate::nodes::{Entered, switch};
use crate::{Command, Context, Effect, Flow, FlowError, Phase, State, Step, Task, TaskOutcome, Template};

/// What one command does.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// Its number in the instance, from 1.
    pub seq: u64,
    /// The facts, in order.
    pub events: Vec<Event>,
    /// What to do in the same transaction, in order.
    pub effects: Vec<Effect>,
    /// The state after it, the same as applying the events to the state before.
    pub state: State,
}

impl Outcome {
    /// The effects with their stable keys `instance:seq:n` (C42).
    pub fn keyed_effects(&self) -> impl Iterator<Item = (String, &Effect)> {
        let prefix = format!("{}:{}", self.state.instance, self.seq);
        self.effects.iter().enumerate().map(move |(n, effect)| (format!("{prefix}:{n}"), effect))
    }
}

/// Starts an instance: the same as [`step`] without a state.
///
/// # Errors
/// See [`FlowError`].
pub fn submit(flow: &Flow, command: &Command, context: &mut Context<'_>) -> Result<Outcome, FlowError> {
    step(flow, None, command, context)
}

/// Decides a command. Nothing changes when it is refused.
///
/// # Errors
/// See [`FlowError`].
pub fn step(
    flow: &Flow,
    state: Option<&State>,
    command: &Command,
    context: &mut Context<'_>,
) -> Result<Outcome, FlowError> {
    if !context.organisation.is_active(command.actor()) {
        return Err(FlowError::Forbidden);
    }
    let state = match (command, state) {
        (Command::Submit { initiator, comment, previous }, None) => {
            return start(flow, (*initiator, comment.clone(), *previous), context);
        }
        (Command::Submit { .. }, Some(_)) => return Err(FlowError::AlreadySubmitted),
        (_, None) => return Err(FlowError::InstanceNotFound),
        (_, Some(state)) => state,
    };
    if state.version != flow.version {
        return Err(FlowError::VersionDiffers);
    }
    let mut run = Run { flow, context, state: state.clone(), events: Vec::new(), effects: Vec::new() };
    match command {
        Command::Submit { .. } => {}
        Command::Approve { task, actor, comment } => {
            let task = run.open_task(*task, *actor)?;
            run.decide(&task, true, comment.clone())?;
        }
        Command::Reject { task, actor, comment } => {
            let task = run.open_task(*task, *actor)?;
            let silent = comment.as_deref().is_none_or(|comment| comment.trim().is_empty());
            if flow.settings.reject_comment_required && silent {
                return Err(FlowError::CommentRequired);
            }
            run.decide(&task, false, comment.clone())?;
        }
        Command::Withdraw { actor, comment } => run.withdraw(*actor, comment.clone())?,
    }
    Ok(run.done())
}

fn start(
    flow: &Flow,
    (initiator, comment, previous): (Id, Option<String>, Option<Id>),
    context: &mut Context<'_>,
) -> Result<Outcome, FlowError> {
    if let Some(when) = &flow.submit_when
        && !switch::holds(when, context.record, "submit")?
    {
        return Err(FlowError::SubmitConditionFalse);
    }
    let started = Event::Started {
        instance: (context.new_id)(),
        flow: flow.name.clone(),
        version: flow.version.clone(),
        initiator,
        comment,
        previous,
        at: context.now,
    };
    let state = State::started(&started).ok_or(FlowError::StateInvalid)?;
    let mut run = Run { flow, context, state, events: vec![started], effects: Vec::new() };
    run.set_fields(&flow.effects.submitted);
    run.effects.push(Effect::Lock);
    run.enter_from(flow.steps.first())?;
    Ok(run.done())
}

/// One command at work on a copy of the state.
pub(crate) struct Run<'r, 'c> {
    pub(crate) flow: &'r Flow,
    context: &'r mut Context<'c>,
    pub(crate) state: State,
    events: Vec<Event>,
    effects: Vec<Effect>,
}

impl<'r, 'c> Run<'r, 'c> {
    /// The state after a seat agreed, without asking who acts: for looking ahead.
    pub(crate) fn agreed(
        flow: &'r Flow,
        state: State,
        task: &Task,
        context: &'r mut Context<'c>,
    ) -> Result<State, FlowError> {
        let mut run = Run { flow, context, state, events: Vec::new(), effects: Vec::new() };
        run.decide(task, true, None)?;
        Ok(run.done().state)
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.context.now
    }

    pub(crate) fn new_id(&mut self) -> Id {
        (self.context.new_id)()
    }

    pub(crate) fn record(&self) -> &'c dyn Source {
        self.context.record
    }

    pub(crate) fn scene(&self) -> Scene<'c> {
        let initiator = self.state.initiator;
        Scene { organisation: self.context.organisation, record: self.context.record, initiator }
    }

    /// Notes a fact and lives with it.
    pub(crate) fn emit(&mut self, event: Event) {
        self.state.apply(&event);
        self.events.push(event);
    }

    /// Gives the right to read the record.
    pub(crate) fn grant(&mut self, user: Id) {
        let grant = Effect::Grant { user };
        if !self.effects.contains(&grant) {
            self.effects.push(grant);
        }
    }

    pub(crate) fn notify(&mut self, user: Id, template: Template, step: Option<&str>, task: Option<Id>) {
        let mut params = Map::new();
        params.insert("initiator".to_owned(), Value::from(self.state.initiator.to_string()));
        params.extend(step.map(|step| ("step".to_owned(), Value::from(step))));
        params.extend(task.map(|task| ("task".to_owned(), Value::from(task.to_string()))));
        if template != Template::TaskOpened && template != Template::Cc {
            params.extend(self.state.ended_by.map(|by| ("by".to_owned(), Value::from(by.to_string()))));
            let said = self.events.iter().rev().find_map(|event| match event {
                Event::TaskClosed { comment, .. } | Event::Finished { comment: comment @ Some(_), .. } => {
                    comment.clone()
                }
                _ => None,
            });
            params.extend(said.map(|said| ("comment".to_owned(), Value::from(said))));
        }
        self.effects.push(Effect::Notify { user, template, params });
    }

    pub(crate) fn notify_open_seats(&mut self, run: Id) {
        let open: Vec<Task> = self.state.seats(run).filter(|task| task.is_open()).cloned().collect();
        for task in open {
            self.notify(task.assignee, Template::TaskOpened, Some(&task.step), Some(task.id));
        }
    }

    fn set_fields(&mut self, fields: &Map<String, Value>) {
        if !fields.is_empty() {
            self.effects.push(Effect::SetFields { fields: fields.clone() });
        }
    }

    /// The open task, if the actor holds its seat.
    fn open_task(&self, id: Id, actor: Id) -> Result<Task, FlowError> {
        let task = self.state.task(id).ok_or(FlowError::TaskNotFound)?;
        if task.assignee != actor {
            return Err(FlowError::Forbidden);
        }
        if !task.is_open() {
            let (by, at, outcome) = (task.acted_by, task.closed_at, task.outcome);
            // A seat that a colleague's decision took away is told with that colleague.
            let sibling = self.state.seats(task.run).find(|seat| seat.outcome.is_some_and(TaskOutcome::is_decision));
            let by = by.or_else(|| sibling.and_then(|seat| seat.acted_by)).or(self.state.ended_by);
            return Err(FlowError::TaskClosed { by, at, outcome });
        }
        Ok(task.clone())
    }

    /// Counts a decision and moves on as far as the flow goes by itself.
    fn decide(&mut self, task: &Task, approved: bool, comment: Option<String>) -> Result<(), FlowError> {
        let at = self.now();
        self.emit(Event::TaskClosed { task: task.id, approved, comment, acted_by: task.assignee, at });
        let flow = self.flow;
        let step = flow.step(&task.step).ok_or(FlowError::StateInvalid)?;
        match step.kind.node().result(self, task.run) {
            None => Ok(()),
            Some(StepResult::Passed) => {
                self.leave_passed(task.run);
                let next = self.following(flow, step);
                self.enter_from(next)
            }
            Some(_) => {
                self.cancel_seats(CancelReason::SiblingRejected);
                self.finish(Phase::Rejected, StepResult::Rejected, task.assignee, None);
                Ok(())
            }
        }
    }

    fn withdraw(&mut self, actor: Id, comment: Option<String>) -> Result<(), FlowError> {
        if actor != self.state.initiator {
            return Err(FlowError::Forbidden);
        }
        let allowed = match self.flow.settings.withdraw {
            WithdrawWindow::FirstDecision => !self.state.has_decision(),
            WithdrawWindow::WhileRunning => true,
            WithdrawWindow::Never => false,
        };
        if !allowed || !self.state.is_running() {
            return Err(FlowError::WithdrawClosed);
        }
        let waiting: Vec<Task> = self.state.open_tasks().cloned().collect();
        self.cancel_seats(CancelReason::Withdrawn);
        self.finish(Phase::Withdrawn, StepResult::Cancelled, actor, comment);
        for task in waiting {
            self.notify(task.assignee, Template::Withdrawn, Some(&task.step), Some(task.id));
        }
        Ok(())
    }

    /// Enters a step and those after it until people have to decide or the flow is at its end.
    fn enter_from(&mut self, first: Option<&'r Step>) -> Result<(), FlowError> {
        let flow = self.flow;
        let mut next = first;
        while let Some(step) = next {
            let run = self.new_id();
            let at = self.now();
            self.emit(Event::StepEntered { run, step: step.id.clone(), at });
            next = match step.kind.node().enter(self, &step.id, run)? {
                Entered::Waits => return Ok(()),
                Entered::Passes => {
                    self.leave_passed(run);
                    self.following(flow, step)
                }
                Entered::Into(branch) => branch.steps.first().or_else(|| {
                    self.leave_passed(run);
                    self.following(flow, step)
                }),
            };
        }
        let by = self.last_actor();
        self.finish(Phase::Approved, StepResult::Passed, by, None);
        Ok(())
    }

    /// The step after this one; every switch that ends with it is left on the way.
    fn following(&mut self, flow: &'r Flow, step: &Step) -> Option<&'r Step> {
        let way = flow.way_to(&step.id)?;
        for (index, step) in way.iter().enumerate().rev() {
            if let Some(next) = flow.after(&step.id) {
                return Some(next);
            }
            if let Some(around) = index.checked_sub(1).and_then(|index| way.get(index))
                && let Some(run) = self.open_run(&around.id)
            {
                self.leave_passed(run);
            }
        }
        None
    }

    fn open_run(&self, step: &str) -> Option<Id> {
        self.state.runs.iter().rev().find(|run| run.step == step && run.result.is_none()).map(|run| run.id)
    }

    fn leave_passed(&mut self, run: Id) {
        let at = self.now();
        let open: Vec<Id> = self.state.seats(run).filter(|task| task.is_open()).map(|task| task.id).collect();
        for task in open {
            self.emit(Event::TaskCancelled { task, reason: CancelReason::SiblingApproved, at });
        }
        self.emit(Event::StepLeft { run, result: StepResult::Passed, at });
    }

    fn cancel_seats(&mut self, reason: CancelReason) {
        let at = self.now();
        let open: Vec<Id> = self.state.open_tasks().map(|task| task.id).collect();
        for task in open {
            self.emit(Event::TaskCancelled { task, reason, at });
        }
    }

    /// Who acted last; the initiator when nobody has.
    fn last_actor(&self) -> Id {
        let acted = self.state.tasks.iter().filter_map(|task| task.acted_by.map(|by| (task.closed_at, by)));
        acted.max_by_key(|(at, _)| *at).map_or(self.state.initiator, |(_, by)| by)
    }

    /// Ends the instance: open passages from the inside out, then the facts and their consequences.
    fn finish(&mut self, outcome: Phase, result: StepResult, by: Id, comment: Option<String>) {
        let at = self.now();
        let open: Vec<Id> = self.state.runs.iter().rev().filter(|run| run.result.is_none()).map(|run| run.id).collect();
        for run in open {
            self.emit(Event::StepLeft { run, result, at });
        }
        self.emit(Event::Finished { outcome, by, comment, at });
        let flow = self.flow;
        let (fields, template) = match outcome {
            Phase::Approved => (&flow.effects.approved, Some(Template::Approved)),
            Phase::Rejected => (&flow.effects.rejected, Some(Template::Rejected)),
            Phase::Withdrawn | Phase::Running => (&flow.effects.withdrawn, None),
        };
        self.set_fields(fields);
        self.effects.push(Effect::Unlock);
        if let Some(template) = template {
            self.notify(self.state.initiator, template, None, None);
        }
    }

    fn done(mut self) -> Outcome {
        self.state.seq += 1;
        Outcome { seq: self.state.seq, events: self.events, effects: self.effects, state: self.state }
    }
}
