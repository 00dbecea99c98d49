//! The inbox.

use std::collections::HashMap;

use engine_access::Actor;
use engine_errors::{Code, Problem};
use engine_model::{Field, FieldIndex, Object, Target};
use engine_store::{Db, tables};
use engine_values::{Id, Timestamp, Value, instant_to_text};
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::record::FlowRecord;
use super::run::{flow_version, object_of};
use crate::pages::field_label;
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
    let now = tenon.clock.now();
    tenon
        .store
        .read_snapshot(async |db: &mut Db| -> Answer<Json> {
            let mut rows = tables::flow_tasks::page(db, actor.user, &state, after, limit + 1).await?;
            let has_more = rows.len() > usize::try_from(limit).unwrap_or(usize::MAX);
            rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
            let next =
                rows.last().filter(|_| has_more).map(|task| format!("{}_{}", task.opened_at.as_microsecond(), task.id));
            let mut flows = HashMap::new();
            let mut data = Vec::with_capacity(rows.len());
            for task in rows {
                data.extend(task_json(db, &world, actor, now, &task, &mut flows).await?);
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
    now: Timestamp,
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
    let record = match FlowRecord::load(db, world, actor, object, instance.record, false, now).await {
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

/// The most telling fields of the record that the reader may see, as text: what an approver reads on a phone before
/// opening anything. Whom it is about and how much it costs come first.
fn summary(world: &World, actor: &Actor, object: &Object, record: &FlowRecord) -> Vec<Json> {
    let scope = world.reader(actor).reading(object);
    let mut fields: Vec<(FieldIndex, &Field)> = object
        .fields()
        .filter(|(index, field)| field.system.is_none() && *index != object.title && scope.can_read(*index))
        .filter(|(_, field)| {
            let is_telling = field.rules.number_pattern().is_none() && !field.rules.is_secret();
            is_telling && !matches!(field.rules.kind(), "long_text" | "rich_text")
        })
        .collect();
    fields.sort_by_key(|(_, field)| match field.rules.kind() {
        "reference" if field.required => 0,
        "money" => 1,
        _ => 2,
    });
    let lines = fields.into_iter().filter_map(|(index, field)| {
        let text = shown(world, actor, record, index, field)?;
        let label = field_label(field, &actor.language);
        Some(json!({"field": field.name, "label": label, "type": field.rules.kind(), "value": text}))
    });
    lines.take(SUMMARY_FIELDS).collect()
}

/// The text of a value that needs no words; nothing for structured data, which is for programs.
fn plain(value: &Value) -> Option<String> {
    match value.to_json() {
        Json::String(text) => Some(text),
        Json::Object(_) | Json::Array(_) => None,
        json => Some(json.to_string()),
    }
}

/// A value as text; nothing for blanks and for what the reader may not see.
fn shown(world: &World, actor: &Actor, record: &FlowRecord, index: FieldIndex, field: &Field) -> Option<String> {
    match (&field.target, record.row.get(index)) {
        (_, Value::Null) | (Some(Target::Files { .. } | Target::Children { .. } | Target::AnyRecord { .. }), _) => None,
        (Some(Target::User), Value::Id(id)) => Some(world.person_label(*id).to_owned()),
        (Some(Target::Department), Value::Id(id)) => world.directory.department(*id).map(|found| found.name.clone()),
        (Some(Target::Record { object: target, disclose_label, .. }), Value::Id(_)) => {
            let target = world.model().object(*target);
            record.referred_title(index, target, &world.reader(actor).reading(target), *disclose_label)
        }
        (Some(Target::Users), Value::List(ids)) => {
            let names = ids.iter().filter_map(|id| Some(world.person_label(Id::try_parse(id).ok()?)));
            Some(names.collect::<Vec<_>>().join("、"))
        }
        (_, value) => field.rules.display(value, &actor.language).or_else(|| plain(value)),
    }
}
