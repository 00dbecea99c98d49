//! Conditions and choices.

use engine_expressions::Type;

use super::{Form, Sql};
use crate::expression::emitter::Emitter;
use crate::expression::fragment::{Fragment, joined, sql};
use crate::expression::tree::{Part, What};

pub(super) const FORMS: &[(&str, Form)] = &[
    ("IF", choose),
    ("IFS", choose),
    ("SWITCH", switch),
    ("AND", |emitter, parts| both(emitter, parts, " AND ")),
    ("OR", |emitter, parts| both(emitter, parts, " OR ")),
    ("XOR", |emitter, parts| {
        let flags = parts.iter().map(|part| sql!["CASE WHEN ", emitter.condition(part).text, " THEN 1 ELSE 0 END"]);
        let flags: Vec<Fragment> = flags.collect();
        Sql::new(Type::Boolean, sql!["((", joined(flags, "+"), ")%2=1)"]).sure()
    }),
    ("CHOOSE", |emitter, parts| {
        let [place, values @ ..] = parts else { return Sql::text(sql!["NULL::text"]) };
        let kind = common(values);
        let place = emitter.value_as(place, &Type::Number);
        let mut text = sql!["(CASE trunc(", place.text, ")"];
        for (index, value) in (1..).zip(values) {
            let index: i64 = index;
            text = sql![text, " WHEN ", &index.to_string(), " THEN ", emitter.value_as(value, &kind).text];
        }
        Sql::new(kind, sql![text, " END)"])
    }),
    ("BLANKIF", |emitter, parts| {
        let kind = common(parts);
        let values: Vec<Fragment> = parts.iter().map(|part| emitter.value_as(part, &kind).text).collect();
        Sql::new(kind, sql!["NULLIF(", joined(values, ","), ")"])
    }),
    ("BETWEEN", |emitter, parts| {
        let kind = common(parts);
        let values: Vec<Sql> = parts.iter().map(|part| emitter.value_as(part, &kind)).collect();
        // Texts go by code points, whatever the language of the server.
        let (above, below) = if kind == Type::Text { (" ~>=~ ", " ~<=~ ") } else { (">=", "<=") };
        let text = emitter.with(values, |names| match names {
            [x, low, high] => sql!["((", x, above, low, " AND ", x, below, high, ") IS TRUE)"],
            _ => sql!["FALSE"],
        });
        Sql::new(Type::Boolean, text).sure()
    }),
    ("ONEOF", |emitter, parts| {
        let kind = common(parts);
        let values: Vec<Sql> = parts.iter().map(|part| emitter.value_as(part, &kind)).collect();
        let text = emitter.with(values, |names| match names {
            [x, choices @ ..] => {
                let same = choices.iter().map(|choice| sql!["(", x, ") IS NOT DISTINCT FROM (", choice, ")"]);
                sql!["(", joined(same, " OR "), ")"]
            }
            [] => sql!["FALSE"],
        });
        Sql::new(Type::Boolean, text).sure()
    }),
    ("COALESCE", |emitter, parts| {
        let kind = common(parts);
        let values: Vec<Sql> = parts.iter().map(|part| emitter.value_as(part, &kind)).collect();
        let never_null = values.iter().any(|value| value.never_null);
        let text = sql!["COALESCE(", joined(values.into_iter().map(|value| value.text), ","), ")"];
        Sql { never_null, ..Sql::new(kind, text) }
    }),
    ("ISBLANK", |emitter, parts| {
        // Columns and rows are asked about as conditions; this is for what is computed.
        let text = match parts.first() {
            Some(Part { what: What::Place(place), .. }) if place.is_many => {
                let rows = emitter.many(place);
                sql!["NOT EXISTS (SELECT 1", rows.from, " AND ", rows.leaf, " IS NOT NULL)"]
            }
            Some(part) if matches!(part.kind, Type::List(_)) => {
                sql!["COALESCE(cardinality(", emitter.value(part).text, "),0)=0"]
            }
            Some(part) => sql!["(", emitter.value(part).text, ") IS NULL"],
            None => sql!["TRUE"],
        };
        Sql::new(Type::Boolean, sql!["(", text, ")"]).sure()
    }),
];

fn both(emitter: &mut Emitter<'_, '_>, parts: &[Part], word: &str) -> Sql {
    let parts: Vec<Fragment> = parts.iter().map(|part| emitter.condition(part).strict()).collect();
    Sql::new(Type::Boolean, sql!["(", joined(parts, word), ")"]).sure()
}

/// The type that parts have in common.
pub(super) fn common<'a>(parts: impl IntoIterator<Item = &'a Part>) -> Type {
    parts.into_iter().fold(Type::Blank, |found, part| found.common(&part.kind).unwrap_or(found))
}

/// IF and IFS: pairs of condition and value, and perhaps a last value for none of them.
fn choose(emitter: &mut Emitter<'_, '_>, parts: &[Part]) -> Sql {
    let pairs = parts.chunks_exact(2);
    let otherwise = pairs.remainder().first();
    let kind = common(pairs.clone().filter_map(<[Part]>::last).chain(otherwise));
    let mut text = sql!["(CASE"];
    for pair in pairs {
        if let [condition, value] = pair {
            let condition = emitter.condition(condition);
            text = sql![text, " WHEN ", condition.text, " THEN ", emitter.value_as(value, &kind).text];
        }
    }
    if let Some(otherwise) = otherwise {
        text = sql![text, " ELSE ", emitter.value_as(otherwise, &kind).text];
    }
    Sql::new(kind, sql![text, " END)"])
}

fn switch(emitter: &mut Emitter<'_, '_>, parts: &[Part]) -> Sql {
    let [subject, cases @ ..] = parts else { return Sql::text(sql!["NULL"]) };
    let pairs = cases.chunks_exact(2);
    let otherwise = pairs.remainder().first();
    let compared = common(std::iter::once(subject).chain(pairs.clone().filter_map(<[Part]>::first)));
    let kind = common(pairs.clone().filter_map(<[Part]>::last).chain(otherwise));
    let subject = emitter.value_as(subject, &compared);
    let cases: Vec<(Fragment, Fragment)> = pairs
        .filter_map(|pair| match pair {
            [case, value] => Some((emitter.value_as(case, &compared).text, emitter.value_as(value, &kind).text)),
            _ => None,
        })
        .collect();
    let otherwise = otherwise.map(|part| emitter.value_as(part, &kind).text);
    let text = emitter.with(vec![subject], |names| {
        let mut text = sql!["(CASE"];
        for (case, value) in cases {
            let subject = names.first().cloned().unwrap_or_default();
            text = sql![text, " WHEN (", subject, ") IS NOT DISTINCT FROM (", case, ") THEN ", value];
        }
        if let Some(otherwise) = otherwise {
            text = sql![text, " ELSE ", otherwise];
        }
        sql![text, " END)"]
    });
    Sql::new(kind, text)
}
