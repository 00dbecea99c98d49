//! Searching in text. Letters are compared as they are: "a" is not "A".

use engine_values::Value;
use rust_decimal::Decimal;

use super::text::count;
use super::{Answer, Arguments, Listing, whole};
use crate::EvaluateCode;
use crate::evaluate::Item;
use crate::registry::Function;
use crate::signature::{Gives, Signature, Want};

const TWO: Signature = Signature::fixed(&[Want::Text, Want::Text], Gives::Boolean);
const CUT: Signature = Signature::fixed(&[Want::Text, Want::Text], Gives::Text);

pub(super) const FUNCTIONS: &[Function] = &[
    Function::eager(
        "CONTAINS",
        "text or texts, part",
        Signature::fixed(&[Want::TextOrTexts, Want::Text], Gives::Boolean),
        contains,
    )
    .help("文本里是否有这一段；列表里是否有这一项。", "Whether the part is in the text, or is one of the list.")
    .examples(&[
        ("CONTAINS(name, \"销售\")", "TRUE"),
        ("CONTAINS(tags, \"vip\")", "TRUE"),
        ("CONTAINS(tags, \"vi\")", "FALSE"),
    ]),
    Function::eager("STARTSWITH", "text, part", TWO, |arguments| tells(arguments, |text, part| text.starts_with(part)))
        .help("是否以这一段开头。", "Whether the text starts with the part.")
        .examples(&[("STARTSWITH(name, \"华东\")", "TRUE")]),
    Function::eager("ENDSWITH", "text, part", TWO, |arguments| tells(arguments, |text, part| text.ends_with(part)))
        .help("是否以这一段结尾。", "Whether the text ends with the part.")
        .examples(&[("ENDSWITH(name, \"协议\")", "FALSE")]),
    Function::eager(
        "FIND",
        "part, text, [start]",
        Signature::fixed(&[Want::Text, Want::Text], Gives::Number).optional(&[Want::Number]),
        find,
    )
    .help(
        "这一段首次出现的位置，首字符为 1；没有则为空。",
        "The place of the first occurrence, counted from 1; blank without one.",
    )
    .examples(&[("FIND(\"销售\", name)", "3"), ("FIND(\"b\", \"abcb\", 3)", "4"), ("FIND(\"x\", name)", "BLANK")]),
    Function::eager("COUNTTEXT", "text, part", Signature::fixed(&[Want::Text, Want::Text], Gives::Number), occurrences)
        .help("这一段出现几次，不重叠计数。", "How often the part occurs, without overlaps.")
        .examples(&[("COUNTTEXT(\"a,b,c\", \",\")", "2")]),
    Function::eager("BEFORE", "text, mark", CUT, |arguments| cut(arguments, |(before, _)| before))
        .help("第一个标记之前的部分；没有标记则为空。", "What stands before the first mark; blank without one.")
        .examples(&[("BEFORE(\"li@example.com\", \"@\")", "\"li\"")]),
    Function::eager("AFTER", "text, mark", CUT, |arguments| cut(arguments, |(_, after)| after))
        .help("第一个标记之后的部分；没有标记则为空。", "What stands after the first mark; blank without one.")
        .examples(&[("AFTER(\"li@example.com\", \"@\")", "\"example.com\"")]),
    Function::listing("SPLIT", "text, mark", Signature::fixed(&[Want::Text, Want::Text], Gives::Texts), split)
        .help("按标记拆成列表。", "The parts between the marks, as a list.")
        .examples(&[("COUNT(SPLIT(\"红,绿,蓝\", \",\"))", "3"), ("LAST(SPLIT(\"a-b-c\", \"-\"))", "\"c\"")])
        .memory_only("SQLite has no lists of values"),
];

/// A text within a text, or one of a list.
fn contains(arguments: &mut Arguments<'_, '_>) -> Answer {
    let Some(part) = arguments.text(1)? else { return Ok(Value::Bool(false)) };
    let found = match arguments.items.first() {
        Some(Item::Many(values)) => values.iter().any(|value| value.as_text() == Some(part)),
        _ => arguments.text(0)?.is_some_and(|text| text.contains(part)),
    };
    Ok(Value::Bool(found))
}

fn tells(arguments: &mut Arguments<'_, '_>, test: fn(&str, &str) -> bool) -> Answer {
    let (Some(text), Some(part)) = (arguments.text(0)?, arguments.text(1)?) else { return Ok(Value::Bool(false)) };
    Ok(Value::Bool(test(text, part)))
}

fn find(arguments: &mut Arguments<'_, '_>) -> Answer {
    let (Some(part), Some(text)) = (arguments.text(0)?, arguments.text(1)?) else { return Ok(Value::Null) };
    let Some(start) = arguments.number_or(2, Decimal::ONE)? else { return Ok(Value::Null) };
    let skipped = count(start).saturating_sub(1);
    let Some(from) = text.char_indices().map(|(at, _)| at).chain([text.len()]).nth(skipped) else {
        return Ok(Value::Null);
    };
    let (before, rest) = text.split_at(from);
    match rest.split_once(part) {
        Some((between, _)) => whole(before.chars().count() + between.chars().count() + 1),
        None => Ok(Value::Null),
    }
}

fn occurrences(arguments: &mut Arguments<'_, '_>) -> Answer {
    match (arguments.text(0)?, arguments.text(1)?) {
        (_, None) => Ok(Value::Null),
        (None, Some(_)) => whole(0),
        (Some(text), Some(part)) => whole(text.matches(part).count()),
    }
}

fn cut(arguments: &mut Arguments<'_, '_>, part: for<'a> fn((&'a str, &'a str)) -> &'a str) -> Answer {
    let (Some(text), Some(mark)) = (arguments.text(0)?, arguments.text(1)?) else { return Ok(Value::Null) };
    text.split_once(mark).map_or(Ok(Value::Null), |parts| arguments.made(part(parts).to_owned()))
}

fn split(arguments: &mut Arguments<'_, '_>) -> Listing {
    let Some(text) = arguments.text(0)? else { return Ok(Vec::new()) };
    let Some(mark) = arguments.text(1)? else { return Ok(vec![Value::from(text)]) };
    arguments.spend(text.len())?;
    let parts: Result<Vec<Value>, EvaluateCode> =
        text.split(mark).map(|part| arguments.made(part.to_owned())).collect();
    parts
}
