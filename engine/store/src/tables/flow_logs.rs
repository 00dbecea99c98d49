//! The table `flow_log`: every command of an approval and what came of it, chained by hashes. Rows are only ever added.

use engine_values::{ColumnType, Id, Timestamp};
use serde_json::Value as Json;

use super::row::table_row;
use super::statements::{all, insert, one, select};
use crate::{Db, StoreError};

table_row! {
    /// One command and its events.
    FlowLogEntry in "flow_log" {
        /// The approval.
        instance: Id,
        /// Its place, from 1.
        seq: i64,
        /// When.
        logged_at: Timestamp,
        /// By whom; none for the system itself.
        actor: Option<Id>,
        /// What was asked for.
        command: Json,
        /// What happened.
        events: Json,
        /// The hash of the entry before it; empty for the first.
        prev_hash: String,
        /// The hash over this entry and `prev_hash`.
        hash: String,
    }
}

/// Adds an entry; a unique violation tells that somebody else added one with the same place.
pub async fn append(db: &mut Db, entry: &FlowLogEntry) -> Result<(), StoreError> {
    insert(db, entry).await
}

/// The entries of an approval in order.
pub async fn list(db: &mut Db, instance: Id) -> Result<Vec<FlowLogEntry>, StoreError> {
    let mut writer = select::<FlowLogEntry>(db);
    writer.push(" WHERE instance = ").bind(ColumnType::Id, instance).push(" ORDER BY seq");
    all(db, writer).await
}

/// The newest entry of an approval.
pub async fn last(db: &mut Db, instance: Id) -> Result<Option<FlowLogEntry>, StoreError> {
    let mut writer = select::<FlowLogEntry>(db);
    writer.push(" WHERE instance = ").bind(ColumnType::Id, instance).push(" ORDER BY seq DESC LIMIT 1");
    one(db, writer).await
}
