//! An approval as people see it.

use engine_access::{Action, Actor};
use engine_definitions::WithdrawWindow;
use engine_errors::Code;
use engine_flows::{Context, State, StepView, timeline};
use engine_model::Object;
use engine_query::existing_ids;
use engine_store::{Db, tables};
use engine_values::{Id, Timestamp, instant_to_text, new_id};
use serde_json::{Value as Json, json};

use super::record::FlowRecord;
use super::run::{flow_version, object_of, state_of};
use crate::records::RowFacts;
use crate::world::World;
use crate::{Answer, Failure, Tenon};

/// An instance with its timeline as JSON.
pub type InstanceView = Json;

/// An instance for somebody who takes part in it or may read its record.
///
/// # Errors
/// `instance_not_found` for everybody else.
pub async fn instance(tenon: &Tenon, actor: &Actor, id: Id) -> Answer<InstanceView> {
    let world = tenon.world();
    let now = tenon.clock.now();
    tenon
        .store
        .read_snapshot(async |db: &mut Db| -> Answer<InstanceView> {
            let row = tables::flow_instances::get(db, id).await?;
            let row = row.ok_or_else(|| Failure::new(Code::InstanceNotFound))?;
            if !is_party(db, &world, actor, &row).await? {
                return Err(Failure::new(Code::InstanceNotFound));
            }
            view_in(db, &world, actor, id, now).await
        })
        .await
}

/// Whether somebody may see an instance: as initiator, by a grant of it, or as a reader of the record.
pub(crate) async fn is_party(
    db: &mut Db,
    world: &World,
    actor: &Actor,
    row: &tables::flow_instances::FlowInstance,
) -> Answer<bool> {
    if row.initiator == actor.user {
        return Ok(true);
    }
    let tasks = tables::flow_tasks::of_instance(db, row.id).await?;
    if tasks.iter().any(|task| task.assignee == actor.user) {
        return Ok(true);
    }
    let Ok(object) = object_of(world, row) else { return Ok(false) };
    let reader = world.reader(actor);
    let scope = reader.reading(object);
    if scope.is_empty() {
        return Ok(false);
    }
    let statement = existing_ids(db.dialect(), reader, object, &scope, &[row.record]);
    Ok(db.row(&statement).await?.is_some())
}

/// The view of an instance within an open transaction; whether the actor may see it has been decided.
pub(crate) async fn view_in(db: &mut Db, world: &World, actor: &Actor, id: Id, now: Timestamp) -> Answer<InstanceView> {
    let row = tables::flow_instances::get(db, id).await?.ok_or_else(|| Failure::new(Code::InstanceNotFound))?;
    let flow = flow_version(db, &row.version).await?;
    let state = state_of(&row)?;
    let object = object_of(world, &row)?;
    let (lines, title) = match FlowRecord::load(db, world, actor, object, row.record, false, now).await {
        Ok(record) => {
            let source = record.source(world.model(), object, actor, now);
            let mut fresh = new_id;
            let mut context = Context { now, organisation: world, record: &source, new_id: &mut fresh };
            (timeline(&flow, &state, &mut context), record.title(object))
        }
        Err(failure) if failure.code == Code::RecordNotFound => (Vec::new(), String::new()),
        Err(failure) => return Err(failure),
    };
    let language = actor.language.as_str();
    let timeline: Vec<Json> = lines.iter().map(|line| line_json(world, line, language)).collect();
    let person = |id: Id| json!({"id": id, "label": world.person_label(id)});
    let my_task = state.open_tasks().find(|task| task.assignee == actor.user).map(|task| task.id);
    Ok(json!({
        "id": id,
        "state": row.state,
        "flow": {"name": flow.name, "label": flow.label.text(language)},
        "object": {"name": object.name, "label": object.label.text(language)},
        "record": {"id": row.record, "label": title},
        "initiator": person(row.initiator),
        "started_at": instant_to_text(row.started_at),
        "ended_at": row.ended_at.map(instant_to_text),
        "can_withdraw": can_withdraw(&state, flow.settings.withdraw, actor),
        "my_task": my_task,
        "timeline": timeline,
    }))
}

fn can_withdraw(state: &State, window: WithdrawWindow, actor: &Actor) -> bool {
    let is_open = match window {
        WithdrawWindow::Never => false,
        WithdrawWindow::WhileRunning => true,
        WithdrawWindow::FirstDecision => !state.has_decision(),
    };
    state.is_running() && is_open && state.initiator == actor.user
}

fn line_json(world: &World, line: &StepView, language: &str) -> Json {
    let people: Vec<Json> = line
        .people
        .iter()
        .map(|person| {
            json!({
                "id": person.id,
                "label": world.person_label(person.id),
                "outcome": person.outcome,
                "comment": person.comment,
                "at": person.at.map(instant_to_text),
                "reason": person.reason,
            })
        })
        .collect();
    json!({
        "step": line.step,
        "label": line.label.text(language),
        "kind": line.kind,
        "state": line.state,
        "rule": line.rule,
        "people": people,
        "at": line.at.map(instant_to_text),
        "outcome": line.outcome,
    })
}

/// The approval of a record, for its page: the latest instance, or the flow it can be submitted to.
pub(crate) async fn approval_of(
    db: &mut Db,
    world: &World,
    actor: &Actor,
    object: &Object,
    id: Id,
    facts: &RowFacts,
) -> Answer<Json> {
    let reader = world.reader(actor);
    let may_change = facts.is_within(reader.scope(object, Action::Update).rows());
    let latest = tables::flow_instances::latest_of(db, &object.uid, id).await?;
    let flow = world.flows_of(&object.name).next();
    let state = facts.approval_state.as_deref();
    let can_submit = may_change && state != Some("approved") && world.lock_of(&object.name, state).is_none();
    let language = actor.language.as_str();
    let Some(row) = latest else {
        return Ok(match flow {
            Some(flow) => json!({
                "instance": Json::Null, "state": Json::Null, "flow": flow.name, "label": flow.label.text(language),
                "can_submit": can_submit, "can_withdraw": false,
            }),
            None => Json::Null,
        });
    };
    let state = state_of(&row)?;
    let version = flow_version(db, &row.version).await?;
    Ok(json!({
        "instance": row.id,
        "state": row.state,
        "flow": version.name,
        "label": version.label.text(language),
        "can_submit": can_submit,
        "can_withdraw": can_withdraw(&state, version.settings.withdraw, actor),
    }))
}

/// The decisions on a record, for prints: who decided what and when, of the latest instance.
pub(crate) async fn approvals_for_print(
    db: &mut Db,
    world: &World,
    object: &Object,
    id: Id,
    language: &str,
) -> Answer<Json> {
    let Some(row) = tables::flow_instances::latest_of(db, &object.uid, id).await? else {
        return Ok(json!([]));
    };
    let flow = flow_version(db, &row.version).await?;
    let state = state_of(&row)?;
    let decided = state.tasks.iter().filter(|task| task.outcome.is_some() && task.cancelled.is_none());
    let lines: Vec<Json> = decided
        .map(|task| {
            json!({
                "step": flow.step(&task.step).and_then(|step| step.label.text(language)),
                "person": world.person_label(task.acted_by.unwrap_or(task.assignee)),
                "outcome": task.outcome.map(engine_flows::TaskOutcome::name),
                "comment": task.comment,
                "at": task.closed_at.map(instant_to_text),
            })
        })
        .collect();
    Ok(Json::Array(lines))
}
