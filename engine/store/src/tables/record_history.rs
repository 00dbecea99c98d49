//! The table `record_history`: who changed what in a record. Rows are only ever added.

use engine_values::{ColumnType, Id, Timestamp};
use serde_json::Value as Json;

use super::row::table_row;
use super::statements::{all, insert, insert_all, push_before, push_limit, select};
use crate::{Db, StoreError};

table_row! {
    /// One change of one record.
    HistoryEntry in "record_history" {
        /// The identity.
        id: Id,
        /// The uid of the object.
        object: String,
        /// The record.
        record: Id,
        /// When.
        changed_at: Timestamp,
        /// By whom; none for the system itself.
        changed_by: Option<Id>,
        /// `create`, `update`, `delete` or `approval`.
        action: String,
        /// The fields with their old and new values.
        changes: Json,
    }
}

/// Adds an entry.
pub async fn append(db: &mut Db, entry: &HistoryEntry) -> Result<(), StoreError> {
    insert(db, entry).await
}

/// Adds entries.
pub async fn append_all(db: &mut Db, entries: &[HistoryEntry]) -> Result<(), StoreError> {
    insert_all(db, entries).await
}

/// The entries of a record from new to old, before the time and identity of the last one seen.
pub async fn list(
    db: &mut Db,
    object: &str,
    record: Id,
    before: Option<(Timestamp, Id)>,
    limit: i64,
) -> Result<Vec<HistoryEntry>, StoreError> {
    let mut writer = select::<HistoryEntry>(db);
    writer.push(" WHERE object = ").bind(ColumnType::Text, object).push(" AND record = ").bind(ColumnType::Id, record);
    push_before(&mut writer, "changed_at", before);
    writer.push(" ORDER BY changed_at DESC, id DESC");
    push_limit(&mut writer, limit);
    all(db, writer).await
}
