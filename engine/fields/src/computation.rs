//! How a field gets its value from other records.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What fills a roll-up or look-up, with the names that its document says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Computation {
    /// One value of many records that refer to this one.
    Rollup {
        /// Which records.
        relation: RollupRelation,
        /// What is made of them.
        function: RollupFunction,
        /// Their field; none for a count.
        of: Option<String>,
        /// A condition over one of them.
        filter: Option<String>,
        /// What tells the first from the last.
        order_by: Option<String>,
    },
    /// A field of the record that is reached over references.
    Lookup {
        /// The reference fields, one after the other.
        references: Vec<String>,
        /// The field at the end.
        field: String,
    },
}

/// The records that a roll-up goes over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum RollupRelation {
    /// The rows of a `children` field of the same object.
    Children(String),
    /// The records of any object that refer to this one.
    BackReference(BackReference),
}

/// A reference field of another object that points here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BackReference {
    /// API name of the other object.
    pub object: String,
    /// Its reference field.
    pub field: String,
}

/// What a roll-up makes of many values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RollupFunction {
    /// How many records there are.
    Count,
    /// The sum; zero of nothing.
    Sum,
    /// The smallest or earliest.
    Min,
    /// The largest or latest.
    Max,
    /// The mean of those that are filled in; blank of nothing.
    Avg,
    /// The value of the first record.
    First,
    /// The value of the last record.
    Last,
}

impl RollupFunction {
    /// True for those that ask which record comes first.
    #[must_use]
    pub fn is_ordered(self) -> bool {
        matches!(self, Self::First | Self::Last)
    }

    /// True for those that put several amounts beside each other, which therefore must be in one currency.
    #[must_use]
    pub fn compares_amounts(self) -> bool {
        matches!(self, Self::Sum | Self::Min | Self::Max | Self::Avg)
    }
}
