//! `integer`: a whole number.

use engine_errors::{Code, Problem, Problems};
use engine_values::{ColumnType, Value};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::short_text::mismatch;
use crate::{FieldType, Operator, OptionSets, operator};

/// Whole numbers that JavaScript keeps exactly.
const LIMIT: i64 = 9_007_199_254_740_991;

/// Options of `integer`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Options {
    /// Smallest value.
    min: Option<i64>,
    /// Largest value.
    max: Option<i64>,
}

/// A whole number.
pub(crate) struct Integer {
    min: i64,
    max: i64,
}

impl FieldType for Integer {
    const KIND: &'static str = "integer";
    type Options = Options;

    fn compile(options: Options, _sets: &dyn OptionSets) -> Result<Self, Problems> {
        let min = options.min.unwrap_or(-LIMIT).max(-LIMIT);
        let max = options.max.unwrap_or(LIMIT).min(LIMIT);
        if min > max {
            return Err(vec![Problem::at(Code::OptionsInvalid, "/max").with("min", min)]);
        }
        Ok(Self { min, max })
    }

    fn column(&self) -> Option<ColumnType> {
        Some(ColumnType::Int)
    }

    fn parse(&self, json: &Json) -> Result<Value, Problem> {
        let number = match json {
            Json::Number(number) => number.as_i64().ok_or_else(|| mismatch("integer"))?,
            Json::String(text) if text.trim().is_empty() => return Ok(Value::Null),
            Json::String(text) => text.trim().parse().map_err(|_| mismatch("integer"))?,
            _ => return Err(mismatch("integer")),
        };
        if number < self.min || number > self.max {
            return Err(Problem::new(Code::OutOfRange).with("min", self.min).with("max", self.max));
        }
        Ok(Value::Int(number))
    }

    fn operators(&self) -> &'static [Operator] {
        operator::ORDERED
    }

    fn record_schema(&self) -> Json {
        json!({"type": "integer", "minimum": self.min, "maximum": self.max})
    }

    fn sample() -> (Json, Json) {
        (json!({"min": 0}), json!(42))
    }
}
