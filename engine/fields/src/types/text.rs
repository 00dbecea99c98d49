//! `text`: one line of text.

use engine_errors::{Code, Problem, Problems};
use engine_values::{ColumnType, Value};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::short_text;
use crate::{FieldType, Operator, OptionSets, operator};

/// Options of `text`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Options {
    /// Most characters, 1 to 2000.
    max_length: usize,
    /// A regular expression that the whole text must match.
    pattern: Option<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self { max_length: 200, pattern: None }
    }
}

/// One line of text.
pub(crate) struct Text {
    max_length: usize,
    pattern: Option<regex_lite::Regex>,
    source: Option<String>,
}

impl FieldType for Text {
    const KIND: &'static str = "text";
    type Options = Options;

    fn compile(options: Options, _sets: &dyn OptionSets) -> Result<Self, Problems> {
        if !(1..=2000).contains(&options.max_length) {
            return Err(vec![Problem::at(Code::OptionsInvalid, "/max_length").with("min", 1).with("max", 2000)]);
        }
        let pattern = match &options.pattern {
            // Anchored here, so that a forgotten ^ or $ does not let half-matching text pass.
            Some(source) => Some(regex_lite::Regex::new(&format!("^(?:{source})$")).map_err(|error| {
                vec![Problem::at(Code::OptionsInvalid, "/pattern").with("detail", error.to_string())]
            })?),
            None => None,
        };
        Ok(Self { max_length: options.max_length, pattern, source: options.pattern })
    }

    fn column(&self) -> Option<ColumnType> {
        Some(ColumnType::Text)
    }

    fn parse(&self, json: &Json) -> Result<Value, Problem> {
        let value = short_text::parse(json, self.max_length)?;
        match (&self.pattern, &value) {
            (Some(pattern), Value::Text(text)) if !pattern.is_match(text) => Err(Problem::new(Code::FormatInvalid)),
            _ => Ok(value),
        }
    }

    fn operators(&self) -> &'static [Operator] {
        operator::TEXT
    }

    fn record_schema(&self) -> Json {
        let mut schema = json!({"type": "string", "maxLength": self.max_length});
        if let (Some(source), Some(object)) = (&self.source, schema.as_object_mut()) {
            object.insert("pattern".to_owned(), json!(format!("^(?:{source})$")));
        }
        schema
    }

    fn is_text_like(&self) -> bool {
        true
    }

    fn sample() -> (Json, Json) {
        (json!({"max_length": 20}), json!("榫卯 Tenon"))
    }
}
