//! An amount in Chinese capitals (人民币大写), as cheques and contracts want it.

use engine_values::Decimal;
use rust_decimal::RoundingStrategy;
use rust_decimal::prelude::ToPrimitive;

const DIGITS: [&str; 10] = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"];
const PLACES: [&str; 4] = ["", "拾", "佰", "仟"];
const GROUPS: [&str; 4] = ["", "万", "亿", "万亿"];

/// The amount in capitals, rounded to the cent; nothing from ten quadrillion (10^16) on.
pub(super) fn capital(amount: Decimal) -> Option<String> {
    let rounded = amount.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    let cents = rounded.abs().checked_mul(Decimal::ONE_HUNDRED)?.to_u64()?;
    let (yuan, jiao, fen) = (cents / 100, cents / 10 % 10, cents % 10);
    if yuan >= 10_000_000_000_000_000 {
        return None;
    }
    let mut text = String::new();
    if rounded.is_sign_negative() && cents > 0 {
        text.push('负');
    }
    if yuan > 0 || cents == 0 {
        text.push_str(&whole(yuan));
        text.push('元');
    }
    match (jiao, fen) {
        (0, 0) => text.push('整'),
        (jiao, 0) => text.push_str(&format!("{}角整", DIGITS[jiao as usize])),
        (0, fen) if yuan == 0 => text.push_str(&format!("{}分", DIGITS[fen as usize])),
        (0, fen) => text.push_str(&format!("零{}分", DIGITS[fen as usize])),
        (jiao, fen) => text.push_str(&format!("{}角{}分", DIGITS[jiao as usize], DIGITS[fen as usize])),
    }
    Some(text)
}

/// A whole number by groups of four digits. One 零 stands for any run of zeros within the number.
fn whole(number: u64) -> String {
    if number == 0 {
        return DIGITS[0].to_owned();
    }
    let mut text = String::new();
    let mut gap = false;
    for index in (0..GROUPS.len()).rev() {
        let group = number / 10_000_u64.pow(index as u32) % 10_000;
        if group == 0 {
            gap |= !text.is_empty();
            continue;
        }
        for place in (0..PLACES.len()).rev() {
            let digit = group / 10_u64.pow(place as u32) % 10;
            if digit == 0 {
                gap |= !text.is_empty();
                continue;
            }
            if std::mem::take(&mut gap) {
                text.push_str(DIGITS[0]);
            }
            text.push_str(DIGITS[digit as usize]);
            text.push_str(PLACES[place]);
        }
        // Above, 亿 follows by itself when its own group has digits: 壹万亿 before 贰亿 is 壹万贰亿.
        let next = number / 100_000_000 % 10_000;
        text.push_str(if index == 3 && next > 0 { "万" } else { GROUPS[index] });
        // The zeros that end a group are only heard when the next group starts with digits.
        gap = false;
        if index > 0 {
            let below = number / 10_000_u64.pow(index as u32 - 1) % 10_000;
            gap = below > 0 && (below < 1_000 || group.is_multiple_of(10));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_read_as_on_a_cheque() {
        for (amount, expected) in [
            ("0", "零元整"),
            ("0.05", "伍分"),
            ("0.5", "伍角整"),
            ("10", "壹拾元整"),
            ("12345.60", "壹万贰仟叁佰肆拾伍元陆角整"),
            ("1000.01", "壹仟元零壹分"),
            ("100000", "壹拾万元整"),
            ("1001001.10", "壹佰万零壹仟零壹元壹角整"),
            ("100000001", "壹亿零壹元整"),
            ("123000000", "壹亿贰仟叁佰万元整"),
            ("1000200000000", "壹万零贰亿元整"),
            ("1000000000000", "壹万亿元整"),
            ("107000.53", "壹拾万零柒仟元伍角叁分"),
            ("-16.4", "负壹拾陆元肆角整"),
            ("1.005", "壹元零壹分"),
        ] {
            assert_eq!(capital(amount.parse().expect("number")).as_deref(), Some(expected), "{amount}");
        }
        assert_eq!(capital(Decimal::MAX), None);
    }
}
