//! The table `document`: the published documents as they are now.

use engine_sql::SqlWriter;
use engine_values::ColumnType;
use serde_json::Value as Json;

use super::row::table_row;
use super::statements::{all, changed, count, insertion, one, select};
use crate::{Db, StoreError};

table_row! {
    /// A published document.
    Document in "document" {
        /// Its kind, for example `object`.
        kind: String,
        /// Its name among documents of the kind.
        name: String,
        /// The whole document.
        body: Json,
        /// The release that last changed it.
        release_number: i64,
    }
}

/// Every document.
pub async fn list(db: &mut Db) -> Result<Vec<Document>, StoreError> {
    let mut writer = select::<Document>(db);
    writer.push(" ORDER BY kind, name");
    all(db, writer).await
}

/// Every document of a kind.
pub async fn list_of_kind(db: &mut Db, kind: &str) -> Result<Vec<Document>, StoreError> {
    let mut writer = select::<Document>(db);
    writer.push(" WHERE kind = ").bind(ColumnType::Text, kind).push(" ORDER BY name");
    all(db, writer).await
}

/// One document.
pub async fn get(db: &mut Db, kind: &str, name: &str) -> Result<Option<Document>, StoreError> {
    let mut writer = select::<Document>(db);
    writer.push(" WHERE kind = ").bind(ColumnType::Text, kind).push(" AND name = ").bind(ColumnType::Text, name);
    one(db, writer).await
}

/// Adds or replaces a document.
pub async fn put(db: &mut Db, document: &Document) -> Result<(), StoreError> {
    let mut writer = insertion(db, std::slice::from_ref(document));
    writer
        .push(" ON CONFLICT (kind, name) DO UPDATE SET body = excluded.body, release_number = excluded.release_number");
    count(db, writer).await.map(|_| ())
}

/// Removes a document.
pub async fn remove(db: &mut Db, kind: &str, name: &str) -> Result<bool, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("DELETE FROM document WHERE kind = ").bind(ColumnType::Text, kind);
    writer.push(" AND name = ").bind(ColumnType::Text, name);
    changed(db, writer).await
}
