//! The table `model_release`: what was published when, and by whom.

use engine_sql::{Dialect, SqlWriter};
use engine_values::{ColumnType, Id, Timestamp, Value};
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

/// A document as a release left it.
#[derive(Debug, Clone, PartialEq)]
pub struct Version {
    /// The release that changed it.
    pub number: i64,
    /// `kind/name`.
    pub key: String,
    /// The document; none when that release took it out.
    pub body: Option<Json>,
}

/// Every document as it was after release `number`: each with the last release that touched it, also those that were
/// gone by then. `keys` limits the answer to these documents.
pub async fn versions_at(db: &mut Db, number: i64, keys: Option<&[String]>) -> Result<Vec<Version>, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    match db.dialect() {
        // With max(), SQLite takes the other columns from the row that has the maximum.
        Dialect::Sqlite => writer.push(
            "SELECT max(r.number), d.key, CASE d.type WHEN 'null' THEN NULL ELSE d.value END FROM model_release r, json_each(r.documents) d WHERE r.number <= ",
        ),
        Dialect::Postgres => writer.push(
            "SELECT DISTINCT ON (d.key) r.number, d.key, nullif(d.value, 'null'::jsonb) FROM model_release r, jsonb_each(r.documents) d WHERE r.number <= ",
        ),
    };
    writer.bind(ColumnType::Int, number);
    if let Some(keys) = keys {
        writer.push(" AND d.key").in_list(ColumnType::Text, keys.iter().map(|key| Value::Text(key.clone())));
    }
    match db.dialect() {
        Dialect::Sqlite => writer.push(" GROUP BY d.key ORDER BY d.key"),
        Dialect::Postgres => writer.push(" ORDER BY d.key, r.number DESC"),
    };
    versions(db, writer).await
}

/// Every release that touched one document, from new to old.
pub async fn versions_of(db: &mut Db, key: &str, limit: i64) -> Result<Vec<Version>, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    match db.dialect() {
        Dialect::Sqlite => writer.push(
            "SELECT r.number, d.key, CASE d.type WHEN 'null' THEN NULL ELSE d.value END FROM model_release r, json_each(r.documents) d WHERE d.key = ",
        ),
        Dialect::Postgres => writer.push(
            "SELECT r.number, d.key, nullif(d.value, 'null'::jsonb) FROM model_release r, jsonb_each(r.documents) d WHERE d.key = ",
        ),
    };
    writer.bind(ColumnType::Text, key).push(" ORDER BY r.number DESC");
    push_limit(&mut writer, limit);
    versions(db, writer).await
}

async fn versions(db: &mut Db, mut writer: SqlWriter) -> Result<Vec<Version>, StoreError> {
    writer.columns(&[ColumnType::Int, ColumnType::Text, ColumnType::Json]);
    let rows = db.rows(&writer.finish()).await?;
    let read = |row: Vec<Value>| match <[Value; 3]>::try_from(row) {
        Ok([Value::Int(number), Value::Text(key), Value::Json(body)]) => Ok(Version { number, key, body: Some(body) }),
        Ok([Value::Int(number), Value::Text(key), Value::Null]) => Ok(Version { number, key, body: None }),
        _ => Err(StoreError::other("a version of a document holds something else")),
    };
    rows.into_iter().map(read).collect()
}
