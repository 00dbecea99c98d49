//! The table `idempotency`: answers that were given under a key, to be given again when the request is repeated.

use engine_sql::SqlWriter;
use engine_values::{ColumnType, Id, Timestamp};

use super::row::table_row;
use super::statements::{count, insert_new, one, select};
use crate::{Db, StoreError};

table_row! {
    /// One answered request.
    IdempotencyRow in "idempotency" {
        /// Who asked.
        user_id: Id,
        /// The key that came with the request.
        key: String,
        /// The hash of the request, to notice another one under the same key.
        request_hash: String,
        /// The status of the answer.
        status: i64,
        /// The body of the answer.
        body: String,
        /// The entity tag of the answer.
        etag: Option<String>,
        /// When.
        created_at: Timestamp,
    }
}

/// The answer that was given to somebody under a key.
pub async fn get(db: &mut Db, user: Id, key: &str) -> Result<Option<IdempotencyRow>, StoreError> {
    let mut writer = select::<IdempotencyRow>(db);
    writer.push(" WHERE user_id = ").bind(ColumnType::Id, user).push(" AND key = ").bind(ColumnType::Text, key);
    one(db, writer).await
}

/// Keeps an answer; false when there is one under the key. Two equal requests at once: on PostgreSQL the second waits
/// here for the transaction of the first, so it must undo its own work when it gets false.
pub async fn insert(db: &mut Db, row: &IdempotencyRow) -> Result<bool, StoreError> {
    insert_new(db, row, "user_id, key").await
}

/// Removes answers given before an instant.
pub async fn purge(db: &mut Db, before: Timestamp) -> Result<usize, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("DELETE FROM idempotency WHERE created_at < ").bind(ColumnType::Instant, before);
    count(db, writer).await
}
