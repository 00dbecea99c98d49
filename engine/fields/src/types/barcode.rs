//! `barcode`: a text that is printed as a code for scanners.

use engine_errors::{Code, Problem, Problems};
use engine_values::{ColumnType, Value};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json, json};

use super::short_text;
use crate::{FieldType, Operator, OptionSets, operator};

/// Which code.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Symbology {
    /// Printable ASCII, at most 80 characters.
    #[default]
    Code128,
    /// Thirteen digits, the last of which is the check digit.
    Ean13,
    /// Capitals, digits and `- . $ / + %` and space, at most 80 characters.
    Code39,
    /// Any text of at most 1000 characters.
    Qr,
}

/// Options of `barcode`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Options {
    /// Which code the text is printed as.
    symbology: Symbology,
}

/// A text with the rules of its code.
pub(crate) struct Barcode {
    symbology: Symbology,
}

impl Barcode {
    fn max_length(&self) -> usize {
        match self.symbology {
            Symbology::Ean13 => 13,
            Symbology::Code128 | Symbology::Code39 => 80,
            Symbology::Qr => 1000,
        }
    }

    fn is_sound(&self, text: &str) -> bool {
        match self.symbology {
            Symbology::Code128 => text.bytes().all(|byte| (0x20..=0x7e).contains(&byte)),
            Symbology::Ean13 => is_ean13(text),
            Symbology::Code39 => text
                .bytes()
                .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || b"-. $/+%".contains(&byte)),
            Symbology::Qr => true,
        }
    }
}

impl FieldType for Barcode {
    const KIND: &'static str = "barcode";
    type Options = Options;

    fn compile(options: Options, _sets: &dyn OptionSets) -> Result<Self, Problems> {
        Ok(Self { symbology: options.symbology })
    }

    fn column(&self) -> Option<ColumnType> {
        Some(ColumnType::Text)
    }

    fn parse(&self, json: &Json) -> Result<Value, Problem> {
        let value = short_text::parse(json, self.max_length())?;
        let Value::Text(text) = value else { return Ok(value) };
        // The code has no small letters; a scanner reads capitals.
        let text = if self.symbology == Symbology::Code39 { text.to_ascii_uppercase() } else { text };
        if self.is_sound(&text) { Ok(Value::Text(text)) } else { Err(Problem::new(Code::FormatInvalid)) }
    }

    fn operators(&self) -> &'static [Operator] {
        operator::TEXT
    }

    fn record_schema(&self) -> Json {
        match self.symbology {
            Symbology::Code128 => json!({"type": "string", "maxLength": 80, "pattern": "^[ -~]*$"}),
            Symbology::Ean13 => json!({"type": "string", "pattern": "^[0-9]{13}$"}),
            Symbology::Code39 => json!({"type": "string", "maxLength": 80, "pattern": "^[A-Za-z0-9. $/+%-]*$"}),
            Symbology::Qr => json!({"type": "string", "maxLength": 1000}),
        }
    }

    fn is_text_like(&self) -> bool {
        true
    }

    fn input_options(&self) -> Map<String, Json> {
        let options = [("symbology", json!(self.symbology)), ("max_length", json!(self.max_length()))];
        options.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
    }

    fn sample() -> (Json, Json) {
        (json!({"symbology": "ean13"}), json!("6901234567892"))
    }
}

/// GS1: the digits before the last, from the left, count once and three times in turn; with the last the sum is a
/// multiple of ten.
fn is_ean13(text: &str) -> bool {
    let digits: Option<Vec<u32>> = text.chars().map(|letter| letter.to_digit(10)).collect();
    digits.is_some_and(|digits| {
        let sum: u32 = digits.iter().zip([1, 3].into_iter().cycle()).map(|(digit, weight)| digit * weight).sum();
        digits.len() == 13 && sum.is_multiple_of(10)
    })
}
