//! `secret`: a password or key of another system; written and never read back.

use engine_errors::{Code, Problem, Problems};
use engine_expressions::Type;
use engine_values::{ColumnType, Value};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

use super::short_text::mismatch;
use crate::{FieldType, Operator, OptionSets};

/// Options of `secret`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Options {
    /// Most characters, 1 to 4000.
    max_length: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { max_length: 1000 }
    }
}

/// A password or key. What [`FieldType::parse`] answers is still plain; whoever stores it seals it first.
pub(crate) struct Secret {
    max_length: usize,
}

impl FieldType for Secret {
    const KIND: &'static str = "secret";
    type Options = Options;

    fn compile(options: Options, _sets: &dyn OptionSets) -> Result<Self, Problems> {
        if !(1..=4000).contains(&options.max_length) {
            return Err(vec![Problem::at(Code::OptionsInvalid, "/max_length").with("min", 1).with("max", 4000)]);
        }
        Ok(Self { max_length: options.max_length })
    }

    fn column(&self) -> Option<ColumnType> {
        Some(ColumnType::Text)
    }

    /// Nothing is trimmed: white space may belong to it. Problems never quote the value.
    fn parse(&self, json: &Json) -> Result<Value, Problem> {
        let text = json.as_str().ok_or_else(|| mismatch("text"))?;
        let length = text.chars().count();
        if length > self.max_length {
            return Err(Problem::new(Code::TooLong).with("max", self.max_length).with("length", length));
        }
        Ok(if text.is_empty() { Value::Null } else { Value::from(text) })
    }

    fn operators(&self) -> &'static [Operator] {
        &[]
    }

    fn record_schema(&self) -> Json {
        json!({
            "description": "Written as text, read as whether one is set.",
            "oneOf": [
                {"type": "string", "maxLength": self.max_length},
                {"type": "object", "required": ["set"], "properties": {"set": {"type": "boolean"}}},
            ],
        })
    }

    fn is_secret(&self) -> bool {
        true
    }

    fn value_type(&self) -> Option<Type> {
        None
    }

    fn is_comparable(&self) -> bool {
        false
    }

    fn answer(&self) -> Option<fn(&Value) -> Json> {
        Some(|value| json!({"set": !value.is_null()}))
    }

    fn input_options(&self) -> Map<String, Json> {
        Map::from_iter([("max_length".to_owned(), json!(self.max_length))])
    }

    fn sample() -> (Json, Json) {
        (json!({}), json!("correct horse 电池"))
    }
}
