//! Invariant: definitions are data; no package below `services` but `store` touches a file, a clock, a network or the
//! environment.

use crate::repository::{files, none};
use crate::rust_source::Parts;

/// Packages that take data and return data.
const PURE: [&str; 11] =
    ["values", "errors", "definitions", "expressions", "fields", "model", "access", "query", "sql", "flows", "prints"];

/// What reaches out of the program.
const REACHES_OUT: [&str; 11] = [
    "std::fs",
    "fs::read",
    "fs::write",
    "File::open",
    "std::net",
    "TcpStream",
    "std::process",
    "env::var",
    "Instant::now",
    "tokio::",
    "tracing::",
];

/// The one clock.
const CLOCK: &str = "engine/values/src/clock.rs";

#[test]
fn nothing_below_services_reaches_out() {
    let mut findings = Vec::new();
    for source in files(&[".rs"]).iter().filter(|source| !source.is_test() && source.path != CLOCK) {
        if !PURE.iter().any(|package| source.path.starts_with(&format!("engine/{package}/"))) {
            continue;
        }
        let parts = Parts::of(&source.text);
        for word in REACHES_OUT {
            findings.extend(parts.lines_with(word).iter().map(|line| format!("{}:{line}: {word}", source.path)));
        }
    }
    none(
        &findings,
        "take the data as a parameter; reading and writing is the work of engine/store and engine/services.",
    );
}
