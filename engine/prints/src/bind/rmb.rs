//! Amounts in Chinese capitals, by the rules of 支付结算办法 (annex 1).

use engine_values::Decimal;
use rust_decimal::RoundingStrategy;
use rust_decimal::prelude::ToPrimitive;

const DIGITS: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];

/// The amount in capitals, rounded half up to the fen; `None` when it has more than 24 digits before the point.
pub(crate) fn rmb_capital(amount: Decimal) -> Option<String> {
    let rounded = amount.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    let fen_total = rounded.abs().checked_mul(Decimal::ONE_HUNDRED)?.trunc().to_u128()?;
    let (yuan, cents) = (fen_total / 100, fen_total % 100);
    let (jiao, fen) = ((cents / 10) as usize, (cents % 10) as usize);
    if yuan >= 10_u128.pow(24) {
        return None;
    }
    let mut text = String::new();
    if rounded.is_sign_negative() && fen_total > 0 {
        text.push('负');
    }
    if yuan > 0 || cents == 0 {
        text.push_str(&integer(yuan));
        text.push('元');
    }
    if cents == 0 {
        text.push('整');
        return Some(text);
    }
    if jiao > 0 {
        text.push(DIGITS[jiao]);
        text.push('角');
    } else if yuan > 0 {
        text.push('零');
    }
    if fen > 0 {
        text.push(DIGITS[fen]);
        text.push('分');
    } else {
        text.push('整');
    }
    Some(text)
}

fn integer(number: u128) -> String {
    if number == 0 {
        return DIGITS[0].to_string();
    }
    joined(number, 100_000_000, "亿", integer, |low| joined(low, 10_000, "万", thousands, thousands))
}

/// High part, unit, low part; one 零 stands for the digits skipped at the head of the low part.
fn joined(
    number: u128,
    unit: u128,
    name: &str,
    high_text: impl Fn(u128) -> String,
    low_text: impl Fn(u128) -> String,
) -> String {
    let (high, low) = (number / unit, number % unit);
    if high == 0 {
        return low_text(low);
    }
    let zero = if low > 0 && low < unit / 10 { "零" } else { "" };
    let tail = if low > 0 { low_text(low) } else { String::new() };
    format!("{}{name}{zero}{tail}", high_text(high))
}

fn thousands(number: u128) -> String {
    let mut text = String::new();
    let mut skipped = false;
    for (unit, name) in [(1000, "仟"), (100, "佰"), (10, "拾"), (1, "")] {
        let digit = (number / unit % 10) as usize;
        if digit == 0 {
            skipped = true;
            continue;
        }
        if skipped && !text.is_empty() {
            text.push(DIGITS[0]);
        }
        skipped = false;
        text.push(DIGITS[digit]);
        text.push_str(name);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_in_capitals() {
        for (amount, capitals) in [
            ("0", "零元整"),
            ("-0.00", "零元整"),
            ("0.05", "伍分"),
            ("0.50", "伍角整"),
            ("0.55", "伍角伍分"),
            ("1", "壹元整"),
            ("1.01", "壹元零壹分"),
            ("1.10", "壹元壹角整"),
            ("1.11", "壹元壹角壹分"),
            ("10", "壹拾元整"),
            ("10.05", "壹拾元零伍分"),
            ("15", "壹拾伍元整"),
            ("100", "壹佰元整"),
            ("101", "壹佰零壹元整"),
            ("110", "壹佰壹拾元整"),
            ("1001", "壹仟零壹元整"),
            ("1010", "壹仟零壹拾元整"),
            ("1100", "壹仟壹佰元整"),
            ("10010", "壹万零壹拾元整"),
            ("10001", "壹万零壹元整"),
            ("100000", "壹拾万元整"),
            ("100010", "壹拾万零壹拾元整"),
            ("107000.53", "壹拾万柒仟元伍角叁分"),
            ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
            ("325.04", "叁佰贰拾伍元零肆分"),
            ("6007.14", "陆仟零柒元壹角肆分"),
            ("1234567.80", "壹佰贰拾叁万肆仟伍佰陆拾柒元捌角整"),
            ("100000000", "壹亿元整"),
            ("100000001", "壹亿零壹元整"),
            ("100010000", "壹亿零壹万元整"),
            ("110000000", "壹亿壹仟万元整"),
            ("1000000000000", "壹万亿元整"),
            ("1000000010000", "壹万亿零壹万元整"),
            ("123456789012.34", "壹仟贰佰叁拾肆亿伍仟陆佰柒拾捌万玖仟零壹拾贰元叁角肆分"),
            ("-1234.56", "负壹仟贰佰叁拾肆元伍角陆分"),
            ("0.005", "壹分"),
            ("0.004", "零元整"),
            ("9999.995", "壹万元整"),
            ("-0.004", "零元整"),
        ] {
            let number: Decimal = amount.parse().expect("a number");
            assert_eq!(rmb_capital(number).as_deref(), Some(capitals), "{amount}");
        }
    }

    #[test]
    fn absurd_amounts_are_refused_not_garbled() {
        assert_eq!(rmb_capital(Decimal::MAX), None);
    }
}
