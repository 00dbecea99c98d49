//! Makes the tables of objects look like their layouts. It only ever adds: columns and tables are never dropped here,
//! and of indexes only those that we made and no longer want.

pub mod facts;
mod found;
mod inspect;
mod names;
pub mod recycle;
mod types;

use std::collections::BTreeMap;

use engine_sql::{ColumnLayout, Dialect, TableLayout};

use crate::{Db, StoreError};
use found::Found;
pub use inspect::{Difference, Drift, highest_text, inspect, mend};
pub use names::is_link_table;
use names::{check_name, foreign_key_name, index_name, is_our_index, unique_name};
use types::type_name;

/// Waits until no other process publishes; the lock ends with the transaction. SQLite has one writer anyway.
pub async fn lock_publishing(db: &mut Db) -> Result<(), StoreError> {
    match db.dialect() {
        Dialect::Sqlite => Ok(()),
        Dialect::Postgres => db.batch("SELECT pg_advisory_xact_lock(1413828175, hashtext(current_schema()))").await,
    }
}

/// Creates what is missing for `layouts`, inside the publishing transaction. Running it twice changes nothing.
/// A column that exists with another type is an error: changing types is another step.
///
/// On PostgreSQL a table that is in use makes this fail after 300 ms with [`StoreError::Serialization`] instead of
/// making every later reader queue behind us; `Store::write` then tries again. `reached` hears of each statement before
/// it is run.
pub async fn sync_layouts(db: &mut Db, layouts: &[TableLayout], reached: &(dyn Fn() + Sync)) -> Result<(), StoreError> {
    for layout in layouts {
        check_layout(layout)?;
    }
    let postgres = db.dialect() == Dialect::Postgres;
    if postgres {
        db.batch("SET LOCAL lock_timeout = '300ms'").await?;
    }
    let found = Found::read(db).await?;
    for layout in layouts {
        sync_columns(db, layout, &found, reached).await?;
    }
    for layout in layouts {
        if postgres {
            sync_foreign_keys(db, layout, &found, reached).await?;
        }
        sync_indexes(db, layout, &found, reached).await?;
    }
    if postgres {
        db.batch("SET LOCAL lock_timeout = DEFAULT").await?;
    }
    Ok(())
}

/// Which table and columns a violation is about, as far as the database tells: unique groups on both, references on
/// PostgreSQL only.
#[must_use]
pub fn violated_columns(layouts: &[TableLayout], error: &StoreError) -> Option<(String, Vec<String>)> {
    let (StoreError::UniqueViolation { constraint } | StoreError::ForeignKeyViolation { constraint }) = error else {
        return None;
    };
    layouts.iter().find_map(|layout| {
        let table = layout.name.as_str();
        if *constraint == format!("{table}_pkey") || *constraint == format!("{table}.id") {
            return Some((table.to_owned(), vec!["id".to_owned()]));
        }
        if let Some(columns) = layout.unique.iter().find(|columns| {
            let places: Vec<String> = columns.iter().map(|column| format!("{table}.{column}")).collect();
            *constraint == unique_name(table, columns) || *constraint == places.join(", ")
        }) {
            return Some((table.to_owned(), columns.clone()));
        }
        let column = layout.columns.iter().find(|column| *constraint == foreign_key_name(table, &column.name))?;
        Some((table.to_owned(), vec![column.name.clone()]))
    })
}

fn check_layout(layout: &TableLayout) -> Result<(), StoreError> {
    check_name(&layout.name)?;
    for column in &layout.columns {
        check_name(&column.name)?;
        column.references.as_deref().map_or(Ok(()), check_name)?;
    }
    for column in layout.unique.iter().chain(&layout.indexes).flatten() {
        check_name(column)?;
    }
    match layout.columns.first() {
        Some(key) if key.name == "id" => Ok(()),
        _ => Err(StoreError::Other(format!("the first column of {} is not id", layout.name))),
    }
}

async fn sync_columns(
    db: &mut Db,
    layout: &TableLayout,
    found: &Found,
    reached: &(dyn Fn() + Sync),
) -> Result<(), StoreError> {
    let dialect = db.dialect();
    let table = &layout.name;
    let Some(present) = found.columns.get(table) else {
        let columns: Vec<String> = layout.columns.iter().map(|column| declaration(dialect, layout, column)).collect();
        reached();
        return db.batch(&format!("CREATE TABLE {table} ({})", columns.join(", "))).await;
    };
    for column in &layout.columns {
        match present.get(&column.name) {
            None => {
                reached();
                db.batch(&format!("ALTER TABLE {table} ADD COLUMN {}", declaration(dialect, layout, column))).await?;
            }
            Some(kind) if *kind == type_name(dialect, column.column).stored => {}
            Some(kind) => {
                return Err(StoreError::Other(format!("column {} of {table} has the type {kind}", column.name)));
            }
        }
    }
    Ok(())
}

/// SQLite may refer to tables that come later, so there the reference stands with the column; on PostgreSQL
/// references are added when all tables exist.
fn declaration(dialect: Dialect, layout: &TableLayout, column: &ColumnLayout) -> String {
    let mut text = format!("{} {}", column.name, type_name(dialect, column.column).declared);
    if column.name == "id" {
        text.push_str(" NOT NULL PRIMARY KEY");
    }
    if let (Dialect::Sqlite, Some(target)) = (dialect, &column.references) {
        text.push_str(&format!(" REFERENCES {target} (id){} DEFERRABLE INITIALLY DEFERRED", on_delete(layout)));
    }
    text
}

/// What becomes of a row when one that it refers to is deleted.
fn on_delete(layout: &TableLayout) -> &'static str {
    if layout.cascades { " ON DELETE CASCADE" } else { "" }
}

async fn sync_foreign_keys(
    db: &mut Db,
    layout: &TableLayout,
    found: &Found,
    reached: &(dyn Fn() + Sync),
) -> Result<(), StoreError> {
    let table = &layout.name;
    for column in &layout.columns {
        let Some(target) = &column.references else { continue };
        let name = foreign_key_name(table, &column.name);
        if !found.has_constraint(table, &name) {
            let column = &column.name;
            let rule = on_delete(layout);
            reached();
            db.batch(&format!(
                "ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({column}) REFERENCES {target} (id){rule} DEFERRABLE INITIALLY DEFERRED"
            ))
            .await?;
        }
    }
    Ok(())
}

async fn sync_indexes(
    db: &mut Db,
    layout: &TableLayout,
    found: &Found,
    reached: &(dyn Fn() + Sync),
) -> Result<(), StoreError> {
    let table = &layout.name;
    let mut wanted: BTreeMap<String, (&str, String)> = BTreeMap::new();
    let single = layout.columns.iter().filter(|column| column.name != "id");
    // A reference without an index would make every deletion of its target read the whole table.
    for column in single.filter(|column| column.indexed || column.references.is_some()) {
        let columns = std::slice::from_ref(&column.name);
        wanted.insert(index_name(table, columns), ("INDEX", columns.join(", ")));
    }
    for columns in &layout.indexes {
        wanted.insert(index_name(table, columns), ("INDEX", columns.join(", ")));
    }
    for columns in &layout.unique {
        wanted.insert(unique_name(table, columns), ("UNIQUE INDEX", columns.join(", ")));
    }
    let none = Vec::new();
    let present = found.indexes.get(table).unwrap_or(&none);
    for name in present.iter().filter(|name| is_our_index(name) && !wanted.contains_key(*name)) {
        reached();
        db.batch(&format!("DROP INDEX {name}")).await?;
    }
    for (name, (kind, columns)) in &wanted {
        if !present.contains(name) {
            reached();
            db.batch(&format!("CREATE {kind} {name} ON {table} ({columns})")).await?;
        }
    }
    Ok(())
}
