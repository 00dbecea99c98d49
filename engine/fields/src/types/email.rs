//! `email`: an e-mail address.

use engine_errors::{Problem, Problems};
use engine_values::{ColumnType, Value};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::short_text;
use crate::{FieldType, Operator, OptionSets, operator};

/// `email` has no options.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Options {}

/// The rules of `email`.
pub(crate) struct Email;

impl FieldType for Email {
    const KIND: &'static str = "email";
    type Options = Options;

    fn compile(_options: Options, _sets: &dyn OptionSets) -> Result<Self, Problems> {
        Ok(Self)
    }

    fn column(&self) -> Option<ColumnType> {
        Some(ColumnType::Text)
    }

    fn parse(&self, json: &Json) -> Result<Value, Problem> {
        let value = short_text::parse(json, 254)?;
        match value.as_text() {
            Some(text) if !is_address(text) => Err(Problem::new(engine_errors::Code::FormatInvalid)),
            _ => Ok(value),
        }
    }

    fn operators(&self) -> &'static [Operator] {
        operator::TEXT
    }

    fn record_schema(&self) -> Json {
        json!({"type": "string", "format": "email", "maxLength": 254})
    }

    fn is_text_like(&self) -> bool {
        true
    }

    fn sample() -> (Json, Json) {
        (json!({}), json!("li.na@example.com"))
    }
}

/// One `@` with something before it and a dotted name after it. Whether a mailbox exists only a mail can tell.
fn is_address(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else {
        return false;
    };
    let labels = domain.split('.').collect::<Vec<_>>();
    !local.is_empty()
        && !text.chars().any(|letter| letter.is_whitespace() || matches!(letter, '<' | '>' | ',' | ';'))
        && labels.len() >= 2
        && labels.iter().all(|label| !label.is_empty() && !label.contains('@'))
}
