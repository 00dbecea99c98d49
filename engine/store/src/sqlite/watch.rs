//! Notices cheaply that somebody has written to the file, in this process or another.

use engine_sql::{Dialect, SqlWriter, Statement};
use engine_values::{ColumnType, Value};

use super::SqliteFile;
use crate::{Db, StoreError};

/// A connection of its own: `data_version` compares with what the same connection saw before.
pub(crate) struct FileWatch {
    db: Db,
    question: Statement,
    seen: Option<Value>,
}

impl FileWatch {
    pub(crate) fn start(file: &SqliteFile) -> Result<Self, StoreError> {
        let mut writer = SqlWriter::new(Dialect::Sqlite);
        writer.push("PRAGMA data_version").column(ColumnType::Int);
        Ok(Self { db: file.reader()?, question: writer.finish(), seen: None })
    }

    /// True when something was written since the last time, and the first time.
    pub(crate) async fn has_changed(&mut self) -> Result<bool, StoreError> {
        let version = self.db.row(&self.question).await?.and_then(|row| row.into_iter().next());
        let has_changed = self.seen != version;
        self.seen = version;
        Ok(has_changed)
    }
}
