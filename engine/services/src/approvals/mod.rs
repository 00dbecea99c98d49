//! Approvals: one command is one transaction around the pure core of `engine-flows`.

mod decide;
mod instance;
mod record;
mod run;
mod submit;
mod tasks;
mod withdraw;

pub use decide::{Decision, decide};
pub use instance::{InstanceView, instance};
pub use submit::submit;
pub use tasks::{TaskQuery, tasks};
pub use withdraw::withdraw;

pub(crate) use instance::{approval_of, approvals_for_print};
pub(crate) use run::command_in;
pub(crate) use submit::submit_in;
