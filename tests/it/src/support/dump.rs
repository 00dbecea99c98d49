//! Everything that is stored, as text: what a refusal may not change.

use std::collections::BTreeMap;

use engine_sql::{Dialect, SqlWriter, Statement};
use engine_store::{Db, StoreError};
use engine_values::{ColumnType, Value};

use super::App;

/// Where refusals themselves are written down.
const NOTED: &[&str] = &["audit_entry", "audit_head", "sign_in_brake"];

impl App {
    /// Every table with its rows as text.
    pub fn dump(&self) -> BTreeMap<String, String> {
        self.run(self.tenon.store().read(async |db: &mut Db| {
            let mut dump = BTreeMap::new();
            for table in texts(db, &tables(db.dialect())).await? {
                let statement = match db.dialect() {
                    Dialect::Sqlite => {
                        let columns = format!("SELECT name FROM pragma_table_info('{table}')");
                        let quoted: Vec<String> =
                            texts(db, &columns).await?.iter().map(|name| format!("quote(\"{name}\")")).collect();
                        let row = quoted.join("||'|'||");
                        format!("SELECT coalesce(group_concat(line, char(10)), '') FROM (SELECT {row} AS line FROM \"{table}\" ORDER BY 1)")
                    }
                    Dialect::Postgres => format!(
                        "SELECT coalesce(string_agg(line, chr(10)), '') FROM (SELECT t::text AS line FROM \"{table}\" t ORDER BY 1) rows"
                    ),
                };
                dump.insert(table, texts(db, &statement).await?.concat());
            }
            Ok::<_, StoreError>(dump)
        }))
        .unwrap()
    }

    /// Runs something that must change nothing that is stored.
    pub fn unchanged<T>(&self, work: impl FnOnce() -> T) -> T {
        let before = self.dump();
        let outcome = work();
        let after = self.dump();
        for (table, rows) in before.iter().filter(|(table, _)| !NOTED.contains(&table.as_str())) {
            assert_eq!(Some(rows), after.get(table), "table {table} changed");
        }
        assert_eq!(before.len(), after.len(), "a table came");
        outcome
    }

    /// The number of rows of a system table.
    pub fn rows_of(&self, table: &str) -> usize {
        self.dump()[table].lines().count()
    }
}

fn tables(dialect: Dialect) -> String {
    match dialect {
        Dialect::Sqlite => "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%'".to_owned(),
        Dialect::Postgres => "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema()".to_owned(),
    }
}

fn statement(dialect: Dialect, text: &str) -> Statement {
    let mut sql = SqlWriter::new(dialect);
    sql.push(text).column(ColumnType::Text);
    sql.finish()
}

async fn texts(db: &mut Db, text: &str) -> Result<Vec<String>, StoreError> {
    let rows = db.rows(&statement(db.dialect(), text)).await?;
    let first = |row: Vec<Value>| row.into_iter().next().and_then(|value| value.as_text().map(str::to_owned));
    Ok(rows.into_iter().filter_map(first).collect())
}
