//! `time`: a time of day without a zone, for example when a shop opens.

use engine_errors::{Problem, Problems};
use engine_values::{ColumnType, Value};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::short_text::mismatch;
use crate::{FieldType, Operator, OptionSets, operator};

/// `time` has no options.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Options {}

/// A time of day. Kept as `HH:MM:SS`, always eight characters, so that the order of texts is the order of times.
pub(crate) struct Time;

impl FieldType for Time {
    const KIND: &'static str = "time";
    type Options = Options;

    fn compile(_options: Options, _sets: &dyn OptionSets) -> Result<Self, Problems> {
        Ok(Self)
    }

    fn column(&self) -> Option<ColumnType> {
        Some(ColumnType::Text)
    }

    fn parse(&self, json: &Json) -> Result<Value, Problem> {
        let text = json.as_str().ok_or_else(|| mismatch("time"))?.trim();
        if text.is_empty() {
            return Ok(Value::Null);
        }
        normal(text).map(Value::Text).ok_or_else(|| mismatch("time"))
    }

    fn operators(&self) -> &'static [Operator] {
        operator::ORDERED
    }

    fn record_schema(&self) -> Json {
        json!({"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$"})
    }

    fn sample() -> (Json, Json) {
        (json!({}), json!("08:30:00"))
    }
}

/// `HH:MM` or `HH:MM:SS` with all its digits.
fn normal(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split(':').collect();
    let number = |part: &&str, limit: u8| {
        let is_pair = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse::<u8>().ok().filter(|number| is_pair && *number < limit)
    };
    let (hour, minute, second) = match parts.as_slice() {
        [hour, minute] => (number(hour, 24)?, number(minute, 60)?, 0),
        [hour, minute, second] => (number(hour, 24)?, number(minute, 60)?, number(second, 60)?),
        _ => return None,
    };
    Some(format!("{hour:02}:{minute:02}:{second:02}"))
}
