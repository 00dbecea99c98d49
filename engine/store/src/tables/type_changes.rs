//! The tables `type_change` and `type_change_record`: changes of types that are worked through beside the running
//! application. The second exists on PostgreSQL only, where others write meanwhile.

use engine_sql::{Dialect, SqlWriter};
use engine_values::{ColumnType, Id, Timestamp, Value};
use serde_json::Value as Json;

use super::row::table_row;
use super::statements::{all, changed, count, insert as insert_row, push_limit, select, single, singles};
use crate::{Db, StoreError};

/// State of a change whose values are being converted.
pub const FILLING: &str = "filling";
/// State of a change that a release has put in place.
pub const DONE: &str = "done";

table_row! {
    /// A change of the types of some fields of one object.
    TypeChange in "type_change" {
        /// The identity.
        id: Id,
        /// The identity of the object.
        object_uid: String,
        /// Its physical table.
        table_name: String,
        /// Physical columns as `[[before, after], …]`.
        columns: Json,
        /// [`FILLING`] or [`DONE`].
        state: String,
        /// The release that it stands on.
        base_release: i64,
        /// Records that were looked at.
        done: i64,
        /// Records that there were at the beginning.
        total: i64,
        /// When it was begun.
        started_at: Timestamp,
    }
}

impl TypeChange {
    /// The pairs of columns before and after.
    #[must_use]
    pub fn pairs(&self) -> Vec<(String, String)> {
        serde_json::from_value(self.columns.clone()).unwrap_or_default()
    }
}

/// Adds a change.
pub async fn insert(db: &mut Db, change: &TypeChange) -> Result<(), StoreError> {
    insert_row(db, change).await
}

/// Every change, the oldest first.
pub async fn list(db: &mut Db) -> Result<Vec<TypeChange>, StoreError> {
    let mut writer = select::<TypeChange>(db);
    writer.push(" ORDER BY started_at, id");
    all(db, writer).await
}

/// Writes how many records were looked at.
pub async fn advance(db: &mut Db, id: Id, done: i64) -> Result<bool, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("UPDATE type_change SET done = ").bind(ColumnType::Int, done);
    writer.push(" WHERE id = ").bind(ColumnType::Id, id);
    changed(db, writer).await
}

/// Puts a change in the state [`DONE`].
pub async fn finish(db: &mut Db, id: Id) -> Result<bool, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("UPDATE type_change SET state = ").bind(ColumnType::Text, DONE);
    writer.push(", done = total WHERE id = ").bind(ColumnType::Id, id);
    changed(db, writer).await
}

/// Removes a change with what was noted for it.
pub async fn remove(db: &mut Db, id: Id) -> Result<(), StoreError> {
    forget_records(db, id).await?;
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("DELETE FROM type_change WHERE id = ").bind(ColumnType::Id, id);
    changed(db, writer).await.map(|_| ())
}

/// Removes what was noted for a change.
pub async fn forget_records(db: &mut Db, id: Id) -> Result<(), StoreError> {
    if db.dialect() == Dialect::Postgres {
        let mut writer = SqlWriter::new(db.dialect());
        writer.push("DELETE FROM type_change_record WHERE type_change = ").bind(ColumnType::Id, id);
        count(db, writer).await?;
    }
    Ok(())
}

/// Some of the records that were written since they were converted.
pub async fn written(db: &mut Db, id: Id, limit: i64) -> Result<Vec<Id>, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("SELECT record FROM type_change_record WHERE is_written AND type_change = ").bind(ColumnType::Id, id);
    writer.push(" ORDER BY record");
    push_limit(&mut writer, limit);
    singles(db, writer).await
}

/// Forgets what was noted of records that are converted now.
pub async fn settle(db: &mut Db, id: Id, records: &[Id]) -> Result<(), StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("DELETE FROM type_change_record WHERE type_change = ").bind(ColumnType::Id, id);
    writer.push(" AND record").in_list(ColumnType::Id, records.iter().map(|record| Value::Id(*record)));
    count(db, writer).await.map(|_| ())
}

/// Notes the fields of records whose values did not convert. The records are locked.
pub async fn note_failing(db: &mut Db, id: Id, records: &[(Id, Vec<String>)]) -> Result<(), StoreError> {
    if records.is_empty() {
        return Ok(());
    }
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("INSERT INTO type_change_record (type_change, record, is_written, failing) VALUES ");
    for (place, (record, failing)) in records.iter().enumerate() {
        writer.push(if place > 0 { ", (" } else { "(" }).bind(ColumnType::Id, id);
        writer.push(", ").bind(ColumnType::Id, *record).push(", false, ");
        writer.bind(ColumnType::TextList, Value::List(failing.clone())).push(")");
    }
    writer.push(" ON CONFLICT (type_change, record) DO UPDATE SET failing = excluded.failing");
    count(db, writer).await.map(|_| ())
}

/// How many records there are in which a field was noted under this word.
pub async fn failing(db: &mut Db, change: &TypeChange, word: &str) -> Result<i64, StoreError> {
    crate::schema_sync::check_name(&change.table_name)?;
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("SELECT count(*) FROM type_change_record r JOIN ").push(&change.table_name);
    writer.push(" t ON t.id = r.record WHERE r.type_change = ").bind(ColumnType::Id, change.id);
    writer.push(" AND ").bind(ColumnType::Text, word).push(" = ANY (r.failing)");
    single(db, writer).await
}
