//! The connections of this process to PostgreSQL, at most `max_connections` of them.

use std::sync::{Arc, Mutex, PoisonError};
use std::thread::ThreadId;
use std::time::{Duration, Instant};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::connect::Target;
use crate::{Db, StoreError};

/// After this time a connection is opened anew, so that its prepared statements do not grow without bound.
const CONNECTION_AGE: Duration = Duration::from_mins(30);
/// Waiting longer than this for a connection is answered "busy".
const PATIENCE: Duration = Duration::from_secs(10);

/// The idle connections and the count of those in use. A permit is held while a connection is in use; an idle one
/// holds none, and `open` counts both, so that a thread with idle connections never starves another.
#[derive(Clone)]
pub(crate) struct Pool {
    target: Target,
    in_use: Arc<Semaphore>,
    idle: Arc<Mutex<Vec<Idle>>>,
    limit: usize,
}

struct Idle {
    db: Db,
    born: Instant,
    home: ThreadId,
}

/// A connection in use. Dropping it closes the connection, which undoes an open transaction; only
/// [`Lease::give_back`] keeps it, so a future dropped in the middle leaves nothing behind.
pub(crate) struct Lease {
    pub(crate) db: Db,
    born: Instant,
    home: ThreadId,
    idle: Arc<Mutex<Vec<Idle>>>,
    _permit: OwnedSemaphorePermit,
}

impl Pool {
    pub(crate) fn new(url: &str, limit: usize) -> Result<Self, StoreError> {
        let limit = limit.max(1);
        Ok(Self {
            target: Target::new(url)?,
            in_use: Arc::new(Semaphore::new(limit)),
            idle: Arc::new(Mutex::new(Vec::with_capacity(limit))),
            limit,
        })
    }

    pub(crate) fn target(&self) -> &Target {
        &self.target
    }

    /// An idle connection, preferably one that is driven on this thread, or a new one.
    pub(crate) async fn take(&self) -> Result<Lease, StoreError> {
        let waiting = tokio::time::timeout(PATIENCE, Arc::clone(&self.in_use).acquire_owned());
        let permit = match waiting.await {
            Ok(permit) => permit.map_err(|_| StoreError::Unavailable)?,
            Err(_) => return Err(StoreError::Busy),
        };
        let lease = |db, born, home| Lease { db, born, home, idle: Arc::clone(&self.idle), _permit: permit };
        let here = std::thread::current().id();
        if let Some(mut idle) = self.pick(here) {
            idle.db.begin_noting();
            return Ok(lease(idle.db, idle.born, idle.home));
        }
        let db = Db::postgres(self.target.connect().await?);
        Ok(lease(db, Instant::now(), here))
    }

    /// Picks an idle connection of this thread. A connection driven elsewhere is taken only when no new one may be
    /// opened, because every message then wakes two threads.
    fn pick(&self, here: ThreadId) -> Option<Idle> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.retain(|idle| idle.born.elapsed() < CONNECTION_AGE && idle.db.is_usable());
        let open = idle.len() + self.limit.saturating_sub(self.in_use.available_permits()) - 1;
        let place = idle.iter().rposition(|idle| idle.home == here);
        match place {
            Some(place) => Some(idle.swap_remove(place)),
            None if open >= self.limit => idle.pop(),
            None => None,
        }
    }
}

impl Lease {
    /// Keeps the connection for the next who needs one, unless it is broken.
    pub(crate) fn give_back(self) {
        if self.db.is_usable() {
            let idle = Idle { db: self.db, born: self.born, home: self.home };
            self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(idle);
        }
    }
}
