//! From a change set to a release: check, plan, publish.

use std::sync::Arc;

use engine_access::Actor;
use engine_errors::{Code, Problem};
use engine_store::tables::change_sets::{ChangeSet, DraftDocument};
use engine_store::{Db, release, tables};
use engine_values::{Id, Timestamp};
use serde::Deserialize;
use serde_json::Value as Json;

use super::conflicts::{Conflict, conflicts};
use super::{not_found, open_set, person, publication};
use crate::designs::documents::admit;
use crate::designs::publication::Publication;
use crate::designs::publish::{Checked, Order, check, make, plan};
use crate::{Answer, Failure, Tenon};

/// What a publisher promises.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PublishBody {
    /// The plan that was shown.
    pub plan_hash: String,
    /// Keys of the steps whose loss is accepted.
    pub accept: Vec<String>,
}

async fn load(tenon: &Tenon, id: Id) -> Answer<(ChangeSet, Vec<DraftDocument>)> {
    let read = async |db: &mut Db| -> Answer<(ChangeSet, Vec<DraftDocument>)> {
        let set = tables::change_sets::get(db, id).await?.ok_or_else(|| not_found(id))?;
        Ok((set, tables::change_sets::documents(db, id).await?))
    };
    tenon.store.read_snapshot(read).await
}

/// Every problem that publishing the change set would find, and its differences from the running release.
///
/// # Errors
/// `forbidden`, `change_set_not_found`.
pub async fn check_change_set(tenon: &Tenon, actor: &Actor, id: Id) -> Answer<Checked> {
    admit(actor)?;
    let (set, documents) = load(tenon, id).await?;
    check(tenon, actor, &publication(&set, &documents))
}

/// The plan of a change set.
///
/// # Errors
/// `forbidden`, `change_set_not_found`; every problem of the documents.
pub async fn plan_change_set(tenon: &Tenon, actor: &Actor, id: Id) -> Answer<Json> {
    admit(actor)?;
    let (set, documents) = load(tenon, id).await?;
    plan(tenon, actor, &publication(&set, &documents)).await
}

/// Publishes a change set as it was shown.
///
/// # Errors
/// `forbidden`, `change_set_not_found`, `change_set_closed`; `change_set_conflict` when somebody else has changed one of
/// its documents; `plan_changed` with the new plan; `loss_not_accepted`; every problem of the documents.
pub async fn publish_change_set(tenon: &Arc<Tenon>, actor: &Actor, id: Id, body: PublishBody) -> Answer<i64> {
    admit(actor)?;
    let (set, documents) = load(tenon, id).await?;
    let PublishBody { plan_hash, accept } = body;
    let publication = Publication { plan_hash: Some(plan_hash), accept, ..publication(&set, &documents) };
    let order = Order { by: person(actor.user), publication: publication.clone(), change_set: Some(id) };
    match make(tenon, order).await {
        Err(failure) if failure.code == Code::PlanChanged => {
            let shown = plan(tenon, actor, &publication).await?;
            Err(Failure { current: Some(Box::new(shown)), ..failure })
        }
        other => other,
    }
}

/// Within the publishing transaction: the change set is open and nobody else has changed its documents.
pub(in crate::designs) async fn admit_publishing(db: &mut Db, id: Id) -> Answer<()> {
    let set = open_set(db, id).await?;
    let documents = tables::change_sets::documents(db, id).await?;
    let present = release::current_release(db).await?;
    let found = conflicts(db, &set, &documents, present).await?;
    if found.is_empty() { Ok(()) } else { Err(in_conflict(&found)) }
}

fn in_conflict(found: &[Conflict]) -> Failure {
    let each = found.iter().map(|conflict| {
        let problem = Problem::new(Code::ChangeSetConflict).with("release", conflict.release);
        problem.with("document", conflict.key.as_str()).in_document(conflict.key.clone())
    });
    let failure = Failure::problems(each.collect());
    failure.with("document", found.iter().map(|conflict| conflict.key.as_str()).collect::<Vec<_>>().join(", "))
}

/// Within the publishing transaction: the change set became a release.
pub(in crate::designs) async fn mark_published(db: &mut Db, id: Id, number: i64, now: Timestamp) -> Answer<()> {
    let set = open_set(db, id).await?;
    let published = ChangeSet { state: "published".to_owned(), release_number: Some(number), updated_at: now, ..set };
    tables::change_sets::update(db, &published).await?;
    Ok(())
}
