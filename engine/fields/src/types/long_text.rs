//! `long_text`: several lines of plain text.

use engine_errors::{Code, Problem, Problems};
use engine_values::{ColumnType, Value};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::short_text;
use crate::{FieldType, Operator, OptionSets};

/// Options of `long_text`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Options {
    /// Most characters, 1 to 100000.
    max_length: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { max_length: 20_000 }
    }
}

/// Several lines of text.
pub(crate) struct LongText {
    max_length: usize,
}

impl FieldType for LongText {
    const KIND: &'static str = "long_text";
    type Options = Options;

    fn compile(options: Options, _sets: &dyn OptionSets) -> Result<Self, Problems> {
        if !(1..=100_000).contains(&options.max_length) {
            return Err(vec![Problem::at(Code::OptionsInvalid, "/max_length").with("min", 1).with("max", 100_000)]);
        }
        Ok(Self { max_length: options.max_length })
    }

    fn column(&self) -> Option<ColumnType> {
        Some(ColumnType::Text)
    }

    fn parse(&self, json: &Json) -> Result<Value, Problem> {
        short_text::parse(json, self.max_length)
    }

    fn operators(&self) -> &'static [Operator] {
        &[Operator::Contains, Operator::Empty, Operator::NotEmpty]
    }

    fn record_schema(&self) -> Json {
        json!({"type": "string", "maxLength": self.max_length})
    }

    fn is_text_like(&self) -> bool {
        true
    }

    fn sample() -> (Json, Json) {
        (json!({}), json!("第一行\n第二行"))
    }
}
