//! The store: opens the database and runs closures on connections, each kind of work in its own way.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use engine_sql::{Dialect, SqlFunction};

use crate::postgres::Pool;
use crate::sqlite::{self, Readers, ScanLane, SqliteFile, WriteLane};
use crate::{Db, StoreError, migrations};

/// How long a statement of [`Store::scan`] may run.
const SCAN_DEADLINE: Duration = Duration::from_secs(20);
/// How often a transaction is run again when it met another one.
const RETRIES: u32 = 3;

/// Where the data is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreConfig {
    /// A file `tenon.db` in the data folder.
    Sqlite {
        /// The data folder; made when missing.
        folder: PathBuf,
    },
    /// A PostgreSQL database; the tables lie in the current schema of the connection.
    Postgres {
        /// `postgres://…`, also with `options=-csearch_path%3D…` and `sslmode=require`.
        url: String,
        /// How many connections this process opens at most.
        max_connections: usize,
    },
}

/// The database, cheap to clone.
#[derive(Clone)]
pub struct Store {
    lanes: Lanes,
}

#[derive(Clone)]
enum Lanes {
    Sqlite { readers: Readers, writer: WriteLane, scans: ScanLane },
    Postgres(Arc<Pool>),
}

impl Store {
    /// Opens the database and brings the system tables to the version of this program. SQLite is taught `functions`,
    /// which the statements on it may call.
    pub async fn open(config: StoreConfig, functions: &'static [SqlFunction]) -> Result<Self, StoreError> {
        let lanes = match config {
            StoreConfig::Sqlite { folder } => {
                let file = sqlite::open_file(&folder, functions)?;
                let writer = WriteLane::start(file.clone())?;
                Lanes::Sqlite { readers: Readers::new(file.clone()), writer, scans: ScanLane::start(&file)? }
            }
            StoreConfig::Postgres { url, max_connections } => {
                Lanes::Postgres(Arc::new(Pool::new(&url, max_connections)?))
            }
        };
        let store = Self { lanes };
        store.write(async |db: &mut Db| migrations::run(db).await).await?;
        Ok(store)
    }

    /// Which SQL the database understands.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        match self.lanes {
            Lanes::Sqlite { .. } => Dialect::Sqlite,
            Lanes::Postgres(_) => Dialect::Postgres,
        }
    }

    /// Runs short reads (by key, a page by cursor) outside a transaction. On SQLite they run on the calling thread.
    pub async fn read<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: AsyncFnOnce(&mut Db) -> Result<T, E>,
        E: From<StoreError>,
    {
        match &self.lanes {
            Lanes::Sqlite { readers, .. } => {
                let mut reader = readers.take()?;
                let result = work(&mut reader.db).await;
                readers.give_back(reader);
                result
            }
            Lanes::Postgres(pool) => {
                let mut lease = pool.take().await?;
                let result = work(&mut lease.db).await;
                lease.give_back();
                result
            }
        }
    }

    /// The same in one read transaction: every statement sees the same state of the data.
    pub async fn read_snapshot<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: AsyncFnOnce(&mut Db) -> Result<T, E>,
        E: From<StoreError>,
    {
        match &self.lanes {
            Lanes::Sqlite { readers, .. } => {
                let mut reader = readers.take()?;
                reader.db.batch("BEGIN").await?;
                let result = work(&mut reader.db).await;
                if reader.db.batch("ROLLBACK").await.is_ok() {
                    readers.give_back(reader);
                }
                result
            }
            Lanes::Postgres(pool) => {
                let mut lease = pool.take().await?;
                lease.db.batch("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
                let result = work(&mut lease.db).await;
                if lease.db.batch("ROLLBACK").await.is_ok() {
                    lease.give_back();
                }
                result
            }
        }
    }

    /// Runs `work` in a write transaction: all of it is kept, or nothing. It may be run more than once (when
    /// transactions meet), so it must do nothing but work on the database, and on SQLite it must await nothing else.
    /// A failed statement fails the transaction, also when `work` answers `Ok`.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: AsyncFn(&mut Db) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        match &self.lanes {
            Lanes::Sqlite { writer, .. } => writer.run(work).await,
            Lanes::Postgres(pool) => {
                let mut tries = 0;
                loop {
                    match transaction(pool, "BEGIN", "COMMIT", &work).await {
                        Ok(value) => return Ok(value),
                        Err((error, again)) if !again || tries == RETRIES => return Err(error),
                        Err(_) => {
                            tries += 1;
                            tokio::time::sleep(Duration::from_millis(u64::from(10 * tries * tries))).await;
                        }
                    }
                }
            }
        }
    }

    /// Runs reads that may look at many rows (exact counts, search, export), with a deadline and apart from the
    /// short ones, in one read transaction.
    pub async fn scan<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: AsyncFn(&mut Db) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        match &self.lanes {
            Lanes::Sqlite { scans, .. } => scans.run(work, SCAN_DEADLINE).await,
            Lanes::Postgres(pool) => {
                let begin = format!(
                    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = {}",
                    SCAN_DEADLINE.as_millis()
                );
                transaction(pool, &begin, "ROLLBACK", &work).await.map_err(|(error, _)| error)
            }
        }
    }

    /// The file of the embedded database.
    pub(crate) fn file(&self) -> Option<&SqliteFile> {
        match &self.lanes {
            Lanes::Sqlite { readers, .. } => Some(readers.file()),
            Lanes::Postgres(_) => None,
        }
    }

    pub(crate) fn pool(&self) -> Option<&Pool> {
        match &self.lanes {
            Lanes::Postgres(pool) => Some(pool),
            Lanes::Sqlite { .. } => None,
        }
    }
}

/// One try of a transaction on PostgreSQL. The flag of the error says whether another try may succeed.
async fn transaction<T, E, F>(pool: &Pool, begin: &str, end: &str, work: &F) -> Result<T, (E, bool)>
where
    F: AsyncFn(&mut Db) -> Result<T, E>,
    E: From<StoreError>,
{
    let give_up = |error: StoreError| {
        let again = error.is_retryable();
        (E::from(error), again)
    };
    let mut lease = pool.take().await.map_err(give_up)?;
    // A connection that died while idle is known to be so only now, and nothing was done on it yet.
    lease.db.batch(begin).await.map_err(|error| {
        let again = error.is_retryable() || error == StoreError::Unavailable;
        (E::from(error), again)
    })?;
    lease.db.begin_noting();
    let result = work(&mut lease.db).await;
    let failure = lease.db.failure().cloned();
    match (result, failure) {
        (Ok(value), None) => {
            // A lost connection here leaves open whether the work was kept; it must not be run again.
            lease.db.batch(end).await.map_err(give_up)?;
            lease.give_back();
            Ok(value)
        }
        (result, failure) => {
            // A connection lost before COMMIT was sent has kept nothing, so another one may do the work again.
            let again = failure.as_ref().is_some_and(|error| error.is_retryable() || *error == StoreError::Unavailable);
            if lease.db.batch("ROLLBACK").await.is_ok() {
                lease.give_back();
            }
            match (result, failure) {
                (Err(error), _) => Err((error, again)),
                (Ok(_), failure) => Err((E::from(failure.unwrap_or(StoreError::Unavailable)), again)),
            }
        }
    }
}
