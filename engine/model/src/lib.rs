//! The model: all documents resolved into one immutable whole, in which every reference is a handle.
//! It is replaced whole, never edited; a request keeps the one it began with.

pub mod diff;
mod field;
mod layout;
mod model;
mod object;
mod paths;
mod rename;
mod resolve;
mod rule;
pub mod uses;

pub use field::{DefaultValue, Field, FieldConditions, Former, Target};
pub use layout::layouts;
pub use model::Model;
pub use object::{FieldIndex, Object, ObjectIndex, ParentLink};
pub use paths::{Reach, RecordPaths, field_type};
pub use rename::{Follower, Rename, Renamed, RenamedValue, Subject, rename};
pub use resolve::{Attempt, Unsound};
pub use rule::Rule;
