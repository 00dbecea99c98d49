//! Days and instants, by the zone of the organisation.

use engine_expressions::{BinaryOperator, Type};

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
    ("MYDEPARTMENT", |_, _| Sql::new(Type::Record, sql!["NULL::uuid"])),
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

impl Emitter<'_, '_> {
    /// `+` and `-` with a day or an instant: a later or earlier one, or the distance of two.
    pub(super) fn moved(&mut self, operator: BinaryOperator, left: &Part, right: &Part, result: &Type) -> Sql {
        let is_later = operator == BinaryOperator::Add;
        if !matches!(result, Type::Date | Type::DateTime) {
            let kind = if *result == Type::Number { Type::Date } else { Type::DateTime };
            let (end, start) = (self.value_as(left, &kind), self.value_as(right, &kind));
            let distance = sql!["(", end.text, "-", start.text, ")"];
            return Sql::new(
                result.clone(),
                match kind {
                    Type::Date => sql![distance, "::numeric"],
                    _ => sql!["extract(epoch FROM ", distance, ")::numeric"],
                },
            );
        }
        let (from, amount) = if right.kind == *result { (right, left) } else { (left, right) };
        let (from, amount) = (self.value_as(from, result), self.value_as(amount, &Type::Number));
        let sign = if is_later { "+" } else { "-" };
        let text = self.with(vec![amount], |names| match (names, result) {
            // A blank amount moves nothing.
            ([x], Type::Date) => sql![
                "(",
                from.text,
                sign,
                "CASE WHEN ",
                x,
                " IS NULL THEN 0 WHEN abs(trunc(",
                x,
                "))<=8000000 THEN trunc(",
                x,
                ")::int END)"
            ],
            ([x], _) => sql![
                "(",
                from.text,
                sign,
                "COALESCE(round(",
                x,
                "*1000000),0)::bigint*make_interval(secs => 0.000001))"
            ],
            _ => sql![],
        });
        Sql::new(result.clone(), text)
    }
}

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
