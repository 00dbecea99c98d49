//! The inbox.

use std::collections::HashMap;

use engine_access::Actor;
use engine_errors::{Code, Problem};
use engine_model::{Object, Target};
use engine_store::{Db, tables};
use engine_values::{Id, Timestamp, Value, instant_to_text};
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::record::FlowRecord;
use super::run::{flow_version, object_of};
use crate::pages::{choice_label, field_label};
use crate::world::World;
use crate::{Answer, Failure, Tenon};

/// Tasks of one answer when nothing is said, and at most.
const USUAL_LIMIT: i64 = 30;
const MAX_LIMIT: i64 = 100;
/// Fields of a record that a task shows.
const SUMMARY_FIELDS: usize = 5;

/// The parameters of the inbox.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TaskQuery {
    /// `open` (default) or `done`.
    pub state: Option<String>,
    /// Most tasks.
    pub limit: Option<i64>,
    /// Cursor of the page before.
    pub after: Option<String>,
}

/// The actor's own tasks, newest first.
///
/// # Errors
/// Every wrong parameter.
pub async fn tasks(tenon: &Tenon, actor: &Actor, query: &TaskQuery) -> Answer<Json> {
    let state = query.state.as_deref().unwrap_or("open").to_owned();
    let limit = query.limit.unwrap_or(USUAL_LIMIT);
    let mut problems = Vec::new();
    if !matches!(state.as_str(), "open" | "done") {
        problems.push(Problem::at(Code::ParameterInvalid, "state").with("value", state.as_str()));
    }
    if !(1..=MAX_LIMIT).contains(&limit) {
        problems.push(Problem::at(Code::ParameterInvalid, "limit").with("value", limit).with("max", MAX_LIMIT));
    }
    let after = match &query.after {
        Some(text) => match position(text) {
            Some(after) => Some(after),
            None => {
                problems.push(Problem::at(Code::CursorInvalid, "after"));
                None
            }
        },
        None => None,
    };
    if !problems.is_empty() {
        return Err(Failure::problems(problems));
    }
    let world = tenon.world();
    tenon
        .store
        .read_snapshot(async |db: &mut Db| -> Answer<Json> {
            let mut rows = tables::flow_tasks::page(db, actor.user, &state, after, limit + 1).await?;
            let has_more = rows.len() > usize::try_from(limit).unwrap_or(usize::MAX);
            rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
            let next = rows.last().filter(|_| has_more).map(|task| format!("{}_{}", task.opened_at.as_microsecond(), task.id));
            let mut flows = HashMap::new();
            let mut data = Vec::with_capacity(rows.len());
            for task in rows {
                data.extend(task_json(db, &world, actor, &task, &mut flows).await?);
            }
            Ok(json!({"data": data, "next": next}))
        })
        .await
}

/// A place in the actor's own tasks; it tells nothing that the list itself does not.
fn position(text: &str) -> Option<(Timestamp, Id)> {
    let (at, id) = text.split_once('_')?;
    Some((Timestamp::from_microsecond(at.parse().ok()?).ok()?, Id::try_parse(id).ok()?))
}

async fn task_json(
    db: &mut Db,
    world: &World,
    actor: &Actor,
    task: &tables::flow_tasks::FlowTask,
    flows: &mut HashMap<String, engine_flows::Flow>,
) -> Answer<Option<Json>> {
    let Some(instance) = tables::flow_instances::get(db, task.instance).await? else { return Ok(None) };
    let Ok(object) = object_of(world, &instance) else { return Ok(None) };
    if !flows.contains_key(&instance.version) {
        let flow = flow_version(db, &instance.version).await?;
        flows.insert(instance.version.clone(), flow);
    }
    let Some(flow) = flows.get(&instance.version) else { return Ok(None) };
    let language = actor.language.as_str();
    let record = match FlowRecord::load(db, world, actor, object, instance.record, false).await {
        Ok(record) => record,
        Err(failure) if failure.code == Code::RecordNotFound => return Ok(None),
        Err(failure) => return Err(failure),
    };
    Ok(Some(json!({
        "id": task.id,
        "instance": task.instance,
        "kind": task.kind,
        "state": task.state,
        "outcome": task.outcome,
        "comment": task.comment,
        "opened_at": instant_to_text(task.opened_at),
        "closed_at": task.closed_at.map(instant_to_text),
        "step": {"id": task.step, "label": flow.step(&task.step).and_then(|step| step.label.text(language))},
        "flow": {"name": flow.name, "label": flow.label.text(language)},
        "object": {"name": object.name, "label": object.label.text(language)},
        "record": {"id": instance.record, "label": record.title(object)},
        "initiator": {"id": instance.initiator, "label": world.person_label(instance.initiator)},
        "summary": summary(world, actor, object, &record),
    })))
}

/// The first telling fields of the record that the reader may see, as text: what an approver reads on a phone before
/// opening anything.
fn summary(world: &World, actor: &Actor, object: &Object, record: &FlowRecord) -> Vec<Json> {
    let scope = world.reader(actor).reading(object);
    let mut lines = Vec::new();
    for (index, field) in object.fields() {
        let is_telling = field.system.is_none() && index != object.title && field.rules.number_pattern().is_none();
        if !is_telling || !scope.can_read(index) || field.rules.kind() == "long_text" {
            continue;
        }
        let value = record.row.get(index);
        let text = match (&field.target, value) {
            (_, Value::Null) | (Some(Target::Files { .. } | Target::Children { .. }), _) => continue,
            (Some(Target::User), Value::Id(id)) => world.person_label(*id).to_owned(),
            (Some(Target::Department), Value::Id(id)) => {
                world.directory.department(*id).map(|department| department.name.clone()).unwrap_or_default()
            }
            (Some(Target::Record { object: target, .. }), Value::Id(_)) => {
                let target = world.model().object(*target);
                let is_visible = world.reader(actor).reading(target).can_read(target.title);
                match record.referred_title(index, target).filter(|_| is_visible) {
                    Some(title) => title,
                    None => continue,
                }
            }
            (_, Value::Text(key)) if !field.rules.choices().is_empty() => choice_label(field, key, &actor.language),
            (_, value) => value.to_json().as_str().map_or_else(|| value.to_json().to_string(), str::to_owned),
        };
        lines.push(json!({
            "field": field.name, "label": field_label(field, &actor.language), "type": field.rules.kind(), "value": text,
        }));
        if lines.len() == SUMMARY_FIELDS {
            break;
        }
    }
    lines
}
