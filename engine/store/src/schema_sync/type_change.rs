//! Columns that take the place of others. On PostgreSQL the column after is filled while others go on writing the column
//! before, and a trigger notes what they write; once the release is made the same trigger refuses those who still write
//! the column before. On SQLite there is one writer, so only the refusal is needed.

use engine_sql::{ColumnLayout, Dialect, SqlWriter};
use engine_values::ColumnType;

use super::names::{check_name, guard_name, index_name};
use super::types::type_name;
use crate::error::MODEL_CHANGED;
use crate::tables::type_changes::{self, TypeChange};
use crate::{Db, StoreError};

/// A process that converts holds it on a connection of its own, so it ends with the process.
const LOCK: &str = "1413828176, hashtext(current_schema())";

/// Takes the lock of those who convert, for as long as the connection lives; false while another process has it.
pub async fn try_lock(db: &mut Db) -> Result<bool, StoreError> {
    answer(db, &format!("SELECT pg_try_advisory_lock({LOCK})")).await
}

/// Gives the lock back.
pub async fn unlock(db: &mut Db) -> Result<(), StoreError> {
    answer(db, &format!("SELECT pg_advisory_unlock({LOCK})")).await.map(|_| ())
}

/// True when nobody converts; nobody begins before the transaction ends.
pub async fn nobody_converts(db: &mut Db) -> Result<bool, StoreError> {
    answer(db, &format!("SELECT pg_try_advisory_xact_lock({LOCK})")).await
}

async fn answer(db: &mut Db, text: &str) -> Result<bool, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push(text).column(ColumnType::Bool);
    let row = db.row(&writer.finish()).await?;
    Ok(row.and_then(|row| row.first().map(|value| *value == engine_values::Value::Bool(true))).unwrap_or_default())
}

/// Makes the columns after, with their plain indexes while they are empty, and begins to note who writes those before.
/// PostgreSQL only; a table that is in use makes it fail after 300 ms with [`StoreError::Serialization`].
pub async fn begin(db: &mut Db, change: &TypeChange, columns: &[ColumnLayout]) -> Result<(), StoreError> {
    let table = &change.table_name;
    check_name(table)?;
    db.batch("SET LOCAL lock_timeout = '300ms'").await?;
    for column in columns {
        check_name(&column.name)?;
        let (name, kind) = (&column.name, type_name(db.dialect(), column.column).declared);
        db.batch(&format!("ALTER TABLE {table} ADD COLUMN {name} {kind}")).await?;
        if column.indexed || column.references.is_some() {
            let index = index_name(table, std::slice::from_ref(name));
            db.batch(&format!("CREATE INDEX {index} ON {table} ({name})")).await?;
        }
    }
    for (before, _) in change.pairs() {
        check_name(&before)?;
        let (name, id) = (guard_name(table, &before), change.id);
        db.batch(&format!(
            "CREATE TRIGGER {name}_i AFTER INSERT ON {table} FOR EACH ROW WHEN (NEW.{before} IS NOT NULL) \
             EXECUTE FUNCTION tenon_type_change('{id}')"
        ))
        .await?;
        db.batch(&format!(
            "CREATE TRIGGER {name}_u AFTER UPDATE OF {before} ON {table} FOR EACH ROW \
             WHEN (NEW.{before} IS DISTINCT FROM OLD.{before}) EXECUTE FUNCTION tenon_type_change('{id}')"
        ))
        .await?;
    }
    db.batch("SET LOCAL lock_timeout = DEFAULT").await
}

/// Keeps writers away from a table until the transaction ends, also those who have only locked a row so far and would
/// wait for us while we wait for the row; readers go on. PostgreSQL only.
pub async fn lock_writers(db: &mut Db, table: &str) -> Result<(), StoreError> {
    check_name(table)?;
    db.batch("SET LOCAL lock_timeout = '2s'").await?;
    db.batch(&format!("LOCK TABLE {table} IN EXCLUSIVE MODE")).await?;
    db.batch("SET LOCAL lock_timeout = DEFAULT").await
}

/// Refuses whoever still writes the column before. SQLite only: on PostgreSQL the triggers of [`begin`] do.
pub async fn guard(db: &mut Db, table: &str, before: &str) -> Result<(), StoreError> {
    check_name(table)?;
    check_name(before)?;
    let name = guard_name(table, before);
    let refuse = format!("BEGIN SELECT RAISE(ABORT, '{MODEL_CHANGED}'); END");
    db.batch(&format!(
        "CREATE TRIGGER IF NOT EXISTS {name}_i BEFORE INSERT ON {table} WHEN NEW.{before} IS NOT NULL {refuse}"
    ))
    .await?;
    db.batch(&format!(
        "CREATE TRIGGER IF NOT EXISTS {name}_u BEFORE UPDATE OF {before} ON {table} \
         WHEN NEW.{before} IS NOT OLD.{before} {refuse}"
    ))
    .await
}

/// Takes the triggers of a column away.
pub(super) async fn unguard(db: &mut Db, table: &str, column: &str) -> Result<(), StoreError> {
    let name = guard_name(table, column);
    for suffix in ["i", "u"] {
        let text = match db.dialect() {
            Dialect::Sqlite => format!("DROP TRIGGER IF EXISTS {name}_{suffix}"),
            Dialect::Postgres => format!("DROP TRIGGER IF EXISTS {name}_{suffix} ON {table}"),
        };
        db.batch(&text).await?;
    }
    Ok(())
}

/// Removes what a change that never became a release has made: its triggers, its columns and itself.
pub async fn abandon(db: &mut Db, change: &TypeChange) -> Result<(), StoreError> {
    forget(db, change, true).await
}

/// Removes the triggers of a change that became a release so long ago that nobody has the model before any more.
pub async fn retire(db: &mut Db, change: &TypeChange) -> Result<(), StoreError> {
    forget(db, change, false).await
}

async fn forget(db: &mut Db, change: &TypeChange, with_columns: bool) -> Result<(), StoreError> {
    let table = &change.table_name;
    check_name(table)?;
    if db.dialect() == Dialect::Postgres {
        db.batch("SET LOCAL lock_timeout = '300ms'; SET LOCAL client_min_messages = warning").await?;
    }
    for (before, after) in change.pairs() {
        check_name(&before)?;
        unguard(db, table, &before).await?;
        if with_columns {
            super::recycle::drop_column(db, table, &after).await?;
        }
    }
    type_changes::remove(db, change.id).await
}
