//! Existing records after something changed how they are computed, a publication or a rate: at once when they are few, as
//! a job with progress when they are many.

mod control;
mod job;

use std::collections::BTreeSet;

use engine_access::Scope;
use engine_model::{FieldIndex, Model, ObjectIndex};
use engine_query::{count_all, keys_after};
use engine_store::{Db, schema_sync, tables};
use engine_values::{Id, Value};

pub use control::{cancel_job, jobs, resume_job};
pub(crate) use job::{JOB, computing, run};

use super::computed::{Ground, Mode, recompute};
use super::definition::definition;
use super::recompute::{BATCH, Pass, passes};
use crate::directory::Directory;
use crate::{Answer, Failure, Tenon};

/// The name of the job that finds out what a change of rates asks for.
pub(crate) const RATES_JOB: &str = "rates";
/// More records than this are not computed while the publication waits.
const MOST_AT_ONCE: i64 = 20_000;
/// Records that are computed in a second, for plans; a cautious figure of the benchmark `computed`.
const A_SECOND: i64 = 10_000;

/// What a publication will compute again, as its plan tells it.
#[derive(Debug, Default)]
pub(crate) struct Forecast {
    /// By object of the new model: the fields, in the order in which they are computed.
    pub(crate) objects: Vec<(ObjectIndex, Vec<FieldIndex>)>,
    passes: Vec<Pass>,
}

impl Forecast {
    /// The stored computed fields that are new or defined otherwise, and all that depend on them.
    pub(crate) fn new(before: &Model, after: &Model) -> Self {
        let mut wanted = changed(before, after);
        with_dependents(after, &mut wanted);
        let passes = passes(after, |place| wanted.contains(&place));
        let mut objects: Vec<(ObjectIndex, Vec<FieldIndex>)> = Vec::new();
        for pass in &passes {
            let fields = pass.places.iter().map(|place| after.graph().node(*place).field);
            match objects.iter_mut().find(|(object, _)| *object == pass.object) {
                Some((_, known)) => known.extend(fields),
                None => objects.push((pass.object, fields.collect())),
            }
        }
        Self { objects, passes }
    }

    /// Seconds that the records of one object take, when it has `rows`.
    pub(crate) fn seconds(&self, object: ObjectIndex, rows: i64) -> i64 {
        let times = self.passes.iter().filter(|pass| pass.object == object).count();
        let records = rows.saturating_mul(i64::try_from(times).unwrap_or(1));
        if records == 0 { 0 } else { records / A_SECOND + 1 }
    }

    /// Whether it is left to a job; `rows` says how many records an object has.
    pub(crate) async fn is_for_job(&self, db: &mut Db, rows: impl Fn(ObjectIndex) -> i64) -> Answer<bool> {
        let total: i64 = self.passes.iter().map(|pass| rows(pass.object)).sum();
        Ok(total > MOST_AT_ONCE || !job::open(db).await?.is_empty())
    }
}

/// Brings the records into line with a model that is being published, in its transaction: computed fields that are new
/// or defined otherwise, and everything that depends on them.
pub(crate) async fn after_publish(db: &mut Db, before: &Model, after: &Model, directory: &Directory) -> Answer<()> {
    refill(db, after, directory, changed(before, after)).await
}

/// Computes fields and everything that depends on them, in every record, together with what a job has still to do.
async fn refill(db: &mut Db, model: &Model, directory: &Directory, mut wanted: BTreeSet<usize>) -> Answer<()> {
    let open = job::open(db).await?;
    for (_, payload) in &open {
        wanted.extend(payload.rest().flat_map(|pass| job::places_of(model, pass)));
    }
    with_dependents(model, &mut wanted);
    if wanted.is_empty() {
        return Ok(());
    }
    let passes = passes(model, |place| wanted.contains(&place));
    let mut total = 0;
    for pass in &passes {
        let object = model.object(pass.object);
        let row = db.row(&count_all(db.dialect(), &Scope::integrity(object), object)).await?;
        total += row.and_then(|row| row.first().and_then(Value::as_int)).unwrap_or(0);
    }
    if total > MOST_AT_ONCE || !open.is_empty() {
        for (job, _) in &open {
            tables::jobs::supersede(db, job.id).await?;
        }
        return job::enqueue(db, model, &passes, total).await;
    }
    let ground = Ground { model, directory };
    for pass in &passes {
        let mut last = None;
        while let Some(id) = batch(db, ground, pass, last).await?.last() {
            last = Some(*id);
        }
    }
    Ok(())
}

/// Notes in the transaction that changes a rate that stored values may follow from it.
pub(crate) async fn after_rates(db: &mut Db, model: &Model) -> Answer<()> {
    if !reading_rates(model).is_empty() {
        let job = tables::jobs::NewJob {
            name: RATES_JOB.to_owned(),
            payload: serde_json::Value::Null,
            run_in: std::time::Duration::ZERO,
            // Many changes are one job, as long as it has not begun.
            unique_key: Some(RATES_JOB.to_owned()),
        };
        tables::jobs::enqueue(db, &job).await?;
    }
    Ok(())
}

/// Computes again what stands on rates; what is more than a moment's work becomes a back-fill.
pub(crate) async fn run_rates(tenon: &Tenon, job: &tables::jobs::Job) -> Answer<()> {
    let id = job.id;
    // A rate that changes from now on has a job of its own, since this one may have read the rates already.
    tenon.store.write(async move |db: &mut Db| tables::jobs::forget_key(db, id).await).await?;
    tenon.reload().await?;
    let world = tenon.world();
    let work = async move |db: &mut Db| -> Answer<()> {
        schema_sync::lock_publishing(db).await?;
        if tables::releases::latest_number(db).await? != world.model().release {
            return Err(Failure::internal("a release came in between".to_owned()));
        }
        let directory = Directory::load(db).await?;
        refill(db, world.model(), &directory, reading_rates(world.model())).await
    };
    tenon.store.write(work).await
}

/// Stored computed fields whose value follows from the table of rates.
fn reading_rates(model: &Model) -> BTreeSet<usize> {
    let reads = |place: usize| {
        let node = model.graph().node(place);
        let computed = model.object(node.object).field(node.field).computed.as_ref();
        let filter = computed.and_then(|computed| computed.rollup()?.filter.as_ref());
        let expression = computed.and_then(engine_model::Computed::formula).or(filter);
        !node.is_live && expression.is_some_and(|expression| expression.reads_tables)
    };
    (0..model.graph().nodes().len()).filter(|place| reads(*place)).collect()
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
