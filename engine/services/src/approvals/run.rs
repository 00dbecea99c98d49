//! One command on one instance: the pure core decides, this file writes what it decided.

use engine_access::Actor;
use engine_errors::Code;
use engine_flows::{Command, Context, Effect, Event, Flow, LogEntry, Outcome, Phase, State, step};
use engine_model::Object;
use engine_store::{Db, tables};
use engine_values::{Id, Timestamp, new_id};
use serde_json::{Map, Value as Json, json};

use super::record::FlowRecord;
use crate::records::{Change, apply_system_change};
use crate::world::World;
use crate::{Answer, Failure};

/// An instance locked for one command.
pub(crate) struct Locked {
    pub(crate) row: tables::flow_instances::FlowInstance,
    pub(crate) flow: Flow,
    pub(crate) state: State,
}

/// Loads and locks an instance with the version of the flow that it was begun with (approvals.md C34).
pub(crate) async fn lock(db: &mut Db, instance: Id) -> Answer<Locked> {
    let Some(row) = tables::flow_instances::lock(db, instance).await? else {
        return Err(Failure::new(Code::InstanceNotFound));
    };
    let flow = flow_version(db, &row.version).await?;
    let state = state_of(&row)?;
    Ok(Locked { row, flow, state })
}

/// The checked flow of a version.
pub(crate) async fn flow_version(db: &mut Db, version: &str) -> Answer<Flow> {
    let stored = tables::flow_versions::get(db, version).await?;
    let stored = stored.ok_or_else(|| Failure::internal(format!("flow version {version} is missing")))?;
    serde_json::from_value(stored.document).map_err(|error| Failure::internal(error.to_string()))
}

/// The projected state of an instance.
pub(crate) fn state_of(row: &tables::flow_instances::FlowInstance) -> Answer<State> {
    serde_json::from_value(row.state_json.clone()).map_err(|error| Failure::internal(error.to_string()))
}

/// The object of an instance in the present model.
pub(crate) fn object_of<'a>(world: &'a World, row: &tables::flow_instances::FlowInstance) -> Answer<&'a Object> {
    world.model().object_with_uid(&row.object).ok_or_else(|| Failure::new(Code::InstanceNotFound))
}

/// Runs a command on a running instance within an open transaction.
pub(crate) async fn command_in(
    db: &mut Db,
    world: &World,
    actor: &Actor,
    instance: Id,
    command: &Command,
    now: Timestamp,
) -> Answer<()> {
    let Locked { row, flow, state } = lock(db, instance).await?;
    let object = object_of(world, &row)?;
    let record = FlowRecord::load(db, world, actor, object, row.record, true, now).await?;
    let outcome = {
        let source = record.source(world.model(), object, actor, now);
        let mut new_id = new_id;
        let mut context = Context { now, organisation: world, record: &source, new_id: &mut new_id };
        step(&flow, Some(&state), command, &mut context).map_err(refusal)?
    };
    let previous = tables::flow_logs::last(db, instance).await?.map(|entry| entry.hash);
    let scene = Scene { world, actor, object, record: row.record, title: record.title(object), now };
    append_log(db, previous.as_deref(), command, &outcome, now).await?;
    write_tasks(db, &outcome, now).await?;
    apply_effects(db, &scene, &flow, &outcome).await?;
    let expected = row.revision;
    let row = tables::flow_instances::FlowInstance {
        state: outcome.state.phase.name().to_owned(),
        revision: expected + 1,
        ended_at: outcome.state.ended_at,
        state_json: to_json(&outcome.state)?,
        ..row
    };
    if tables::flow_instances::update(db, &row, expected).await? { Ok(()) } else { Err(Failure::new(Code::Busy)) }
}

/// A refusal of the core in the catalogue's words.
pub(crate) fn refusal(error: engine_flows::FlowError) -> Failure {
    let problem = error.problem();
    let mut failure = Failure { params: problem.params.clone(), ..Failure::new(problem.code) };
    if problem.code.status() == 422 {
        failure = Failure::problems(vec![problem]);
    }
    failure
}

/// Serialises what is stored as JSON.
pub(crate) fn to_json<T: serde::Serialize>(value: &T) -> Answer<Json> {
    serde_json::to_value(value).map_err(|error| Failure::internal(error.to_string()))
}

/// Appends the sealed entry of a command.
pub(crate) async fn append_log(
    db: &mut Db,
    previous_hash: Option<&str>,
    command: &Command,
    outcome: &Outcome,
    now: Timestamp,
) -> Answer<()> {
    let entry = LogEntry::after_hash(previous_hash, command, outcome, now);
    let row = tables::flow_logs::FlowLogEntry {
        instance: outcome.state.instance,
        seq: i64::try_from(entry.seq).unwrap_or(i64::MAX),
        logged_at: entry.at,
        actor: Some(entry.actor),
        command: to_json(&entry.command)?,
        events: to_json(&entry.events)?,
        prev_hash: entry.prev_hash,
        hash: entry.hash,
    };
    tables::flow_logs::append(db, &row).await?;
    Ok(())
}

/// Opens and closes task rows as the events say.
pub(crate) async fn write_tasks(db: &mut Db, outcome: &Outcome, now: Timestamp) -> Answer<()> {
    let mut touched: Vec<Id> = Vec::new();
    for event in &outcome.events {
        match event {
            Event::TaskOpened { task, .. }
            | Event::TaskClosed { task, .. }
            | Event::AutoApproved { task, .. }
            | Event::TaskCancelled { task, .. }
                if !touched.contains(task) =>
            {
                touched.push(*task);
            }
            _ => {}
        }
    }
    let opened: Vec<Id> = outcome
        .events
        .iter()
        .filter_map(|event| match event {
            Event::TaskOpened { task, .. } | Event::AutoApproved { task, .. } => Some(*task),
            _ => None,
        })
        .collect();
    let mut new_rows = Vec::new();
    for id in touched {
        let Some(task) = outcome.state.task(id) else { continue };
        let state = if task.outcome.is_some() { "done" } else { "open" };
        let outcome_word = task.outcome.map(|outcome| outcome.name().to_owned());
        if opened.contains(&id) {
            new_rows.push(tables::flow_tasks::FlowTask {
                id,
                instance: outcome.state.instance,
                step: task.step.clone(),
                assignee: task.assignee,
                kind: "approve".to_owned(),
                state: state.to_owned(),
                outcome: outcome_word,
                comment: task.comment.clone(),
                opened_at: task.opened_at,
                closed_at: task.closed_at,
                acted_by: task.acted_by,
            });
        } else if task.outcome.is_some() {
            let close = tables::flow_tasks::TaskClose {
                id,
                state: state.to_owned(),
                outcome: outcome_word,
                comment: task.comment.clone(),
                closed_at: task.closed_at.unwrap_or(now),
                acted_by: task.acted_by,
            };
            tables::flow_tasks::close(db, &close).await?;
        }
    }
    tables::flow_tasks::insert_all(db, &new_rows).await?;
    Ok(())
}

/// Where an outcome has its effects.
pub(crate) struct Scene<'a> {
    pub(crate) world: &'a World,
    pub(crate) actor: &'a Actor,
    pub(crate) object: &'a Object,
    pub(crate) record: Id,
    pub(crate) title: String,
    pub(crate) now: Timestamp,
}

/// The effects of an outcome: fields and state of the record at once, grants at once, notices through the outbox.
pub(crate) async fn apply_effects(db: &mut Db, scene: &Scene<'_>, flow: &Flow, outcome: &Outcome) -> Answer<()> {
    let Scene { world, actor, object, record, now, .. } = *scene;
    let mut fields: Map<String, Json> = Map::new();
    let instance = outcome.state.instance;
    let is_new = outcome.events.iter().any(|event| matches!(event, Event::Started { .. }));
    let has_ended = outcome.state.phase != Phase::Running;
    for (key, effect) in outcome.keyed_effects() {
        match effect {
            Effect::SetFields { fields: set } => fields.extend(set.clone()),
            // The record's approval state is its lock.
            Effect::Lock | Effect::Unlock => {}
            Effect::Grant { user } => {
                let grant =
                    tables::flow_grants::FlowGrant { object: object.uid.clone(), record, user_id: *user, instance };
                tables::flow_grants::add(db, &grant).await?;
            }
            Effect::Notify { user, template, params } => {
                let mut params = params.clone();
                let person = params.get("by").or_else(|| params.get("initiator")).and_then(Json::as_str);
                let person = person.and_then(|id| Id::try_parse(id).ok()).map(|id| world.person_label(id).to_owned());
                params.insert("person".to_owned(), json!(person));
                params.insert("record".to_owned(), json!(scene.title));
                params.insert("flow".to_owned(), json!(flow.label));
                let payload = json!({
                    "user": user, "template": template, "params": params, "object": object.uid, "record": record,
                });
                let item = tables::outbox::NewOutboxItem { key, kind: "notice".to_owned(), payload };
                tables::outbox::enqueue(db, &item).await?;
            }
        }
    }
    if is_new || has_ended || !fields.is_empty() {
        let change = Change { world, actor, object, now };
        let state = (is_new || has_ended).then(|| outcome.state.phase.name());
        apply_system_change(db, change, record, &fields, state, "approval").await?;
    }
    Ok(())
}
