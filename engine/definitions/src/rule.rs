//! Validation rules of an object: what must hold of a record before it is written.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Label, is_default};

/// A condition that every record must meet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleDocument {
    /// Name, unique in the object; a request confirms a warning by it.
    pub name: String,
    /// What administrators read.
    #[serde(default, skip_serializing_if = "is_default")]
    pub label: Label,
    /// An expression that must hold: it is broken when it gives FALSE; a blank result passes.
    pub condition: String,
    /// What the writer is told when it does not hold. A constant text, so that it can tell no value.
    pub message: Label,
    /// Whether the writer may go on after confirming.
    #[serde(default, skip_serializing_if = "is_default")]
    pub severity: Severity,
    /// The writes that are judged; creating and updating when left out.
    #[serde(default = "usual_operations", skip_serializing_if = "are_usual_operations")]
    pub on: Vec<Operation>,
    /// The field at which the message is shown; the whole record when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
}

/// How strict a rule is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Refuses the write.
    #[default]
    Error,
    /// Refuses the write unless the request confirms the rule.
    Warning,
}

/// A kind of write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the meaning")]
pub enum Operation {
    Create,
    Update,
    Delete,
}

fn usual_operations() -> Vec<Operation> {
    vec![Operation::Create, Operation::Update]
}

fn are_usual_operations(operations: &[Operation]) -> bool {
    operations == usual_operations()
}
