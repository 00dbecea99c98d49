//! The check that always stands ready: the chain of a log, and what must hold in every state (approvals.md §3.4).

use std::collections::HashSet;

use serde::Serialize;

use crate::event::StepResult;
use crate::log::{GENESIS, LogEntry, ReplayError, replay};
use crate::{Event, Phase, State};

/// Something that may not be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// It runs and nobody is asked (invariant 1).
    NobodyAsked,
    /// It ended with an open seat (2).
    OpenSeatAtEnd,
    /// It ended with an open passage (2).
    OpenRunAtEnd,
    /// An end without an instant or an instant without an end.
    EndUndated,
    /// A seat ended more than once, or ended without having been open (3).
    EndedTwice,
    /// Somebody has two seats in one passage (4).
    SeatedTwice,
    /// An open seat in a passage that is over.
    SeatInClosedRun,
    /// Approved, although a passage did not pass.
    ApprovedWithoutPass,
    /// A start happens after the first event, or not at all.
    StartMisplaced,
}

/// What is wrong with a state; nothing in a sound one.
#[must_use]
pub fn faults(state: &State) -> Vec<Fault> {
    let mut found = Vec::new();
    let open = state.open_tasks().count();
    if state.is_running() {
        note(&mut found, open == 0, Fault::NobodyAsked);
    } else {
        note(&mut found, open > 0, Fault::OpenSeatAtEnd);
        note(&mut found, state.runs.iter().any(|run| run.result.is_none()), Fault::OpenRunAtEnd);
    }
    note(&mut found, state.is_running() == state.ended_at.is_some(), Fault::EndUndated);
    let undated = state.tasks.iter().any(|task| task.outcome.is_some() != task.closed_at.is_some())
        || state.runs.iter().any(|run| run.result.is_some() != run.left_at.is_some());
    note(&mut found, undated, Fault::EndUndated);
    let mut seats = HashSet::new();
    note(&mut found, !state.tasks.iter().all(|task| seats.insert((task.run, task.assignee))), Fault::SeatedTwice);
    let closed: HashSet<_> = state.runs.iter().filter(|run| run.result.is_some()).map(|run| run.id).collect();
    note(&mut found, state.open_tasks().any(|task| closed.contains(&task.run)), Fault::SeatInClosedRun);
    let passed = state.runs.iter().all(|run| run.result == Some(StepResult::Passed));
    note(&mut found, state.phase == Phase::Approved && !passed, Fault::ApprovedWithoutPass);
    found
}

fn note(found: &mut Vec<Fault>, wrong: bool, fault: Fault) {
    if wrong {
        found.push(fault);
    }
}

/// Checks the seals, replays, and checks the state after every entry. A log whose last entries were cut off is sound
/// by itself; compare the number or hash that the caller keeps beside it.
///
/// # Errors
/// The first entry that is not what was sealed.
pub fn verify(version: &str, log: &[LogEntry]) -> Result<(State, Vec<Fault>), ReplayError> {
    let mut before = GENESIS;
    for (seq, entry) in (1..).zip(log) {
        let told_by = entry.command.actor() == entry.actor;
        if entry.prev_hash != before || entry.seq != seq || entry.hash != entry.seal() || !told_by {
            return Err(ReplayError::Broken { seq });
        }
        before = &entry.hash;
    }
    let mut found = Vec::new();
    let mut ended = HashSet::new();
    for end in 1..=log.len() {
        let prefix = &log[..end];
        found.extend(faults(&replay(version, prefix)?));
        let events = prefix.last().map(|entry| entry.events.as_slice()).unwrap_or_default();
        for (index, event) in events.iter().enumerate() {
            let start = matches!(event, Event::Started { .. });
            note(&mut found, start != (end == 1 && index == 0), Fault::StartMisplaced);
            if let Event::TaskClosed { task, .. }
            | Event::AutoApproved { task, .. }
            | Event::TaskCancelled { task, .. } = event
            {
                note(&mut found, !ended.insert(*task), Fault::EndedTwice);
            }
        }
    }
    Ok((replay(version, log)?, found))
}
