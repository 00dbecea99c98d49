//! Where the answer's values stand in a result row, and what they become.

use std::sync::Arc;

use engine_model::{FieldIndex, ObjectIndex};
use engine_values::{ColumnType, Value};
use serde_json::Value as Json;

/// One value of the answer.
#[derive(Debug, Clone)]
pub struct OutputColumn {
    /// Key in the answer.
    pub name: Arc<str>,
    /// The field.
    pub field: FieldIndex,
    /// Place in the result row.
    pub place: usize,
    /// How it is stored.
    pub column: ColumnType,
    /// What it becomes.
    pub output: Output,
}

/// What a stored value becomes in the answer.
#[derive(Debug, Clone)]
pub enum Output {
    /// As it is.
    Plain,
    /// As the type says.
    Answered(fn(&Value) -> Json),
    /// `{"id", "label"}` of a record; the label stands at `label`. With `record`, the whole record too.
    Record {
        /// The object of the record.
        object: ObjectIndex,
        /// Place of the label.
        label: usize,
        /// The referred record's columns, when it was asked for.
        record: Vec<OutputColumn>,
    },
    /// `{"id", "label"}` of a person.
    User,
    /// `{"object", "id", "label"}` of a record of one of several objects; looked up when the rows are known.
    AnyRecord,
    /// `[{"id", "label"}]` of linked records; the place holds the record's own key.
    Links {
        /// The record's object.
        object: ObjectIndex,
    },
    /// `[{"id", "label"}]` of people.
    Users,
    /// `{"id", "label"}` of a department.
    Department,
    /// `[{"id", "name", …}]`.
    Files,
}
