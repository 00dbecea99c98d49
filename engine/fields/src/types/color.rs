//! `color`: a colour of the screen.

use engine_errors::{Code, Problem, Problems};
use engine_values::{ColumnType, Value};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::short_text::mismatch;
use crate::{FieldType, Operator, OptionSets};

/// `color` has no options.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Options {}

/// A colour, kept as `#RRGGBB` in capitals, so that equal colours are equal texts.
pub(crate) struct Color;

impl FieldType for Color {
    const KIND: &'static str = "color";
    type Options = Options;

    fn compile(_options: Options, _sets: &dyn OptionSets) -> Result<Self, Problems> {
        Ok(Self)
    }

    fn column(&self) -> Option<ColumnType> {
        Some(ColumnType::Text)
    }

    fn parse(&self, json: &Json) -> Result<Value, Problem> {
        let text = json.as_str().ok_or_else(|| mismatch("color"))?.trim();
        if text.is_empty() {
            return Ok(Value::Null);
        }
        normal(text).map(Value::Text).ok_or_else(|| Problem::new(Code::FormatInvalid))
    }

    fn operators(&self) -> &'static [Operator] {
        &[Operator::Eq, Operator::Ne, Operator::In, Operator::NotIn, Operator::Empty, Operator::NotEmpty]
    }

    fn record_schema(&self) -> Json {
        json!({"type": "string", "pattern": "^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$"})
    }

    fn sample() -> (Json, Json) {
        (json!({}), json!("#1677FF"))
    }
}

/// The long form in capitals: `#18f` is `#1188FF`.
fn normal(text: &str) -> Option<String> {
    let digits = text.strip_prefix('#').filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    let long: String = match digits.len() {
        3 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
        6 => digits.to_owned(),
        _ => return None,
    };
    Some(format!("#{}", long.to_ascii_uppercase()))
}
