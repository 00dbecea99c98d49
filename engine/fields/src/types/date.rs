//! `date`: a calendar day.

use engine_errors::{Problem, Problems};
use engine_values::{ColumnType, Value};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::short_text::mismatch;
use crate::{FieldType, Operator, OptionSets, operator};

/// `date` has no options.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Options {}

/// The rules of `date`.
pub(crate) struct DateField;

impl FieldType for DateField {
    const KIND: &'static str = "date";
    type Options = Options;

    fn compile(_options: Options, _sets: &dyn OptionSets) -> Result<Self, Problems> {
        Ok(Self)
    }

    fn column(&self) -> Option<ColumnType> {
        Some(ColumnType::Date)
    }

    fn parse(&self, json: &Json) -> Result<Value, Problem> {
        match json {
            Json::String(text) if text.trim().is_empty() => Ok(Value::Null),
            Json::String(text) => {
                engine_values::date_from_text(text.trim()).map(Value::Date).ok_or_else(|| mismatch("date"))
            }
            _ => Err(mismatch("date")),
        }
    }

    fn operators(&self) -> &'static [Operator] {
        operator::ORDERED
    }

    fn record_schema(&self) -> Json {
        json!({"type": "string", "format": "date"})
    }

    fn sample() -> (Json, Json) {
        (json!({}), json!("2026-11-21"))
    }
}
