//! `money`: an amount in one currency, or in one of several with its worth in the company currency beside it.

use engine_definitions::{Label, OptionColor};
use engine_errors::{Code, Problem, Problems};
use engine_values::{ColumnType, Value};
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

use super::number::DecimalRules;
use crate::companion::label;
use crate::{Choice, Companion, CompanionRole, FieldType, Operator, OptionSets, currency_decimals, operator};

/// Options of `money`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Options {
    /// ISO 4217 code.
    currency: String,
    /// ISO 4217 codes that an amount may be in; the field then brings its currency, rate, rate date and its amount in the
    /// company currency with it.
    currencies: Vec<String>,
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
        Self { currency: "CNY".to_owned(), currencies: Vec::new(), scale: 2, min: None, max: None }
    }
}

/// An amount.
pub(crate) struct Money {
    rules: DecimalRules,
    currencies: Vec<String>,
}

impl FieldType for Money {
    const KIND: &'static str = "money";
    type Options = Options;

    fn compile(options: Options, _sets: &dyn OptionSets) -> Result<Self, Problems> {
        if options.currency.len() != 3 || !options.currency.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return Err(vec![Problem::at(Code::OptionsInvalid, "/currency")]);
        }
        let Options { currencies, scale, min, max, .. } = options;
        let mut problems = Vec::new();
        for (place, code) in currencies.iter().enumerate() {
            let path = format!("/currencies/{place}");
            if currency_decimals(code).is_none() {
                problems.push(Problem::at(Code::OptionUnknown, path).with("value", code.as_str()));
            } else if currencies.iter().take(place).any(|other| other == code) {
                problems.push(Problem::at(Code::NameDuplicate, path).with("name", code.as_str()));
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let rules = DecimalRules { precision: 18, scale, min, max }.checked()?;
        Ok(Self { rules, currencies })
    }

    fn column(&self) -> Option<ColumnType> {
        Some(ColumnType::Decimal { precision: self.rules.precision, scale: self.rules.scale })
    }

    fn parse(&self, json: &Json) -> Result<Value, Problem> {
        self.rules.parse(json)
    }

    fn operators(&self) -> &'static [Operator] {
        operator::ORDERED
    }

    fn record_schema(&self) -> Json {
        json!({"type": "string", "format": "decimal", "description": format!("{} decimals", self.rules.scale)})
    }

    fn companions(&self, name: &str) -> Vec<Companion> {
        if self.currencies.is_empty() {
            return Vec::new();
        }
        let choices: Vec<Choice> = self
            .currencies
            .iter()
            .map(|code| Choice {
                value: code.clone(),
                former_names: Vec::new(),
                label: one_name(code),
                color: OptionColor::default(),
            })
            .collect();
        let companion = |role, suffix, kind, options: Json, label| Companion {
            role,
            suffix,
            kind,
            options: options.as_object().cloned().unwrap_or_else(Map::new),
            label,
            formula: None,
            read_only: false,
        };
        let rate = json!({"precision": 18, "scale": 8, "min": "0.00000001"});
        let worth = companion(
            CompanionRole::CompanyAmount,
            "company",
            "money",
            json!({}),
            label("本位币", "in company currency"),
        );
        vec![
            companion(
                CompanionRole::Currency,
                "currency",
                "select",
                json!({"options": choices}),
                label("币种", "currency"),
            ),
            companion(CompanionRole::Rate, "rate", "decimal", rate, label("汇率", "rate")),
            companion(CompanionRole::RateDate, "rate_date", "date", json!({}), label("汇率日期", "rate date")),
            Companion { formula: Some(format!("ROUND({name} * {name}_rate, 2)")), read_only: true, ..worth },
        ]
    }

    fn sample() -> (Json, Json) {
        (json!({"scale": 2}), json!("12345.60"))
    }
}

/// A code is its own name in every language.
fn one_name(code: &str) -> Label {
    label(code, code)
}
