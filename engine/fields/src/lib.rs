//! Field types: what a value of each type may be, how it is stored, searched and described.
//! One file per type in `types/`, one line per type in `registry.rs`; nothing else knows a type by name.

mod any_key;
mod companion;
mod computation;
mod conversion;
mod currencies;
mod field_type;
mod number_pattern;
mod operator;
pub mod regions;
mod registry;
mod relation;
mod system;
#[cfg(test)]
mod tests;
mod types;

pub use any_key::{any_key, any_key_range, split_any_key};
pub use companion::{Companion, CompanionRole};
pub use computation::{BackReference, Computation, RollupFunction, RollupRelation};
pub use conversion::{Conversion, Converter, Way, conversion, conversions};
pub use currencies::currency_decimals;
pub use field_type::{AnyField, Choice, FieldEntry, FieldType, OptionSets};
pub use number_pattern::{NumberPattern, Reset};
pub use operator::Operator;
pub use registry::{REGISTRY, entry};
pub use relation::{OnDelete, Relation};
pub use system::{SystemField, system_rules};
pub use types::stage::{Stage, StageCategory};
pub use types::{former_key, key_problems};
