//! A whole record in memory while it is being written.

use engine_fields::SystemField;
use engine_model::{FieldIndex, Object};
use engine_values::{Id, Value};

/// Every value of a record, by field handle; fields without a column stay blank.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Row {
    values: Vec<Value>,
    /// Rows of each `children` field that was loaded or given.
    pub(crate) children: Vec<(FieldIndex, Vec<Row>)>,
    /// Fields with links that the writer does not see.
    unseen: Vec<FieldIndex>,
}

impl Row {
    /// A blank record.
    pub(crate) fn blank(object: &Object) -> Self {
        Self { values: vec![Value::Null; object.fields.len()], children: Vec::new(), unseen: Vec::new() }
    }

    /// A record from the values of [`Object::columns`] in their order.
    pub(crate) fn from_columns(object: &Object, columns: Vec<Value>) -> Self {
        let mut row = Self::blank(object);
        for ((index, _), value) in object.columns().zip(columns) {
            row.set(index, value);
        }
        row
    }

    /// The record without its rows.
    pub(crate) fn alone(&self) -> Self {
        Self { values: self.values.clone(), children: Vec::new(), unseen: self.unseen.clone() }
    }

    pub(crate) fn get(&self, index: FieldIndex) -> &Value {
        self.values.get(index.0).unwrap_or(&Value::Null)
    }

    pub(crate) fn set(&mut self, index: FieldIndex, value: Value) {
        if let Some(slot) = self.values.get_mut(index.0) {
            *slot = value;
        }
    }

    /// Notes that a field has links beyond those in the row.
    pub(crate) fn note_unseen(&mut self, index: FieldIndex) {
        self.unseen.push(index);
    }

    /// True when a field has links beyond those in the row.
    pub(crate) fn has_unseen(&self, index: FieldIndex) -> bool {
        self.unseen.contains(&index)
    }

    pub(crate) fn system(&self, object: &Object, system: SystemField) -> Value {
        object.system(system).map(|index| self.get(index).clone()).unwrap_or_default()
    }

    pub(crate) fn set_system(&mut self, object: &Object, system: SystemField, value: impl Into<Value>) {
        if let Some(index) = object.system(system) {
            self.set(index, value.into());
        }
    }

    pub(crate) fn id(&self, object: &Object) -> Option<Id> {
        self.system(object, SystemField::Id).as_id()
    }

    pub(crate) fn revision(&self, object: &Object) -> i64 {
        self.system(object, SystemField::Revision).as_int().unwrap_or(0)
    }

    pub(crate) fn approval_state(&self, object: &Object) -> Option<String> {
        self.system(object, SystemField::ApprovalState).as_text().map(str::to_owned)
    }

    /// The rows of a `children` field.
    pub(crate) fn rows_of(&self, field: FieldIndex) -> &[Row] {
        self.children.iter().find(|(index, _)| *index == field).map_or(&[], |(_, rows)| rows.as_slice())
    }
}
