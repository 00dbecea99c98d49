//! The statements that every system table needs, written once.

use std::time::Duration;

use engine_sql::{Dialect, SqlWriter, Statement};
use engine_values::{ColumnType, Id, Timestamp, Value};

use super::row::{Field, Row};
use crate::{Db, StoreError};

/// `SELECT <columns> FROM <table>` with the columns declared.
pub(super) fn select<R: Row>(db: &Db) -> SqlWriter {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("SELECT ");
    push_columns::<R>(&mut writer);
    writer.push(" FROM ").push(R::TABLE);
    writer
}

/// ` RETURNING <columns>` with the columns declared.
pub(super) fn push_returning<R: Row>(writer: &mut SqlWriter) {
    writer.push(" RETURNING ");
    push_columns::<R>(writer);
}

fn push_columns<R: Row>(writer: &mut SqlWriter) {
    for (index, (name, column)) in R::COLUMNS.iter().enumerate() {
        writer.push(if index == 0 { "" } else { ", " }).push(name).column(*column);
    }
}

/// `INSERT INTO <table> (…) VALUES (…)`, ready for a conflict clause.
pub(super) fn insertion<R: Row>(db: &Db, rows: &[R]) -> SqlWriter {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("INSERT INTO ").push(R::TABLE).push(" (");
    for (index, (name, _)) in R::COLUMNS.iter().enumerate() {
        writer.push(if index == 0 { "" } else { ", " }).push(name);
    }
    writer.push(") VALUES ");
    for (index, row) in rows.iter().enumerate() {
        writer.push(if index == 0 { "(" } else { ", (" });
        for (index, (value, (_, column))) in row.values().into_iter().zip(R::COLUMNS).enumerate() {
            writer.push(if index == 0 { "" } else { ", " }).bind(*column, value);
        }
        writer.push(")");
    }
    writer
}

/// Inserts one row.
pub(super) async fn insert<R: Row>(db: &mut Db, row: &R) -> Result<(), StoreError> {
    let statement = insertion(db, std::slice::from_ref(row)).finish();
    db.execute(&statement).await.map(|_| ())
}

/// Inserts rows one by one, so that only one shape of statement is prepared.
pub(super) async fn insert_all<R: Row>(db: &mut Db, rows: &[R]) -> Result<(), StoreError> {
    for row in rows {
        insert(db, row).await?;
    }
    Ok(())
}

/// Inserts a row unless its `conflict` columns are taken; false when they are.
pub(super) async fn insert_new<R: Row>(db: &mut Db, row: &R, conflict: &str) -> Result<bool, StoreError> {
    let mut writer = insertion(db, std::slice::from_ref(row));
    writer.push(" ON CONFLICT (").push(conflict).push(") DO NOTHING");
    changed(db, writer).await
}

/// Writes all columns but the first, which is the key, and those in `kept`; false when there is no such row.
pub(super) async fn update_by_key<R: Row>(db: &mut Db, row: &R, kept: &[&str]) -> Result<bool, StoreError> {
    let (mut writer, key) = update_but_key(db, row, kept);
    let Some((name, column, value)) = key else { return Ok(false) };
    writer.push(" WHERE ").push(name).push(" = ").bind(column, value);
    changed(db, writer).await
}

/// `UPDATE <table> SET …` for all columns but the key and those in `kept`, and the key itself.
pub(super) fn update_but_key<R: Row>(
    db: &Db,
    row: &R,
    kept: &[&str],
) -> (SqlWriter, Option<(&'static str, ColumnType, Value)>) {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("UPDATE ").push(R::TABLE).push(" SET ");
    let mut cells = R::COLUMNS.iter().zip(row.values());
    let key = cells.next().map(|((name, column), value)| (*name, *column, value));
    for (index, ((name, column), value)) in cells.filter(|((name, _), _)| !kept.contains(name)).enumerate() {
        writer.push(if index == 0 { "" } else { ", " }).push(name).push(" = ").bind(*column, value);
    }
    (writer, key)
}

/// The row with that key.
pub(super) async fn by_key<R: Row, K: Field>(db: &mut Db, key: &str, value: &K) -> Result<Option<R>, StoreError> {
    let mut writer = select::<R>(db);
    writer.push(" WHERE ").push(key).push(" = ").bind(K::COLUMN, value.to_value());
    one(db, writer).await
}

/// The rows with these identities, in no order.
pub(super) async fn by_ids<R: Row>(db: &mut Db, ids: &[Id]) -> Result<Vec<R>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut writer = select::<R>(db);
    writer.push(" WHERE id").in_list(ColumnType::Id, ids.iter().copied().map(Value::Id));
    all(db, writer).await
}

/// Every row of the statement.
pub(super) async fn all<R: Row>(db: &mut Db, writer: SqlWriter) -> Result<Vec<R>, StoreError> {
    let rows = db.rows(&writer.finish()).await?;
    rows.into_iter().map(|row| R::read(&mut row.into_iter())).collect()
}

/// The first row of the statement.
pub(super) async fn one<R: Row>(db: &mut Db, writer: SqlWriter) -> Result<Option<R>, StoreError> {
    db.row(&writer.finish()).await?.map(|row| R::read(&mut row.into_iter())).transpose()
}

/// The first column of every row.
pub(super) async fn singles<T: Field>(db: &mut Db, mut writer: SqlWriter) -> Result<Vec<T>, StoreError> {
    writer.column(T::COLUMN);
    let rows = db.rows(&writer.finish()).await?;
    rows.into_iter().map(|row| super::row::take(&mut row.into_iter(), "first")).collect()
}

/// The one value that a statement answers.
pub(super) async fn single<T: Field>(db: &mut Db, writer: SqlWriter) -> Result<T, StoreError> {
    let first = singles(db, writer).await?.into_iter().next();
    first.ok_or_else(|| StoreError::other("a statement that always has an answer had none"))
}

/// How many rows the statement changed.
pub(super) async fn count(db: &mut Db, writer: SqlWriter) -> Result<usize, StoreError> {
    let statement: Statement = writer.finish();
    db.execute(&statement).await
}

/// True when the statement changed a row.
pub(super) async fn changed(db: &mut Db, writer: SqlWriter) -> Result<bool, StoreError> {
    count(db, writer).await.map(|rows| rows > 0)
}

/// The clock of the database, which all processes share, as an expression. In PostgreSQL it is the begin of the
/// transaction.
pub(super) fn now(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Sqlite => "CAST(round(unixepoch('subsec') * 1000) AS INTEGER) * 1000",
        Dialect::Postgres => "now()",
    }
}

/// The clock of the database some time from now, as an expression with a bind.
pub(super) fn push_later(writer: &mut SqlWriter, later: Duration) {
    let dialect = writer.dialect();
    let microseconds = i64::try_from(later.as_micros()).unwrap_or(i64::MAX / 4);
    writer.push(now(dialect)).push(" + ").bind(ColumnType::Int, microseconds);
    if dialect == Dialect::Postgres {
        writer.push(" * interval '1 microsecond'");
    }
}

/// What follows a selection of rows for a worker, so that workers on PostgreSQL pass each other; SQLite has one writer.
pub(super) fn skip_locked(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Sqlite => "",
        Dialect::Postgres => " FOR UPDATE SKIP LOCKED",
    }
}

/// Adds `AND (<time>, id) < (…)` to a page that goes from new to old.
pub(super) fn push_before(writer: &mut SqlWriter, time: &str, before: Option<(Timestamp, Id)>) {
    if let Some((instant, id)) = before {
        writer.push(" AND (").push(time).push(", id) < (").bind(ColumnType::Instant, instant).push(", ");
        writer.bind(ColumnType::Id, id).push(")");
    }
}

/// Adds the limit of a page.
pub(super) fn push_limit(writer: &mut SqlWriter, limit: i64) {
    writer.push(" LIMIT ").bind(ColumnType::Int, limit);
}

/// The present by the clock of the database.
pub async fn database_now(db: &mut Db) -> Result<Timestamp, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("SELECT ").push(now(db.dialect()));
    single(db, writer).await
}
