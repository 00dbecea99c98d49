//! The model: all documents resolved into one immutable whole, in which every reference is a handle.
//! It is replaced whole, never edited; a request keeps the one it began with.

mod computed;
pub mod diff;
mod field;
mod graph;
mod layout;
pub mod merge;
mod model;
mod needs;
mod object;
mod paths;
mod rename;
mod resolve;
mod rule;
mod stage;
mod trail;
pub mod uses;

pub use computed::{Computed, Lookup, Rollup};
pub use field::{CompanionOf, DefaultValue, Field, FieldConditions, Former, Target};
pub use graph::{Edge, Graph, Node};
pub use layout::layouts;
pub use model::Model;
pub use needs::Needs;
pub use object::{FieldIndex, Object, ObjectIndex, ParentLink};
pub use paths::{Reach, RecordPaths, field_type};
pub use rename::{Follower, Rename, Renamed, RenamedValue, Subject, rename, renamed_values};
pub use resolve::{Attempt, Unsound};
pub use rule::Rule;
pub use stage::Stage;
pub use trail::{Input, Step, Trail, TrailEnd};
