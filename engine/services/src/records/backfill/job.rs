//! The back-fill as a job: batch by batch, each with its progress in one transaction.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use engine_model::Model;
use engine_store::{Db, tables};
use engine_values::Id;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::super::recompute::Pass;
use super::batch;
use crate::world::World;
use crate::{Answer, Failure, Tenon};

/// The name of the job.
pub(crate) const JOB: &str = "backfill";
/// Most jobs of one state that are looked at; of ours there is only one at a time.
const MOST_JOBS: i64 = 100;

/// What the job works on, and how far it got. Identities, so that a rename in between does no harm.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Payload {
    /// The release that asked for it; an older model would compute other values.
    pub(super) release: i64,
    passes: Vec<PassPayload>,
    /// The present pass.
    pass: usize,
    /// The last record of it that is done.
    after: Option<Id>,
    /// Records of all passes.
    pub(super) total: i64,
}

impl Payload {
    /// The passes that are not finished.
    pub(super) fn rest(&self) -> impl Iterator<Item = &PassPayload> {
        self.passes.iter().skip(self.pass)
    }
}

/// Fields of one object.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct PassPayload {
    pub(super) object: String,
    pub(super) fields: Vec<String>,
}

/// Puts passes into the queue.
pub(super) async fn enqueue(db: &mut Db, model: &Model, passes: &[Pass], total: i64) -> Answer<()> {
    let named = |pass: &Pass| {
        let object = model.object(pass.object);
        let uid = |place: &usize| object.field(model.graph().node(*place).field).uid.clone();
        PassPayload { object: object.uid.clone(), fields: pass.places.iter().map(uid).collect() }
    };
    let payload =
        Payload { release: model.release, passes: passes.iter().map(named).collect(), pass: 0, after: None, total };
    let job = tables::jobs::NewJob {
        name: JOB.to_owned(),
        payload: to_json(&payload)?,
        run_in: Duration::ZERO,
        // One at a time: two would not know of each other's order.
        unique_key: Some(JOB.to_owned()),
    };
    tables::jobs::enqueue(db, &job).await?;
    Ok(())
}

fn to_json(payload: &Payload) -> Answer<Json> {
    serde_json::to_value(payload).map_err(|error| Failure::internal(error.to_string()))
}

/// What is known of a job of ours.
pub(super) fn payload_of(job: &tables::jobs::Job) -> Option<Payload> {
    let is_ours = job.name == JOB;
    is_ours.then(|| serde_json::from_value(job.payload.clone()).ok()).flatten()
}

/// The jobs whose work is not done: they run, wait, were cancelled or given up.
pub(super) async fn open(db: &mut Db) -> Answer<Vec<(tables::jobs::Job, Payload)>> {
    let mut found = Vec::new();
    for state in ["running", "waiting", "cancelled", "failed"] {
        let jobs = tables::jobs::list(db, state, MOST_JOBS).await?;
        found.extend(jobs.into_iter().filter_map(|job| payload_of(&job).map(|payload| (job, payload))));
    }
    Ok(found)
}

/// The fields of a pass that a model still has as stored computed ones.
pub(super) fn places_of(model: &Model, pass: &PassPayload) -> Vec<usize> {
    let Some(object) = model.object_with_uid(&pass.object) else { return Vec::new() };
    let stored = |place: &&usize| {
        let node = model.graph().node(**place);
        !node.is_live && pass.fields.contains(&object.field(node.field).uid)
    };
    model.graph().of_object(object.index).iter().filter(stored).copied().collect()
}

/// Runs the job to its end, batch by batch, each with its progress in one transaction; a worker that takes it over goes
/// on where the last batch ended. It stops where somebody cancelled it.
pub(crate) async fn run(tenon: &Tenon, job: &tables::jobs::Job, lease: Duration) -> Answer<()> {
    let mut payload: Payload =
        serde_json::from_value(job.payload.clone()).map_err(|error| Failure::internal(error.to_string()))?;
    // Another process may have published or changed a rate a moment ago.
    tenon.reload().await?;
    let mut progress = job.progress;
    while let Some(pass) = payload.passes.get(payload.pass) {
        // A later release may have come; it has made a job of its own of what is still to be done.
        let world = tenon.world();
        let places = places_of(world.model(), pass);
        let next = Arc::new((world, places, payload.clone(), job.clone()));
        let step = tenon
            .store
            .write(async move |db: &mut Db| -> Answer<Option<(Payload, usize)>> {
                let (world, places, payload, job) = next.as_ref();
                let (payload, done) = advance(db, world, places, payload.clone()).await?;
                let reached = progress.saturating_add(i64::try_from(done).unwrap_or(0));
                let is_ours = tables::jobs::checkpoint(db, job, reached, &to_json(&payload)?, lease).await?;
                Ok(is_ours.then_some((payload, done)))
            })
            .await?;
        let Some((reached, done)) = step else { return Ok(()) };
        payload = reached;
        progress = progress.saturating_add(i64::try_from(done).unwrap_or(0));
    }
    Ok(())
}

/// One batch; the payload as it is after it, and how many records were done.
async fn advance(db: &mut Db, world: &World, places: &[usize], mut payload: Payload) -> Answer<(Payload, usize)> {
    let object = places.first().map(|place| world.model().graph().node(*place).object);
    let ids = match object {
        Some(object) => {
            let pass = Pass { object, places: places.to_vec() };
            batch(db, world.ground(), &pass, payload.after).await?
        }
        None => Vec::new(),
    };
    match ids.last() {
        Some(last) => payload.after = Some(*last),
        None => {
            payload.pass += 1;
            payload.after = None;
        }
    }
    Ok((payload, ids.len()))
}

/// The identities of fields that are still being filled: their values may be old.
pub(crate) async fn computing(db: &mut Db) -> Answer<BTreeSet<String>> {
    let open = open(db).await?;
    let passes = open.iter().flat_map(|(_, payload)| payload.rest());
    Ok(passes.flat_map(|pass| pass.fields.iter().cloned()).collect())
}
