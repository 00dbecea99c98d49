//! Change a record and its rows.

use std::sync::Arc;

use engine_access::{Action, Actor, Scope};
use engine_definitions::Operation;
use engine_errors::Code;
use engine_fields::SystemField;
use engine_model::Target;
use engine_query::update as update_statement;
use engine_store::Db;
use engine_values::{Id, Value};
use serde_json::{Map, Value as Json, json};

use super::computed::{Changes, propagate};
use super::draft::parse;
use super::judge::Writing;
use super::read::{Seen, read_tree};
use super::rules::check_confirmed;
use super::write::{Change, differences, load_for};
use super::{children, links, numbers, read_row_json};
use crate::once::{Once, Reply};
use crate::{Answer, Failure, Tenon};

/// Changes the given fields of a record; `revision` is what the writer saw.
///
/// # Errors
/// `record_not_found`, `forbidden`, `record_locked`, `revision_stale` with the present record, every problem of the
/// body; nothing is changed then.
#[expect(clippy::too_many_arguments, reason = "a request with everything that came with it")]
pub async fn update(
    tenon: &Tenon,
    actor: &Arc<Actor>,
    object: &str,
    id: Id,
    revision: i64,
    body: Map<String, Json>,
    confirmed: Vec<String>,
    once: Option<Once>,
) -> Answer<Reply> {
    let world = tenon.world();
    let index = world.object(actor, object)?.index;
    let now = tenon.clock.now();
    let asker = Arc::clone(actor);
    tenon
        .write_once(actor, once, async move |db: &mut Db| -> Answer<Reply> {
            let change = Change { world: &world, actor: &asker, object: world.model().object(index), now };
            update_in(db, change, id, revision, &body, &confirmed).await?;
            match read_row_json(db, &world, &asker, Seen::outside(now), change.object, id, &[]).await {
                Ok(record) => Ok(Reply { status: 200, body: record.body, revision: Some(record.revision) }),
                // Given away beyond the writer's own scope.
                Err(failure) if failure.code == Code::RecordNotFound => Ok(Reply {
                    status: 200,
                    body: format!("{{\"id\":\"{id}\"}}").into_bytes(),
                    revision: Some(revision + 1),
                }),
                Err(failure) => Err(failure),
            }
        })
        .await
}

async fn update_in(
    db: &mut Db,
    change: Change<'_>,
    id: Id,
    revision: i64,
    body: &Map<String, Json>,
    confirmed: &[String],
) -> Answer<()> {
    let Change { world, actor, object, now } = change;
    let reader = change.reader();
    if object.parent.is_some() {
        return Err(Failure::new(Code::Forbidden).with("object", object.name.as_str()));
    }
    check_confirmed(change, confirmed)?;
    let before = load_for(db, change, id, Action::Update).await?;
    if let Some(code) = world.lock_of(&object.name, before.approval_state(object).as_deref()) {
        return Err(Failure::new(code));
    }
    if before.revision(object) != revision {
        let current = read_tree(db, world, actor, now, object, id, &[]).await?;
        return Err(Failure { current: Some(Box::new(current)), ..Failure::new(Code::RevisionStale) });
    }
    let mut problems = Vec::new();
    let mut draft = parse(reader, object, &reader.reading(object), body, &mut problems);
    world.secrets.seal_draft(world.model(), object, &mut draft)?;
    let mut after = before.clone();
    Change::apply(&mut after, &draft.values);
    change.apply_rows(&mut after, &draft, &mut problems);
    follow_owner(change, &before, &mut after);
    let model = world.model();
    numbers::stand_in(model, object, &mut after, false, now);
    let writing = Writing { operation: Operation::Update, before: Some(&before), confirmed: Some(confirmed) };
    change.finish(db, &mut after, &draft, writing, problems).await?;
    if numbers::take(db, model, object, &mut after, false, now).await? {
        change.fill_again(db, &mut after, false).await?;
    }
    after.set_system(object, SystemField::UpdatedAt, now);
    after.set_system(object, SystemField::UpdatedBy, actor.user);
    let (values, mut history) = differences(object, &before, &after);
    let scope = Scope::integrity(object);
    let statement = update_statement(db.dialect(), reader, &scope, object, id, revision, &values);
    let changed = db.execute(&statement).await.map_err(|error| change.refusal(&error))?;
    if changed != 1 {
        return Err(Failure::new(Code::Busy));
    }
    let parent = children::Parent {
        id,
        owner: after.system(object, SystemField::Owner).as_id(),
        department: after.system(object, SystemField::Department).as_id(),
        now,
    };
    let mut changes = Changes::of_filled(object, id);
    changes.updated(world.model(), object, id, &before, &after);
    for (field, rows) in &mut after.children {
        let resolved = object.field(*field);
        if let Some(Target::Children { object: child, field: back, .. }) = resolved.target {
            let old = before.rows_of(*field);
            let done = children::store(db, change, child, back, parent, old, rows).await?;
            change.attach_row_files(db, world.model().object(child), rows).await?;
            changes.rows(world.model(), world.model().object(child), old, rows);
            if !done.is_empty() {
                let counts = json!({"added": done.added, "changed": done.changed, "removed": done.removed});
                history.push(json!({"field": resolved.uid, "rows": counts}));
            }
        }
    }
    history.extend(links::store(db, change, id, &before, &after).await?);
    change.attach_files(db, id, &draft.values).await?;
    propagate(db, world.ground(), changes).await?;
    // A save that changes nothing is no event.
    if history.is_empty() { Ok(()) } else { change.remember(db, id, "update", Json::Array(history)).await }
}

/// A record given to another owner moves to that person's department, unless the request says otherwise.
fn follow_owner(change: Change<'_>, before: &super::Row, after: &mut super::Row) {
    let object = change.object;
    let owner = after.system(object, SystemField::Owner);
    let is_moved = owner != before.system(object, SystemField::Owner);
    let is_placed = after.system(object, SystemField::Department) != before.system(object, SystemField::Department);
    if owner.is_null() {
        after.set_system(object, SystemField::Owner, before.system(object, SystemField::Owner));
    } else if is_moved && !is_placed {
        let person = owner.as_id().and_then(|owner| change.world.directory.person(owner));
        let department = person.and_then(|person| person.department);
        after.set_system(object, SystemField::Department, department.map(Value::Id).unwrap_or_default());
    }
}
