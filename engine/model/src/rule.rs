//! A resolved validation rule.

use engine_definitions::{Label, Operation, Severity};
use engine_expressions::CheckedExpression;

use crate::FieldIndex;

/// What must hold of a record before it is written.
#[derive(Debug)]
pub struct Rule {
    /// Name, unique in the object.
    pub name: String,
    /// Must not give FALSE.
    pub condition: CheckedExpression,
    /// What the writer is told otherwise.
    pub message: Label,
    /// Whether the writer may go on after confirming.
    pub severity: Severity,
    /// The writes that are judged.
    pub on: Vec<Operation>,
    /// The field at which the message is shown.
    pub field: Option<FieldIndex>,
}
