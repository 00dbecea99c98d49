//! What a filter means, said a second time over JSON in memory, without a line of the engine.

use engine_values::Decimal;
use serde_json::Value as Json;

/// How the values of a field compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    Text,
    Number,
    Time,
    Id,
    Other,
}

/// Fields of a thing that can be filtered, with how they compare and their operators.
pub const FIELDS: &[(&str, Order, &[&str])] = &[
    ("text", Order::Text, TEXT),
    ("long_text", Order::Text, &["contains", "empty", "not_empty"]),
    ("integer", Order::Number, ORDERED),
    ("decimal", Order::Number, ORDERED),
    ("money", Order::Number, ORDERED),
    ("percent", Order::Number, ORDERED),
    ("boolean", Order::Other, &["eq", "ne", "empty", "not_empty"]),
    ("date", Order::Text, ORDERED),
    ("datetime", Order::Time, ORDERED),
    ("select", Order::Other, &["eq", "ne", "in", "not_in", "empty", "not_empty"]),
    ("multi_select", Order::Other, &["contains_any", "contains_all", "empty", "not_empty"]),
    ("email", Order::Text, TEXT),
    ("phone", Order::Text, TEXT),
    ("auto_number", Order::Text, TEXT),
    ("reference", Order::Id, IDENTITY),
    ("user", Order::Id, &["eq", "ne", "in", "me", "empty", "not_empty"]),
    ("dept", Order::Id, IDENTITY),
    ("reference.level", Order::Other, &["eq", "ne", "in", "not_in", "empty", "not_empty"]),
    ("reference.name", Order::Text, TEXT),
];

const TEXT: &[&str] = &["eq", "ne", "contains", "starts_with", "in", "empty", "not_empty"];
const ORDERED: &[&str] = &["eq", "ne", "lt", "lte", "gt", "gte", "between", "in", "empty", "not_empty"];
const IDENTITY: &[&str] = &["eq", "ne", "in", "empty", "not_empty"];

/// Whether a record fulfils a filter; `me` is who asks.
pub fn holds(record: &Json, filter: &Json, me: &str) -> bool {
    let each = |key: &str| filter[key].as_array().unwrap().iter();
    if filter.get("and").is_some() {
        each("and").all(|inner| holds(record, inner, me))
    } else if filter.get("or").is_some() {
        each("or").any(|inner| holds(record, inner, me))
    } else if let Some(inner) = filter.get("not") {
        !holds(record, inner, me)
    } else {
        compares(record, filter, me)
    }
}

fn compares(record: &Json, filter: &Json, me: &str) -> bool {
    let name = filter["field"].as_str().unwrap();
    let order = FIELDS.iter().find(|(field, ..)| *field == name).unwrap().1;
    let stored = plain(&record[name]);
    let wanted = &filter["value"];
    let among = || wanted.as_array().unwrap().iter().any(|one| is(order, &stored, one));
    match (filter["op"].as_str().unwrap(), stored.is_null()) {
        ("empty", blank) => blank,
        ("not_empty", blank) => !blank,
        ("ne" | "not_in", true) => true,
        (_, true) => false,
        ("eq", _) => is(order, &stored, wanted),
        ("ne", _) => !is(order, &stored, wanted),
        ("in", _) => among(),
        ("not_in", _) => !among(),
        ("me", _) => stored == me,
        ("lt", _) => compare(order, &stored, wanted).is_lt(),
        ("lte", _) => compare(order, &stored, wanted).is_le(),
        ("gt", _) => compare(order, &stored, wanted).is_gt(),
        ("gte", _) => compare(order, &stored, wanted).is_ge(),
        ("between", _) => compare(order, &stored, &wanted[0]).is_ge() && compare(order, &stored, &wanted[1]).is_le(),
        ("contains", _) => lower(&stored).contains(&lower(wanted)),
        ("starts_with", _) => lower(&stored).starts_with(&lower(wanted)),
        ("contains_any", _) => wanted.as_array().unwrap().iter().any(|one| stored.as_array().unwrap().contains(one)),
        ("contains_all", _) => wanted.as_array().unwrap().iter().all(|one| stored.as_array().unwrap().contains(one)),
        (other, _) => panic!("{other}"),
    }
}

/// References count by their key.
fn plain(value: &Json) -> Json {
    if value.is_object() { value["id"].clone() } else { value.clone() }
}

fn is(order: Order, stored: &Json, wanted: &Json) -> bool {
    match order {
        Order::Number | Order::Time => compare(order, stored, wanted).is_eq(),
        _ => stored == wanted,
    }
}

fn compare(order: Order, one: &Json, other: &Json) -> std::cmp::Ordering {
    let text = |value: &Json| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let number = |value: &Json| text(value).parse::<Decimal>().unwrap();
    let time = |value: &Json| text(value).parse::<engine_values::Timestamp>().unwrap();
    match order {
        Order::Number => number(one).cmp(&number(other)),
        Order::Time => time(one).cmp(&time(other)),
        _ => text(one).cmp(&text(other)),
    }
}

fn lower(value: &Json) -> String {
    value.as_str().unwrap().to_ascii_lowercase()
}
