//! Small helpers that write field values in the API's JSON form.

use serde_json::{Value, json};

use crate::Values;
use crate::day::Day;

/// Collects the values of a record.
#[derive(Default)]
pub(crate) struct Row(Values);

impl Row {
    /// Any value in the API's JSON form.
    pub(crate) fn with(mut self, field: &str, value: impl Into<Value>) -> Self {
        self.0.insert(field.to_owned(), value.into());
        self
    }

    /// A value that may be missing.
    pub(crate) fn maybe(self, field: &str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.with(field, value),
            None => self,
        }
    }

    /// A day.
    pub(crate) fn day(self, field: &str, day: Day) -> Self {
        self.with(field, day.to_string())
    }

    /// Money, given in cents (分).
    pub(crate) fn money(self, field: &str, cents: i64) -> Self {
        self.with(field, format!("{}.{:02}", cents / 100, cents % 100))
    }

    /// A reference to another record of the demo.
    pub(crate) fn reference(self, field: &str, key: impl Into<String>) -> Self {
        self.with(field, json!({"ref": key.into()}))
    }

    /// The finished values.
    pub(crate) fn done(self) -> Values {
        self.0
    }
}

/// `object-0001`: keys count from 1 in the order of the records.
pub(crate) fn key(object: &str, index: usize) -> String {
    format!("{object}-{:04}", index + 1)
}
