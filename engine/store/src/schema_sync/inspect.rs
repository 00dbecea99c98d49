//! What differs between layouts and the tables that exist, and how many rows are in the way of mending it.

use engine_sql::{Dialect, SqlWriter, TableLayout};
use engine_values::{ColumnType, Value};

use super::found::Found;
use super::names::{foreign_key_name, index_name, is_link_table, unique_name};
use super::types::type_name;
use super::{check_layout, facts, sync_layouts};
use crate::{Db, StoreError};

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Physical table.
    pub table: String,
    /// Physical columns, where it is about some.
    pub columns: Vec<String>,
    /// What it is.
    pub what: Drift,
    /// True when [`mend`] removes it.
    pub mendable: bool,
}

/// The ways in which a table departs from its layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Drift {
    /// The table is missing.
    Table,
    /// A column is missing.
    Column,
    /// A column has another type.
    Type,
    /// An index is missing.
    Index,
    /// A unique index is missing.
    Unique,
    /// Rows share values that must be unique.
    Duplicates,
    /// A foreign key is missing.
    ForeignKey,
    /// Rows refer to rows that do not exist.
    Orphans,
    /// A column that no field has: kept from before, or made by hand.
    SpareColumn,
    /// A table that no object has: kept from before, or made by hand.
    SpareTable,
}

/// Compares every layout with its table.
pub async fn inspect(db: &mut Db, layouts: &[TableLayout]) -> Result<Vec<Difference>, StoreError> {
    let found = Found::read(db).await?;
    let mut differences = Vec::new();
    for layout in layouts {
        check_layout(layout)?;
        table(db, layout, &found, &mut differences).await?;
    }
    for name in found.columns.keys().filter(|name| name.starts_with("o_") || is_link_table(name)) {
        if !layouts.iter().any(|layout| layout.name == *name) {
            differences.push(difference(name, &[], Drift::SpareTable, false));
        }
    }
    Ok(differences)
}

/// Adds what is missing where nothing is in the way. Nothing is ever dropped or changed.
pub async fn mend(db: &mut Db, layouts: &[TableLayout]) -> Result<(), StoreError> {
    let differences = inspect(db, layouts).await?;
    let is_blocked = |layout: &&TableLayout| {
        let blocks = |difference: &&Difference| {
            difference.table == layout.name
                && matches!(difference.what, Drift::Type | Drift::Duplicates | Drift::Orphans)
        };
        differences.iter().any(|difference| blocks(&difference))
    };
    let sound: Vec<TableLayout> = layouts.iter().filter(|layout| !is_blocked(layout)).cloned().collect();
    sync_layouts(db, &sound, &|| ()).await
}

fn difference(table: &str, columns: &[String], what: Drift, mendable: bool) -> Difference {
    Difference { table: table.to_owned(), columns: columns.to_vec(), what, mendable }
}

async fn table(
    db: &mut Db,
    layout: &TableLayout,
    found: &Found,
    differences: &mut Vec<Difference>,
) -> Result<(), StoreError> {
    let (dialect, name) = (db.dialect(), layout.name.as_str());
    let Some(present) = found.columns.get(name) else {
        differences.push(difference(name, &[], Drift::Table, true));
        return Ok(());
    };
    let start = differences.len();
    let mut there: Vec<&str> = Vec::new();
    for column in &layout.columns {
        let own = std::slice::from_ref(&column.name);
        match present.get(&column.name) {
            None => differences.push(difference(name, own, Drift::Column, true)),
            Some(kind) if *kind != type_name(dialect, column.column).stored => {
                differences.push(difference(name, own, Drift::Type, false));
            }
            Some(_) => there.push(column.name.as_str()),
        }
    }
    let is_there = |columns: &[String]| columns.iter().all(|column| there.contains(&column.as_str()));
    let none = Vec::new();
    let indexes = found.indexes.get(name).unwrap_or(&none);
    let single = layout.columns.iter().filter(|column| column.name != "id");
    let single = single.filter(|column| column.indexed || column.references.is_some());
    let single = single.map(|column| vec![column.name.clone()]);
    for columns in single.chain(layout.indexes.iter().cloned()) {
        if is_there(&columns) && !indexes.contains(&index_name(name, &columns)) {
            differences.push(difference(name, &columns, Drift::Index, true));
        }
    }
    for columns in &layout.unique {
        if !is_there(columns) || indexes.contains(&unique_name(name, columns)) {
            continue;
        }
        let alike = facts::count(db, name, facts::Rows::Alike(columns)).await?;
        differences.push(difference(name, columns, Drift::Unique, alike == 0));
        if alike > 0 {
            differences.push(difference(name, columns, Drift::Duplicates, false));
        }
    }
    for column in layout.columns.iter().filter(|column| there.contains(&column.name.as_str())) {
        let Some(target) = &column.references else { continue };
        let own = std::slice::from_ref(&column.name);
        if found.columns.contains_key(target) && orphans(db, name, &column.name, target).await? > 0 {
            differences.push(difference(name, own, Drift::Orphans, false));
        }
        // SQLite has references only from the making of a column on.
        let is_missing =
            dialect == Dialect::Postgres && !found.has_constraint(name, &foreign_key_name(name, &column.name));
        if is_missing {
            differences.push(difference(name, own, Drift::ForeignKey, true));
        }
    }
    let spare = present.keys().filter(|column| !layout.columns.iter().any(|own| own.name == **column));
    for column in spare {
        differences.push(difference(name, std::slice::from_ref(column), Drift::SpareColumn, false));
    }
    // One thing in the way keeps the whole table from being mended.
    let of_table = differences.get_mut(start..).unwrap_or_default();
    if of_table.iter().any(|one| matches!(one.what, Drift::Type | Drift::Duplicates | Drift::Orphans)) {
        of_table.iter_mut().for_each(|one| one.mendable = false);
    }
    Ok(())
}

async fn orphans(db: &mut Db, table: &str, column: &str, target: &str) -> Result<i64, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("SELECT count(*) FROM ").push(table).push(" t WHERE t.").push(column).push(" IS NOT NULL");
    writer.push(" AND NOT EXISTS (SELECT 1 FROM ").push(target).push(" o WHERE o.id = t.").push(column).push(")");
    writer.column(ColumnType::Int);
    number(db, writer).await
}

/// The longest, and among those the last, text of a column that begins with `start`: the highest number of a numbering.
pub async fn highest_text(db: &mut Db, table: &str, column: &str, start: &str) -> Result<Option<String>, StoreError> {
    super::names::check_name(table)?;
    super::names::check_name(column)?;
    let length = i64::try_from(start.chars().count()).unwrap_or(i64::MAX);
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("SELECT ").push(column).push(" FROM ").push(table).push(" WHERE substr(").push(column).push(", 1, ");
    let cast = if db.dialect() == Dialect::Postgres { "::integer" } else { "" };
    writer.bind(ColumnType::Int, length).push(cast).push(") = ").bind(ColumnType::Text, start);
    writer.push(" ORDER BY length(").push(column).push(") DESC, ").push(column).push(" DESC LIMIT 1");
    writer.column(ColumnType::Text);
    let row = db.row(&writer.finish()).await?;
    Ok(row.and_then(|row| row.first().and_then(Value::as_text).map(str::to_owned)))
}

async fn number(db: &mut Db, writer: SqlWriter) -> Result<i64, StoreError> {
    let row = db.row(&writer.finish()).await?;
    row.and_then(|row| row.first().and_then(Value::as_int))
        .ok_or_else(|| StoreError::other("a count without an answer"))
}
