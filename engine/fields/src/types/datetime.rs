//! `datetime`: an instant; shown in the zone of the reader.

use engine_errors::{Problem, Problems};
use engine_values::{ColumnType, Value};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::short_text::mismatch;
use crate::{FieldType, Operator, OptionSets, operator};

/// `datetime` has no options.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Options {}

/// The rules of `datetime`.
pub(crate) struct DateTime;

impl FieldType for DateTime {
    const KIND: &'static str = "datetime";
    type Options = Options;

    fn compile(_options: Options, _sets: &dyn OptionSets) -> Result<Self, Problems> {
        Ok(Self)
    }

    fn column(&self) -> Option<ColumnType> {
        Some(ColumnType::Instant)
    }

    fn parse(&self, json: &Json) -> Result<Value, Problem> {
        match json {
            Json::String(text) if text.trim().is_empty() => Ok(Value::Null),
            Json::String(text) => {
                engine_values::instant_from_text(text.trim()).map(Value::Instant).ok_or_else(|| mismatch("datetime"))
            }
            _ => Err(mismatch("datetime")),
        }
    }

    fn operators(&self) -> &'static [Operator] {
        operator::ORDERED
    }

    fn record_schema(&self) -> Json {
        json!({"type": "string", "format": "date-time"})
    }

    fn sample() -> (Json, Json) {
        (json!({}), json!("2026-11-21T08:30:00Z"))
    }
}
