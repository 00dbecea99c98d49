//! The model: all documents resolved into one immutable whole, in which every reference is a handle.
//! It is replaced whole, never edited; a request keeps the one it began with.

mod field;
mod layout;
mod model;
mod object;
mod paths;
mod resolve;

pub use field::{DefaultValue, Field, Target};
pub use layout::layouts;
pub use model::Model;
pub use object::{FieldIndex, Object, ObjectIndex, ParentLink};
pub use paths::{Reach, RecordPaths, field_type};
