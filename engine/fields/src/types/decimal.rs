//! `decimal`: an exact decimal number.

use engine_errors::{Problem, Problems};
use engine_values::{ColumnType, Value};
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::number::DecimalRules;
use crate::{FieldType, Operator, OptionSets, operator};

/// Options of `decimal`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Options {
    /// All digits, 1 to 18.
    precision: u8,
    /// Digits after the point, 0 to 8.
    scale: u8,
    /// Smallest value.
    #[schemars(with = "Option<String>")]
    min: Option<Decimal>,
    /// Largest value.
    #[schemars(with = "Option<String>")]
    max: Option<Decimal>,
}

impl Default for Options {
    fn default() -> Self {
        Self { precision: 18, scale: 2, min: None, max: None }
    }
}

/// an exact decimal number.
pub(crate) struct DecimalField(DecimalRules);

impl FieldType for DecimalField {
    const KIND: &'static str = "decimal";
    type Options = Options;

    fn compile(options: Options, _sets: &dyn OptionSets) -> Result<Self, Problems> {
        let Options { scale, min, max, .. } = options;
        DecimalRules { precision: options.precision, scale, min, max }.checked().map(Self)
    }

    fn column(&self) -> Option<ColumnType> {
        Some(ColumnType::Decimal { precision: self.0.precision, scale: self.0.scale })
    }

    fn parse(&self, json: &Json) -> Result<Value, Problem> {
        self.0.parse(json)
    }

    fn operators(&self) -> &'static [Operator] {
        operator::ORDERED
    }

    fn record_schema(&self) -> Json {
        json!({"type": "string", "format": "decimal", "description": format!("{} decimals", self.0.scale)})
    }

    fn sample() -> (Json, Json) {
        (json!({"scale": 2}), json!("12345.60"))
    }
}
