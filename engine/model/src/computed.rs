//! What makes a field computed.

use engine_expressions::CheckedExpression;
use engine_fields::RollupFunction;
use serde_json::{Map, Value as Json};

use crate::{FieldIndex, ObjectIndex};

/// Where the value of a computed field comes from.
#[derive(Debug)]
pub enum Computed {
    /// An expression over the record and what it leads to.
    Formula(CheckedExpression),
    /// One value of the records that refer to this one.
    Rollup(Rollup),
    /// A field of the record that references lead to.
    Lookup(Lookup),
}

/// A resolved roll-up.
#[derive(Debug)]
pub struct Rollup {
    /// The object of the rows.
    pub object: ObjectIndex,
    /// The field of a row that refers to the record.
    pub reference: FieldIndex,
    /// The `children` field of the record, when the rows are its children.
    pub children: Option<FieldIndex>,
    /// What is made of the rows.
    pub function: RollupFunction,
    /// The field of a row; none for a count.
    pub of: Option<FieldIndex>,
    /// Only rows for which it is true.
    pub filter: Option<CheckedExpression>,
    /// What tells the first row from the last.
    pub order_by: Option<FieldIndex>,
    /// Options of the result's type, as a document of that type would have them.
    pub options: Map<String, Json>,
}

/// A resolved look-up.
#[derive(Debug)]
pub struct Lookup {
    /// The reference fields, each of the object that the one before leads to.
    pub references: Vec<FieldIndex>,
    /// The field of the last object.
    pub field: FieldIndex,
    /// Options of the result's type, as a document of that type would have them.
    pub options: Map<String, Json>,
}

impl Computed {
    /// The expression of a formula.
    #[must_use]
    pub fn formula(&self) -> Option<&CheckedExpression> {
        match self {
            Self::Formula(formula) => Some(formula),
            Self::Rollup(_) | Self::Lookup(_) => None,
        }
    }

    /// The roll-up, if it is one.
    #[must_use]
    pub fn rollup(&self) -> Option<&Rollup> {
        match self {
            Self::Rollup(rollup) => Some(rollup),
            Self::Formula(_) | Self::Lookup(_) => None,
        }
    }

    /// Options of the type that a roll-up or look-up gives.
    #[must_use]
    pub fn result_options(&self) -> Option<&Map<String, Json>> {
        match self {
            Self::Formula(_) => None,
            Self::Rollup(rollup) => Some(&rollup.options),
            Self::Lookup(lookup) => Some(&lookup.options),
        }
    }
}
