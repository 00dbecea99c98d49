//! The links of a record while it is written: loading those that the writer sees, and bringing them to what he wants.
//! Links belong to the record whose field owns them: what keeps that record as it is keeps them too.

use engine_access::Scope;
use engine_errors::{Code, Problem};
use engine_model::{FieldIndex, Object, Target};
use engine_query::{any_in_states, link, linked_ids, links_are_held, overfull, unlink};
use engine_store::Db;
use engine_values::{Id, Value, new_id};
use serde_json::{Value as Json, json};

use super::write::Change;
use super::{Row, later};
use crate::{Answer, Failure};

/// The fields of an object that hold links.
fn fields(object: &Object) -> Vec<FieldIndex> {
    object.fields().filter(|(_, field)| field.has_links()).map(|(index, _)| index).collect()
}

/// Loads the links that the writer may see into the row, and notes where there are others.
pub(crate) async fn load(db: &mut Db, change: Change<'_>, row: &mut Row, id: Id) -> Answer<()> {
    for field in fields(change.object) {
        let mut linked = later::links(db, change.reader(), change.object, field, &[id]).await?;
        let ids: Vec<String> = linked.remove(&id).unwrap_or_default().iter().map(|(id, _)| id.to_string()).collect();
        if present(db, change.object, field, id).await?.len() > ids.len() {
            row.note_unseen(field);
        }
        row.set(field, if ids.is_empty() { Value::Null } else { Value::List(ids) });
    }
    Ok(())
}

/// Every record that one is linked to.
async fn present(db: &mut Db, object: &Object, field: FieldIndex, id: Id) -> Answer<Vec<Id>> {
    let statement = linked_ids(db.dialect(), &Scope::integrity(object), object, field, id);
    let statement = statement.ok_or_else(|| Failure::new(Code::Internal))?;
    Ok(db.rows(&statement).await?.iter().filter_map(|row| row.first().and_then(Value::as_id)).collect())
}

/// Stores the links of a record as they shall be; what the writer does not see stays. Answers the history of it.
///
/// # Errors
/// `too_long` when either side would have more than its field takes, `record_locked` and `record_approved` when the
/// links of a held record would change from the other side.
pub(crate) async fn store(db: &mut Db, change: Change<'_>, id: Id, before: &Row, after: &Row) -> Answer<Vec<Json>> {
    let object = change.object;
    let mut history = Vec::new();
    for field in fields(object) {
        let (old, new) = (ids(before.get(field)), ids(after.get(field)));
        if old == new {
            continue;
        }
        let Some(Target::Links { is_owner, .. }) = object.field(field).target else { continue };
        let scope = Scope::integrity(object);
        let missing = || Failure::new(Code::Internal);
        let present = present(db, object, field, id).await?;
        let touched: Vec<Id> =
            old.iter().chain(&new).copied().filter(|id| old.contains(id) != new.contains(id)).collect();
        if !is_owner {
            refuse_held(db, change, field, &touched).await?;
        }
        // The order of the owning side is written anew; links from the other side keep their place there.
        let gone: Vec<Id> = old.iter().copied().filter(|id| is_owner || !new.contains(id)).collect();
        if !gone.is_empty() {
            let statement = unlink(db.dialect(), &scope, object, field, id, &gone).ok_or_else(missing)?;
            db.execute(&statement).await?;
        }
        let stays = |id: &Id| present.contains(id) && !gone.contains(id);
        let places = new.iter().zip(0_i64..).filter(|(id, _)| !stays(id));
        let last = i64::from(i32::MAX);
        let added: Vec<(Id, Id, i64)> =
            places.map(|(id, place)| (new_id(), *id, if is_owner { place } else { last })).collect();
        if !added.is_empty() {
            let statement = link(db.dialect(), &scope, object, field, id, &added).ok_or_else(missing)?;
            db.execute(&statement).await?;
        }
        refuse_overfull(db, change, field, id, &new).await?;
        history.push(json!({"field": object.field(field).uid, "old": old, "new": new}));
    }
    Ok(history)
}

/// The same links as a field of the other object, if it has one.
fn counterpart<'a>(change: Change<'a>, field: FieldIndex) -> Option<(&'a Object, FieldIndex)> {
    let Some(Target::Links { object: other, table, .. }) = &change.object.field(field).target else { return None };
    let other = change.world.model().object(*other);
    let is_same = |index: &FieldIndex| other.index != change.object.index || *index != field;
    let found = other.fields().find(|(index, field)| {
        is_same(index) && matches!(&field.target, Some(Target::Links { table: own, .. }) if own == table)
    });
    found.map(|(index, _)| (other, index))
}

/// Links of a record that is being approved, or is locked since, are not changed from the other side.
async fn refuse_held(db: &mut Db, change: Change<'_>, field: FieldIndex, others: &[Id]) -> Answer<()> {
    let Some((owner, _)) = counterpart(change, field) else { return Ok(()) };
    for state in ["running", "approved"] {
        let Some(code) = change.world.lock_of(&owner.name, Some(state)) else { continue };
        let statement = any_in_states(db.dialect(), &Scope::integrity(owner), owner, others, &[state]);
        if db.row(&statement).await?.is_some() {
            return Err(Failure::new(code));
        }
    }
    Ok(())
}

/// What the writer does not see counts too, on either side.
async fn refuse_overfull(db: &mut Db, change: Change<'_>, field: FieldIndex, id: Id, new: &[Id]) -> Answer<()> {
    let most = |object: &Object, field: FieldIndex| match object.field(field).target {
        Some(Target::Links { max_links, .. }) => max_links,
        _ => 0,
    };
    let path = format!("/{}", change.object.field(field).name);
    let own = overfull(db.dialect(), &Scope::integrity(change.object), change.object, field, &[id]);
    if let Some(statement) = own
        && db.row(&statement).await?.is_some()
    {
        let problem = Problem::at(Code::TooLong, path).with("max", most(change.object, field));
        return Err(Failure::problems(vec![problem]));
    }
    let Some((other, inverse)) = counterpart(change, field).filter(|_| !new.is_empty()) else { return Ok(()) };
    let Some(statement) = overfull(db.dialect(), &Scope::integrity(other), other, inverse, new) else { return Ok(()) };
    let full: Vec<Id> = db.rows(&statement).await?.iter().filter_map(|row| row.first()?.as_id()).collect();
    let problems: Vec<Problem> = new
        .iter()
        .enumerate()
        .filter(|(_, id)| full.contains(id))
        .map(|(place, _)| Problem::at(Code::TooLong, format!("{path}/{place}")).with("max", most(other, inverse)))
        .collect();
    if problems.is_empty() { Ok(()) } else { Err(Failure::problems(problems)) }
}

/// Refuses the deletion of a record that a held one is linked to.
pub(crate) async fn refuse_deletion(db: &mut Db, change: Change<'_>, id: Id) -> Answer<()> {
    for (owner, field) in &change.object.linked_by {
        let owner = change.world.model().object(*owner);
        let locks = |state: &&str| change.world.lock_of(&owner.name, Some(*state)).is_some();
        let states: Vec<&str> = ["running", "approved"].into_iter().filter(locks).collect();
        if let Some(statement) = links_are_held(db.dialect(), &Scope::integrity(owner), owner, *field, id, &states)
            && db.row(&statement).await?.is_some()
        {
            return Err(Failure::new(Code::PendingApproval));
        }
    }
    Ok(())
}

fn ids(value: &Value) -> Vec<Id> {
    match value {
        Value::List(ids) => ids.iter().filter_map(|id| Id::try_parse(id).ok()).collect(),
        _ => Vec::new(),
    }
}
