//! A number in everyday Chinese numerals (中文数字).

use engine_values::Decimal;
use rust_decimal::prelude::ToPrimitive;

const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const PLACES: [&str; 4] = ["", "十", "百", "千"];
const GROUPS: [&str; 4] = ["", "万", "亿", "万亿"];

fn digit(value: u64) -> char {
    usize::try_from(value).ok().and_then(|value| DIGITS.get(value)).copied().unwrap_or('零')
}

/// The number in words; nothing from ten quadrillion (10^16) on.
pub(super) fn written(number: Decimal) -> Option<String> {
    let number = number.normalize();
    let whole = number.abs().trunc().to_u64().filter(|whole| *whole < 10_000_000_000_000_000)?;
    let mut text = String::new();
    if number.is_sign_negative() && !number.is_zero() {
        text.push('负');
    }
    let words = in_words(whole);
    // Ten to nineteen begin with the ten itself.
    text.push_str(words.strip_prefix("一十").map(|rest| format!("十{rest}")).as_deref().unwrap_or(&words));
    let written = number.to_string();
    if let Some((_, fraction)) = written.split_once('.') {
        text.push('点');
        text.extend(fraction.chars().filter_map(|letter| letter.to_digit(10)).map(|value| digit(u64::from(value))));
    }
    Some(text)
}

/// By groups of four digits; one 零 stands for any run of zeros within the number.
fn in_words(number: u64) -> String {
    if number == 0 {
        return "零".to_owned();
    }
    let mut text = String::new();
    let mut gap = false;
    for (index, name) in GROUPS.iter().enumerate().rev() {
        let unit = 10_000_u64.pow(u32::try_from(index).unwrap_or_default());
        let group = number / unit % 10_000;
        for (place, word) in PLACES.iter().enumerate().rev() {
            let value = group / 10_u64.pow(u32::try_from(place).unwrap_or_default()) % 10;
            if value == 0 {
                gap |= !text.is_empty();
                continue;
            }
            if std::mem::take(&mut gap) {
                text.push('零');
            }
            text.push(digit(value));
            text.push_str(word);
        }
        if group > 0 {
            // 亿 follows by itself when its own group has digits: 一万亿 before 二亿 is 一万零二亿.
            let of_hundred_millions = number / 100_000_000 % 10_000;
            text.push_str(if index == 3 && of_hundred_millions > 0 { "万" } else { name });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_they_are_said() {
        for (number, expected) in [
            ("0", "零"),
            ("10", "十"),
            ("15", "十五"),
            ("20", "二十"),
            ("110", "一百一十"),
            ("1005", "一千零五"),
            ("10010", "一万零一十"),
            ("100000", "十万"),
            ("1000000001", "十亿零一"),
            ("1000200000000", "一万零二亿"),
            ("1000000000000", "一万亿"),
            ("-3.14", "负三点一四"),
            ("0.50", "零点五"),
        ] {
            assert_eq!(written(number.parse().expect("number")).as_deref(), Some(expected), "{number}");
        }
        assert_eq!(written(Decimal::MAX), None);
    }
}
