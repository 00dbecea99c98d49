//! Submit a record for approval.

use std::sync::Arc;

use engine_access::{Action, Actor};
use engine_errors::Code;
use engine_flows::{Command, Context, Flow, submit as begin};
use engine_model::Object;
use engine_store::{Db, StoreError, tables};
use engine_values::{Id, Timestamp, new_id};

use super::instance::view_in;
use super::record::FlowRecord;
use super::run::{Scene, append_log, apply_effects, refusal, to_json, write_tasks};
use crate::once::{Once, Reply};
use crate::records::{Change, load_for};
use crate::world::World;
use crate::{Answer, Failure, Tenon};

/// Submits a record to a flow of its object; the only one when none is named.
///
/// # Errors
/// `record_not_found`, `forbidden`, `already_submitted`, `submit_condition_false`, `no_approver`.
pub async fn submit(
    tenon: &Tenon,
    actor: &Arc<Actor>,
    object: &str,
    id: Id,
    flow: Option<String>,
    comment: Option<String>,
    once: Option<Once>,
) -> Answer<Reply> {
    let world = tenon.world();
    let index = world.object(actor, object)?.index;
    let now = tenon.clock.now();
    let asker = Arc::clone(actor);
    tenon
        .write_once(actor, once, async move |db: &mut Db| -> Answer<Reply> {
            let object = world.model().object(index);
            let instance = submit_in(db, &world, &asker, object, id, flow.as_deref(), comment.clone(), now).await?;
            let view = view_in(db, &world, &asker, instance, now).await?;
            Ok(Reply { status: 201, body: view.to_string().into_bytes(), revision: None })
        })
        .await
}

/// Submits within an open transaction; answers the new instance.
#[expect(clippy::too_many_arguments, reason = "a command, its transaction and its instant")]
pub(crate) async fn submit_in(
    db: &mut Db,
    world: &World,
    actor: &Actor,
    object: &Object,
    id: Id,
    flow: Option<&str>,
    comment: Option<String>,
    now: Timestamp,
) -> Answer<Id> {
    let flow = flow_for(world, object, flow)?;
    let change = Change { world, actor, object, now };
    // Whoever may change the record may submit it.
    let row = load_for(db, change, id, Action::Update).await?;
    if let Some(code) = world.lock_of(&object.name, row.approval_state(object).as_deref()) {
        // What locks it against a change is, for a submission, that it has been submitted.
        return Err(Failure::new(if code == Code::RecordLocked { Code::AlreadySubmitted } else { code }));
    }
    let record = FlowRecord::load(db, world, actor, object, id, true, now).await?;
    let previous = tables::flow_instances::latest_of(db, &object.uid, id).await?;
    let command = Command::Submit { initiator: actor.user, comment, previous: previous.map(|instance| instance.id) };
    let outcome = {
        let source = record.source(world.model(), object, actor, now);
        let mut fresh = new_id;
        let mut context = Context { now, organisation: world, record: &source, new_id: &mut fresh };
        begin(flow, &command, &mut context).map_err(refusal)?
    };
    let version = tables::flow_versions::FlowVersion {
        hash: flow.version.clone(),
        flow: outcome.state.flow.clone(),
        document: to_json(flow)?,
    };
    tables::flow_versions::put(db, &version).await?;
    let instance = tables::flow_instances::FlowInstance {
        id: outcome.state.instance,
        flow: outcome.state.flow.clone(),
        version: flow.version.clone(),
        object: object.uid.clone(),
        record: id,
        initiator: actor.user,
        state: outcome.state.phase.name().to_owned(),
        revision: 1,
        previous: outcome.state.previous,
        started_at: outcome.state.started_at,
        ended_at: outcome.state.ended_at,
        state_json: to_json(&outcome.state)?,
    };
    tables::flow_instances::insert(db, &instance).await.map_err(|error| match error {
        StoreError::UniqueViolation { .. } => Failure::new(Code::AlreadySubmitted),
        other => other.into(),
    })?;
    append_log(db, None, &command, &outcome, now).await?;
    write_tasks(db, &outcome, now).await?;
    let scene = Scene { world, actor, object, record: id, title: record.title(object), now };
    apply_effects(db, &scene, flow, &outcome).await?;
    Ok(instance.id)
}

fn flow_for<'a>(world: &'a World, object: &Object, name: Option<&str>) -> Answer<&'a Flow> {
    let mut documents = world.model().flows().filter(|flow| flow.object == object.name);
    let document = match name {
        Some(name) => documents.find(|flow| flow.name == name),
        None => documents.next(),
    };
    let unknown = || Failure::new(Code::DocumentNotFound).with("name", name.unwrap_or("flow"));
    let document = document.ok_or_else(unknown)?;
    world.generation.flows.get(&document.name).map(AsRef::as_ref).ok_or_else(unknown)
}
