//! `select`: one of several options.

use engine_errors::{Problem, Problems};
use engine_values::{ColumnType, Value};
use serde_json::{Value as Json, json};

use super::{choice, short_text::mismatch};
use crate::{Choice, FieldType, Operator, OptionSets};

/// One of several options.
pub(crate) struct Select(Vec<Choice>);

impl FieldType for Select {
    const KIND: &'static str = "select";
    type Options = choice::Options;

    fn compile(options: choice::Options, sets: &dyn OptionSets) -> Result<Self, Problems> {
        options.choices(sets).map(Self)
    }

    fn column(&self) -> Option<ColumnType> {
        Some(ColumnType::Text)
    }

    fn parse(&self, json: &Json) -> Result<Value, Problem> {
        match json {
            Json::String(key) if key.is_empty() => Ok(Value::Null),
            Json::String(key) => choice::known(&self.0, key).map(Value::from),
            _ => Err(mismatch("option")),
        }
    }

    fn operators(&self) -> &'static [Operator] {
        &[Operator::Eq, Operator::Ne, Operator::In, Operator::NotIn, Operator::Empty, Operator::NotEmpty]
    }

    fn record_schema(&self) -> Json {
        choice::schema(&self.0)
    }

    fn choices(&self) -> &[Choice] {
        &self.0
    }

    fn display(&self, value: &Value, language: &str) -> Option<String> {
        value.as_text().map(|key| choice::label(&self.0, key, language).to_owned())
    }

    fn sample() -> (Json, Json) {
        (json!({"options": [{"value": "a", "label": {"en": "A"}}]}), json!("a"))
    }
}
