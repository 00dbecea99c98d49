//! A clock that tests turn. It goes on by a millisecond with every look, so that no two instants are equal by chance.

use std::sync::atomic::{AtomicI64, Ordering};

use engine_values::{Clock, Timestamp};

/// Microseconds since 1970; begins on 2026-11-21 at noon in Shanghai.
#[derive(Debug)]
pub struct TestClock(AtomicI64);

impl Default for TestClock {
    fn default() -> Self {
        Self(AtomicI64::new(1_795_233_600_000_000))
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_microsecond(self.0.fetch_add(1_000, Ordering::SeqCst)).unwrap()
    }
}

impl TestClock {
    /// Turns the clock on.
    pub fn advance(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
    }
}
