//! The tables `recycled` and `recycled_reference`: fields and objects that a release took out, for as long as they can
//! come back.

use engine_sql::SqlWriter;
use engine_values::{ColumnType, Id, Timestamp};
use serde_json::Value as Json;

use super::row::table_row;
use super::statements::{all, by_key, changed, insert as insert_row, push_limit, select};
use crate::{Db, StoreError};

table_row! {
    /// A field whose column, or an object whose table, no model knows any more.
    Recycled in "recycled" {
        /// The identity.
        id: Id,
        /// The identity of the object.
        object_uid: String,
        /// What the object was called.
        object_name: String,
        /// The identity of the field; none for a whole object.
        field_uid: Option<String>,
        /// What the field was called.
        field_name: Option<String>,
        /// What people read, by language.
        label: Json,
        /// The field or the object as it was written.
        definition: Json,
        /// The physical table.
        table_name: String,
        /// The physical column; none for a whole table, or for a field without one.
        column_name: Option<String>,
        /// How many records had a value, or were there.
        records: i64,
        /// The release that took it out.
        release_number: i64,
        /// When.
        removed_at: Timestamp,
        /// By whom.
        removed_by: Option<Id>,
        /// When it goes for good.
        expires_at: Timestamp,
        /// The column that a field had before its type changed: what was done with values that did not convert. None
        /// when the field or object itself was taken out.
        choices: Option<Json>,
    }
}

/// Adds an entry.
pub async fn insert(db: &mut Db, entry: &Recycled) -> Result<(), StoreError> {
    insert_row(db, entry).await
}

/// The entry with that identity.
pub async fn get(db: &mut Db, id: Id) -> Result<Option<Recycled>, StoreError> {
    by_key(db, "id", &id).await
}

/// Every entry, the newest first.
pub async fn list(db: &mut Db) -> Result<Vec<Recycled>, StoreError> {
    let mut writer = select::<Recycled>(db);
    writer.push(" ORDER BY removed_at DESC, id DESC");
    all(db, writer).await
}

/// Entries whose time is over. Fields come before whole objects, whose tables they may refer to.
pub async fn expired(db: &mut Db, now: Timestamp, limit: i64) -> Result<Vec<Recycled>, StoreError> {
    let mut writer = select::<Recycled>(db);
    writer.push(" WHERE expires_at <= ").bind(ColumnType::Instant, now);
    writer.push(" ORDER BY CASE WHEN field_uid IS NULL THEN 1 ELSE 0 END, removed_at, id");
    push_limit(&mut writer, limit);
    all(db, writer).await
}

/// Removes an entry and the references that were kept for it.
pub async fn delete(db: &mut Db, id: Id) -> Result<bool, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("DELETE FROM recycled WHERE id = ").bind(ColumnType::Id, id);
    changed(db, writer).await
}
