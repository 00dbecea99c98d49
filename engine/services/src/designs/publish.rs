//! Publishing: documents, tables and bookkeeping in one transaction; the new model replaces the old one whole.

use std::collections::HashSet;
use std::sync::Arc;

use engine_access::Actor;
use engine_errors::{Code, Problems};
use engine_model::Model;
use engine_model::diff::diff;
use engine_sql::Dialect;
use engine_store::tables::recycled::Recycled;
use engine_store::{Db, schema_sync, tables};
use engine_values::{Date, Id, Timestamp};
use serde_json::{Value as Json, json};

use super::apply::apply;
use super::change_sets;
use super::defaults;
use super::documents::admit;
use super::draft::{Draft, draft};
use super::plan::{Depth, Plan, show};
use super::publication::{Merged, Publication, merge};
use super::told;
use super::type_change::{self, Prepared, TypeChange};
use crate::directory::Directory;
use crate::world::Generation;
use crate::{Answer, Failure, Tenon, former};

/// What publishing would find and change; nothing is changed.
#[derive(Debug)]
pub struct Checked {
    /// Every problem of every document.
    pub problems: Problems,
    /// The differences from the running release, in the reader's language.
    pub changes: Vec<Json>,
}

/// Every problem that publishing would find, and the differences as far as the documents can be read.
///
/// # Errors
/// `forbidden`.
pub fn check(tenon: &Tenon, actor: &Actor, publication: &Publication) -> Answer<Checked> {
    admit(actor)?;
    let world = tenon.world();
    let number = world.model().release + 1;
    let merged = merge(world.model().documents(), publication, &[], number);
    let changes = diff(world.model().documents(), &merged.documents);
    let today = former::day(tenon.clock.now());
    let Compiled { problems, .. } = compile(world.model(), merged, number, &world.directory, today, &[]);
    let changes = changes.iter().map(|change| told::change(change, &actor.language)).collect();
    Ok(Checked { problems, changes })
}

/// The steps of a publication, in their order; a test can stop the process at each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PublishStep {
    /// Nothing is held, nothing was done.
    Preparing,
    /// Some values that change their type lie in their new column.
    Filling,
    /// The lock is held, nothing was read.
    Locked,
    /// Fields and objects that go are put away.
    Recycling,
    /// Tables, columns and indexes are made.
    Tables,
    /// One statement of that, counted from 0.
    Statement(u32),
    /// All values that change their type lie in their new column.
    Switching,
    /// What comes back is put in place.
    Restoring,
    /// Documents are written.
    Documents,
    /// Release and retired identities are written.
    Bookkeeping,
    /// All is written, nothing is kept yet.
    Committing,
    /// All is kept, this process does not know it yet.
    Committed,
}

/// Hears of every step of every publication.
pub type PublishHook = Arc<dyn Fn(PublishStep) + Send + Sync>;

/// What is to be published, by whom, and what was promised to the publisher.
pub(super) struct Order {
    /// None for the system itself.
    pub(super) by: Option<Id>,
    /// The documents.
    pub(super) publication: Publication,
    /// The change set that they come from.
    pub(super) change_set: Option<Id>,
}

/// Publishes; answers the number of the new release.
///
/// # Errors
/// `forbidden`, `release_stale`, every problem of the documents; with a plan hash also `plan_changed` with the new plan
/// and `loss_not_accepted`. Nothing is changed then.
pub async fn publish(tenon: &Arc<Tenon>, actor: &Actor, publication: Publication) -> Answer<i64> {
    admit(actor)?;
    // The operator at the terminal is nobody of the organisation.
    let by = Some(actor.user).filter(|user| !user.is_nil());
    let outcome = make(tenon, Order { by, publication: publication.clone(), change_set: None }).await;
    match outcome {
        Err(failure) if failure.code == Code::PlanChanged => {
            let shown = plan(tenon, actor, &publication).await?;
            Err(Failure { current: Some(Box::new(shown)), ..failure })
        }
        other => other,
    }
}

/// The plan of a publication: differences, steps, what is lost, and the hash under which it is published.
///
/// # Errors
/// `forbidden`, `release_stale`, every problem of the documents.
pub async fn plan(tenon: &Tenon, actor: &Actor, publication: &Publication) -> Answer<Json> {
    admit(actor)?;
    let world = tenon.world();
    let (actor, publication, today) = (actor.clone(), publication.clone(), former::day(tenon.clock.now()));
    let work = async move |db: &mut Db| -> Answer<Json> {
        let draft = draft(db, &publication, &world.generation.model, today).await?;
        let plan = Plan::of(db, &draft, Depth::Shown, None).await?;
        show(db, &world, &actor, &draft, &plan).await
    };
    tenon.store.scan(work).await
}

/// Publishes in the name of a person or of the system (template installation).
pub(crate) async fn publish_in(tenon: &Arc<Tenon>, by: Option<Id>, publication: Publication) -> Answer<i64> {
    make(tenon, Order { by, publication, change_set: None }).await
}

/// How often a publication is worked out again when another one came in between.
const ATTEMPTS: usize = 3;

/// The one way to a release: everything in one transaction, then the new model in place of the old one. On PostgreSQL
/// the values of fields that change their type are converted before, beside the running application.
pub(super) async fn make(tenon: &Tenon, order: Order) -> Answer<i64> {
    let order = Arc::new(order);
    tenon.reached(PublishStep::Preparing);
    let is_shared = tenon.store.dialect() == Dialect::Postgres;
    let mut may_turn = is_shared && type_change::may_change(tenon.world().model(), &order.publication);
    if is_shared
        && !may_turn
        && let Err(failure) = type_change::clean_leftovers(tenon, false).await
    {
        tracing::warn!(code = %failure.code, "what a killed change of type has left stays until the next publication");
    }
    for _ in 0..ATTEMPTS {
        let made = if may_turn { beside(tenon, &order).await? } else { at_once(tenon, &order, None).await? };
        match made {
            Some(number) => return Ok(number),
            None => may_turn = true,
        }
    }
    Err(Failure::new(Code::Busy))
}

/// Publishes while no other process converts values. None when the columns that were filled are not those of the release.
async fn beside(tenon: &Tenon, order: &Arc<Order>) -> Answer<Option<i64>> {
    let work = async |lock: &mut Db| -> Answer<Option<i64>> {
        if !schema_sync::type_change::try_lock(lock).await? {
            return Err(Failure::new(Code::TypeChangeRunning));
        }
        let made = prepared_and_made(tenon, order).await;
        schema_sync::type_change::unlock(lock).await?;
        made
    };
    tenon.store.read(work).await
}

async fn prepared_and_made(tenon: &Tenon, order: &Arc<Order>) -> Answer<Option<i64>> {
    type_change::clean_leftovers(tenon, true).await?;
    let (wanted, today) = (Arc::clone(order), former::day(tenon.clock.now()));
    let running = Arc::clone(&tenon.world().generation.model);
    let work = async move |db: &mut Db| -> Answer<Draft> {
        let draft = draft(db, &wanted.publication, &running, today).await?;
        let plan = Plan::of(db, &draft, Depth::Binding, None).await?;
        keep_promise(&wanted.publication, &plan)?;
        if plan.problems.is_empty() { Ok(draft) } else { Err(plan.problems.into()) }
    };
    let draft = Arc::new(tenon.store.scan(work).await?);
    if draft.turnings.is_empty() {
        return at_once(tenon, order, None).await;
    }
    let Some(prepared) = type_change::prepared(tenon, &draft).await? else { return Ok(None) };
    let prepared = Arc::new(prepared);
    let made = at_once(tenon, order, Some(Arc::clone(&prepared))).await;
    if matches!(made, Ok(Some(_))) {
        type_change::tidy(tenon, &draft, &prepared).await;
    } else if let Err(failure) = type_change::clean_leftovers(tenon, true).await {
        tracing::warn!(code = %failure.code, "columns of a change that was refused stay until the next publication");
    }
    made
}

/// The publishing transaction. None when values have to be converted first.
async fn at_once(tenon: &Tenon, order: &Arc<Order>, prepared: Option<Arc<Prepared>>) -> Answer<Option<i64>> {
    let now = tenon.clock.now();
    let (order, hook) = (Arc::clone(order), tenon.publish_hook.clone());
    let running = Arc::clone(&tenon.world().generation.model);
    let work = async move |db: &mut Db| -> Answer<Option<Arc<Generation>>> {
        let reached = |step: PublishStep| {
            if let Some(hook) = &hook {
                hook(step);
            }
        };
        transaction(db, &order, prepared.as_deref(), &running, now, &reached).await
    };
    let Some(generation) = tenon.store.write(work).await? else { return Ok(None) };
    tenon.reached(PublishStep::Committed);
    let number = generation.model.release;
    tenon.replace_generation(&generation);
    Ok(Some(number))
}

async fn transaction(
    db: &mut Db,
    order: &Order,
    prepared: Option<&Prepared>,
    running: &Arc<Model>,
    now: Timestamp,
    reached: &(dyn Fn(PublishStep) + Sync),
) -> Answer<Option<Arc<Generation>>> {
    // The base is what the database says now, under the lock, not what this process last saw.
    schema_sync::lock_publishing(db).await?;
    reached(PublishStep::Locked);
    if let Some(set) = order.change_set {
        change_sets::admit_publishing(db, set).await?;
    }
    let draft = draft(db, &order.publication, running, former::day(now)).await?;
    let mut counted = None;
    if !draft.turnings.is_empty() && db.dialect() == Dialect::Postgres {
        counted = type_change::settle(db, &draft, prepared).await?;
        if counted.is_none() {
            return Ok(None);
        }
    }
    let plan = Plan::of(db, &draft, Depth::Binding, counted).await?;
    keep_promise(&order.publication, &plan)?;
    if !plan.problems.is_empty() {
        return Err(plan.problems.into());
    }
    apply(db, &draft, &plan, order, now, reached).await?;
    if let Some(set) = order.change_set {
        change_sets::mark_published(db, set, draft.after.model.release, now).await?;
    }
    Ok(Some(Arc::new(draft.after)))
}

/// What was shown is what is done, and every loss was accepted by its name.
fn keep_promise(publication: &Publication, plan: &Plan) -> Answer<()> {
    let Some(hash) = &publication.plan_hash else { return Ok(()) };
    if *hash != plan.hash {
        return Err(Failure::new(Code::PlanChanged));
    }
    let missing: Vec<&str> = plan.losses().filter(|key| !publication.accept.iter().any(|known| known == key)).collect();
    if missing.is_empty() {
        Ok(())
    } else {
        Err(Failure::new(Code::LossNotAccepted).with("losses", missing.join(", ")))
    }
}

/// Documents compiled against the model before.
pub(super) struct Compiled {
    /// Sound when there is no problem.
    pub(super) generation: Generation,
    /// Fields that get another column.
    pub(super) type_changes: Vec<TypeChange>,
    /// Every problem of all stages.
    pub(super) problems: Problems,
}

/// Every problem of all stages, and the generation with its columns in place.
pub(super) fn compile(
    before: &Model,
    merged: Merged,
    number: i64,
    directory: &Directory,
    today: Date,
    recycled: &[Recycled],
) -> Compiled {
    let Merged { documents, broken, mut problems } = merged;
    let documents = documents.into_values().collect();
    let (generation, found) = Generation::attempt(documents, number, directory, &broken);
    let is_sound = |document: &str| !found.iter().any(|problem| problem.document.as_deref() == Some(document));
    let (type_changes, refused) = type_change::find(before, &generation.model, recycled);
    problems.extend(refused.into_iter().filter(|change| change.document.as_deref().is_some_and(is_sound)));
    problems.extend(found);
    problems.extend(former::problems(&generation.model, today));
    problems.extend(defaults::problems(&generation.model, directory));
    let mut generations = before.generations().clone();
    for change in &type_changes {
        generations.advance(&change.object, &change.field);
    }
    Compiled { generation: generation.placed(generations), type_changes, problems }
}

/// Key of the setting that keeps retired identities.
const RETIRED: &str = "retired_uids";

/// The identities that are never given again.
pub(super) async fn retired_uids(db: &mut Db) -> Answer<Vec<String>> {
    let stored = tables::settings::get(db, RETIRED).await?;
    Ok(stored.and_then(|json| serde_json::from_value(json).ok()).unwrap_or_default())
}

/// Identities of objects, fields and roles that this release drops are never given again.
pub(super) async fn remember_retired(
    db: &mut Db,
    before: &Model,
    after: &Model,
    mut retired: Vec<String>,
) -> Answer<()> {
    let known = |model: &Model| -> Vec<String> {
        let objects = model.objects().iter().flat_map(|object| {
            let fields = object.fields.iter().filter(|field| field.system.is_none()).map(|field| field.uid.clone());
            std::iter::once(object.uid.clone()).chain(fields)
        });
        objects.chain(model.roles().filter_map(|role| role.uid.clone())).collect()
    };
    let living: HashSet<String> = known(after).into_iter().collect();
    let dropped: Vec<String> = known(before).into_iter().filter(|uid| !living.contains(uid)).collect();
    if dropped.is_empty() {
        return Ok(());
    }
    retired.extend(dropped);
    tables::settings::put(db, RETIRED, &json!(retired)).await?;
    Ok(())
}
