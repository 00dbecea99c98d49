//! `auto_number`: a number that the system gives when the record is created.

use engine_errors::{Code, Problem, Problems};
use engine_values::{ColumnType, Value};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::short_text;
use crate::{FieldType, NumberPattern, Operator, OptionSets, Reset, operator};

/// Options of `auto_number`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Options {
    /// Text with `{yyyy}`, `{yy}`, `{mm}`, `{dd}` and exactly one `{seq}` or `{seq:4}` (at least that many digits).
    pattern: String,
    /// When counting starts again at 1.
    #[serde(default)]
    reset: Reset,
    /// Promises that no number is ever left out; numbers are taken in the transaction of their record for it.
    #[serde(default)]
    #[expect(dead_code, reason = "numbers are taken that way for every field; the document says who relies on it")]
    gap_free: bool,
}

/// A number given by the system.
pub(crate) struct AutoNumber(NumberPattern);

impl FieldType for AutoNumber {
    const KIND: &'static str = "auto_number";
    type Options = Options;

    fn compile(options: Options, _sets: &dyn OptionSets) -> Result<Self, Problems> {
        NumberPattern::parse(&options.pattern, options.reset)
            .map(Self)
            .map_err(|detail| vec![Problem::at(Code::OptionsInvalid, "/pattern").with("detail", detail)])
    }

    fn column(&self) -> Option<ColumnType> {
        Some(ColumnType::Text)
    }

    fn parse(&self, json: &Json) -> Result<Value, Problem> {
        short_text::parse(json, 100)
    }

    fn operators(&self) -> &'static [Operator] {
        operator::TEXT
    }

    fn record_schema(&self) -> Json {
        json!({"type": "string", "readOnly": true})
    }

    fn number_pattern(&self) -> Option<&NumberPattern> {
        Some(&self.0)
    }

    fn is_text_like(&self) -> bool {
        true
    }

    fn sample() -> (Json, Json) {
        (json!({"pattern": "HT{yyyy}{mm}-{seq:4}", "reset": "month"}), json!("HT202611-0001"))
    }
}
