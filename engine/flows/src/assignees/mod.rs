//! Who sits in a step: sources first, then the policies in one total order (C14), each leaving one line of trace.

mod climb;
pub mod department_head;
pub mod field;
pub mod initiator;
mod policies;
pub mod role;
pub mod superior;
mod trace;
pub mod user;

use engine_expressions::Source;
use engine_values::Id;

pub use policies::SeatReason;
pub(crate) use policies::{seats, told};
pub use trace::{Note, Rule, TraceLine};

use crate::Organisation;

/// What a source may look at.
#[derive(Clone, Copy)]
pub(crate) struct Scene<'a> {
    pub(crate) organisation: &'a dyn Organisation,
    pub(crate) record: &'a dyn Source,
    pub(crate) initiator: Id,
}

/// A source of people.
pub(crate) trait Strategy {
    /// The people, in order; whatever is odd is noted.
    fn people(&self, scene: &Scene<'_>, notes: &mut Vec<Note>) -> Vec<Id>;
}
