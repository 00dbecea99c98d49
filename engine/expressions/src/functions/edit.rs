//! Changing text: replacing, filling up, hiding, and the width of signs.

use engine_values::Value;

use super::text::{changed, count};
use super::{Answer, Arguments};
use crate::registry::Function;
use crate::signature::{Gives, Signature, Want};
use crate::{EvaluateCode, Limits};

const CHANGE: Signature = Signature::fixed(&[Want::Text], Gives::Text);
const FILL: Signature = Signature::fixed(&[Want::Text, Want::Number], Gives::Text).optional(&[Want::Text]);

pub(super) const FUNCTIONS: &[Function] = &[
    Function::eager(
        "SUBSTITUTE",
        "text, part, other",
        Signature::fixed(&[Want::Text, Want::Text, Want::Text], Gives::Text),
        substitute,
    )
    .help(
        "把文本里的每一处这一段换成另一段；另一段为空即删去。",
        "Every occurrence of the part replaced; by a blank it is taken out.",
    )
    .examples(&[
        ("SUBSTITUTE(\"2026/11/21\", \"/\", \"-\")", "\"2026-11-21\""),
        ("SUBSTITUTE(\"a b\", \" \", \"\")", "\"ab\""),
    ]),
    Function::eager(
        "REPLACE",
        "text, start, count, other",
        Signature::fixed(&[Want::Text, Want::Number, Want::Number, Want::Text], Gives::Text),
        replace,
    )
    .help("把从某位置起的几个字符换成另一段。", "So many characters from a place on replaced by another text.")
    .examples(&[("REPLACE(\"13812345678\", 4, 4, \"****\")", "\"138****5678\"")]),
    Function::eager("PADLEFT", "text, length, [fill]", FILL, |arguments| padded(arguments, true))
        .help("在左边补足长度，默认补空格。", "Filled up on the left to a length, with spaces or the given text.")
        .examples(&[("PADLEFT(\"7\", 3, \"0\")", "\"007\""), ("PADLEFT(\"1234\", 3, \"0\")", "\"1234\"")]),
    Function::eager("PADRIGHT", "text, length, [fill]", FILL, |arguments| padded(arguments, false))
        .help("在右边补足长度，默认补空格。", "Filled up on the right to a length.")
        .examples(&[("PADRIGHT(level, 3, \"-\")", "\"A--\"")]),
    Function::eager(
        "MASK",
        "text, first, last",
        Signature::fixed(&[Want::Text, Want::Number, Want::Number], Gives::Text),
        mask,
    )
    .help(
        "只显示开头和末尾的几个字符，中间用 * 代替。",
        "Only the first and last characters shown, a * for each between them.",
    )
    .examples(&[("MASK(\"13812345678\", 3, 4)", "\"138****5678\""), ("MASK(\"张三\", 1, 0)", "\"张*\"")]),
    Function::eager("DIGITS", "text", CHANGE, |arguments| {
        changed(arguments, |text| text.chars().filter(char::is_ascii_digit).collect())
    })
    .help("只留下数字 0–9。", "Only the digits 0–9.")
    .examples(&[("DIGITS(\"(021) 6888-1234\")", "\"02168881234\"")]),
    Function::eager("HALFWIDTH", "text", CHANGE, |arguments| {
        changed(arguments, |text| text.chars().map(half_width).collect())
    })
    .help("全角字母、数字、符号改为半角。", "Full-width letters, digits and signs as plain ones.")
    .examples(&[("HALFWIDTH(\"ＨＴ－０１，甲\")", "\"HT-01,甲\"")]),
    Function::eager("FULLWIDTH", "text", CHANGE, |arguments| {
        changed(arguments, |text| text.chars().map(full_width).collect())
    })
    .help("半角字母、数字、符号改为全角。", "Plain letters, digits and signs as full-width ones.")
    .examples(&[("FULLWIDTH(\"HT 01\")", "\"ＨＴ　０１\"")]),
];

/// The plain form of a full-width sign (U+FF01 to U+FF5E) and of the wide space; everything else stays.
fn half_width(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character),
        '\u{3000}' => ' ',
        other => other,
    }
}

fn full_width(character: char) -> char {
    match character {
        '!'..='~' => char::from_u32(u32::from(character) + 0xfee0).unwrap_or(character),
        ' ' => '\u{3000}',
        other => other,
    }
}

fn substitute(arguments: &mut Arguments<'_, '_>) -> Answer {
    let Some(text) = arguments.text(0)? else { return Ok(Value::Null) };
    let Some(part) = arguments.text(1)? else { return Ok(Value::from(text)) };
    let other = arguments.text(2)?.unwrap_or_default();
    let size = text.matches(part).count().checked_mul(other.len()).filter(|size| *size <= Limits::TEXT_BYTES);
    size.ok_or(EvaluateCode::TextTooLong)?;
    arguments.made(text.replace(part, other))
}

fn replace(arguments: &mut Arguments<'_, '_>) -> Answer {
    let (Some(text), Some(first)) = (arguments.text(0)?, arguments.number(1)?) else { return Ok(Value::Null) };
    let Some(number) = arguments.number(2)? else { return Ok(Value::Null) };
    let other = arguments.text(3)?.unwrap_or_default();
    let before = count(first).saturating_sub(1);
    let mut changed: String = text.chars().take(before).collect();
    changed.push_str(other);
    changed.extend(text.chars().skip(before.saturating_add(count(number))));
    arguments.made(changed)
}

fn padded(arguments: &mut Arguments<'_, '_>, left: bool) -> Answer {
    let (Some(text), Some(length)) = (arguments.text(0)?, arguments.number(1)?) else { return Ok(Value::Null) };
    let fill = if arguments.count() > 2 { arguments.text(2)? } else { Some(" ") };
    let Some(fill) = fill else { return Ok(Value::Null) };
    let missing = count(length).saturating_sub(text.chars().count());
    if missing > Limits::TEXT_BYTES {
        return Err(EvaluateCode::TextTooLong);
    }
    let filling: String = fill.chars().cycle().take(missing).collect();
    arguments.made(if left { filling + text } else { text.to_owned() + &filling })
}

fn mask(arguments: &mut Arguments<'_, '_>) -> Answer {
    let (Some(text), Some(first)) = (arguments.text(0)?, arguments.number(1)?) else { return Ok(Value::Null) };
    let Some(last) = arguments.number(2)? else { return Ok(Value::Null) };
    let length = text.chars().count();
    let (shown, tail) = (count(first), length.saturating_sub(count(last)));
    let hide = |(place, character)| if place >= shown && place < tail { '*' } else { character };
    arguments.made(text.chars().enumerate().map(hide).collect())
}
