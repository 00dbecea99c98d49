//! The table `record_history`: who changed what in a record. Rows are only ever added, until the object or the field that
//! they tell of is gone for good.

use engine_sql::{Dialect, SqlWriter};
use engine_values::{ColumnType, Id, Timestamp};
use serde_json::Value as Json;

use super::row::table_row;
use super::statements::{all, count, insert, insert_all, push_before, push_limit, select};
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

/// Removes everything that is told of the records of an object.
pub async fn forget_object(db: &mut Db, object: &str) -> Result<usize, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("DELETE FROM record_history WHERE object = ").bind(ColumnType::Text, object);
    count(db, writer).await
}

/// Removes the old and new values of one field from everything that is told of its object.
pub async fn forget_field(db: &mut Db, object: &str, field: &str) -> Result<usize, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    match db.dialect() {
        Dialect::Sqlite => {
            const FIELD: &str = "CASE c.type WHEN 'object' THEN json_extract(c.value, '$.field') END";
            writer.push("UPDATE record_history SET changes = (SELECT json_group_array(CASE c.type WHEN 'object' THEN ");
            writer
                .push("json(c.value) ELSE c.value END) FROM json_each(changes) c WHERE ")
                .push(FIELD)
                .push(" IS NOT ");
            writer.bind(ColumnType::Text, field).push(") WHERE object = ").bind(ColumnType::Text, object);
            writer.push(" AND json_type(changes) = 'array' AND EXISTS (SELECT 1 FROM json_each(changes) c WHERE ");
            writer.push(FIELD).push(" = ").bind(ColumnType::Text, field).push(")");
        }
        Dialect::Postgres => {
            writer.push(
                "UPDATE record_history SET changes = coalesce((SELECT jsonb_agg(c.change ORDER BY c.place) FROM ",
            );
            writer.push("jsonb_array_elements(changes) WITH ORDINALITY c (change, place) WHERE c.change->>'field' IS ");
            writer.push("DISTINCT FROM ").bind(ColumnType::Text, field).push("::text), '[]'::jsonb) WHERE object = ");
            writer.bind(ColumnType::Text, object).push(" AND jsonb_typeof(changes) = 'array' AND changes @> ");
            writer
                .push("jsonb_build_array(jsonb_build_object('field', ")
                .bind(ColumnType::Text, field)
                .push("::text))");
        }
    }
    count(db, writer).await
}
