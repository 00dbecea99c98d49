//! `duration`: a length of time in whole seconds.

use engine_errors::{Code, Problem, Problems};
use engine_expressions::Type;
use engine_values::{ColumnType, Value};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::short_text::mismatch;
use crate::{FieldType, Operator, OptionSets, operator};

/// A hundred years: longer is a mistake of units.
const LIMIT: i64 = 100 * 366 * 86_400;

/// Options of `duration`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Options {
    /// Shortest, in seconds; may be negative.
    min: Option<i64>,
    /// Longest, in seconds.
    max: Option<i64>,
}

/// A length of time.
pub(crate) struct Duration {
    min: i64,
    max: i64,
}

impl FieldType for Duration {
    const KIND: &'static str = "duration";
    type Options = Options;

    fn compile(options: Options, _sets: &dyn OptionSets) -> Result<Self, Problems> {
        let min = options.min.unwrap_or(-LIMIT);
        let max = options.max.unwrap_or(LIMIT);
        let mut problems = Vec::new();
        for (path, given) in [("/min", min), ("/max", max)] {
            if !(-LIMIT..=LIMIT).contains(&given) {
                problems.push(Problem::at(Code::OptionsInvalid, path).with("min", -LIMIT).with("max", LIMIT));
            }
        }
        if min > max {
            problems.push(Problem::at(Code::OptionsInvalid, "/max").with("min", min));
        }
        if problems.is_empty() { Ok(Self { min, max }) } else { Err(problems) }
    }

    fn column(&self) -> Option<ColumnType> {
        Some(ColumnType::Int)
    }

    /// Not a number: `worked * 2` is a length of time again, and `INHOURS(worked)` says in which unit it is counted.
    fn value_type(&self) -> Option<Type> {
        Some(Type::Duration)
    }

    fn is_additive(&self) -> bool {
        true
    }

    fn parse(&self, json: &Json) -> Result<Value, Problem> {
        let seconds = match json {
            Json::Number(number) => number.as_i64().ok_or_else(|| mismatch("seconds"))?,
            Json::String(text) if text.trim().is_empty() => return Ok(Value::Null),
            Json::String(text) => text.trim().parse().map_err(|_| mismatch("seconds"))?,
            _ => return Err(mismatch("seconds")),
        };
        if seconds < self.min || seconds > self.max {
            return Err(Problem::new(Code::OutOfRange).with("min", self.min).with("max", self.max));
        }
        Ok(Value::Int(seconds))
    }

    fn operators(&self) -> &'static [Operator] {
        operator::ORDERED
    }

    fn record_schema(&self) -> Json {
        json!({"type": "integer", "minimum": self.min, "maximum": self.max, "description": "Seconds."})
    }

    /// `1:30:00`: hours are not carried into days, whose length depends on who works.
    fn display(&self, value: &Value, _language: &str) -> Option<String> {
        let seconds = value.as_int()?;
        let sign = if seconds < 0 { "-" } else { "" };
        let (hours, rest) = (seconds.unsigned_abs() / 3600, seconds.unsigned_abs() % 3600);
        Some(format!("{sign}{hours}:{:02}:{:02}", rest / 60, rest % 60))
    }

    fn sample() -> (Json, Json) {
        (json!({"min": 0}), json!(5400))
    }
}
