//! The table `counter`: numbers that are handed out once each.

use engine_sql::SqlWriter;
use engine_values::ColumnType;

use super::statements::single;
use crate::{Db, StoreError};

/// The last number that was handed out; 0 before the first.
pub async fn get(db: &mut Db, name: &str) -> Result<i64, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("SELECT coalesce(max(value), 0) FROM counter WHERE name = ").bind(ColumnType::Text, name);
    single(db, writer).await
}

/// Lets a counter go on after `value`, unless it is further already.
pub async fn raise(db: &mut Db, name: &str, value: i64) -> Result<(), StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("INSERT INTO counter (name, value) VALUES (").bind(ColumnType::Text, name).push(", ");
    writer.bind(ColumnType::Int, value).push(") ON CONFLICT (name) DO UPDATE SET value = excluded.value");
    writer.push(" WHERE counter.value < excluded.value");
    db.execute(&writer.finish()).await.map(|_| ())
}

/// Takes `how_many` numbers of a counter and answers the first of them; a new counter starts at 1. The row stays
/// locked until the transaction ends, so numbers have no gaps, not even after a rollback.
pub async fn next(db: &mut Db, name: &str, how_many: i64) -> Result<i64, StoreError> {
    if how_many < 1 {
        return Err(StoreError::other("a counter was asked for less than one number"));
    }
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("INSERT INTO counter (name, value) VALUES (").bind(ColumnType::Text, name).push(", ");
    writer
        .bind(ColumnType::Int, how_many)
        .push(") ON CONFLICT (name) DO UPDATE SET value = counter.value + excluded.value");
    writer.push(" RETURNING value");
    let last: i64 = single(db, writer).await?;
    Ok(last - how_many + 1)
}
