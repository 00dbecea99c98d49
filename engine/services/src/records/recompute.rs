//! Stored values of computed fields against a full recompute: tells what differs, and puts it right.

use std::sync::Arc;

use engine_access::Scope;
use engine_model::{FieldIndex, Model, Object, ObjectIndex};
use engine_query::{count_all, keys_after};
use engine_store::Db;
use engine_values::{Id, Value};

use super::computed::{Mode, recompute};
use crate::{Answer, Tenon};

/// Records of one batch.
pub(super) const BATCH: i64 = 2000;
/// Most identities of a finding.
const SAMPLES: usize = 5;

/// What was found about one computed field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// API name of the object.
    pub object: String,
    /// API name of the field.
    pub field: String,
    /// How many records were compared.
    pub compared: usize,
    /// How many had another value.
    pub wrong: usize,
    /// Some of those.
    pub samples: Vec<Id>,
}

/// How far a comparison or repair is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress<'a> {
    /// API name of the object whose records are gone through.
    pub object: &'a str,
    /// Records of it that are done.
    pub done: usize,
    /// Records that it had at the begin.
    pub total: usize,
}

/// Hears how far it is, after every batch.
pub type Told<'a> = &'a (dyn Fn(Progress<'_>) + Send + Sync);

/// Stored computed fields of one object that can be computed together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pass {
    pub(super) object: ObjectIndex,
    /// Places in the graph, in its order.
    pub(super) places: Vec<usize>,
}

/// The passes over the records that compute these fields, each behind those it depends on.
pub(super) fn passes(model: &Model, is_wanted: impl Fn(usize) -> bool) -> Vec<Pass> {
    let mut passes: Vec<Pass> = Vec::new();
    let mut level = 0;
    for (place, node) in model.graph().nodes().iter().enumerate() {
        if node.is_live || !is_wanted(place) {
            continue;
        }
        match passes.last_mut() {
            Some(last) if last.object == node.object && level == node.level => last.places.push(place),
            _ => passes.push(Pass { object: node.object, places: vec![place] }),
        }
        level = node.level;
    }
    passes
}

/// Compares every stored computed value with what its inputs give; changes nothing. When each follows from its inputs,
/// all are as a full recompute would have them.
///
/// # Errors
/// Whatever the database says.
pub async fn check(tenon: &Tenon) -> Answer<Vec<Finding>> {
    gone_through(tenon, Mode::Compare, &|_| {}).await
}

/// The same, and writes the right values: first those that others depend on. Every batch is a transaction.
///
/// # Errors
/// Whatever the database says; batches before that stay repaired.
pub async fn repair(tenon: &Tenon) -> Answer<Vec<Finding>> {
    gone_through(tenon, Mode::Write, &|_| {}).await
}

/// Goes through every record with stored computed values; `told` hears how far it is.
pub(crate) async fn gone_through(tenon: &Tenon, mode: Mode, told: Told<'_>) -> Answer<Vec<Finding>> {
    let world = tenon.world();
    let model = world.model();
    let mut findings = Vec::new();
    for pass in passes(model, |_| true) {
        let object = model.object(pass.object);
        let fields: Vec<FieldIndex> = pass.places.iter().map(|place| model.graph().node(*place).field).collect();
        let mut of_pass: Vec<Finding> = fields
            .iter()
            .map(|field| Finding {
                object: object.name.clone(),
                field: object.field(*field).name.clone(),
                compared: 0,
                wrong: 0,
                samples: Vec::new(),
            })
            .collect();
        let (mut after, mut done) = (None, 0);
        let total = total(tenon, object).await?;
        loop {
            let (world, pass) = (Arc::clone(&world), pass.clone());
            let batch = async move |db: &mut Db| -> Answer<_> {
                let object = world.model().object(pass.object);
                let statement = keys_after(db.dialect(), &Scope::integrity(object), object, after, BATCH);
                let rows = db.rows(&statement).await?;
                let ids: Vec<Id> = rows.iter().filter_map(|row| row.first().and_then(Value::as_id)).collect();
                let found = recompute(db, world.ground(), pass.object, &ids, &pass.places, mode).await?;
                Ok((ids, found))
            };
            let (ids, found) = match mode {
                Mode::Compare => tenon.store.read_snapshot(batch).await?,
                Mode::Write => tenon.store.write(batch).await?,
            };
            for (finding, field) in of_pass.iter_mut().zip(&fields) {
                finding.compared += ids.len();
                for difference in found.differences.iter().filter(|difference| difference.field == *field) {
                    finding.wrong += 1;
                    if finding.samples.len() < SAMPLES {
                        finding.samples.push(difference.id);
                    }
                }
            }
            let Some(last) = ids.last() else { break };
            after = Some(*last);
            done += ids.len();
            told(Progress { object: &object.name, done, total: total.max(done) });
        }
        findings.extend(of_pass);
    }
    Ok(findings)
}

async fn total(tenon: &Tenon, object: &Object) -> Answer<usize> {
    let statement = count_all(tenon.store.dialect(), &Scope::integrity(object), object);
    let row = tenon.store.scan(async move |db: &mut Db| db.row(&statement).await).await?;
    let count = row.and_then(|row| row.first().and_then(Value::as_int)).unwrap_or(0);
    Ok(usize::try_from(count).unwrap_or(0))
}
