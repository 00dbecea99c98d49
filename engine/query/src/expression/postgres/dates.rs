//! Days and instants, by the zone of the organisation.

use engine_expressions::Type;

use super::numbers::number;
use super::{Form, Sql};
use crate::expression::emitter::Emitter;
use crate::expression::fragment::sql;
use crate::expression::tree::Part;

pub(super) const FORMS: &[(&str, Form)] = &[
    // They depend on no record, so they are binds and never come here.
    ("TODAY", |_, _| Sql::new(Type::Date, sql!["NULL::date"])),
    ("NOW", |_, _| Sql::new(Type::DateTime, sql!["NULL::timestamptz"])),
    ("ME", |_, _| Sql::new(Type::Record, sql!["NULL::uuid"])),
    ("DATE", date),
    ("YEAR", |emitter, parts| part(emitter, parts, "year")),
    ("MONTH", |emitter, parts| part(emitter, parts, "month")),
    ("DAY", |emitter, parts| part(emitter, parts, "day")),
    ("DAYS", |emitter, parts| {
        let (end, start) = (day(emitter, parts, 0), day(emitter, parts, 1));
        Sql { scale: 0, ..Sql::number(sql!["(", end.text, "-", start.text, ")::numeric"]) }
    }),
    ("ADDDAYS", |emitter, parts| {
        let from = day(emitter, parts, 0);
        let days = moved(emitter, parts);
        Sql::new(Type::Date, sql!["(", from.text, "+", days.text, ")"])
    }),
    ("ADDMONTHS", |emitter, parts| {
        let from = day(emitter, parts, 0);
        let months = moved(emitter, parts);
        Sql::new(Type::Date, sql!["(", from.text, "+make_interval(months => ", months.text, "))::date"])
    }),
];

/// A day of an argument.
fn day(emitter: &mut Emitter<'_, '_>, parts: &[Part], index: usize) -> Sql {
    match parts.get(index) {
        Some(part) => emitter.value_as(part, &Type::Date),
        None => Sql::new(Type::Date, sql!["NULL::date"]),
    }
}

/// A number of days or months; NULL for more than the calendar has.
fn moved(emitter: &mut Emitter<'_, '_>, parts: &[Part]) -> Sql {
    match parts.get(1) {
        Some(part) => emitter.bounded(part, -200_000, 200_000),
        None => Sql::number(sql!["NULL::int"]),
    }
}

fn part(emitter: &mut Emitter<'_, '_>, parts: &[Part], word: &str) -> Sql {
    let day = day(emitter, parts, 0);
    Sql { scale: 0, ..Sql::number(sql!["extract(", word, " FROM ", day.text, ")::numeric"]) }
}

/// A day from its three numbers; blank when the calendar has no such day. Years before the first are not told apart
/// from those that no calendar has.
fn date(emitter: &mut Emitter<'_, '_>, parts: &[Part]) -> Sql {
    let numbers = (0..3).map(|index| number(emitter, parts, index)).collect();
    let text = emitter.fenced(numbers, |names| match names {
        [y, m, d] => sql![
            "CASE WHEN trunc(",
            y,
            ") BETWEEN 1 AND 9999 AND trunc(",
            m,
            ") BETWEEN 1 AND 12 AND trunc(",
            d,
            ") BETWEEN 1 AND 31 THEN CASE WHEN trunc(",
            d,
            ")<=extract(day FROM make_date(trunc(",
            y,
            ")::int,trunc(",
            m,
            ")::int,1)+make_interval(months => 1,days => -1)) THEN make_date(trunc(",
            y,
            ")::int,trunc(",
            m,
            ")::int,trunc(",
            d,
            ")::int) END END"
        ],
        _ => sql![],
    });
    Sql::new(Type::Date, text)
}
