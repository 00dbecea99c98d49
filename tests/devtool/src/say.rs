//! What the tool says in the terminal.

use std::io::Write as _;
use std::time::Instant;

use crate::outcome::{Failure, Outcome};

/// One line. A terminal that is gone is no reason to stop.
pub(crate) fn line(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{text}").and_then(|()| out.flush());
}

/// The reason of a failure.
pub(crate) fn failure(failure: &Failure) {
    if let Failure::Told(text) = failure {
        let _ = writeln!(std::io::stderr(), "{text}");
    }
}

/// Runs a step under a heading and says how long it took.
pub(crate) fn step(name: &str, work: impl FnOnce() -> Outcome) -> Outcome {
    heading(name);
    let started = Instant::now();
    work()?;
    line(&format!("   {name}: {:.1} s", started.elapsed().as_secs_f64()));
    Ok(())
}

/// The heading of a step.
pub(crate) fn heading(name: &str) {
    line(&format!("\n== {name}"));
}
