//! How numbers are written: thousands, decimals, percents.

use engine_values::Decimal;
use rust_decimal::RoundingStrategy;
use serde_json::Value;

/// The exact number in a JSON value; numbers usually come as text.
pub(super) fn decimal_of(value: &Value) -> Option<Decimal> {
    match value {
        Value::String(text) => text.trim().parse().ok().or_else(|| Decimal::from_scientific(text.trim()).ok()),
        Value::Number(number) => {
            let text = number.to_string();
            text.parse().ok().or_else(|| Decimal::from_scientific(&text).ok())
        }
        _ => None,
    }
}

/// With thousands separators; `decimals` fixed, or the number's own when `None`.
pub(super) fn grouped(number: Decimal, decimals: Option<u32>) -> String {
    let text = fixed(number, decimals);
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.as_str()),
    };
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (digits, None),
    };
    let mut grouped = String::from(sign);
    for (position, digit) in whole.chars().enumerate() {
        if position > 0 && (whole.len() - position).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if let Some(fraction) = fraction {
        grouped.push('.');
        grouped.push_str(fraction);
    }
    grouped
}

/// `12.50` meaning twelve and a half percent; trailing zeros go unless `decimals` is given.
pub(super) fn percent(number: Decimal, decimals: Option<u32>) -> String {
    let number = if decimals.is_none() { number.normalize() } else { number };
    format!("{}%", fixed(number, decimals))
}

fn fixed(number: Decimal, decimals: Option<u32>) -> String {
    let Some(decimals) = decimals.map(|decimals| decimals.min(12)) else { return plain(number) };
    let rounded = number.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
    let width = decimals as usize;
    plain_text(&format!("{rounded:.width$}"))
}

fn plain(number: Decimal) -> String {
    plain_text(&number.to_string())
}

/// No "-0.00" on paper.
fn plain_text(text: &str) -> String {
    let zero = text.bytes().all(|byte| matches!(byte, b'-' | b'0' | b'.'));
    if zero { text.trim_start_matches('-').to_owned() } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn thousands_and_decimals() {
        for (value, decimals, text) in [
            (json!("1234567.8"), Some(2), "1,234,567.80"),
            (json!("-1234567.805"), Some(2), "-1,234,567.81"),
            (json!("-0.001"), Some(2), "0.00"),
            (json!(999), None, "999"),
            (json!(1000), None, "1,000"),
            (json!("12.500"), None, "12.500"),
            (json!(1e3), Some(0), "1,000"),
        ] {
            let number = decimal_of(&value).expect("a number");
            assert_eq!(grouped(number, decimals), text, "{value}");
        }
        assert_eq!(decimal_of(&json!("abc")), None);
        assert_eq!(decimal_of(&json!(null)), None);
    }

    #[test]
    fn percents_lose_trailing_zeros() {
        assert_eq!(percent(decimal_of(&json!("12.50")).expect("number"), None), "12.5%");
        assert_eq!(percent(decimal_of(&json!("13.00")).expect("number"), None), "13%");
        assert_eq!(percent(decimal_of(&json!("100")).expect("number"), None), "100%");
        assert_eq!(percent(decimal_of(&json!("13")).expect("number"), Some(2)), "13.00%");
    }
}
