//! What the data of a table says about a planned change: how many rows, how many with a value, which are the same.

use engine_sql::{Dialect, SqlWriter};
use engine_values::{ColumnType, Id, Value};

use super::names::check_name;
use crate::{Db, StoreError};

/// Rows of a table that a question is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rows<'a> {
    /// Every row.
    All,
    /// Rows that have a value in a column.
    With(&'a str),
    /// Rows that have none.
    Without(&'a str),
    /// Rows in which a column is this word, or lists it.
    Holding(&'a str, ColumnType, &'a str),
    /// Rows that share the values of these columns with another row.
    Alike(&'a [String]),
}

/// How many rows.
pub async fn count(db: &mut Db, table: &str, rows: Rows<'_>) -> Result<i64, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("SELECT count(*)").column(ColumnType::Int);
    push_rows(&mut writer, table, rows)?;
    let row = db.row(&writer.finish()).await?;
    match row.and_then(|row| row.into_iter().next()) {
        Some(Value::Int(count)) => Ok(count),
        _ => Err(StoreError::other("a count without an answer")),
    }
}

/// Some of the rows, by their identities.
pub async fn sample(db: &mut Db, table: &str, rows: Rows<'_>, limit: i64) -> Result<Vec<Id>, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("SELECT t.id").column(ColumnType::Id);
    push_rows(&mut writer, table, rows)?;
    if let Rows::Alike(columns) = rows {
        // Those that are the same stand together.
        writer.push(" ORDER BY ").push(&columns.iter().map(|name| format!("t.{name}")).collect::<Vec<_>>().join(", "));
        writer.push(", t.id");
    }
    writer.push(" LIMIT ").bind(ColumnType::Int, limit);
    let rows = db.rows(&writer.finish()).await?;
    Ok(rows.iter().filter_map(|row| row.first().and_then(Value::as_id)).collect())
}

fn push_rows(writer: &mut SqlWriter, table: &str, rows: Rows<'_>) -> Result<(), StoreError> {
    check_name(table)?;
    writer.push(" FROM ").push(table).push(" t");
    match rows {
        Rows::All => {}
        Rows::With(column) => {
            check_name(column)?;
            writer.push(" WHERE t.").push(column).push(" IS NOT NULL");
        }
        Rows::Without(column) => {
            check_name(column)?;
            writer.push(" WHERE t.").push(column).push(" IS NULL");
        }
        Rows::Holding(column, kind, word) => {
            check_name(column)?;
            match (kind, writer.dialect()) {
                (ColumnType::TextList, Dialect::Sqlite) => {
                    writer.push(" WHERE EXISTS (SELECT 1 FROM json_each(t.").push(column).push(") e WHERE e.value = ");
                    writer.bind(ColumnType::Text, word).push(")");
                }
                (ColumnType::TextList, Dialect::Postgres) => {
                    writer.push(" WHERE ").bind(ColumnType::Text, word).push(" = ANY (t.").push(column).push(")");
                }
                _ => {
                    writer.push(" WHERE t.").push(column).push(" = ").bind(ColumnType::Text, word);
                }
            }
        }
        Rows::Alike(columns) => {
            let Some(first) = columns.first() else { return Err(StoreError::other("a key without a column")) };
            columns.iter().try_for_each(|column| check_name(column))?;
            let names = columns.join(", ");
            let present: Vec<String> = columns.iter().map(|name| format!("{name} IS NOT NULL")).collect();
            let same: Vec<String> = columns.iter().map(|name| format!("a.{name} = t.{name}")).collect();
            writer.push(" JOIN (SELECT ").push(&names).push(" FROM ").push(table).push(" WHERE ");
            writer.push(&present.join(" AND ")).push(" GROUP BY ").push(&names).push(" HAVING count(*) > 1) a ON ");
            writer.push(&same.join(" AND ")).push(" WHERE t.").push(first).push(" IS NOT NULL");
        }
    }
    Ok(())
}
