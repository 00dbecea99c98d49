//! `phone`: a phone number.

use engine_errors::{Problem, Problems};
use engine_values::{ColumnType, Value};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::short_text;
use crate::{FieldType, Operator, OptionSets, operator};

/// `phone` has no options.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Options {}

/// The rules of `phone`.
pub(crate) struct Phone;

impl FieldType for Phone {
    const KIND: &'static str = "phone";
    type Options = Options;

    fn compile(_options: Options, _sets: &dyn OptionSets) -> Result<Self, Problems> {
        Ok(Self)
    }

    fn column(&self) -> Option<ColumnType> {
        Some(ColumnType::Text)
    }

    fn parse(&self, json: &Json) -> Result<Value, Problem> {
        let value = short_text::parse(json, 32)?;
        match value.as_text() {
            Some(text) if !is_number(text) => Err(Problem::new(engine_errors::Code::FormatInvalid)),
            _ => Ok(value),
        }
    }

    fn operators(&self) -> &'static [Operator] {
        operator::TEXT
    }

    fn record_schema(&self) -> Json {
        json!({"type": "string", "maxLength": 32})
    }

    fn is_text_like(&self) -> bool {
        true
    }

    fn sample() -> (Json, Json) {
        (json!({}), json!("0512-6666 8888"))
    }
}

/// Digits with the usual separators, 5 to 20 digits; an extension may follow after `-` or `x`.
fn is_number(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (5..=20).contains(&digits)
        && text
            .chars()
            .all(|letter| letter.is_ascii_digit() || matches!(letter, '+' | '-' | ' ' | '(' | ')' | 'x' | '.'))
}
