//! `rating`: a number of stars.

use engine_errors::{Code, Problem, Problems};
use engine_values::{ColumnType, Value};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

use super::short_text::mismatch;
use crate::{FieldType, Operator, OptionSets, operator};

/// Options of `rating`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Options {
    /// Most stars, 3 to 10.
    max: i64,
}

impl Default for Options {
    fn default() -> Self {
        Self { max: 5 }
    }
}

/// A number of stars.
pub(crate) struct Rating {
    max: i64,
}

impl FieldType for Rating {
    const KIND: &'static str = "rating";
    type Options = Options;

    fn compile(options: Options, _sets: &dyn OptionSets) -> Result<Self, Problems> {
        if !(3..=10).contains(&options.max) {
            return Err(vec![Problem::at(Code::OptionsInvalid, "/max").with("min", 3).with("max", 10)]);
        }
        Ok(Self { max: options.max })
    }

    fn column(&self) -> Option<ColumnType> {
        Some(ColumnType::Int)
    }

    fn parse(&self, json: &Json) -> Result<Value, Problem> {
        let stars = match json {
            Json::String(text) if text.trim().is_empty() => return Ok(Value::Null),
            // Imports and filters in addresses have the digit as text.
            Json::String(text) => text.trim().parse().map_err(|_| mismatch("integer"))?,
            _ => json.as_i64().ok_or_else(|| mismatch("integer"))?,
        };
        if !(1..=self.max).contains(&stars) {
            return Err(Problem::new(Code::OutOfRange).with("min", 1).with("max", self.max));
        }
        Ok(Value::Int(stars))
    }

    fn operators(&self) -> &'static [Operator] {
        operator::ORDERED
    }

    fn record_schema(&self) -> Json {
        json!({"type": "integer", "minimum": 1, "maximum": self.max})
    }

    fn input_options(&self) -> Map<String, Json> {
        Map::from_iter([("max".to_owned(), json!(self.max))])
    }

    fn sample() -> (Json, Json) {
        (json!({"max": 5}), json!(4))
    }
}
