//! `boolean`: yes or no.

use engine_errors::{Problem, Problems};
use engine_values::{ColumnType, Value};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::short_text::mismatch;
use crate::{FieldType, Operator, OptionSets};

/// `boolean` has no options.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Options {}

/// The rules of `boolean`.
pub(crate) struct Boolean;

impl FieldType for Boolean {
    const KIND: &'static str = "boolean";
    type Options = Options;

    fn compile(_options: Options, _sets: &dyn OptionSets) -> Result<Self, Problems> {
        Ok(Self)
    }

    fn column(&self) -> Option<ColumnType> {
        Some(ColumnType::Bool)
    }

    fn parse(&self, json: &Json) -> Result<Value, Problem> {
        match json {
            Json::Bool(flag) => Ok(Value::Bool(*flag)),
            _ => Err(mismatch("boolean")),
        }
    }

    fn operators(&self) -> &'static [Operator] {
        &[Operator::Eq, Operator::Ne, Operator::Empty, Operator::NotEmpty]
    }

    fn record_schema(&self) -> Json {
        json!({"type": "boolean"})
    }

    fn sample() -> (Json, Json) {
        (json!({}), json!(true))
    }
}
