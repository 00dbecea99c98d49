//! Existing records after a publication that changed how something is computed: at once when they are few, as a job with
//! progress when they are many.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use engine_access::{Actor, Scope};
use engine_model::Model;
use engine_query::{count_all, keys_after};
use engine_store::{Db, tables};
use engine_values::{Id, Value, instant_to_text};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

use super::computed::{Ground, Mode, recompute};
use super::definition::definition;
use super::recompute::{BATCH, Pass, passes};
use crate::directory::Directory;
use crate::world::World;
use crate::{Answer, Failure, Tenon, designs};

/// The name of the job.
pub(crate) const JOB: &str = "backfill";
/// More records than this are not computed while the publication waits.
const MOST_AT_ONCE: i64 = 20_000;
/// Most unfinished jobs that are looked at; there is only one at a time.
const MOST_JOBS: i64 = 10;

/// What the job works on, and how far it got. Identities, so that a rename in between does no harm.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Payload {
    /// The release that asked for it; an older model would compute other values.
    release: i64,
    passes: Vec<PassPayload>,
    /// The present pass.
    pass: usize,
    /// The last record of it that is done.
    after: Option<Id>,
    /// Records of all passes.
    total: i64,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct PassPayload {
    object: String,
    fields: Vec<String>,
}

/// Brings the records into line with a model that is being published, in its transaction: computed fields that are new
/// or defined otherwise, and everything that depends on them.
pub(crate) async fn after_publish(db: &mut Db, before: &Model, after: &Model, directory: &Directory) -> Answer<()> {
    let mut wanted = changed(before, after);
    let open = unfinished(db).await?;
    for (_, payload) in &open {
        wanted.extend(payload.passes.iter().skip(payload.pass).flat_map(|pass| places_of(after, pass)));
    }
    with_dependents(after, &mut wanted);
    if wanted.is_empty() {
        return Ok(());
    }
    let passes = passes(after, |place| wanted.contains(&place));
    let mut total = 0;
    for pass in &passes {
        let object = after.object(pass.object);
        let row = db.row(&count_all(db.dialect(), &Scope::integrity(object), object)).await?;
        total += row.and_then(|row| row.first().and_then(Value::as_int)).unwrap_or(0);
    }
    if total > MOST_AT_ONCE || !open.is_empty() {
        for (job, _) in &open {
            tables::jobs::supersede(db, job.id).await?;
        }
        return enqueue(db, after, &passes, total).await;
    }
    let ground = Ground { model: after, directory };
    for pass in &passes {
        let mut last = None;
        while let Some(id) = batch(db, ground, pass, last).await?.last() {
            last = Some(*id);
        }
    }
    Ok(())
}

/// Stored computed fields that are new or defined otherwise than before.
fn changed(before: &Model, after: &Model) -> BTreeSet<usize> {
    let mut places = BTreeSet::new();
    for (place, node) in after.graph().nodes().iter().enumerate() {
        if node.is_live {
            continue;
        }
        let object = after.object(node.object);
        let old = before.object_with_uid(&object.uid).and_then(|old| {
            let uid = &object.field(node.field).uid;
            let (field, _) = old.fields().find(|(_, field)| field.uid == *uid)?;
            let node = before.graph().node(before.graph().place(old.index, field)?);
            (!node.is_live).then(|| definition(before, node))
        });
        if old.as_ref() != Some(&definition(after, node)) {
            places.insert(place);
        }
    }
    places
}

fn with_dependents(model: &Model, places: &mut BTreeSet<usize>) {
    let graph = model.graph();
    let mut open: Vec<usize> = places.iter().copied().collect();
    while let Some(place) = open.pop() {
        let node = graph.node(place);
        for edge in graph.dependents(node.object, node.field) {
            if places.insert(edge.node) {
                open.push(edge.node);
            }
        }
    }
}

/// Computes the next records of a pass; answers their keys.
async fn batch(db: &mut Db, ground: Ground<'_>, pass: &Pass, after: Option<Id>) -> Answer<Vec<Id>> {
    let object = ground.model.object(pass.object);
    let statement = keys_after(db.dialect(), &Scope::integrity(object), object, after, BATCH);
    let rows = db.rows(&statement).await?;
    let ids: Vec<Id> = rows.iter().filter_map(|row| row.first().and_then(Value::as_id)).collect();
    recompute(db, ground, pass.object, &ids, &pass.places, Mode::Write).await?;
    Ok(ids)
}

async fn enqueue(db: &mut Db, model: &Model, passes: &[Pass], total: i64) -> Answer<()> {
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

/// The unfinished jobs.
async fn unfinished(db: &mut Db) -> Answer<Vec<(tables::jobs::Job, Payload)>> {
    let mut found = Vec::new();
    for state in ["running", "waiting"] {
        for job in tables::jobs::list(db, state, MOST_JOBS).await?.into_iter().filter(|job| job.name == JOB) {
            if let Ok(payload) = serde_json::from_value(job.payload.clone()) {
                found.push((job, payload));
            }
        }
    }
    Ok(found)
}

/// The fields of a pass that a model still has as stored computed ones.
fn places_of(model: &Model, pass: &PassPayload) -> Vec<usize> {
    let Some(object) = model.object_with_uid(&pass.object) else { return Vec::new() };
    let stored = |place: &&usize| {
        let node = model.graph().node(**place);
        !node.is_live && pass.fields.contains(&object.field(node.field).uid)
    };
    model.graph().of_object(object.index).iter().filter(stored).copied().collect()
}

/// Runs the job to its end, batch by batch, each with its progress in one transaction; a worker that takes it over goes
/// on where the last batch ended.
pub(crate) async fn run(tenon: &Tenon, job: &tables::jobs::Job, lease: Duration) -> Answer<()> {
    let mut payload: Payload =
        serde_json::from_value(job.payload.clone()).map_err(|error| Failure::internal(error.to_string()))?;
    if tenon.world().model().release < payload.release {
        tenon.reload().await?;
    }
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
    let jobs = unfinished(db).await?;
    let passes = jobs.iter().flat_map(|(_, payload)| payload.passes.iter().skip(payload.pass));
    Ok(passes.flat_map(|pass| pass.fields.iter().cloned()).collect())
}

/// The back-fills that run or wait, with how many records are done of how many.
///
/// # Errors
/// `forbidden` without the system right `metadata`.
pub async fn jobs(tenon: &Tenon, actor: &Actor) -> Answer<Json> {
    designs::admit(actor)?;
    let world = tenon.world();
    let open = tenon.store.read(async |db: &mut Db| unfinished(db).await).await?;
    let data: Vec<Json> = open
        .iter()
        .map(|(job, payload)| {
            let rest = payload.passes.iter().skip(payload.pass);
            let objects: BTreeSet<&str> = rest
                .filter_map(|pass| world.model().object_with_uid(&pass.object))
                .map(|object| object.name.as_str())
                .collect();
            json!({
                "id": job.id,
                "name": job.name,
                "state": job.state,
                "release": payload.release,
                "done": job.progress,
                "total": payload.total,
                "objects": objects,
                "error": job.error,
                "created_at": instant_to_text(job.created_at),
            })
        })
        .collect();
    Ok(json!({"data": data}))
}
