//! A field becomes another type with its data: what changes, what is done with values that do not convert, what it
//! would come to, and doing it while others go on.
//!
//! A changed field gets a column of its own, so the column before stays as it was: for requests that still have the model
//! before, and in the recycle area for going back.

mod changes;
mod choices;
mod fill;
mod prepare;
mod preview;
mod proposals;
mod shown;
mod tally;
mod turns;

pub use choices::TypeChangeChoice;
pub use preview::{NewType, TypeChangeBody, preview_type_change};

pub(crate) use prepare::{clean_leftovers, has_leftovers, running};

pub(super) use changes::{TypeChange, find, may_change, type_path};
pub(super) use fill::fill;
pub(super) use prepare::{Prepared, prepared, settle, tidy};
pub(super) use shown::conversion;
pub(super) use tally::{Counted, Tally, count};
pub(super) use turns::{Turn, Turning, turnings};
