//! Slows down guessing: after a few failures a login from one address has to wait. In memory, per process.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, PoisonError, RwLock};

use engine_values::{Id, Timestamp};

/// Failures within the window before waiting begins.
const ALLOWED: usize = 8;
/// Seconds in which failures count.
const WINDOW: i64 = 300;
/// Most pairs remembered; the oldest knowledge is thrown away, never the server's memory.
const CAPACITY: usize = 20_000;

/// Failed sign-ins of the last minutes, and sessions that ended before their access tokens do.
#[derive(Debug, Default)]
pub(crate) struct Throttle {
    failures: Mutex<HashMap<(String, String), Vec<i64>>>,
    ended: RwLock<HashSet<Id>>,
}

impl Throttle {
    /// Seconds to wait before this login may be tried again from this address; zero when it may be tried now.
    pub(crate) fn wait(&self, login: &str, address: &str, now: Timestamp) -> i64 {
        let failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(times) = failures.get(&(login.to_owned(), address.to_owned())) else { return 0 };
        let recent: Vec<i64> = times.iter().copied().filter(|time| *time > now.as_second() - WINDOW).collect();
        match recent.first() {
            Some(first) if recent.len() >= ALLOWED => (first + WINDOW - now.as_second()).max(1),
            _ => 0,
        }
    }

    /// Remembers a failure.
    pub(crate) fn failed(&self, login: &str, address: &str, now: Timestamp) {
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        if failures.len() >= CAPACITY {
            failures.retain(|_, times| times.last().is_some_and(|time| *time > now.as_second() - WINDOW));
            if failures.len() >= CAPACITY {
                failures.clear();
            }
        }
        let times = failures.entry((login.to_owned(), address.to_owned())).or_default();
        times.retain(|time| *time > now.as_second() - WINDOW);
        times.push(now.as_second());
    }

    /// Forgets the failures after a success.
    pub(crate) fn succeeded(&self, login: &str, address: &str) {
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        failures.remove(&(login.to_owned(), address.to_owned()));
    }

    /// A session ended here; its access tokens are refused from now on.
    pub(crate) fn end_session(&self, session: Id) {
        let mut ended = self.ended.write().unwrap_or_else(PoisonError::into_inner);
        if ended.len() >= CAPACITY {
            ended.clear();
        }
        ended.insert(session);
    }

    /// Whether a session was ended here.
    pub(crate) fn has_ended(&self, session: Id) -> bool {
        self.ended.read().unwrap_or_else(PoisonError::into_inner).contains(&session)
    }
}
