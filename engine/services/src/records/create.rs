//! Create a record with its rows.

use std::sync::Arc;

use engine_access::{Actor, Scope};
use engine_definitions::Operation;
use engine_errors::Code;
use engine_fields::SystemField;
use engine_model::{FieldIndex, Target};
use engine_query::insert;
use engine_store::Db;
use engine_values::{Id, Value, new_id};
use serde_json::{Map, Value as Json};

use super::computed::{Changes, propagate};
use super::draft::{Draft, parse};
use super::judge::Writing;
use super::read::Seen;
use super::rules::check_confirmed;
use super::write::Change;
use super::{Row, children, links, numbers, read_row_json};
use crate::once::{Once, Reply};
use crate::world::World;
use crate::{Answer, Failure, Tenon};

/// Creates a record from a body; answers the stored record as the writer may see it. `confirmed` names the warnings that
/// the writer takes upon himself.
///
/// # Errors
/// `object_not_found`, `forbidden`, every problem of the body; nothing is stored then.
pub async fn create(
    tenon: &Tenon,
    actor: &Arc<Actor>,
    object: &str,
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
            let id = create_in(db, change, &body, Some(&confirmed)).await?;
            match read_row_json(db, &world, &asker, Seen::outside(now), change.object, id, &[]).await {
                Ok(record) => Ok(Reply { status: 201, body: record.body, revision: Some(record.revision) }),
                // Whoever may create but not read gets the key only.
                Err(failure) if failure.code == Code::RecordNotFound => {
                    Ok(Reply { status: 201, body: format!("{{\"id\":\"{id}\"}}").into_bytes(), revision: Some(1) })
                }
                Err(failure) => Err(failure),
            }
        })
        .await
}

/// Creates a record within an open transaction. Without `confirmed` nobody is there to be warned.
pub(crate) async fn create_in(
    db: &mut Db,
    change: Change<'_>,
    body: &Map<String, Json>,
    confirmed: Option<&[String]>,
) -> Answer<Id> {
    let Change { world, actor, object, .. } = change;
    if object.parent.is_some() || !actor.grants.object_ref(object.index).is_some_and(|grants| grants.create) {
        return Err(Failure::new(Code::Forbidden).with("object", object.name.as_str()));
    }
    check_confirmed(change, confirmed.unwrap_or_default())?;
    let reader = change.reader();
    let mut problems = Vec::new();
    let mut draft = parse(reader, object, &reader.reading(object), body, &mut problems);
    world.secrets.seal_draft(world.model(), object, &mut draft)?;
    let mut row = Row::blank(object);
    let given: Vec<FieldIndex> = draft.values.iter().map(|(index, _)| *index).collect();
    change.defaults(object, &mut row, &given, &mut problems);
    Change::apply(&mut row, &draft.values);
    change.apply_rows(&mut row, &draft, &mut problems);
    let id = new_id();
    begin(world, &mut row, change, id);
    let model = world.model();
    numbers::stand_in(model, object, &mut row, true, change.now);
    let writing = Writing { operation: Operation::Create, before: None, confirmed };
    change.finish(db, &mut row, &draft, writing, problems).await?;
    if numbers::take(db, model, object, &mut row, true, change.now).await? {
        change.fill_again(db, &mut row, true).await?;
    }
    store(db, change, &mut row, &draft, id).await?;
    Ok(id)
}

/// System fields of a new record.
fn begin(world: &World, row: &mut Row, change: Change<'_>, id: Id) {
    let Change { actor, object, now, .. } = change;
    row.set_system(object, SystemField::Id, id);
    row.set_system(object, SystemField::Revision, 1);
    for at in [SystemField::CreatedAt, SystemField::UpdatedAt] {
        row.set_system(object, at, now);
    }
    for by in [SystemField::CreatedBy, SystemField::UpdatedBy] {
        row.set_system(object, by, actor.user);
    }
    let owner = row.system(object, SystemField::Owner).as_id().unwrap_or(actor.user);
    row.set_system(object, SystemField::Owner, owner);
    if row.system(object, SystemField::Department).is_null() {
        let department = world.directory.person(owner).and_then(|person| person.department);
        row.set_system(object, SystemField::Department, department.map(Value::Id).unwrap_or_default());
    }
}

async fn store(db: &mut Db, change: Change<'_>, row: &mut Row, draft: &Draft, id: Id) -> Answer<()> {
    let Change { object, now, .. } = change;
    let columns: Vec<FieldIndex> = object.columns().map(|(index, _)| index).collect();
    let values = columns.iter().map(|index| row.get(*index).clone()).collect();
    let scope = Scope::integrity(object);
    let statement = insert(db.dialect(), &scope, object, &columns, vec![values]);
    db.execute(&statement).await.map_err(|error| change.refusal(&error))?;
    let parent = children::Parent {
        id,
        owner: row.system(object, SystemField::Owner).as_id(),
        department: row.system(object, SystemField::Department).as_id(),
        now,
    };
    for (field, rows) in &mut row.children {
        if let Some(Target::Children { object: child, field: back, .. }) = object.field(*field).target {
            children::store(db, change, child, back, parent, &[], rows).await?;
            change.attach_row_files(db, change.world.model().object(child), rows).await?;
        }
    }
    links::store(db, change, id, &Row::blank(object), row).await?;
    change.attach_files(db, id, &draft.values).await?;
    let model = change.world.model();
    let mut changes = Changes::of_filled(object, id);
    changes.created(model, object, id, row);
    for (field, rows) in &row.children {
        if let Some(Target::Children { object: child, .. }) = object.field(*field).target {
            changes.rows(model, model.object(child), &[], rows);
        }
    }
    propagate(db, change.world.ground(), changes).await?;
    change.remember(db, id, "create", Json::Array(Vec::new())).await
}
