//! `rich_text`: formatted text, kept as a subset of Markdown. Never HTML: tags are letters like any other, and what
//! shows the text makes no element of them (docs/admin.md has the subset).

use engine_errors::{Code, Problem, Problems};
use engine_values::{ColumnType, Value};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::short_text;
use crate::{FieldType, Operator, OptionSets};

/// Options of `rich_text`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Options {
    /// Most characters, marks included, 1 to 100000.
    max_length: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { max_length: 100_000 }
    }
}

/// Formatted text.
pub(crate) struct RichText {
    max_length: usize,
}

impl FieldType for RichText {
    const KIND: &'static str = "rich_text";
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
        json!({"type": "string", "maxLength": self.max_length, "contentMediaType": "text/markdown"})
    }

    fn is_text_like(&self) -> bool {
        true
    }

    fn sample() -> (Json, Json) {
        (json!({}), json!("## 要点\n\n- **交货期** 30 天"))
    }
}
