//! What the worker does: delivers effects that transactions left in the outbox, and runs jobs. Every step may be
//! repeated without harm.

use std::sync::Arc;
use std::time::Duration;

use engine_store::{Db, StoreError, tables};
use engine_values::{Id, Timestamp, new_id};
use serde_json::Value as Json;

use crate::records::backfill;
use crate::{Answer, Tenon};

/// Outbox rows claimed at once.
const LOT: i64 = 100;
/// How long a claimed row is ours.
const LEASE: Duration = Duration::from_secs(60);
/// Tries before a row is given up and shown as failed.
const MAX_ATTEMPTS: i64 = 8;
/// The standing job that throws away what is no longer needed.
const CLEANUP: &str = "cleanup";
/// Seconds between two clean-ups.
const CLEANUP_EVERY: u64 = 3600;

/// Delivers one lot of effects; answers how many rows it saw.
///
/// # Errors
/// Whatever the database says; the rows are tried again then.
pub async fn deliver_effects(tenon: &Tenon) -> Answer<usize> {
    tenon.is_current()?;
    let now = tenon.clock.now();
    let items = tenon.store.write(async |db: &mut Db| tables::outbox::claim(db, LOT, LEASE).await).await?;
    let count = items.len();
    if count == 0 {
        return Ok(0);
    }
    let items = Arc::new(items);
    tenon
        .store
        .write(async move |db: &mut Db| -> Result<(), StoreError> {
            let mut delivered: Vec<Id> = Vec::with_capacity(items.len());
            for item in items.iter() {
                match notice(&item.key, &item.kind, &item.payload, now) {
                    Some(notice) => {
                        // A known key means that an earlier try got this far.
                        tables::notices::insert(db, &notice).await?;
                        delivered.push(item.id);
                    }
                    None => {
                        let retry = (item.attempts < MAX_ATTEMPTS).then(|| back_off(item.attempts));
                        tables::outbox::failed(db, item.id, "payload not understood", retry).await?;
                    }
                }
            }
            tables::outbox::delivered(db, &delivered).await?;
            Ok(())
        })
        .await?;
    Ok(count)
}

fn back_off(attempts: i64) -> Duration {
    let exponent = u32::try_from(attempts.clamp(0, 10)).unwrap_or(0);
    Duration::from_secs(2u64.saturating_pow(exponent))
}

/// The notice of an outbox row of kind `notice`.
fn notice(key: &str, kind: &str, payload: &Json, now: Timestamp) -> Option<tables::notices::Notice> {
    let id = |name: &str| payload.get(name).and_then(Json::as_str).and_then(|text| Id::try_parse(text).ok());
    let text = |name: &str| payload.get(name).and_then(Json::as_str).map(str::to_owned);
    (kind == "notice").then_some(())?;
    Some(tables::notices::Notice {
        id: new_id(),
        user_id: id("user")?,
        created_at: now,
        key: key.to_owned(),
        template: text("template")?,
        params: payload.get("params").cloned().unwrap_or_default(),
        object: text("object"),
        record: id("record"),
        read_at: None,
    })
}

/// Puts the standing jobs into the queue; once each, however many processes start.
///
/// # Errors
/// Whatever the database says.
pub async fn schedule_standing_jobs(tenon: &Tenon) -> Answer<()> {
    tenon.store.write(async |db: &mut Db| enqueue_cleanup(db, Duration::ZERO).await).await?;
    Ok(())
}

async fn enqueue_cleanup(db: &mut Db, run_in: Duration) -> Result<(), StoreError> {
    let job = tables::jobs::NewJob {
        name: CLEANUP.to_owned(),
        payload: Json::Null,
        run_in,
        unique_key: Some(CLEANUP.to_owned()),
    };
    tables::jobs::enqueue(db, &job).await?;
    Ok(())
}

/// Claims and runs due jobs; answers how many there were.
///
/// # Errors
/// Whatever the database says; a job that failed is tried again by itself.
pub async fn run_jobs(tenon: &Tenon) -> Answer<usize> {
    tenon.is_current()?;
    let jobs = tenon.store.write(async |db: &mut Db| tables::jobs::claim(db, 10, LEASE).await).await?;
    let count = jobs.len();
    for job in jobs {
        let outcome = match job.name.as_str() {
            CLEANUP => clean_up(tenon).await,
            backfill::JOB => backfill::run(tenon, &job, LEASE).await,
            backfill::RATES_JOB => backfill::run_rates(tenon, &job).await,
            other => Err(crate::Failure::internal(format!("no job is named {other}"))),
        };
        tenon
            .store
            .write(async move |db: &mut Db| -> Result<(), StoreError> {
                match &outcome {
                    Ok(()) => {
                        tables::jobs::finish(db, &job).await?;
                        if job.name == CLEANUP {
                            enqueue_cleanup(db, Duration::from_secs(CLEANUP_EVERY)).await?;
                        }
                    }
                    Err(failure) => {
                        let cause = failure.cause.as_deref().unwrap_or(failure.code.name());
                        tables::jobs::fail(db, &job, cause, MAX_ATTEMPTS).await?;
                    }
                }
                Ok(())
            })
            .await?;
    }
    Ok(count)
}

/// Delivered effects after a week, answers to repeated requests after a day, finished jobs after a month, refresh and
/// one-time tokens when they end, failed sign-ins after a day, uploads that no record took within a day, and what the recycle area has kept long enough.
///
/// # Errors
/// Whatever the database says; what was removed until then stays so.
pub async fn clean_up(tenon: &Tenon) -> Answer<()> {
    let now = tenon.clock.now();
    let ago = |days: i64| Timestamp::from_second(now.as_second() - days * 86_400).unwrap_or(now);
    let (day, week, month) = (ago(1), ago(7), ago(30));
    let guesses = Timestamp::from_second(now.as_second() - crate::auth::LONGEST_MEMORY).unwrap_or(now);
    let contents = tenon
        .store
        .write(async move |db: &mut Db| -> Result<Vec<String>, StoreError> {
            tables::idempotency::purge(db, day).await?;
            tables::outbox::purge_delivered(db, week).await?;
            tables::jobs::purge_finished(db, month).await?;
            tables::refresh_tokens::purge_expired(db, now).await?;
            tables::one_time_tokens::purge_expired(db, now).await?;
            tables::brakes::purge(db, guesses).await?;
            let mut contents = Vec::new();
            for file in tables::files::loose(db, day, 500).await? {
                tables::files::delete(db, file.id).await?;
                if !tables::files::is_content_used(db, &file.sha256).await? {
                    contents.push(file.sha256);
                }
            }
            Ok(contents)
        })
        .await?;
    for sha256 in contents {
        tenon.files.remove(&sha256)?;
    }
    crate::designs::remove_expired(tenon, now).await?;
    crate::designs::clean_leftovers(tenon, false).await
}
