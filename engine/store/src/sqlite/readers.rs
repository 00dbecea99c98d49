//! Read connections that run on the calling thread: one per thread in practice, kept apart by thread so that
//! threads never wait for each other.

use std::cell::Cell;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use super::connect::{CONNECTION_AGE, SqliteFile};
use crate::{Db, StoreError};

const SHELVES: usize = 64;

struct Idle {
    db: Db,
    born: Instant,
}

/// The idle read connections of a store.
#[derive(Clone)]
pub(crate) struct Readers {
    file: SqliteFile,
    shelves: Arc<[Mutex<Vec<Idle>>; SHELVES]>,
}

/// A read connection in use. Dropping it closes the connection; only [`Reader::give_back`] keeps it, so a future
/// dropped in the middle leaves nothing behind.
pub(crate) struct Reader {
    pub(crate) db: Db,
    born: Instant,
}

impl Readers {
    pub(crate) fn new(file: SqliteFile) -> Self {
        Self { file, shelves: Arc::new(std::array::from_fn(|_| Mutex::new(Vec::new()))) }
    }

    /// The idle connection of this thread, or a new one.
    pub(crate) fn take(&self) -> Result<Reader, StoreError> {
        let idle = self.shelf().lock().unwrap_or_else(PoisonError::into_inner).pop();
        match idle {
            Some(idle) if idle.born.elapsed() < CONNECTION_AGE => {
                let mut db = idle.db;
                db.begin_noting();
                Ok(Reader { db, born: idle.born })
            }
            _ => Ok(Reader { db: self.file.reader()?, born: Instant::now() }),
        }
    }

    /// The database file.
    pub(crate) fn file(&self) -> &SqliteFile {
        &self.file
    }

    /// Keeps the connection for the next read of this thread.
    pub(crate) fn give_back(&self, reader: Reader) {
        let idle = Idle { db: reader.db, born: reader.born };
        self.shelf().lock().unwrap_or_else(PoisonError::into_inner).push(idle);
    }

    fn shelf(&self) -> &Mutex<Vec<Idle>> {
        &self.shelves[thread_number() % SHELVES]
    }
}

fn thread_number() -> usize {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    thread_local! {
        static NUMBER: Cell<Option<usize>> = const { Cell::new(None) };
    }
    NUMBER.with(|number| {
        number.get().unwrap_or_else(|| {
            let fresh = NEXT.fetch_add(1, Ordering::Relaxed);
            number.set(Some(fresh));
            fresh
        })
    })
}
