//! A filter whose names are resolved and whose values are typed.

use engine_fields::Operator;
use engine_model::FieldIndex;
use engine_values::Value;

use crate::SqlExpression;

/// A condition over records.
#[derive(Debug, Clone, PartialEq)]
pub enum Filter {
    /// All of them; true when empty.
    And(Vec<Filter>),
    /// One of them; false when empty.
    Or(Vec<Filter>),
    /// Not.
    Not(Box<Filter>),
    /// A comparison.
    Compare(Comparison),
    /// An expression that holds.
    Expression(Box<SqlExpression>),
}

/// A field compared with values.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// Which field.
    pub path: FieldPath,
    /// How; one of the operators that the field's type answers.
    pub operator: Operator,
    /// With what: none for `empty`, two for `between` and `within`, any number for lists, else one.
    pub values: Vec<Value>,
}

/// A field of the record itself, or of the record that one of its references points to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldPath {
    /// The reference that is followed first.
    pub through: Option<FieldIndex>,
    /// The field.
    pub field: FieldIndex,
}
