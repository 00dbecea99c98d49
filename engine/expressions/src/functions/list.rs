//! Lists as they stand: places in them, and lists made of them.

use std::cmp::Ordering;

use engine_values::Value;
use rust_decimal::prelude::ToPrimitive;

use super::{Answer, Arguments, Listing, whole};
use crate::evaluate::{order, same, text_of};
use crate::registry::Function;
use crate::signature::{Gives, Signature, Want};

const ONE_OF: Signature = Signature::fixed(&[Want::Items], Gives::Common);
const LISTS: Signature = Signature::fixed(&[Want::ItemsCompared, Want::ItemsCompared], Gives::Boolean);
const NO_LISTS: &str = "SQLite has no lists of values";

pub(super) const FUNCTIONS: &[Function] = &[
    Function::eager("FIRST", "values", ONE_OF, |arguments| {
        Ok(arguments.list(0).iter().find(|value| !value.is_blank()).cloned().unwrap_or_default())
    })
    .help("列表里第一个不为空的值；明细按行次序。", "The first that is not blank; child rows are in their order.")
    .examples(&[("FIRST(lines.kind)", "\"A\""), ("FIRST(lines.due)", "2026-01-31")]),
    Function::eager("LAST", "values", ONE_OF, |arguments| {
        Ok(arguments.list(0).iter().rev().find(|value| !value.is_blank()).cloned().unwrap_or_default())
    })
    .help("列表里最后一个不为空的值。", "The last that is not blank.")
    .examples(&[("LAST(lines.amount)", "4")]),
    Function::eager("NTH", "values, place", Signature::fixed(&[Want::Items, Want::Number], Gives::Common), nth)
        .help("列表第几项，从 1 数起，空项也占位置。", "The value at a place, counted from 1, blanks counted too.")
        .examples(&[("NTH(tags, 2)", "\"east\""), ("NTH(lines.amount, 2)", "BLANK")]),
    Function::eager(
        "INDEXOF",
        "values, wanted",
        Signature::fixed(&[Want::ItemsCompared, Want::Compared], Gives::Number),
        index_of,
    )
    .help(
        "某值在列表里的位置，从 1 数起；没有则为空。",
        "The place of a value, counted from 1; blank when it is not there.",
    )
    .examples(&[("INDEXOF(tags, \"east\")", "2"), ("INDEXOF(lines.kind, \"Z\")", "BLANK")]),
    Function::eager(
        "JOIN",
        "values, [mark]",
        Signature::fixed(&[Want::Printables], Gives::Text).optional(&[Want::Text]),
        join,
    )
    .help(
        "连成一段文本，以标记分隔，默认“、”；空项略去。",
        "All as one text with a mark between them, by default 、; blanks left out.",
    )
    .examples(&[("JOIN(tags, \", \")", "\"vip, east\""), ("JOIN(lines.quantity)", "\"2、1、5\"")]),
    Function::listing("UNIQUE", "values", Signature::fixed(&[Want::Items], Gives::Commons), unique)
        .help("去掉重复与空项的列表。", "The list without repetitions and blanks.")
        .examples(&[("JOIN(UNIQUE(lines.kind), \"/\")", "\"A/B\"")])
        .memory_only(NO_LISTS),
    Function::eager("COUNTUNIQUE", "values", Signature::fixed(&[Want::Items], Gives::Number), |arguments| {
        whole(unique(arguments)?.len())
    })
    .help("不重复的值有几个，空项不计。", "How many different values there are, blanks left out.")
    .examples(&[("COUNTUNIQUE(lines.kind)", "2")]),
    Function::listing("SORT", "values", Signature::fixed(&[Want::Items], Gives::Commons), sort)
        .help("从小到大排列，空项略去。", "The values from the smallest to the largest, blanks left out.")
        .examples(&[("JOIN(SORT(lines.quantity), \" \")", "\"1 2 5\"")])
        .memory_only(NO_LISTS),
    Function::eager("CONTAINSANY", "values, wanted", LISTS, |arguments| {
        let (values, wanted) = (arguments.list(0), arguments.list(1));
        arguments.spend(values.len().saturating_mul(wanted.len()))?;
        Ok(Value::Bool(filled(wanted).any(|value| filled(values).any(|other| same(value, other)))))
    })
    .help("列表是否含有另一列表的任意一项。", "Whether the list has at least one of another.")
    .examples(&[("CONTAINSANY(tags, SPLIT(\"vip,gold\", \",\"))", "TRUE")]),
    Function::eager("CONTAINSALL", "values, wanted", LISTS, |arguments| {
        let (values, wanted) = (arguments.list(0), arguments.list(1));
        arguments.spend(values.len().saturating_mul(wanted.len()))?;
        Ok(Value::Bool(filled(wanted).all(|value| filled(values).any(|other| same(value, other)))))
    })
    .help("列表是否含有另一列表的每一项。", "Whether the list has every one of another.")
    .examples(&[("CONTAINSALL(tags, SPLIT(\"vip,gold\", \",\"))", "FALSE")]),
];

fn filled(values: &[Value]) -> impl Iterator<Item = &Value> {
    values.iter().filter(|value| !value.is_blank())
}

fn nth(arguments: &mut Arguments<'_, '_>) -> Answer {
    let Some(place) = arguments.number(1)? else { return Ok(Value::Null) };
    let index = place.trunc().to_usize().and_then(|place| place.checked_sub(1));
    Ok(index.and_then(|index| arguments.list(0).get(index)).cloned().unwrap_or_default())
}

fn index_of(arguments: &mut Arguments<'_, '_>) -> Answer {
    let wanted = arguments.value(1)?;
    if wanted.is_blank() {
        return Ok(Value::Null);
    }
    arguments.list(0).iter().position(|value| same(value, wanted)).map_or(Ok(Value::Null), |index| whole(index + 1))
}

fn join(arguments: &mut Arguments<'_, '_>) -> Answer {
    let mark = if arguments.count() > 1 { arguments.text(1)?.unwrap_or_default() } else { "、" };
    let mut text = String::new();
    for value in filled(arguments.list(0)) {
        if !text.is_empty() {
            text.push_str(mark);
        }
        text.push_str(&text_of(value)?);
    }
    arguments.made(text)
}

fn unique(arguments: &mut Arguments<'_, '_>) -> Listing {
    let mut found: Vec<Value> = Vec::new();
    for value in filled(arguments.list(0)) {
        arguments.spend(found.len() / 8)?;
        if !found.iter().any(|other| same(other, value)) {
            found.push(value.clone());
        }
    }
    Ok(found)
}

/// Booleans and records, which have no order of their own, stay in their order.
fn sort(arguments: &mut Arguments<'_, '_>) -> Listing {
    let mut values: Vec<Value> = filled(arguments.list(0)).cloned().collect();
    arguments.spend(values.len())?;
    values.sort_by(|one, two| order(one, two).unwrap_or(Ordering::Equal));
    Ok(values)
}
