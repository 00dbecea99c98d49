//! What the web app needs to know before it can show anything: who is there, and what an object looks like.

mod conditions;
mod labels;
mod me;
mod object;
mod regions;

pub use me::{me, set_language};
pub use object::object_page;
pub use regions::regions;

pub(crate) use labels::field_label;
