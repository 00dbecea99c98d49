//! Brings the system tables to the version of this program: numbered steps, each with text for both databases.

use engine_sql::{Dialect, SqlWriter};
use engine_values::{ColumnType, Value};

use crate::{Db, StoreError};

struct Step {
    sqlite: &'static str,
    postgres: &'static str,
}

/// The steps in order; the version of the tables is the number of steps done. A step that was released is never edited.
const STEPS: &[Step] = &[
    Step { sqlite: include_str!("sqlite/0001_foundation.sql"), postgres: include_str!("postgres/0001_foundation.sql") },
    Step { sqlite: include_str!("sqlite/0002_publishing.sql"), postgres: include_str!("postgres/0002_publishing.sql") },
    Step {
        sqlite: include_str!("sqlite/0003_files_by_field_identity.sql"),
        postgres: include_str!("postgres/0003_files_by_field_identity.sql"),
    },
    Step {
        sqlite: include_str!("sqlite/0004_currency_rates.sql"),
        postgres: include_str!("postgres/0004_currency_rates.sql"),
    },
    Step { sqlite: include_str!("sqlite/0005_sign_in.sql"), postgres: include_str!("postgres/0005_sign_in.sql") },
    Step {
        sqlite: include_str!("sqlite/0006_second_factor.sql"),
        postgres: include_str!("postgres/0006_second_factor.sql"),
    },
];

/// Runs the steps that are missing, inside the transaction of the caller.
pub(crate) async fn run(db: &mut Db) -> Result<(), StoreError> {
    if db.dialect() == Dialect::Postgres {
        // Several processes may start at once; the lock belongs to this schema, not to the whole database.
        db.batch("SELECT pg_advisory_xact_lock(1413828174, hashtext(current_schema()))").await?;
        db.batch("SET LOCAL client_min_messages = warning").await?;
    }
    let text = match db.dialect() {
        Dialect::Sqlite => "TEXT",
        Dialect::Postgres => "text COLLATE \"C\"",
    };
    db.batch(&format!("CREATE TABLE IF NOT EXISTS tenon_meta (key {text} PRIMARY KEY, value {text} NOT NULL)")).await?;
    let found = version(db).await?;
    let done = usize::try_from(found).map_err(|_| StoreError::TooNew { found })?;
    let missing = STEPS.get(done..).ok_or(StoreError::TooNew { found })?;
    for step in missing {
        db.batch(match db.dialect() {
            Dialect::Sqlite => step.sqlite,
            Dialect::Postgres => step.postgres,
        })
        .await?;
    }
    if missing.is_empty() { Ok(()) } else { set_version(db).await }
}

async fn version(db: &mut Db) -> Result<i64, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("SELECT value FROM tenon_meta WHERE key = 'schema_version'").column(ColumnType::Text);
    let row = db.row(&writer.finish()).await?;
    let value = row.and_then(|row| row.into_iter().next());
    match value.as_ref().and_then(Value::as_text) {
        None => Ok(0),
        Some(text) => text.parse().map_err(|_| StoreError::other("the version of the tables is not a number")),
    }
}

async fn set_version(db: &mut Db) -> Result<(), StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("INSERT INTO tenon_meta (key, value) VALUES ('schema_version', ");
    writer.bind(ColumnType::Text, STEPS.len().to_string());
    writer.push(") ON CONFLICT (key) DO UPDATE SET value = excluded.value");
    db.execute(&writer.finish()).await.map(|_| ())
}
