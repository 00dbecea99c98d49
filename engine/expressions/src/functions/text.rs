//! Text and its parts. Positions and lengths count characters (code points), so that 中文 has two.

use engine_values::{Decimal, Value};
use rust_decimal::prelude::ToPrimitive;

use super::{Answer, Arguments, whole};
use crate::EvaluateCode;
use crate::evaluate::{Item, text_of};
use crate::registry::Function;
use crate::signature::{Gives, Signature, Want};

const PART: Signature = Signature::fixed(&[Want::Text, Want::Number], Gives::Text);
const CHANGE: Signature = Signature::fixed(&[Want::Text], Gives::Text);

pub(super) const FUNCTIONS: &[Function] = &[
    Function::eager("LEN", "text", Signature::fixed(&[Want::Text], Gives::Number), length)
        .help("字符数，一个汉字算一个。", "The number of characters.")
        .examples(&[("LEN(name)", "6"), ("LEN(\"👍好\")", "2"), ("LEN(none_text)", "0")]),
    Function::eager("LEFT", "text, count", PART, left)
        .help("开头的几个字符。", "The first characters.")
        .examples(&[("LEFT(name, 2)", "\"华东\"")]),
    Function::eager("RIGHT", "text, count", PART, right)
        .help("末尾的几个字符。", "The last characters.")
        .examples(&[("RIGHT(name, 2)", "\"合同\"")]),
    Function::eager(
        "MID",
        "text, start, count",
        Signature::fixed(&[Want::Text, Want::Number, Want::Number], Gives::Text),
        middle,
    )
    .help("从某位置起的几个字符，首字符为 1。", "A part from a place on; the first character has place 1.")
    .examples(&[("MID(name, 3, 2)", "\"销售\"")]),
    Function::eager("UPPER", "text", CHANGE, |arguments| changed(arguments, str::to_ascii_uppercase))
        .help("把 a–z 改为大写，其余不变。", "With a–z in upper case; other letters stay.")
        .examples(&[("UPPER(\"ht-01 é\")", "\"HT-01 é\"")]),
    Function::eager("LOWER", "text", CHANGE, |arguments| changed(arguments, str::to_ascii_lowercase))
        .help("把 A–Z 改为小写，其余不变。", "With A–Z in lower case; other letters stay.")
        .examples(&[("LOWER(\"Sales@EXAMPLE.com\")", "\"sales@example.com\"")]),
    Function::eager("PROPER", "text", CHANGE, |arguments| changed(arguments, proper))
        .help("每个英文单词首字母大写，其余小写。", "Every word of a–z with a capital first letter and small others.")
        .examples(&[("PROPER(\"john SMITH\")", "\"John Smith\"")])
        .memory_only("databases see the ends of words elsewhere"),
    Function::eager("TRIM", "text", CHANGE, |arguments| {
        changed(arguments, |text| text.trim_matches(SPACES).to_owned())
    })
    .help(
        "去掉首尾的空格、全角空格、制表和换行。",
        "Without spaces (also full-width), tabs and line ends at both ends.",
    )
    .examples(&[("TRIM(\"　 a b \")", "\"a b\"")]),
    Function::eager("CLEAN", "text", CHANGE, |arguments| {
        changed(arguments, |text| text.chars().filter(|character| !character.is_ascii_control()).collect())
    })
    .help("去掉换行等控制字符。", "Without line ends and other control characters.")
    .examples(&[("CLEAN(\"a\nb\")", "\"ab\"")]),
    Function::eager("CONCAT", "value, …", Signature::fixed(&[], Gives::Text).repeated(&[Want::Printable]), concat)
        .help("依次连成一段文本，与 & 相同。", "All in a row as text, like &.")
        .examples(&[("CONCAT(level, \"-\", quantity)", "\"A-3\"")]),
    Function::eager("REPT", "text, count", PART, repeat)
        .help("把文本重复几次。", "The text several times over.")
        .examples(&[("REPT(\"★\", quantity)", "\"★★★\"")]),
    Function::eager("REVERSE", "text", CHANGE, |arguments| changed(arguments, |text| text.chars().rev().collect()))
        .help("字符次序颠倒。", "The characters in reverse order.")
        .examples(&[("REVERSE(\"abc\")", "\"cba\"")])
        .memory_only("SQLite has no function for it"),
];

/// What TRIM takes away, and what counts as nothing in a text that is read as a number.
pub(super) const SPACES: [char; 6] = [' ', '\t', '\n', '\r', '\u{a0}', '\u{3000}'];

pub(super) fn changed(arguments: &mut Arguments<'_, '_>, change: fn(&str) -> String) -> Answer {
    match arguments.text(0)? {
        Some(text) => arguments.made(change(text)),
        None => Ok(Value::Null),
    }
}

fn length(arguments: &mut Arguments<'_, '_>) -> Answer {
    whole(arguments.text(0)?.map_or(0, |text| text.chars().count()))
}

fn proper(text: &str) -> String {
    let mut inside = false;
    let change = |letter: char| {
        let changed = if inside { letter.to_ascii_lowercase() } else { letter.to_ascii_uppercase() };
        inside = letter.is_ascii_alphabetic();
        changed
    };
    text.chars().map(change).collect()
}

/// A count of characters: fractions are cut off, below zero is none.
pub(super) fn count(number: Decimal) -> usize {
    number.trunc().to_usize().unwrap_or(if number.is_sign_negative() { 0 } else { usize::MAX })
}

fn left(arguments: &mut Arguments<'_, '_>) -> Answer {
    let (Some(text), Some(number)) = (arguments.text(0)?, arguments.number(1)?) else { return Ok(Value::Null) };
    arguments.made(text.chars().take(count(number)).collect())
}

fn right(arguments: &mut Arguments<'_, '_>) -> Answer {
    let (Some(text), Some(number)) = (arguments.text(0)?, arguments.number(1)?) else { return Ok(Value::Null) };
    let skipped = text.chars().count().saturating_sub(count(number));
    arguments.made(text.chars().skip(skipped).collect())
}

/// A place below 1 counts as 1.
fn middle(arguments: &mut Arguments<'_, '_>) -> Answer {
    let (Some(text), Some(first)) = (arguments.text(0)?, arguments.number(1)?) else { return Ok(Value::Null) };
    let Some(number) = arguments.number(2)? else { return Ok(Value::Null) };
    arguments.made(text.chars().skip(count(first).saturating_sub(1)).take(count(number)).collect())
}

fn concat(arguments: &mut Arguments<'_, '_>) -> Answer {
    let mut text = String::new();
    for item in arguments.items {
        match item {
            Item::One(value) => text.push_str(&text_of(value)?),
            Item::Many(_) => return Err(EvaluateCode::ValueUnexpected),
        }
    }
    arguments.made(text)
}

fn repeat(arguments: &mut Arguments<'_, '_>) -> Answer {
    let (Some(text), Some(number)) = (arguments.text(0)?, arguments.number(1)?) else { return Ok(Value::Null) };
    let times = count(number);
    let size = text.len().checked_mul(times).filter(|size| *size <= crate::Limits::TEXT_BYTES);
    size.ok_or(EvaluateCode::TextTooLong)?;
    arguments.made(text.repeat(times))
}
