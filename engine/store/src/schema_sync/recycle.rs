//! Columns and tables that no layout knows any more: their references are set aside, so that they hold nobody, put back
//! when they return, and in the end the column or table is dropped.

use engine_sql::{Dialect, SqlWriter};
use engine_values::{ColumnType, Id, Value};

use super::names::{check_name, is_link_table, is_our_index};
use crate::{Db, StoreError};

/// Moves the references of a column to the side table: a record that is not seen any more must not keep others from
/// being deleted, and must not point to one that is gone when it comes back.
pub async fn set_references_aside(db: &mut Db, recycled: Id, table: &str, column: &str) -> Result<(), StoreError> {
    check_name(table)?;
    check_name(column)?;
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("INSERT INTO recycled_reference (recycled, column_name, record, target) SELECT ");
    writer.bind(ColumnType::Id, recycled).push(cast(db.dialect(), "uuid")).push(", ");
    writer.bind(ColumnType::Text, column).push(cast(db.dialect(), "text")).push(", id, ");
    writer.push(column).push(" FROM ").push(table).push(" WHERE ").push(column).push(" IS NOT NULL");
    db.execute(&writer.finish()).await?;
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("UPDATE ").push(table).push(" SET ").push(column).push(" = NULL WHERE ").push(column);
    writer.push(" IS NOT NULL");
    db.execute(&writer.finish()).await.map(|_| ())
}

/// Puts references back where the record they point to is still there.
pub async fn put_references_back(
    db: &mut Db,
    recycled: Id,
    table: &str,
    column: &str,
    target: &str,
) -> Result<(), StoreError> {
    for name in [table, column, target] {
        check_name(name)?;
    }
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("UPDATE ").push(table).push(" SET ").push(column).push(" = (SELECT r.target FROM recycled_reference r");
    writer.push(" WHERE r.record = ").push(table).push(".id");
    push_kept(&mut writer, recycled, column, target);
    writer.push(") WHERE id IN (SELECT r.record FROM recycled_reference r WHERE 1 = 1");
    push_kept(&mut writer, recycled, column, target);
    writer.push(")");
    db.execute(&writer.finish()).await.map(|_| ())
}

fn push_kept(writer: &mut SqlWriter, recycled: Id, column: &str, target: &str) {
    writer.push(" AND r.recycled = ").bind(ColumnType::Id, recycled);
    writer.push(" AND r.column_name = ").bind(ColumnType::Text, column);
    writer.push(" AND EXISTS (SELECT 1 FROM ").push(target).push(" x WHERE x.id = r.target)");
}

/// Removes a column with everything in it. On SQLite this writes the table anew.
pub async fn drop_column(db: &mut Db, table: &str, column: &str) -> Result<(), StoreError> {
    check_name(table)?;
    check_name(column)?;
    if db.dialect() == Dialect::Sqlite {
        // SQLite keeps a column that an index still names.
        for index in indexes_over(db, table, column).await? {
            db.batch(&format!("DROP INDEX {index}")).await?;
        }
        if columns(db, table).await?.iter().any(|name| name == column) {
            db.batch(&format!("ALTER TABLE {table} DROP COLUMN {column}")).await?;
        }
        return Ok(());
    }
    db.batch("SET LOCAL lock_timeout = '300ms'").await?;
    db.batch(&format!("ALTER TABLE IF EXISTS {table} DROP COLUMN IF EXISTS {column}")).await?;
    db.batch("SET LOCAL lock_timeout = DEFAULT").await
}

/// Removes a table with everything in it, and what refers to it: columns of other tables, and whole tables of links.
/// Answers which those were. No model knows them either, since it would know the table then.
pub async fn drop_table(db: &mut Db, table: &str) -> Result<Vec<(String, String)>, StoreError> {
    check_name(table)?;
    let referring = referring_columns(db, table).await?;
    for (other, column) in referring.iter().filter(|(other, _)| other != table) {
        if is_link_table(other) {
            db.batch(&format!("DROP TABLE IF EXISTS {other}")).await?;
        } else {
            drop_column(db, other, column).await?;
        }
    }
    let postgres = db.dialect() == Dialect::Postgres;
    if postgres {
        db.batch("SET LOCAL lock_timeout = '300ms'").await?;
    }
    db.batch(&format!("DROP TABLE IF EXISTS {table}")).await?;
    if postgres {
        db.batch("SET LOCAL lock_timeout = DEFAULT").await?;
    }
    Ok(referring)
}

async fn referring_columns(db: &mut Db, table: &str) -> Result<Vec<(String, String)>, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    match db.dialect() {
        Dialect::Sqlite => writer.push(
            "SELECT m.name, f.\"from\" FROM sqlite_schema m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table' AND f.\"table\" = ",
        ),
        Dialect::Postgres => writer.push(
            "SELECT t.relname::text, a.attname::text FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
             JOIN pg_class o ON o.oid = c.confrelid JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
             JOIN pg_namespace n ON n.oid = o.relnamespace AND n.nspname = current_schema()
             WHERE c.contype = 'f' AND o.relname::text = ",
        ),
    };
    writer.bind(ColumnType::Text, table).columns(&[ColumnType::Text; 2]);
    let rows = db.rows(&writer.finish()).await?;
    let text = |value: Option<&Value>| value.and_then(Value::as_text).unwrap_or_default().to_owned();
    Ok(rows.iter().map(|row| (text(row.first()), text(row.get(1)))).collect())
}

fn cast(dialect: Dialect, kind: &str) -> &'static str {
    match (dialect, kind) {
        (Dialect::Sqlite, _) => "",
        (Dialect::Postgres, "uuid") => "::uuid",
        (Dialect::Postgres, _) => "::text",
    }
}

async fn columns(db: &mut Db, table: &str) -> Result<Vec<String>, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("SELECT name FROM pragma_table_info(").column(ColumnType::Text).bind(ColumnType::Text, table).push(")");
    texts(db, writer).await
}

async fn indexes_over(db: &mut Db, table: &str, column: &str) -> Result<Vec<String>, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("SELECT DISTINCT l.name FROM pragma_index_list(").column(ColumnType::Text);
    writer.bind(ColumnType::Text, table).push(") l, pragma_index_info(l.name) i WHERE i.name = ");
    writer.bind(ColumnType::Text, column);
    Ok(texts(db, writer).await?.into_iter().filter(|name| is_our_index(name)).collect())
}

async fn texts(db: &mut Db, writer: SqlWriter) -> Result<Vec<String>, StoreError> {
    let rows = db.rows(&writer.finish()).await?;
    Ok(rows.iter().filter_map(|row| row.first().and_then(Value::as_text).map(str::to_owned)).collect())
}
