//! `money`: an amount in one currency.

use engine_errors::{Problem, Problems};
use engine_values::{ColumnType, Value};
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::number::DecimalRules;
use crate::{FieldType, Operator, OptionSets, operator};

/// Options of `money`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Options {
    /// ISO 4217 code.
    currency: String,
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
        Self { currency: "CNY".to_owned(), scale: 2, min: None, max: None }
    }
}

/// an amount in one currency.
pub(crate) struct Money(DecimalRules);

impl FieldType for Money {
    const KIND: &'static str = "money";
    type Options = Options;

    fn compile(options: Options, _sets: &dyn OptionSets) -> Result<Self, Problems> {
        if options.currency.len() != 3 || !options.currency.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return Err(vec![Problem::at(engine_errors::Code::OptionsInvalid, "/currency")]);
        }
        let Options { scale, min, max, .. } = options;
        DecimalRules { precision: 18, scale, min, max }.checked().map(Self)
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
