//! The table `outbox`: effects that were decided in a transaction and are delivered after it, at least once.

use std::time::Duration;

use engine_sql::SqlWriter;
use engine_values::{ColumnType, Id, Timestamp, Value, new_id};
use serde_json::Value as Json;

use super::row::table_row;
use super::statements::{
    all, changed, count, database_now, insert_new, now, push_later, push_limit, push_returning, select, skip_locked,
};
use crate::{Db, StoreError};

table_row! {
    /// One effect to deliver.
    OutboxItem in "outbox" {
        /// The identity.
        id: Id,
        /// What makes it one of a kind; handed to the receiver so that a repetition is noticed.
        key: String,
        /// What to do.
        kind: String,
        /// With what.
        payload: Json,
        /// When it was decided, by the clock of the database.
        created_at: Timestamp,
        /// Not before this instant; a claim moves it on.
        available_at: Timestamp,
        /// How often it was claimed.
        attempts: i64,
        /// When it was delivered.
        delivered_at: Option<Timestamp>,
        /// When it was given up.
        failed_at: Option<Timestamp>,
        /// Why the last try failed.
        error: Option<String>,
    }
}

/// An effect to add.
#[derive(Debug, Clone, PartialEq)]
pub struct NewOutboxItem {
    /// What makes it one of a kind.
    pub key: String,
    /// What to do.
    pub kind: String,
    /// With what.
    pub payload: Json,
}

/// Effects that were given up, newest first.
pub async fn given_up(db: &mut Db, limit: i64) -> Result<Vec<OutboxItem>, StoreError> {
    let mut writer = select::<OutboxItem>(db);
    writer.push(" WHERE failed_at IS NOT NULL ORDER BY failed_at DESC, id DESC");
    push_limit(&mut writer, limit);
    all(db, writer).await
}

/// Adds an effect; false when its key is known.
pub async fn enqueue(db: &mut Db, item: &NewOutboxItem) -> Result<bool, StoreError> {
    let at = database_now(db).await?;
    let item = OutboxItem {
        id: new_id(),
        key: item.key.clone(),
        kind: item.kind.clone(),
        payload: item.payload.clone(),
        created_at: at,
        available_at: at,
        attempts: 0,
        delivered_at: None,
        failed_at: None,
        error: None,
    };
    insert_new(db, &item, "key").await
}

/// Takes up to `limit` effects for `lease`; whoever does not report in that time loses them to another.
pub async fn claim(db: &mut Db, limit: i64, lease: Duration) -> Result<Vec<OutboxItem>, StoreError> {
    let dialect = db.dialect();
    let mut writer = SqlWriter::new(dialect);
    writer.push("UPDATE outbox SET attempts = attempts + 1, available_at = ");
    push_later(&mut writer, lease);
    writer.push(
        " WHERE id IN (SELECT id FROM outbox WHERE delivered_at IS NULL AND failed_at IS NULL AND available_at <= ",
    );
    writer.push(now(dialect)).push(" ORDER BY available_at, id");
    push_limit(&mut writer, limit);
    writer.push(skip_locked(dialect)).push(")");
    push_returning::<OutboxItem>(&mut writer);
    let mut items: Vec<OutboxItem> = all(db, writer).await?;
    items.sort_by_key(|item| (item.created_at, item.id));
    Ok(items)
}

/// Notes that effects were delivered.
pub async fn delivered(db: &mut Db, ids: &[Id]) -> Result<usize, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("UPDATE outbox SET error = NULL, delivered_at = ").push(now(db.dialect())).push(" WHERE id");
    writer.in_list(ColumnType::Id, ids.iter().copied().map(Value::Id)).push(" AND delivered_at IS NULL");
    count(db, writer).await
}

/// Notes that a delivery failed: to be tried again after `retry_in`, or given up without one.
pub async fn failed(db: &mut Db, id: Id, error: &str, retry_in: Option<Duration>) -> Result<bool, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("UPDATE outbox SET error = ").bind(ColumnType::Text, error);
    match retry_in {
        Some(later) => {
            writer.push(", available_at = ");
            push_later(&mut writer, later);
        }
        None => {
            writer.push(", failed_at = ").push(now(db.dialect()));
        }
    }
    writer.push(" WHERE id = ").bind(ColumnType::Id, id).push(" AND delivered_at IS NULL");
    changed(db, writer).await
}

/// Removes effects that were delivered before an instant.
pub async fn purge_delivered(db: &mut Db, before: Timestamp) -> Result<usize, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("DELETE FROM outbox WHERE delivered_at < ").bind(ColumnType::Instant, before);
    count(db, writer).await
}
