//! Numbers and moments as text in a closed set of patterns, and back.

use engine_values::{Decimal, Value};
use jiff::civil::DateTime;

use super::text::SPACES;
use super::{Answer, Arguments};
use crate::EvaluateCode;
use crate::exact::{Rounding, admitted, multiply, rounded};
use crate::registry::Function;
use crate::signature::{Gives, Signature, Want};

pub(super) const FUNCTIONS: &[Function] = &[
    Function::eager("TEXT", "value, pattern", Signature::fixed(&[Want::Formattable, Want::Pattern], Gives::Text), text)
        .help(
            "按格式写成文本。数字：0、0.00、#,##0.00、0%、000；日期时间：yyyy yy mm m dd d hh h nn ss 与 - / . : 空格 年月日时分秒。",
            "Written in a pattern. Numbers: 0, 0.00, #,##0.00, 0%, 000; moments: yyyy yy mm m dd d hh h nn (minutes; also mm after hh) ss with - / . : space 年月日时分秒.",
        )
        .examples(&[
            ("TEXT(amount, \"#,##0.00\")", "\"12,345.60\""),
            ("TEXT(rate, \"0.0%\")", "\"13.0%\""),
            ("TEXT(quantity, \"000\")", "\"003\""),
            ("TEXT(signed_on, \"yyyy年m月d日\")", "\"2026年11月21日\""),
            ("TEXT(created_at, \"yyyy-mm-dd hh:mm\")", "\"2026-11-22 04:00\""),
        ]),
    Function::eager("VALUE", "text", Signature::fixed(&[Want::Text], Gives::Number), value)
        .help("把文本读成数字，可含千分位逗号和 %；不是数字则为空。", "The number in a text, with thousands commas and % allowed; blank when it is none.")
        .examples(&[("VALUE(\"1,234.50\")", "1234.5"), ("VALUE(\"12%\")", "0.12"), ("VALUE(\"十\")", "BLANK")]),
];

/// A pattern of a number, taken apart.
struct NumberPattern {
    grouped: bool,
    /// Least digits before the point.
    whole: usize,
    /// Digits after it.
    decimals: usize,
    percent: bool,
}

fn number_pattern(pattern: &str) -> Option<NumberPattern> {
    let (rest, percent) = pattern.strip_suffix('%').map_or((pattern, false), |rest| (rest, true));
    let (rest, grouped) = rest.strip_prefix("#,##").map_or((rest, false), |rest| (rest, true));
    let (whole, decimals) = match rest.split_once('.') {
        None => (rest, ""),
        Some((_, "")) => return None,
        Some(parts) => parts,
    };
    let zeros = |text: &str| text.chars().all(|letter| letter == '0');
    let fine = zeros(whole) && zeros(decimals) && (1..=20).contains(&whole.len()) && decimals.len() <= 12;
    let fine = fine && (!grouped || whole.len() == 1);
    fine.then_some(NumberPattern { grouped, whole: whole.len(), decimals: decimals.len(), percent })
}

pub(super) fn is_number_pattern(pattern: &str) -> bool {
    number_pattern(pattern).is_some()
}

fn formatted(number: Decimal, pattern: &NumberPattern) -> Option<String> {
    let number = if pattern.percent { multiply(number, Decimal::ONE_HUNDRED)? } else { number };
    let decimals = i64::try_from(pattern.decimals).ok()?;
    let number = rounded(number, decimals, Rounding::HalfAway)?;
    let written = number.abs().normalize().to_string();
    let (whole, fraction) = written.split_once('.').unwrap_or((&written, ""));
    let mut text = String::new();
    if number.is_sign_negative() && !number.is_zero() {
        text.push('-');
    }
    let zeros = pattern.whole.saturating_sub(whole.len());
    text.extend(std::iter::repeat_n('0', zeros));
    for (index, digit) in whole.chars().enumerate() {
        if pattern.grouped && index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if pattern.decimals > 0 {
        text.push('.');
        text.push_str(fraction);
        text.extend(std::iter::repeat_n('0', pattern.decimals.saturating_sub(fraction.len())));
    }
    if pattern.percent {
        text.push('%');
    }
    Some(text)
}

/// A piece of a pattern of a day or an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    Year,
    ShortYear,
    Month(usize),
    Day(usize),
    Hour(usize),
    Minute,
    Second,
    Sign(char),
}

fn date_pattern(pattern: &str) -> Option<Vec<Piece>> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut rest = pattern;
    while let Some(first) = rest.chars().next() {
        let length = rest.chars().take_while(|letter| *letter == first).count();
        let after_hour = pieces.iter().rev().find(|piece| !matches!(piece, Piece::Sign(_)));
        let after_hour = matches!(after_hour, Some(Piece::Hour(_)));
        let piece = match (first, length) {
            ('y', 4) => Piece::Year,
            ('y', 2) => Piece::ShortYear,
            ('m', 2) if after_hour => Piece::Minute,
            ('m', 1 | 2) => Piece::Month(length),
            ('d', 1 | 2) => Piece::Day(length),
            ('h', 1 | 2) => Piece::Hour(length),
            ('n', 2) => Piece::Minute,
            ('s', 2) => Piece::Second,
            ('-' | '/' | '.' | ':' | ' ' | '年' | '月' | '日' | '时' | '分' | '秒', 1) => Piece::Sign(first),
            _ => return None,
        };
        pieces.push(piece);
        rest = rest.get(first.len_utf8() * length..)?;
    }
    (!pieces.is_empty()).then_some(pieces)
}

pub(super) fn is_date_pattern(pattern: &str) -> bool {
    date_pattern(pattern).is_some()
}

fn dated(at: DateTime, pieces: &[Piece]) -> String {
    let mut text = String::new();
    for piece in pieces {
        match *piece {
            Piece::Year => text.push_str(&format!("{:04}", at.year())),
            Piece::ShortYear => text.push_str(&format!("{:02}", at.year() % 100)),
            Piece::Month(width) => text.push_str(&format!("{:0width$}", at.month())),
            Piece::Day(width) => text.push_str(&format!("{:0width$}", at.day())),
            Piece::Hour(width) => text.push_str(&format!("{:0width$}", at.hour())),
            Piece::Minute => text.push_str(&format!("{:02}", at.minute())),
            Piece::Second => text.push_str(&format!("{:02}", at.second())),
            Piece::Sign(sign) => text.push(sign),
        }
    }
    text
}

fn text(arguments: &mut Arguments<'_, '_>) -> Answer {
    let Some(pattern) = arguments.text(1)? else { return Ok(Value::Null) };
    let moment = match arguments.value(0)? {
        Value::Null => return Ok(Value::Null),
        Value::Date(day) => Some(day.to_datetime(jiff::civil::Time::midnight())),
        Value::Instant(at) => Some(at.to_zoned(arguments.source().zone()).datetime()),
        _ => None,
    };
    let written = match moment {
        Some(moment) => date_pattern(pattern).map(|pieces| dated(moment, &pieces)),
        None => match (arguments.number(0)?, number_pattern(pattern)) {
            (Some(number), Some(pattern)) => Some(formatted(number, &pattern).ok_or(EvaluateCode::Overflow)?),
            _ => None,
        },
    };
    // The checker let only patterns through that fit the type of the value.
    arguments.made(written.ok_or(EvaluateCode::ValueUnexpected)?)
}

/// The number that a text says, if it says one.
pub(super) fn number_in(text: &str) -> Option<Decimal> {
    let text = text.trim_matches(SPACES);
    let (text, percent) = text.strip_suffix('%').map_or((text, false), |rest| (rest, true));
    let (digits, negative) = text.strip_prefix('-').map_or((text, false), |rest| (rest, true));
    let digits = if negative { digits } else { digits.strip_prefix('+').unwrap_or(digits) };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let plain = |text: &str| !text.is_empty() && text.chars().all(|letter| letter.is_ascii_digit());
    let whole = if whole.contains(',') {
        let mut groups = whole.split(',');
        let first = groups.next().filter(|group| plain(group) && group.len() <= 3)?;
        groups.try_fold(first.to_owned(), |all, group| (plain(group) && group.len() == 3).then(|| all + group))?
    } else {
        whole.to_owned()
    };
    if !plain(&whole) || !plain(fraction) {
        return None;
    }
    let number = Decimal::from_str_exact(&format!("{whole}.{fraction}")).ok().and_then(admitted)?;
    let number = if negative { crate::exact::negated(number) } else { number };
    if percent { multiply(number, Decimal::new(1, 2)) } else { Some(number) }
}

fn value(arguments: &mut Arguments<'_, '_>) -> Answer {
    Ok(Value::from(arguments.text(0)?.and_then(number_in).map(Value::Decimal)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_a_closed_set() {
        for pattern in ["0", "000", "0.00", "#,##0", "#,##0.0000", "0%", "#,##0.0%"] {
            assert!(is_number_pattern(pattern), "{pattern}");
        }
        for pattern in ["", "#", "0.", "#,##00", "0,000", ".0", "¥0", "0.0000000000000", "0 ", "%"] {
            assert!(!is_number_pattern(pattern), "{pattern}");
        }
        for pattern in ["yyyy-mm-dd", "yy/m/d", "hh:mm:ss", "yyyy年mm月dd日 hh时nn分", "yyyymmdd"] {
            assert!(is_date_pattern(pattern), "{pattern}");
        }
        for pattern in ["", "yyy", "YYYY", "mmm", "dddd", "hhh", "yyyy_mm", "s", "0"] {
            assert!(!is_date_pattern(pattern), "{pattern}");
        }
    }

    #[test]
    fn numbers_are_read_only_when_nothing_else_is_there() {
        let read = |text: &str| number_in(text).map(|number| number.normalize().to_string());
        for (text, expected) in [
            ("12", "12"),
            (" +12.50 ", "12.5"),
            ("-1,234,567.8", "-1234567.8"),
            ("3.5%", "0.035"),
            ("007", "7"),
            ("0.0000000000005", "0.000000000001"),
        ] {
            assert_eq!(read(text).as_deref(), Some(expected), "{text}");
        }
        for text in [
            "",
            "-",
            "1,23",
            "1,2345",
            ",123",
            "1.",
            ".5",
            "1e5",
            "--1",
            "１２",
            "12 34",
            "99999999999999999999999999999",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
