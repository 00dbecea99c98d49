//! The table `job`: work that runs apart from requests, one worker at a time by lease. Times are those of the database.

use std::time::Duration;

use engine_sql::SqlWriter;
use engine_values::{ColumnType, Id, Timestamp, Value, new_id};
use serde_json::Value as Json;

use super::row::table_row;
use super::statements::{
    all, by_key, changed, count, database_now, insertion, now, push_later, push_limit, push_returning, select,
    skip_locked,
};
use crate::{Db, StoreError};

/// The wait before the second try; it doubles with each further one.
const FIRST_RETRY: Duration = Duration::from_secs(10);
const LONGEST_RETRY: Duration = Duration::from_hours(1);

table_row! {
    /// A piece of work.
    Job in "job" {
        /// The identity.
        id: Id,
        /// Which kind of work.
        name: String,
        /// On what.
        payload: Json,
        /// `waiting`, `running`, `cancelled`, `done` or `failed`.
        state: String,
        /// Not before this instant.
        run_at: Timestamp,
        /// While running: until when the worker has it for itself.
        lease_until: Option<Timestamp>,
        /// How often it was claimed; also tells whose claim is the newest.
        attempts: i64,
        /// How far it got, in a unit of its own.
        progress: i64,
        /// Why the last try failed.
        error: Option<String>,
        /// When it was enqueued.
        created_at: Timestamp,
        /// When it was done or given up.
        finished_at: Option<Timestamp>,
        /// While waiting or running, no other job has the same; cleared at the end.
        unique_key: Option<String>,
    }
}

/// A piece of work to add.
#[derive(Debug, Clone, PartialEq)]
pub struct NewJob {
    /// Which kind of work.
    pub name: String,
    /// On what.
    pub payload: Json,
    /// How long to wait before it may run.
    pub run_in: Duration,
    /// Refuses a second unfinished job with the same key.
    pub unique_key: Option<String>,
}

/// Adds a job; none when an unfinished one has the same unique key.
pub async fn enqueue(db: &mut Db, job: &NewJob) -> Result<Option<Id>, StoreError> {
    let at = database_now(db).await?;
    let row = Job {
        id: new_id(),
        name: job.name.clone(),
        payload: job.payload.clone(),
        state: "waiting".to_owned(),
        run_at: at.checked_add(job.run_in).unwrap_or(Timestamp::MAX),
        lease_until: None,
        attempts: 0,
        progress: 0,
        error: None,
        created_at: at,
        finished_at: None,
        unique_key: job.unique_key.clone(),
    };
    let mut writer = insertion(db, std::slice::from_ref(&row));
    writer.push(" ON CONFLICT (unique_key) DO NOTHING");
    Ok(changed(db, writer).await?.then_some(row.id))
}

/// Takes up to `limit` jobs for `lease`: those that are due, and those whose worker let its lease run out.
pub async fn claim(db: &mut Db, limit: i64, lease: Duration) -> Result<Vec<Job>, StoreError> {
    let dialect = db.dialect();
    let mut writer = SqlWriter::new(dialect);
    writer.push("UPDATE job SET state = 'running', attempts = attempts + 1, lease_until = ");
    push_later(&mut writer, lease);
    writer.push(" WHERE id IN (SELECT id FROM job WHERE (state = 'waiting' AND run_at <= ").push(now(dialect));
    writer.push(") OR (state = 'running' AND lease_until <= ").push(now(dialect)).push(") ORDER BY run_at, id");
    push_limit(&mut writer, limit);
    writer.push(skip_locked(dialect)).push(")");
    push_returning::<Job>(&mut writer);
    let mut jobs: Vec<Job> = all(db, writer).await?;
    jobs.sort_by_key(|job| (job.run_at, job.id));
    Ok(jobs)
}

/// Tells how far a claimed job got and holds it for `lease` more; false when another worker has claimed it since.
pub async fn beat(db: &mut Db, job: &Job, progress: i64, lease: Duration) -> Result<bool, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("UPDATE job SET progress = ").bind(ColumnType::Int, progress).push(", lease_until = ");
    push_later(&mut writer, lease);
    push_claimed(&mut writer, job);
    changed(db, writer).await
}

/// Like [`beat`], and keeps where to go on from if the worker dies.
pub async fn checkpoint(
    db: &mut Db,
    job: &Job,
    progress: i64,
    payload: &Json,
    lease: Duration,
) -> Result<bool, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("UPDATE job SET progress = ").bind(ColumnType::Int, progress).push(", payload = ");
    writer.bind(ColumnType::Json, Value::Json(payload.clone())).push(", lease_until = ");
    push_later(&mut writer, lease);
    push_claimed(&mut writer, job);
    changed(db, writer).await
}

/// Takes an unfinished job out of the queue because another one does its work; whoever runs it notices at the next
/// [`beat`].
pub async fn supersede(db: &mut Db, id: Id) -> Result<bool, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("UPDATE job SET state = 'done', lease_until = NULL, unique_key = NULL, finished_at = ");
    writer.push(now(db.dialect())).push(" WHERE id = ").bind(ColumnType::Id, Value::Id(id));
    writer.push(" AND state IN ('waiting', 'running', 'cancelled', 'failed')");
    changed(db, writer).await
}

/// Keeps a job from running, until it is resumed; whoever runs it notices at the next [`beat`]. It counts as unfinished.
pub async fn cancel(db: &mut Db, id: Id) -> Result<bool, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("UPDATE job SET state = 'cancelled', lease_until = NULL WHERE id = ");
    writer.bind(ColumnType::Id, Value::Id(id)).push(" AND state IN ('waiting', 'running')");
    changed(db, writer).await
}

/// Lets a job that was cancelled or given up go on from its last checkpoint, under its unique key.
pub async fn resume(db: &mut Db, id: Id, unique_key: &str) -> Result<bool, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("UPDATE job SET state = 'waiting', error = NULL, finished_at = NULL, unique_key = ");
    writer.bind(ColumnType::Text, unique_key).push(", run_at = ").push(now(db.dialect()));
    writer.push(" WHERE id = ").bind(ColumnType::Id, Value::Id(id)).push(" AND state IN ('cancelled', 'failed')");
    changed(db, writer).await
}

/// From now on another job may have the unique key of this one.
pub async fn forget_key(db: &mut Db, id: Id) -> Result<bool, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("UPDATE job SET unique_key = NULL WHERE id = ").bind(ColumnType::Id, Value::Id(id));
    changed(db, writer).await
}

/// Notes that a claimed job is done; false when another worker has claimed it since.
pub async fn finish(db: &mut Db, job: &Job) -> Result<bool, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("UPDATE job SET state = 'done', error = NULL, lease_until = NULL, unique_key = NULL, finished_at = ");
    writer.push(now(db.dialect()));
    push_claimed(&mut writer, job);
    changed(db, writer).await
}

/// Notes that a claimed job failed. It waits, longer each time, and is given up after `max_attempts` tries.
/// False when another worker has claimed it since.
pub async fn fail(db: &mut Db, job: &Job, error: &str, max_attempts: i64) -> Result<bool, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("UPDATE job SET lease_until = NULL, error = ").bind(ColumnType::Text, error);
    if job.attempts < max_attempts {
        writer.push(", state = 'waiting', run_at = ");
        push_later(&mut writer, retry_after(job.attempts));
    } else {
        writer.push(", state = 'failed', unique_key = NULL, finished_at = ").push(now(db.dialect()));
    }
    push_claimed(&mut writer, job);
    changed(db, writer).await
}

/// The job with that identity.
pub async fn get(db: &mut Db, id: Id) -> Result<Option<Job>, StoreError> {
    by_key(db, "id", &id).await
}

/// The jobs in a state, newest first.
pub async fn list(db: &mut Db, state: &str, limit: i64) -> Result<Vec<Job>, StoreError> {
    let mut writer = select::<Job>(db);
    writer.push(" WHERE state = ").bind(ColumnType::Text, state).push(" ORDER BY created_at DESC, id DESC");
    push_limit(&mut writer, limit);
    all(db, writer).await
}

/// Removes jobs that ended before an instant.
pub async fn purge_finished(db: &mut Db, before: Timestamp) -> Result<usize, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("DELETE FROM job WHERE finished_at < ").bind(ColumnType::Instant, before);
    count(db, writer).await
}

/// Only the newest claim may speak for a job: the count of claims is its mark.
fn push_claimed(writer: &mut SqlWriter, job: &Job) {
    writer.push(" WHERE id = ").bind(ColumnType::Id, Value::Id(job.id));
    writer.push(" AND state = 'running' AND attempts = ").bind(ColumnType::Int, job.attempts);
}

fn retry_after(attempts: i64) -> Duration {
    let doublings = u32::try_from(attempts - 1).unwrap_or_default().min(16);
    FIRST_RETRY.saturating_mul(2_u32.saturating_pow(doublings)).min(LONGEST_RETRY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_up_to_an_hour() {
        assert_eq!(retry_after(1), Duration::from_secs(10));
        assert_eq!(retry_after(3), Duration::from_secs(40));
        assert_eq!(retry_after(50), Duration::from_hours(1));
    }
}
