//! A field becomes another type: what its values become. Nothing is rounded or guessed: what the new field would not take
//! fails, with the reason that a writer would hear.

mod table;
#[cfg(test)]
mod tests;

use engine_errors::{Code, Problem};
use engine_expressions::default_zone;
use engine_values::{Decimal, Value, date_from_text, instant_to_text};
use rust_decimal::prelude::ToPrimitive as _;
use serde_json::{Value as Json, json};

use crate::AnyField;
pub use table::{Conversion, Way, conversion, conversions, possible};

/// Converts values from one field's rules to another's.
pub struct Converter<'a> {
    to: &'a dyn AnyField,
    way: Way,
}

impl<'a> Converter<'a> {
    /// Finds the way between two fields.
    ///
    /// # Errors
    /// `type_change_unsupported` when the table has none.
    pub fn new(from: &dyn AnyField, to: &'a dyn AnyField) -> Result<Self, Problem> {
        let found = conversion(from.kind(), to.kind());
        Ok(Self { to, way: found.ok_or_else(|| unsupported(from.kind(), to.kind()))?.way })
    }

    /// True when every value of the one field is one of the other as it lies there, whatever it is.
    #[must_use]
    pub fn keeps_every_value(from: &dyn AnyField, to: &dyn AnyField) -> bool {
        let longest = |field: &dyn AnyField| field.record_schema().get("maxLength").and_then(Json::as_u64);
        let is_short = matches!(from.kind(), "select" | "stage" | "region" | "time" | "auto_number");
        let fits = || longest(from).zip(longest(to)).is_some_and(|(from, to)| from <= to);
        to.kind() == "long_text"
            && from.column() == to.column()
            && conversion(from.kind(), to.kind()).is_some_and(|conversion| conversion.way == Way::Checked)
            && (is_short || fits())
    }

    /// The value as the new field keeps it; blank stays blank.
    ///
    /// # Errors
    /// Why the new field does not take it.
    pub fn convert(&self, value: &Value) -> Result<Value, Problem> {
        if value.is_blank() {
            return Ok(Value::Null);
        }
        self.to.parse(&self.json(value)?)
    }

    fn json(&self, value: &Value) -> Result<Json, Problem> {
        let mismatch = || Problem::new(Code::TypeMismatch).with("expected", self.to.kind());
        let text = value.as_text().map(str::trim).unwrap_or_default();
        Ok(match self.way {
            Way::Checked => match value {
                Value::Text(_) => Json::from(text),
                other => other.to_json(),
            },
            Way::ReadNumber => self.number(number_in(text).ok_or_else(mismatch)?)?,
            Way::SameNumber => self.number(value.as_decimal().ok_or_else(mismatch)?)?,
            Way::ReadTruth => Json::from(truth_in(value).ok_or_else(mismatch)?),
            Way::Counted => self.number(Decimal::from(u8::from(*value == Value::Bool(true))))?,
            Way::ReadDay => Json::from(day_in(text).ok_or_else(mismatch)?),
            Way::Day => match value {
                Value::Instant(instant) => Json::from(instant.to_zoned(default_zone()).date().to_string()),
                _ => return Err(mismatch()),
            },
            Way::StartOfDay => match value {
                Value::Date(date) => {
                    let start = date.to_zoned(default_zone()).map_err(|_| mismatch())?;
                    Json::from(instant_to_text(start.timestamp()))
                }
                _ => return Err(mismatch()),
            },
            Way::Option => self.option(text),
            Way::One => json!([value.to_json()]),
            Way::Only => match value {
                Value::List(items) if items.len() == 1 => {
                    items.first().map(|item| self.option(item)).ok_or_else(mismatch)?
                }
                _ => return Err(Problem::new(Code::TooLong).with("max", 1)),
            },
            Way::Split => {
                let parts = text.split([',', '，', '、', ';', '；']).map(str::trim).filter(|part| !part.is_empty());
                parts.map(|part| self.option(part)).collect()
            }
            Way::Joined => match value {
                Value::List(items) => Json::from(items.join("、")),
                _ => return Err(mismatch()),
            },
            Way::Written => match value {
                Value::Decimal(number) => Json::from(number.normalize().to_string()),
                Value::Int(number) => Json::from(number.to_string()),
                Value::Bool(flag) => Json::from(flag.to_string()),
                other => other.to_json(),
            },
        })
    }

    /// A number in the form that the new field reads.
    fn number(&self, number: Decimal) -> Result<Json, Problem> {
        let is_whole = matches!(self.to.column(), Some(engine_values::ColumnType::Int));
        if !is_whole {
            return Ok(Json::from(number.normalize().to_string()));
        }
        if !number.fract().is_zero() {
            return Err(Problem::new(Code::TooManyDecimals).with("max", 0));
        }
        number.to_i64().map(Json::from).ok_or_else(|| Problem::new(Code::OutOfRange))
    }

    /// The key of the option that a text names by key or label; the text itself when there is none.
    fn option(&self, text: &str) -> Json {
        let choices = self.to.choices();
        let by_key = choices.iter().find(|choice| choice.value == text);
        let by_label = || choices.iter().find(|choice| choice.label.0.values().any(|label| label == text));
        Json::from(by_key.or_else(by_label).map_or(text, |choice| choice.value.as_str()))
    }
}

/// The refusal of a pair that is not in the table, with what is.
#[must_use]
pub fn unsupported(from: &str, to: &str) -> Problem {
    let problem = Problem::new(Code::TypeChangeUnsupported).with("from", from).with("to", to);
    problem.with("possible", possible(from).join(", "))
}

/// A number as people write it.
fn number_in(text: &str) -> Option<Decimal> {
    let text = text.trim_start_matches(['￥', '¥', '$', '€']).trim_end_matches(['%', '％', '元']);
    let plain: String = text.chars().filter(|letter| !matches!(letter, ',' | '，' | ' ' | '\u{a0}')).collect();
    let is_number =
        !plain.is_empty() && plain.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+'));
    if is_number { Decimal::from_str_exact(&plain).ok() } else { None }
}

fn truth_in(value: &Value) -> Option<bool> {
    if let Some(number) = value.as_decimal() {
        return match number {
            number if number.is_zero() => Some(false),
            number if number == Decimal::ONE => Some(true),
            _ => None,
        };
    }
    match value.as_text()?.trim().to_lowercase().as_str() {
        "true" | "yes" | "y" | "1" | "是" | "对" => Some(true),
        "false" | "no" | "n" | "0" | "否" | "错" => Some(false),
        _ => None,
    }
}

/// A day as people write it, as `YYYY-MM-DD`.
fn day_in(text: &str) -> Option<String> {
    let plain = text.trim_end_matches('日').replace(['/', '.', '年', '月'], "-");
    let mut parts = plain.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    let written = format!("{year}-{:0>2}-{:0>2}", month.trim(), day.trim());
    date_from_text(&written).map(|_| written)
}
