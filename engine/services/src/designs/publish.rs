//! Publishing: documents, tables and bookkeeping in one transaction; the new model replaces the old one whole.

use std::collections::HashSet;
use std::sync::Arc;

use engine_access::Actor;
use engine_errors::{Code, Problem, Problems};
use engine_model::Model;
use engine_model::diff::diff;
use engine_store::{Db, schema_sync, tables};
use engine_values::{Date, Id, Timestamp};
use serde_json::{Value as Json, json};

use super::apply::apply;
use super::change_sets;
use super::defaults;
use super::documents::admit;
use super::draft::draft;
use super::plan::{Depth, Plan, show};
use super::publication::{Merged, Publication, merge};
use super::told;
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
    let (_, problems) = compile(world.model(), merged, number, &world.directory, today);
    let changes = changes.iter().map(|change| told::change(change, &actor.language)).collect();
    Ok(Checked { problems, changes })
}

/// The steps of a publication, in their order; a test can stop the process at each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PublishStep {
    /// The lock is held, nothing was read.
    Locked,
    /// Fields and objects that go are put away.
    Recycling,
    /// Tables, columns and indexes are made.
    Tables,
    /// One statement of that, counted from 0.
    Statement(u32),
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
        let plan = Plan::of(db, &draft, Depth::Shown).await?;
        show(db, &world, &actor, &draft, &plan).await
    };
    tenon.store.scan(work).await
}

/// Publishes in the name of a person or of the system (template installation).
pub(crate) async fn publish_in(tenon: &Arc<Tenon>, by: Option<Id>, publication: Publication) -> Answer<i64> {
    make(tenon, Order { by, publication, change_set: None }).await
}

/// The one way to a release: everything in one transaction, then the new model in place of the old one.
pub(super) async fn make(tenon: &Tenon, order: Order) -> Answer<i64> {
    let now = tenon.clock.now();
    let hook = tenon.publish_hook.clone();
    let after = hook.clone();
    let order = Arc::new(order);
    let running = Arc::clone(&tenon.world().generation.model);
    let work = async move |db: &mut Db| -> Answer<Arc<Generation>> {
        let reached = |step: PublishStep| {
            if let Some(hook) = &hook {
                hook(step);
            }
        };
        transaction(db, &order, &running, now, &reached).await
    };
    let generation = tenon.store.write(work).await?;
    if let Some(hook) = after {
        hook(PublishStep::Committed);
    }
    let number = generation.model.release;
    tenon.replace_generation(&generation);
    Ok(number)
}

async fn transaction(
    db: &mut Db,
    order: &Order,
    running: &Arc<Model>,
    now: Timestamp,
    reached: &(dyn Fn(PublishStep) + Sync),
) -> Answer<Arc<Generation>> {
    // The base is what the database says now, under the lock, not what this process last saw.
    schema_sync::lock_publishing(db).await?;
    reached(PublishStep::Locked);
    if let Some(set) = order.change_set {
        change_sets::admit_publishing(db, set).await?;
    }
    let draft = draft(db, &order.publication, running, former::day(now)).await?;
    let plan = Plan::of(db, &draft, Depth::Binding).await?;
    keep_promise(&order.publication, &plan)?;
    if !plan.problems.is_empty() {
        return Err(plan.problems.into());
    }
    apply(db, &draft, &plan, order, now, reached).await?;
    if let Some(set) = order.change_set {
        change_sets::mark_published(db, set, draft.after.model.release, now).await?;
    }
    Ok(Arc::new(draft.after))
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

/// Every problem of all stages, and the generation, which is sound when there is none.
pub(super) fn compile(
    before: &Model,
    merged: Merged,
    number: i64,
    directory: &Directory,
    today: Date,
) -> (Generation, Problems) {
    let Merged { documents, broken, mut problems } = merged;
    let documents = documents.into_values().collect();
    let (generation, found) = Generation::attempt(documents, number, directory, &broken);
    let is_sound = |document: &str| !found.iter().any(|problem| problem.document.as_deref() == Some(document));
    let changes = type_changes(before, &generation.model);
    problems.extend(changes.into_iter().filter(|change| change.document.as_deref().is_some_and(is_sound)));
    problems.extend(found);
    problems.extend(former::problems(&generation.model, today));
    problems.extend(defaults::problems(&generation.model, directory));
    (generation, problems)
}

/// A field keeps its column for as long as it lives, so its stored form may not change under the data.
fn type_changes(before: &Model, after: &Model) -> Problems {
    let mut problems = Vec::new();
    for object in after.objects() {
        let Some(old) = before.object_with_uid(&object.uid) else { continue };
        for (index, field) in object.fields() {
            let Some((_, old_field)) = old.fields().find(|(_, other)| other.uid == field.uid) else { continue };
            // A live field has no column; one that was stored before is left where it is.
            let is_other_column = old_field.column != field.column && !old_field.is_live() && !field.is_live();
            if is_other_column
                // Sealed and plain values look alike to the database, and so do keys and texts.
                || old_field.rules.is_secret() != field.rules.is_secret()
                || (old_field.target != field.target && field.system.is_none() && {
                    // Handles differ between models; what counts is which object the reference points to.
                    let target = |model: &Model, field: &engine_model::Field| match &field.target {
                        Some(engine_model::Target::Record { object, .. }) => Some(model.object(*object).uid.clone()),
                        Some(engine_model::Target::AnyRecord { .. }) => Some(String::new()),
                        // Both ends of a table of links are foreign keys.
                        Some(engine_model::Target::Links { object, table, .. }) => {
                            Some(format!("{table} {}", model.object(*object).uid))
                        }
                        _ => None,
                    };
                    target(before, old_field) != target(after, field)
                })
            {
                let place = index.0.saturating_sub(object.fields.iter().filter(|field| field.system.is_some()).count());
                problems.push(
                    Problem::at(Code::TypeChangeUnsupported, format!("/fields/{place}/type"))
                        .with("field", field.name.as_str())
                        .with("from", old_field.rules.kind())
                        .with("to", field.rules.kind())
                        .in_document(format!("object/{}", object.name)),
                );
            }
        }
    }
    problems
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
