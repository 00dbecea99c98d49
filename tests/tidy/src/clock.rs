//! Invariant: time comes from `engine_values::Clock`, so that tests can set it.

use crate::repository::{files, none};
use crate::rust_source::Parts;

/// Where the system's clock is read.
const CLOCK: &str = "engine/values/src/clock.rs";

/// Ways to ask for the time of day.
const CALLS: [&str; 6] =
    ["SystemTime::now", "Timestamp::now", "Zoned::now", "Utc::now", "Local::now", "OffsetDateTime::now"];

#[test]
fn time_comes_from_the_clock() {
    let mut findings = Vec::new();
    for source in files(&[".rs"]).iter().filter(|source| !source.is_test() && source.path != CLOCK) {
        let parts = Parts::of(&source.text);
        for call in CALLS {
            findings.extend(parts.lines_with(call).iter().map(|line| format!("{}:{line}: {call}", source.path)));
        }
        // Waiting inside a worker thread stops everybody who is served by it.
        findings.extend(
            parts.lines_with("thread::sleep").iter().map(|line| format!("{}:{line}: thread::sleep", source.path)),
        );
    }
    none(&findings, "take a `&dyn Clock` (or the context's `now`) as parameter; wait with `tokio::time::sleep`.");
}
