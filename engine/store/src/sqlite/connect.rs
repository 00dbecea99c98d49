//! Opens connections to the database file, each with the settings of its role.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use diesel::connection::{Connection, SimpleConnection};
use diesel::sqlite::SqliteConnection;
use engine_sql::SqlFunction;

use super::function::teach;
use crate::{Db, StoreError};

/// After this time a connection is opened anew, so that statements of old model generations die with it.
pub(crate) const CONNECTION_AGE: Duration = Duration::from_mins(30);

/// Settings of every connection. The busy timeout comes first, because setting the journal mode may already wait.
const COMMON: &str = "PRAGMA busy_timeout = 5000;
PRAGMA journal_mode = WAL;
PRAGMA foreign_keys = ON;
PRAGMA temp_store = MEMORY;
PRAGMA mmap_size = 268435456;
PRAGMA cache_size = -16384;";

/// The writer checkpoints when idle; the automatic checkpoint is only the bound for a writer that never is.
const WRITER: &str = "PRAGMA synchronous = FULL;
PRAGMA wal_autocheckpoint = 8000;
PRAGMA journal_size_limit = 67108864;";

const READER: &str = "PRAGMA query_only = ON;";

/// Where the database file is.
#[derive(Debug, Clone)]
pub(crate) struct SqliteFile {
    name: Arc<str>,
    /// What every connection to it is taught.
    functions: &'static [SqlFunction],
}

impl SqliteFile {
    /// The one connection that writes.
    pub(crate) fn writer(&self) -> Result<Db, StoreError> {
        self.connect(WRITER)
    }

    /// A connection that refuses to write.
    pub(crate) fn reader(&self) -> Result<Db, StoreError> {
        self.connect(READER)
    }

    fn connect(&self, role: &str) -> Result<Db, StoreError> {
        let mut connection = SqliteConnection::establish(&self.name).map_err(|error| {
            tracing::error!(%error, "the database file cannot be opened");
            StoreError::Unavailable
        })?;
        for setting in COMMON.lines().chain(role.lines()) {
            connection.batch_execute(setting)?;
        }
        teach(&mut connection, self.functions)?;
        Ok(Db::sqlite(connection))
    }
}

/// Makes the data folder if needed, proves that it can be written, and names the file in it.
pub(crate) fn open_file(folder: &Path, functions: &'static [SqlFunction]) -> Result<SqliteFile, StoreError> {
    let refuse = |error: std::io::Error| {
        tracing::error!(%error, folder = %folder.display(), "the data folder cannot be written");
        StoreError::FolderNotWritable
    };
    std::fs::create_dir_all(folder).map_err(refuse)?;
    let folder = std::fs::canonicalize(folder).map_err(refuse)?;
    let probe = folder.join(format!(".probe-{}", uuid::Uuid::now_v7().simple()));
    std::fs::write(&probe, b"").and_then(|()| std::fs::remove_file(&probe)).map_err(refuse)?;
    let file: PathBuf = folder.join("tenon.db");
    let name = file.to_str().ok_or_else(|| StoreError::other("the path of the data folder is not UTF-8"))?;
    Ok(SqliteFile { name: Arc::from(name), functions })
}
