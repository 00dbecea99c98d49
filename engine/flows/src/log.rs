//! The log of an instance: one entry per command, each sealed with the hash of the one before (tamper evidence).

use engine_values::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::canonical;
use crate::{Command, Event, FORMAT, Outcome, State};

/// What the first entry names as the hash before it.
pub const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// One command and what it did. Append-only.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LogEntry {
    /// Version of the stored form of the command and events.
    pub format: u16,
    /// The number in the instance, from 1 without gaps.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: Id,
    /// What was asked.
    pub command: Command,
    /// What happened.
    pub events: Vec<Event>,
    /// The hash of the entry before, or [`GENESIS`].
    pub prev_hash: String,
    /// `sha256(prev_hash || canonical JSON of format, seq, at, actor, command, events)` in hexadecimal.
    pub hash: String,
}

impl LogEntry {
    /// The entry that follows `previous`.
    #[must_use]
    pub fn new(previous: Option<&Self>, command: &Command, outcome: &Outcome, at: Timestamp) -> Self {
        Self::after_hash(previous.map(|entry| entry.hash.as_str()), command, outcome, at)
    }

    /// The entry that follows the one with the hash `previous`, for callers that keep only the last hash.
    #[must_use]
    pub fn after_hash(previous: Option<&str>, command: &Command, outcome: &Outcome, at: Timestamp) -> Self {
        let mut entry = Self {
            format: FORMAT,
            seq: outcome.seq,
            at,
            actor: command.actor(),
            command: command.clone(),
            events: outcome.events.clone(),
            prev_hash: previous.unwrap_or(GENESIS).to_owned(),
            hash: String::new(),
        };
        entry.hash = entry.seal();
        entry
    }

    /// What the hash must be.
    #[must_use]
    pub fn seal(&self) -> String {
        let sealed = json!({
            "format": self.format,
            "seq": self.seq,
            "at": canonical::json(&self.at),
            "actor": canonical::json(&self.actor),
            "command": canonical::json(&self.command),
            "events": canonical::json(&self.events),
        });
        canonical::hash(&[&self.prev_hash, &canonical::text(&sealed)])
    }
}

/// Why a log cannot be replayed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReplayError {
    /// There is no entry.
    Empty,
    /// The first event is not the start.
    NotStarted,
    /// An entry was written by a newer version.
    FormatTooNew {
        /// The entry.
        seq: u64,
    },
    /// The numbers have a gap or repeat.
    OutOfOrder {
        /// The number found.
        seq: u64,
    },
    /// The log belongs to another version of the flow.
    VersionDiffers,
    /// An entry is not what was sealed, or not in its place.
    Broken {
        /// The entry.
        seq: u64,
    },
}

/// The state that the log adds up to. Any prefix gives the state at that moment.
///
/// # Errors
/// When the entries are not a log of this flow's version.
pub fn replay(version: &str, log: &[LogEntry]) -> Result<State, ReplayError> {
    let first = log.first().ok_or(ReplayError::Empty)?;
    let mut state = first.events.first().and_then(State::started).ok_or(ReplayError::NotStarted)?;
    if state.version != version {
        return Err(ReplayError::VersionDiffers);
    }
    for entry in log {
        if entry.format > FORMAT {
            return Err(ReplayError::FormatTooNew { seq: entry.seq });
        }
        if entry.seq != state.seq + 1 {
            return Err(ReplayError::OutOfOrder { seq: entry.seq });
        }
        entry.events.iter().for_each(|event| state.apply(event));
        state.seq = entry.seq;
    }
    Ok(state)
}
