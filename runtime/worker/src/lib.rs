//! The background worker: delivers effects and runs jobs until told to stop. Any number of processes may run one.

use std::sync::Arc;
use std::time::Duration;

use engine_services::{Tenon, deliver_effects, run_jobs, schedule_standing_jobs};
use tokio::sync::watch;

/// Pause when nothing waits; notices are seen within this time.
const IDLE: Duration = Duration::from_millis(500);
/// Longest pause after failures in a row.
const LONGEST: Duration = Duration::from_secs(30);

/// Works until `stop` becomes true. Failures are logged once and the work tried again later and later.
pub async fn run(tenon: Arc<Tenon>, mut stop: watch::Receiver<bool>) {
    let mut pause = IDLE;
    let mut is_scheduled = false;
    while !*stop.borrow() {
        if !is_scheduled {
            is_scheduled = schedule_standing_jobs(&tenon).await.is_ok();
        }
        let effects = deliver_effects(&tenon).await;
        let jobs = run_jobs(&tenon).await;
        match (&effects, &jobs) {
            (Ok(0), Ok(0)) => pause = IDLE,
            // More may wait: at once again.
            (Ok(_), Ok(_)) => pause = Duration::ZERO,
            (Err(failure), _) | (_, Err(failure)) => {
                tracing::warn!(code = failure.code.name(), cause = ?failure.cause, "the worker cannot work");
                pause = (pause.max(IDLE) * 2).min(LONGEST);
            }
        }
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            changed = stop.changed() => if changed.is_err() { return },
        }
    }
}
