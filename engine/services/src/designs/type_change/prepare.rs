//! On PostgreSQL the columns after are filled before the publishing transaction, in short transactions of their own,
//! while others go on reading and writing. What they write meanwhile is noted by the database and converted again, the
//! last of it under a lock that only writers wait for. On SQLite, where there is one writer, all of it happens within the
//! publishing transaction.

use std::sync::Arc;
use std::time::Duration;

use engine_query::Which;
use engine_sql::ColumnLayout;
use engine_store::schema_sync::facts::{Rows, count as count_rows};
use engine_store::schema_sync::{self, Spare, type_change as columns};
use engine_store::tables::type_changes::{self, DONE, FILLING, TypeChange};
use engine_store::{Db, StoreError, release};
use engine_values::{Id, Timestamp, instant_to_text, new_id};
use serde_json::{Value as Json, json};

use super::fill::{REFUSED, convert, lot_of};
use super::tally::{Counted, Tally};
use super::turns::Turning;
use crate::designs::draft::Draft;
use crate::designs::publish::PublishStep;
use crate::world::World;
use crate::{Answer, Tenon};

/// How often the columns are tried to be made while others hold the table.
const TRIES: u32 = 60;
/// The wait in between.
const PAUSE: Duration = Duration::from_millis(250);
/// Fewer records than this that were written meanwhile are left for the publishing transaction.
const FEW: usize = 500;
/// How often what was written meanwhile is converted before the publishing transaction.
const ROUNDS: usize = 20;
/// Records that are converted again in one go.
const AGAIN: i64 = 1000;
/// How long the triggers of a finished change stay: nobody has the model before any longer.
const GUARDED_SECONDS: i64 = 3600;

/// Columns that are filled and wait for their release.
pub(in crate::designs) struct Prepared {
    base: i64,
    signature: Json,
    sets: Vec<TypeChange>,
}

impl Prepared {
    /// The change of an object.
    fn of(&self, turning: &Turning) -> Option<&TypeChange> {
        self.sets.iter().find(|set| set.object_uid == turning.object && set.columns == pairs(turning))
    }

    /// Whether it was made for just this.
    fn fits(&self, draft: &Draft) -> bool {
        self.base == draft.present && self.signature == signature(draft)
    }
}

/// What is read and written for a draft.
fn signature(draft: &Draft) -> Json {
    let of = |turning: &Turning| {
        let formers = turning.turns.iter().map(|turn| turn.former.as_ref().map(|former| former.column.clone()));
        json!([turning.object, pairs(turning), formers.collect::<Vec<_>>()])
    };
    draft.turnings.iter().map(of).collect()
}

fn pairs(turning: &Turning) -> Json {
    turning.turns.iter().map(|turn| json!([turn.before.0, turn.after.0])).collect()
}

/// Makes and fills the columns of a draft. None when another release came in between.
pub(in crate::designs) async fn prepared(tenon: &Tenon, draft: &Arc<Draft>) -> Answer<Option<Prepared>> {
    let now = tenon.clock.now();
    let mut sets = Vec::new();
    for turning in &draft.turnings {
        let object = draft.before.object(turning.before);
        sets.push(TypeChange {
            id: new_id(),
            object_uid: object.uid.clone(),
            table_name: object.table.clone(),
            columns: pairs(turning),
            state: FILLING.to_owned(),
            base_release: draft.present,
            done: 0,
            total: 0,
            started_at: now,
        });
    }
    let prepared = Arc::new(Prepared { base: draft.present, signature: signature(draft), sets });
    if !begin(tenon, draft, &prepared).await? {
        return Ok(None);
    }
    for (turning, set) in draft.turnings.iter().zip(&prepared.sets) {
        let lots = run(tenon, draft, turning, set).await;
        if let Err(failure) = lots {
            // What was made is taken away now rather than by the next publication.
            let _ = clean_leftovers(tenon, true).await;
            return Err(failure);
        }
    }
    Ok(Arc::into_inner(prepared))
}

/// Makes the empty columns, as soon as nobody holds the tables for a moment.
async fn begin(tenon: &Tenon, draft: &Arc<Draft>, prepared: &Arc<Prepared>) -> Answer<bool> {
    let mut tries = 0;
    loop {
        let (draft, prepared) = (Arc::clone(draft), Arc::clone(prepared));
        let work = async move |db: &mut Db| -> Answer<bool> {
            schema_sync::lock_publishing(db).await?;
            if release::current_release(db).await? != prepared.base {
                return Ok(false);
            }
            for (turning, set) in draft.turnings.iter().zip(&prepared.sets) {
                let total = count_rows(db, &set.table_name, Rows::All).await?;
                type_changes::insert(db, &TypeChange { total, ..set.clone() }).await?;
                columns::begin(db, set, &layouts(&draft, turning)).await?;
            }
            Ok(true)
        };
        match tenon.store.write(work).await {
            Err(failure) if failure.code == engine_errors::Code::Busy && tries < TRIES => {
                tries += 1;
                tokio::time::sleep(PAUSE).await;
            }
            other => return other,
        }
    }
}

/// The columns after, as the layout has them.
fn layouts(draft: &Draft, turning: &Turning) -> Vec<ColumnLayout> {
    let table = &draft.after.model.object(turning.after).table;
    let layout = draft.after.layouts.iter().find(|layout| layout.name == *table);
    let columns = layout.into_iter().flat_map(|layout| &layout.columns);
    columns.filter(|column| turning.turns.iter().any(|turn| turn.after.0 == column.name)).cloned().collect()
}

/// Every record once, and then those that were written meanwhile until they are few.
async fn run(tenon: &Tenon, draft: &Arc<Draft>, turning: &Turning, set: &TypeChange) -> Answer<()> {
    let place = draft.turnings.iter().position(|other| std::ptr::eq(other, turning)).unwrap_or_default();
    let (mut after, mut done) = (None, 0_i64);
    loop {
        let (draft, id) = (Arc::clone(draft), set.id);
        let work = async move |db: &mut Db| -> Answer<(Option<Id>, i64)> {
            let Some(turning) = draft.turnings.get(place) else { return Ok((None, done)) };
            let object = draft.before.object(turning.before);
            let lot = convert(db, object, turning, Which::After(after, lot_of(turning)), false).await?;
            type_changes::note_failing(db, id, &lot.failing).await?;
            let done = done.saturating_add(i64::try_from(lot.records).unwrap_or(0));
            type_changes::advance(db, id, done).await?;
            Ok((lot.last, done))
        };
        let (last, reached) = tenon.store.write(work).await?;
        if done == 0 {
            tenon.reached(PublishStep::Filling);
        }
        done = reached;
        match last {
            Some(last) => after = Some(last),
            None => break,
        }
    }
    for _ in 0..ROUNDS {
        let mut again = 0;
        loop {
            let (draft, id) = (Arc::clone(draft), set.id);
            let work = async move |db: &mut Db| -> Answer<usize> {
                let Some(turning) = draft.turnings.get(place) else { return Ok(0) };
                convert_again(db, &draft, turning, id).await
            };
            let records = tenon.store.write(work).await?;
            again += records;
            if i64::try_from(records).unwrap_or(i64::MAX) < AGAIN {
                break;
            }
        }
        if again < FEW {
            break;
        }
    }
    Ok(())
}

/// Converts records that were written since; answers how many.
async fn convert_again(db: &mut Db, draft: &Draft, turning: &Turning, id: Id) -> Answer<usize> {
    let records = type_changes::written(db, id, AGAIN).await?;
    if records.is_empty() {
        return Ok(0);
    }
    let object = draft.before.object(turning.before);
    // The records are locked before what is noted of them, in the order of those who write them.
    let lot = convert(db, object, turning, Which::These(&records), true).await?;
    type_changes::settle(db, id, &records).await?;
    type_changes::note_failing(db, id, &lot.failing).await?;
    Ok(records.len())
}

/// Within the publishing transaction: keeps writers away, converts the last of what they wrote, and counts. None when
/// the columns were not made for just this draft.
pub(in crate::designs) async fn settle(
    db: &mut Db,
    draft: &Draft,
    prepared: Option<&Prepared>,
) -> Answer<Option<Vec<Counted>>> {
    let Some(prepared) = prepared.filter(|prepared| prepared.fits(draft)) else { return Ok(None) };
    let mut tables: Vec<&str> = prepared.sets.iter().map(|set| set.table_name.as_str()).collect();
    tables.sort_unstable();
    for table in tables {
        columns::lock_writers(db, table).await?;
    }
    let mut counted = Vec::new();
    for turning in &draft.turnings {
        let Some(set) = prepared.of(turning) else { return Ok(None) };
        while convert_again(db, draft, turning, set.id).await? > 0 {}
        counted.push(counts(db, draft, turning, set).await?);
        type_changes::finish(db, set.id).await?;
    }
    Ok(Some(counted))
}

/// What the database holds now.
async fn counts(db: &mut Db, draft: &Draft, turning: &Turning, set: &TypeChange) -> Answer<Counted> {
    let mut tallies = Vec::new();
    for turn in &turning.turns {
        let chosen = type_changes::failing(db, set, &turn.field).await?;
        let refused = type_changes::failing(db, set, &format!("{REFUSED}{}", turn.field)).await?;
        let number = |count: i64| u64::try_from(count).unwrap_or_default();
        let convert = count_rows(db, &set.table_name, Rows::With(&turn.before.0)).await? - chosen - refused;
        tallies.push(Tally {
            fail: number(chosen + refused),
            refused: number(refused),
            convert: number(convert),
            ..Tally::default()
        });
    }
    let object = draft.after.model.object(turning.after);
    let mut alike = Vec::new();
    for key in &turning.keys {
        let of = |index: &engine_model::FieldIndex| object.field(*index).column.as_ref().map(|(name, _)| name.clone());
        let names: Vec<String> = key.fields.iter().filter_map(of).collect();
        alike.push(count_rows(db, &set.table_name, Rows::Alike(&names)).await?);
    }
    Ok(Counted { tallies, alike })
}

/// After the release: what was noted goes, and with it indexes that nobody wants any more. What cannot be had now is done
/// by the next publication or clean-up.
pub(in crate::designs) async fn tidy(tenon: &Tenon, draft: &Arc<Draft>, prepared: &Prepared) {
    let (draft, ids) = (Arc::clone(draft), prepared.sets.iter().map(|set| set.id).collect::<Vec<Id>>());
    let work = async move |db: &mut Db| -> Result<(), StoreError> {
        for id in &ids {
            type_changes::forget_records(db, *id).await?;
        }
        schema_sync::lock_publishing(db).await?;
        if release::current_release(db).await? == draft.after.model.release {
            schema_sync::sync_layouts(db, &draft.after.layouts, Spare::Drop, &|| ()).await?;
        }
        Ok(())
    };
    if let Err(error) = tenon.store.write(work).await {
        tracing::warn!(%error, "old indexes stay until the next publication");
    }
}

/// Removes what changes have left that never became a release, and the triggers of those that did long ago. With
/// `is_own` the caller holds the lock of those who convert.
pub(crate) async fn clean_leftovers(tenon: &Tenon, is_own: bool) -> Answer<()> {
    let now = tenon.clock.now();
    let open = tenon.store.read(async |db: &mut Db| type_changes::list(db).await).await?;
    for change in open.into_iter().filter(|change| is_over(change, now)) {
        let state = change.state.clone();
        let work = async move |db: &mut Db| -> Result<(), StoreError> {
            schema_sync::lock_publishing(db).await?;
            if !is_own && !columns::nobody_converts(db).await? {
                return Ok(());
            }
            // It may have become a release meanwhile.
            match type_changes::list(db).await?.iter().find(|other| other.id == change.id) {
                Some(other) if other.state == DONE => columns::retire(db, other).await,
                Some(other) => columns::abandon(db, other).await,
                None => Ok(()),
            }
        };
        match tenon.store.write(work).await {
            Ok(()) => {}
            Err(error) if state == FILLING => return Err(error.into()),
            // Triggers that nobody meets any more can wait.
            Err(error) => tracing::warn!(%error, "the triggers of a finished change of type stay for now"),
        }
    }
    Ok(())
}

fn is_over(change: &TypeChange, now: Timestamp) -> bool {
    change.state == FILLING || now.as_second() - change.started_at.as_second() > GUARDED_SECONDS
}

/// Whether there is something that a killed process has left.
pub(crate) async fn has_leftovers(tenon: &Tenon) -> Answer<bool> {
    let work = async |db: &mut Db| -> Result<bool, StoreError> {
        let filling = type_changes::list(db).await?.iter().any(|change| change.state == FILLING);
        Ok(filling && columns::nobody_converts(db).await?)
    };
    Ok(tenon.store.write(work).await?)
}

/// The changes that are worked through, as jobs with their progress.
pub(crate) async fn running(tenon: &Tenon, world: &World) -> Answer<Vec<Json>> {
    let changes = tenon.store.read(async |db: &mut Db| type_changes::list(db).await).await?;
    let filling = changes.iter().filter(|change| change.state == FILLING);
    let shown = filling.map(|change| {
        let object = world.model().object_with_uid(&change.object_uid).map(|object| object.name.as_str());
        json!({
            "id": change.id,
            "name": "type_change",
            "state": "running",
            "release": change.base_release + 1,
            "done": change.done,
            "total": change.total,
            "objects": object.into_iter().collect::<Vec<_>>(),
            "error": null,
            "created_at": instant_to_text(change.started_at),
        })
    });
    Ok(shown.collect())
}
