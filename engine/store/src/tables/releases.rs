//! The table `model_release`: what was published when, and by whom.

use engine_sql::SqlWriter;
use engine_values::{ColumnType, Id, Timestamp};
use serde_json::Value as Json;

use super::row::table_row;
use super::statements::{all, by_key, insert as insert_row, push_limit, select, single};
use crate::{Db, StoreError};

table_row! {
    /// One publication of documents.
    Release in "model_release" {
        /// Counts from 1 without gaps.
        number: i64,
        /// When.
        published_at: Timestamp,
        /// By whom; none for the system itself.
        published_by: Option<Id>,
        /// What the publisher said about it.
        note: String,
        /// The changed documents as they became; null for a removed one.
        documents: Json,
    }
}

/// Adds a release. Two publishers at once cannot both have the number: one gets a unique violation.
pub async fn insert(db: &mut Db, release: &Release) -> Result<(), StoreError> {
    insert_row(db, release).await
}

/// The release with that number.
pub async fn get(db: &mut Db, number: i64) -> Result<Option<Release>, StoreError> {
    by_key(db, "number", &number).await
}

/// The number of the newest release; 0 before the first.
pub async fn latest_number(db: &mut Db) -> Result<i64, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("SELECT coalesce(max(number), 0) FROM model_release");
    single(db, writer).await
}

/// Releases from new to old, below `before`.
pub async fn list(db: &mut Db, before: Option<i64>, limit: i64) -> Result<Vec<Release>, StoreError> {
    let mut writer = select::<Release>(db);
    writer.push(" WHERE number < ").bind(ColumnType::Int, before.unwrap_or(i64::MAX)).push(" ORDER BY number DESC");
    push_limit(&mut writer, limit);
    all(db, writer).await
}
