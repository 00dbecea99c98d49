//! `sample_kind`: a short word.

use engine_errors::{Code, Problem, Problems};
use engine_values::{ColumnType, Value};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value as Json, json};

use crate::{FieldType, Operator, OptionSets};

const fn default_max_length() -> usize {
    40
}

/// The options of `sample_kind`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Options {
    /// Most characters.
    #[serde(default = "default_max_length")]
    max_length: usize,
}

/// The rules of `sample_kind`.
pub(crate) struct SampleKind {
    max_length: usize,
}

impl FieldType for SampleKind {
    const KIND: &'static str = "sample_kind";
    type Options = Options;

    fn compile(options: Options, _sets: &dyn OptionSets) -> Result<Self, Problems> {
        if options.max_length == 0 {
            return Err(vec![Problem::at(Code::OptionsInvalid, "/max_length").with("detail", "at least 1")]);
        }
        Ok(Self { max_length: options.max_length })
    }

    fn column(&self) -> Option<ColumnType> {
        Some(ColumnType::Text)
    }

    fn parse(&self, json: &Json) -> Result<Value, Problem> {
        let text = json.as_str().ok_or_else(|| Problem::new(Code::TypeMismatch).with("expected", "text"))?.trim();
        // PostgreSQL cannot store a NUL.
        if text.contains('\0') {
            return Err(Problem::new(Code::FormatInvalid));
        }
        let length = text.chars().count();
        if length > self.max_length {
            return Err(Problem::new(Code::TooLong).with("max", self.max_length).with("length", length));
        }
        Ok(if text.is_empty() { Value::Null } else { Value::Text(text.to_owned()) })
    }

    fn operators(&self) -> &'static [Operator] {
        &[Operator::Eq, Operator::Ne, Operator::In, Operator::Empty, Operator::NotEmpty]
    }

    fn record_schema(&self) -> Json {
        json!({"type": "string", "maxLength": self.max_length})
    }

    fn sample() -> (Json, Json) {
        (json!({"max_length": 5}), json!("word"))
    }
}
