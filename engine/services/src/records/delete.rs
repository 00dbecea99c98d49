//! Delete a record.

use std::sync::Arc;

use engine_access::{Action, Actor, Scope};
use engine_definitions::Operation;
use engine_errors::Code;
use engine_query::{clear_reference, delete as delete_statement, is_held, is_referred_to, referring};
use engine_store::Db;
use engine_values::Id;
use serde_json::{Value as Json, json};

use super::computed::{Changes, propagate};
use super::judge::{Judge, Writing};
use super::read::read_tree;
use super::rules::check_confirmed;
use super::write::{Change, load_for};
use super::{any_references, links};
use crate::once::{Once, Reply};
use crate::{Answer, Failure, Tenon};

/// Deletes a record and its rows.
///
/// # Errors
/// `record_not_found`, `forbidden`, `pending_approval`, `revision_stale`, `record_referenced`; nothing is deleted then.
pub async fn delete(
    tenon: &Tenon,
    actor: &Arc<Actor>,
    object: &str,
    id: Id,
    revision: i64,
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
            delete_in(db, change, id, revision, &confirmed).await?;
            Ok(Reply { status: 204, body: Vec::new(), revision: None })
        })
        .await
}

async fn delete_in(db: &mut Db, change: Change<'_>, id: Id, revision: i64, confirmed: &[String]) -> Answer<()> {
    let Change { world, actor, object, .. } = change;
    if object.parent.is_some() {
        return Err(Failure::new(Code::Forbidden).with("object", object.name.as_str()));
    }
    check_confirmed(change, confirmed)?;
    let row = load_for(db, change, id, Action::Delete).await?;
    match world.lock_of(&object.name, row.approval_state(object).as_deref()) {
        Some(Code::RecordLocked) => return Err(Failure::new(Code::PendingApproval)),
        Some(code) => return Err(Failure::new(code)),
        None => {}
    }
    if row.revision(object) != revision {
        let current = read_tree(db, world, actor, change.now, object, id, &[]).await?;
        return Err(Failure { current: Some(Box::new(current)), ..Failure::new(Code::RevisionStale) });
    }
    let writing = Writing { operation: Operation::Delete, before: Some(&row), confirmed: Some(confirmed) };
    let mut problems = Vec::new();
    Judge::load(db, change, writing, &row).await?.rules(&row, &mut problems);
    if !problems.is_empty() {
        return Err(Failure::problems(problems));
    }
    let reader = change.reader();
    let model = world.model();
    let mut changes = Changes::default();
    let own_rows: Vec<_> = object.children().map(|(_, _, child, back)| (child, back)).collect();
    for (other, reference) in &object.referenced_by {
        if own_rows.contains(&(*other, *reference)) {
            continue;
        }
        let other = world.model().object(*other);
        let scope = Scope::integrity(other);
        if let Some(statement) = is_referred_to(db.dialect(), other, &scope, *reference, id)
            && db.row(&statement).await?.is_some()
        {
            return Err(Failure::new(Code::RecordReferenced).with("object", other.name.as_str()));
        }
        let holder = other.parent.map_or(other, |link| world.model().object(link.object));
        let locks = |state: &&str| world.lock_of(&holder.name, Some(*state)).is_some();
        let states: Vec<&str> = ["running", "approved"].into_iter().filter(locks).collect();
        if let Some(statement) = is_held(db.dialect(), world.model(), other, &scope, *reference, id, &states)
            && db.row(&statement).await?.is_some()
        {
            return Err(Failure::new(Code::PendingApproval));
        }
        if model.graph().is_watched(other.index, *reference) {
            let statement = referring(db.dialect(), &scope, other, *reference, &[id]);
            let rows = db.rows(&statement).await?;
            changes.cleared(other, *reference, rows.iter().filter_map(|row| row.first()?.as_id()).collect());
        }
        if let Some(statement) = clear_reference(db.dialect(), &scope, other, *reference, id) {
            db.execute(&statement).await?;
        }
    }
    any_references::release(db, change, id).await?;
    links::refuse_deletion(db, change, id).await?;
    for (field, rows) in &row.children {
        let Some(engine_model::Target::Children { object: child, .. }) = object.field(*field).target else { continue };
        let child = world.model().object(child);
        let ids: Vec<Id> = rows.iter().filter_map(|row| row.id(child)).collect();
        changes.rows(model, child, rows, &[]);
        if !ids.is_empty() {
            db.execute(&delete_statement(db.dialect(), reader, &Scope::integrity(child), child, &ids)).await?;
        }
    }
    let scope = reader.scope(object, Action::Delete);
    if db.execute(&delete_statement(db.dialect(), reader, &scope, object, &[id])).await? != 1 {
        return Err(Failure::new(Code::Busy));
    }
    changes.deleted(model, object, &row);
    propagate(db, world.ground(), changes).await?;
    let title = row.get(object.title).to_json();
    change
        .remember(db, id, "delete", json!([{"field": object.field(object.title).uid, "old": title, "new": Json::Null}]))
        .await
}
