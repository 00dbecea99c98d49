//! What the catalogue of the database says about the tables that exist.

use std::collections::BTreeMap;

use engine_sql::{Dialect, SqlWriter};
use engine_values::{ColumnType, Value};

use crate::{Db, StoreError};

/// Tables, their columns with types, their indexes and foreign keys.
pub(super) struct Found {
    pub(super) columns: BTreeMap<String, BTreeMap<String, String>>,
    pub(super) indexes: BTreeMap<String, Vec<String>>,
    constraints: BTreeMap<String, Vec<String>>,
}

impl Found {
    /// Reads the whole schema at once, since a publish may touch every object.
    pub(super) async fn read(db: &mut Db) -> Result<Self, StoreError> {
        let dialect = db.dialect();
        let mut columns: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
        for [table, column, kind] in texts(db, columns_of(dialect)).await? {
            columns.entry(table).or_default().insert(column, kind);
        }
        let mut indexes: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for [table, index] in texts(db, indexes_of(dialect)).await? {
            indexes.entry(table).or_default().push(index);
        }
        let mut constraints: BTreeMap<String, Vec<String>> = BTreeMap::new();
        if dialect == Dialect::Postgres {
            for [table, name] in texts(db, FOREIGN_KEYS).await? {
                constraints.entry(table).or_default().push(name);
            }
        }
        Ok(Self { columns, indexes, constraints })
    }

    pub(super) fn has_constraint(&self, table: &str, name: &str) -> bool {
        self.constraints.get(table).is_some_and(|names| names.iter().any(|found| found == name))
    }
}

fn columns_of(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Sqlite => {
            "SELECT t.name, c.name, c.type FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table'"
        }
        Dialect::Postgres => {
            "SELECT c.relname::text, a.attname::text, format_type(a.atttypid, a.atttypmod) FROM pg_class c
             JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = current_schema()
             JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped WHERE c.relkind IN ('r', 'p')"
        }
    }
}

fn indexes_of(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Sqlite => "SELECT tbl_name, name FROM sqlite_schema WHERE type = 'index'",
        Dialect::Postgres => {
            "SELECT tablename::text, indexname::text FROM pg_indexes WHERE schemaname = current_schema()"
        }
    }
}

const FOREIGN_KEYS: &str = "SELECT t.relname::text, c.conname::text FROM pg_constraint c
    JOIN pg_class t ON t.oid = c.conrelid JOIN pg_namespace n ON n.oid = t.relnamespace AND n.nspname = current_schema()
    WHERE c.contype = 'f'";

async fn texts<const N: usize>(db: &mut Db, text: &str) -> Result<Vec<[String; N]>, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push(text).columns(&[ColumnType::Text; N]);
    let rows = db.rows(&writer.finish()).await?;
    let text = |value: Value| match value {
        Value::Text(text) => text,
        _ => String::new(),
    };
    Ok(rows.into_iter().filter_map(|row| <[Value; N]>::try_from(row).ok()).map(|row| row.map(text)).collect())
}
