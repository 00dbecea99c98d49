//! What the number types share: exact decimals of a fixed scale within limits.

use engine_errors::{Code, Problem, Problems};
use engine_values::Value;
use rust_decimal::Decimal;
use serde_json::Value as Json;

use super::short_text::mismatch;

/// Limits of a decimal column.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DecimalRules {
    /// All digits.
    pub(crate) precision: u8,
    /// Digits after the point.
    pub(crate) scale: u8,
    /// Smallest value.
    pub(crate) min: Option<Decimal>,
    /// Largest value.
    pub(crate) max: Option<Decimal>,
}

impl DecimalRules {
    /// Checks the limits: 18 digits are what an SQLite integer of minor units holds.
    pub(crate) fn checked(self) -> Result<Self, Problems> {
        let mut problems = Vec::new();
        if !(1..=18).contains(&self.precision) {
            problems.push(Problem::at(Code::OptionsInvalid, "/precision").with("min", 1).with("max", 18));
        }
        if self.scale > self.precision || self.scale > 8 {
            problems.push(Problem::at(Code::OptionsInvalid, "/scale").with("min", 0).with("max", 8));
        }
        if let (Some(min), Some(max)) = (self.min, self.max)
            && min > max
        {
            problems.push(Problem::at(Code::OptionsInvalid, "/max").with("min", min.to_string()));
        }
        if problems.is_empty() { Ok(self) } else { Err(problems) }
    }

    /// Reads `"12.50"` or a JSON number, which serde_json hands over as written.
    pub(crate) fn parse(self, json: &Json) -> Result<Value, Problem> {
        let text = match json {
            Json::String(text) => text.trim().to_owned(),
            Json::Number(number) => number.to_string(),
            _ => return Err(mismatch("decimal")),
        };
        if text.is_empty() {
            return Ok(Value::Null);
        }
        let number = Decimal::from_str_exact(&text)
            .or_else(|_| Decimal::from_scientific(&text))
            .map_err(|_| mismatch("decimal"))?;
        self.fit(number).map(Value::Decimal)
    }

    /// Brings a number to the scale; more decimals than kept are an error, never a silent rounding.
    pub(crate) fn fit(self, number: Decimal) -> Result<Decimal, Problem> {
        let mut scaled = number.normalize();
        if scaled.scale() > u32::from(self.scale) {
            return Err(Problem::new(Code::TooManyDecimals).with("scale", self.scale));
        }
        scaled.rescale(u32::from(self.scale));
        let limit = Decimal::from(10u64.pow(u32::from(self.precision.saturating_sub(self.scale)).min(18)));
        let below = self.min.is_some_and(|min| scaled < min) || scaled <= -limit;
        let above = self.max.is_some_and(|max| scaled > max) || scaled >= limit;
        if below || above {
            let min = self.min.unwrap_or(-limit).to_string();
            let max = self.max.unwrap_or(limit).to_string();
            return Err(Problem::new(Code::OutOfRange).with("min", min).with("max", max));
        }
        Ok(scaled)
    }
}
