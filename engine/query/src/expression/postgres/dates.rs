//! Days and instants, by the zone of the organisation.

use engine_expressions::{BinaryOperator, Type};

use super::numbers::{number, quotient};
use super::{Form, Sql};
use crate::expression::emitter::Emitter;
use crate::expression::fragment::{Fragment, sql};
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
    ("QUARTER", |emitter, parts| part(emitter, parts, "quarter")),
    ("WEEKDAY", |emitter, parts| part(emitter, parts, "isodow")),
    ("WEEKNUM", |emitter, parts| part(emitter, parts, "week")),
    ("WEEKYEAR", |emitter, parts| part(emitter, parts, "isoyear")),
    ("DAYOFYEAR", |emitter, parts| part(emitter, parts, "doy")),
    ("HOUR", |emitter, parts| clock(emitter, parts, "hour")),
    ("MINUTE", |emitter, parts| clock(emitter, parts, "minute")),
    ("SECOND", |emitter, parts| clock(emitter, parts, "second")),
    ("DAYSINMONTH", |emitter, parts| {
        let last = end(emitter, parts, "month", 1);
        Sql { scale: 0, ..Sql::number(sql!["extract(day FROM ", last.text, ")::numeric"]) }
    }),
    ("ISLEAPYEAR", |emitter, parts| {
        let last = end(emitter, parts, "year", 12);
        Sql::new(Type::Boolean, sql!["((extract(doy FROM ", last.text, ")=366) IS TRUE)"]).sure()
    }),
    ("STARTOFWEEK", |emitter, parts| start(emitter, parts, "week")),
    ("STARTOFMONTH", |emitter, parts| start(emitter, parts, "month")),
    ("STARTOFQUARTER", |emitter, parts| start(emitter, parts, "quarter")),
    ("STARTOFYEAR", |emitter, parts| start(emitter, parts, "year")),
    ("ENDOFMONTH", |emitter, parts| end(emitter, parts, "month", 1)),
    ("ENDOFQUARTER", |emitter, parts| end(emitter, parts, "quarter", 3)),
    ("ENDOFYEAR", |emitter, parts| end(emitter, parts, "year", 12)),
    ("EDATE", months),
    ("EOMONTH", |emitter, parts| {
        let later = months(emitter, parts);
        let month = Fragment::text("month");
        let whole = sql!["date_trunc(", month, ",", later.text, "::timestamp)"];
        Sql::new(Type::Date, sql!["(", whole, "+make_interval(months => 1,days => -1))::date"])
    }),
    ("TODATETIME", |emitter, parts| {
        let day = day(emitter, parts, 0);
        Sql::new(Type::DateTime, emitter.instant(&sql![day.text, "::timestamp"]))
    }),
    ("HOURS", |emitter, parts| length(emitter, parts, 3_600)),
    ("MINUTES", |emitter, parts| length(emitter, parts, 60)),
    ("SECONDS", |emitter, parts| length(emitter, parts, 1)),
    ("INDAYS", |emitter, parts| measured(emitter, parts, 86_400)),
    ("INHOURS", |emitter, parts| measured(emitter, parts, 3_600)),
    ("INMINUTES", |emitter, parts| measured(emitter, parts, 60)),
    ("INSECONDS", |emitter, parts| measured(emitter, parts, 1)),
    ("DAYS", |emitter, parts| {
        let (end, start) = (day(emitter, parts, 0), day(emitter, parts, 1));
        Sql { scale: 0, ..Sql::number(sql!["(", end.text, "-", start.text, ")::numeric"]) }
    }),
    ("ADDDAYS", |emitter, parts| {
        let from = day(emitter, parts, 0);
        let days = moved(emitter, parts);
        Sql::new(Type::Date, sql!["(", from.text, "+", days.text, ")"])
    }),
    ("ADDMONTHS", months),
];

/// The same day of a later month, or its last day when it is shorter.
fn months(emitter: &mut Emitter<'_, '_>, parts: &[Part]) -> Sql {
    let from = day(emitter, parts, 0);
    let months = moved(emitter, parts);
    Sql::new(Type::Date, sql!["(", from.text, "+make_interval(months => ", months.text, "))::date"])
}

/// The first day of the period that a day lies in.
fn start(emitter: &mut Emitter<'_, '_>, parts: &[Part], period: &str) -> Sql {
    let day = day(emitter, parts, 0);
    Sql::new(Type::Date, sql!["date_trunc(", Fragment::text(period), ",", day.text, "::timestamp)::date"])
}

/// The last day of a period of so many months.
fn end(emitter: &mut Emitter<'_, '_>, parts: &[Part], period: &str, months: i64) -> Sql {
    let start = start(emitter, parts, period);
    let months = months.to_string();
    Sql::new(Type::Date, sql!["(", start.text, "+make_interval(months => ", &months, ",days => -1))::date"])
}

/// A part of what the clocks of the organisation show.
fn clock(emitter: &mut Emitter<'_, '_>, parts: &[Part], word: &str) -> Sql {
    let instant = match parts.first() {
        Some(part) => emitter.value_as(part, &Type::DateTime).text,
        None => sql!["NULL::timestamptz"],
    };
    let local = emitter.local(&instant);
    Sql { scale: 0, ..Sql::number(sql!["trunc(extract(", word, " FROM ", local, ")::numeric)"]) }
}

/// A length of time from a number of units.
fn length(emitter: &mut Emitter<'_, '_>, parts: &[Part], unit: i64) -> Sql {
    let x = number(emitter, parts, 0);
    Sql::new(Type::Duration, sql!["(", x.text, "*", &unit.to_string(), ")"])
}

/// How many units a length of time has.
fn measured(emitter: &mut Emitter<'_, '_>, parts: &[Part], unit: i64) -> Sql {
    let x = number(emitter, parts, 0);
    Sql::number(quotient(&x.text, &sql![&unit.to_string()]))
}

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
