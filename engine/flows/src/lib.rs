//! The approval core: a pure function from a flow, a state and a command to events and effects.
//!
//! It has no clock, no database and no randomness of its own; the caller hands all three in, and commits what comes
//! out in one transaction. The same function run again over the same input gives the same output, which is what makes
//! replay, preview and the property tests possible.

mod assignees;
mod canonical;
mod check;
mod command;
mod context;
mod effect;
mod error;
mod event;
mod flow;
mod log;
mod machine;
mod nodes;
mod registry;
mod state;
mod timeline;
mod verify;

pub use assignees::{Note, Rule, SeatReason, TraceLine};
pub use check::Lookup;
pub use command::Command;
pub use context::{Context, Organisation};
pub use effect::{Effect, Template};
pub use error::FlowError;
pub use event::{CancelReason, Event, StepResult};
pub use flow::{Branch, Flow, Settings, Step};
pub use log::{GENESIS, LogEntry, ReplayError, replay};
pub use machine::{Outcome, step, submit};
pub use registry::{NODE_KINDS, StepKind, WHO_KINDS, Who};
pub use state::{Phase, State, StepRun, Task, TaskOutcome};
pub use timeline::{PersonView, StepView, preview, timeline};
pub use verify::{Fault, faults, verify};

/// The version of the stored form of states, events and commands.
pub const FORMAT: u16 = 1;
