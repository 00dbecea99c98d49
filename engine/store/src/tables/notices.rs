//! The table `notice`: messages to people inside the application.

use engine_sql::SqlWriter;
use engine_values::{ColumnType, Id, Timestamp};
use serde_json::Value as Json;

use super::row::table_row;
use super::statements::{all, changed, count, insert_new, push_before, push_limit, select, single};
use crate::{Db, StoreError};

table_row! {
    /// A message to one person.
    Notice in "notice" {
        /// The identity.
        id: Id,
        /// To whom.
        user_id: Id,
        /// When.
        created_at: Timestamp,
        /// What makes it one of a kind, so that a repeated effect sends nothing twice.
        key: String,
        /// The key of its text.
        template: String,
        /// What the text names.
        params: Json,
        /// The uid of the object it is about.
        object: Option<String>,
        /// The record it is about.
        record: Option<Id>,
        /// When it was read.
        read_at: Option<Timestamp>,
    }
}

/// Adds a notice; false when its key is known.
pub async fn insert(db: &mut Db, notice: &Notice) -> Result<bool, StoreError> {
    insert_new(db, notice, "key").await
}

/// The notices of somebody from new to old, before the time and identity of the last one seen.
pub async fn list(
    db: &mut Db,
    user: Id,
    before: Option<(Timestamp, Id)>,
    limit: i64,
) -> Result<Vec<Notice>, StoreError> {
    let mut writer = select::<Notice>(db);
    writer.push(" WHERE user_id = ").bind(ColumnType::Id, user);
    push_before(&mut writer, "created_at", before);
    writer.push(" ORDER BY created_at DESC, id DESC");
    push_limit(&mut writer, limit);
    all(db, writer).await
}

/// How many notices somebody has not read.
pub async fn count_unread(db: &mut Db, user: Id) -> Result<i64, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("SELECT count(*) FROM notice WHERE user_id = ").bind(ColumnType::Id, user).push(" AND read_at IS NULL");
    single(db, writer).await
}

/// Marks one notice of somebody as read; false when there is no unread one.
pub async fn mark_read(db: &mut Db, user: Id, id: Id, at: Timestamp) -> Result<bool, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("UPDATE notice SET read_at = ").bind(ColumnType::Instant, at).push(" WHERE id = ");
    writer.bind(ColumnType::Id, id).push(" AND user_id = ").bind(ColumnType::Id, user).push(" AND read_at IS NULL");
    changed(db, writer).await
}

/// Marks every notice of somebody as read.
pub async fn mark_all_read(db: &mut Db, user: Id, at: Timestamp) -> Result<usize, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("UPDATE notice SET read_at = ").bind(ColumnType::Instant, at);
    writer.push(" WHERE user_id = ").bind(ColumnType::Id, user).push(" AND read_at IS NULL");
    count(db, writer).await
}
