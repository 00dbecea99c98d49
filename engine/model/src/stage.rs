//! A resolved stage of a field of type `stage`.

use engine_expressions::CheckedExpression;

use crate::FieldIndex;

/// What entering a stage asks for, and where it leads.
#[derive(Debug)]
pub struct Stage {
    /// The stored key.
    pub value: String,
    /// The stages that may follow; nothing means any.
    pub allowed: Option<Vec<String>>,
    /// Fields that must be filled when it is entered, deliverables among them.
    pub required: Vec<FieldIndex>,
    /// Must not give FALSE when it is entered.
    pub entry: Option<CheckedExpression>,
}
