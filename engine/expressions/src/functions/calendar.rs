//! Other days from a day: later by units, and the first and last of periods.

use engine_values::{Date, Timestamp, Value};
use jiff::civil::DateTime;
use jiff::{Span, ToSpan};

use super::clock::at_zone;
use super::{Answer, Arguments, whole};
use crate::EvaluateCode;
use crate::arithmetic::{day_after, seconds, steps};
use crate::exact::{Rounding, divide, rounded};
use crate::registry::Function;
use crate::signature::{Gives, Signature, Want};

const MOVE: Signature = Signature::fixed(&[Want::Date, Want::Number], Gives::Date);
const OF: Signature = Signature::fixed(&[Want::Date], Gives::Date);

pub(super) const FUNCTIONS: &[Function] = &[
    Function::eager("ADDDAYS", "date, count", MOVE, |arguments| moved(arguments, day_after))
        .help("几天之后的日期，与 date + count 相同。", "The day so many days later, like date + count.")
        .examples(&[("ADDDAYS(signed_on, 10)", "2026-12-01")]),
    Function::eager("ADDMONTHS", "date, count", MOVE, |arguments| moved(arguments, later_month))
        .help(
            "几个月之后的同一天；没有这一天则取月末。",
            "The same day so many months later, or the last of a shorter month.",
        )
        .examples(&[("ADDMONTHS(DATE(2026, 1, 31), 1)", "2026-02-28")]),
    Function::eager("EDATE", "date, months", MOVE, |arguments| moved(arguments, later_month))
        .help("与 ADDMONTHS 相同，电子表格的名称。", "Spreadsheets' name of ADDMONTHS.")
        .examples(&[("EDATE(signed_on, -1)", "2026-10-21")]),
    Function::eager("EOMONTH", "date, months", MOVE, |arguments| {
        moved(arguments, |day, months| later_month(day, months).map(Date::last_of_month))
    })
    .help("几个月之后那个月的最后一天，0 为当月。", "The last day of the month so many months later; 0 is its own.")
    .examples(&[("EOMONTH(signed_on, 0)", "2026-11-30"), ("EOMONTH(signed_on, 3)", "2027-02-28")]),
    Function::eager(
        "DATEADD",
        "moment, count, unit",
        Signature::fixed(&[Want::Moment, Want::Number, Want::Unit], Gives::Common),
        add,
    )
    .help(
        "日期或时刻加几个单位：year、quarter、month、week、day，时刻还可用 hour、minute、second。",
        "A day or instant so many units later: year, quarter, month, week, day, and for instants hour, minute, second.",
    )
    .examples(&[
        ("DATEADD(signed_on, 2, \"week\")", "2026-12-05"),
        ("DATEADD(created_at, 90, \"minute\")", "2026-11-21T21:30:00Z"),
    ]),
    Function::eager(
        "DATEDIF",
        "start, end, unit",
        Signature::fixed(&[Want::Moment, Want::Moment, Want::Unit], Gives::Number),
        difference,
    )
    .help(
        "从开始到结束的整单位数，不足一个不计，可为负。",
        "The whole units from start to end; a part of one does not count; below zero when end is earlier.",
    )
    .examples(&[
        ("DATEDIF(DATE(2000, 5, 20), signed_on, \"year\")", "26"),
        ("DATEDIF(created_at, closed_at, \"hour\")", "5"),
    ]),
    Function::eager("STARTOFWEEK", "date", OF, |arguments| {
        moved_by(arguments, |day| day_after(day, -i64::from(day.weekday().to_monday_zero_offset())))
    })
    .help("所在周的周一。", "The Monday of its week.")
    .examples(&[("STARTOFWEEK(signed_on)", "2026-11-16")]),
    Function::eager("STARTOFMONTH", "date", OF, |arguments| moved_by(arguments, |day| Ok(day.first_of_month())))
        .help("所在月的第一天。", "The first day of its month.")
        .examples(&[("STARTOFMONTH(signed_on)", "2026-11-01")]),
    Function::eager("ENDOFMONTH", "date", OF, |arguments| moved_by(arguments, |day| Ok(day.last_of_month())))
        .help("所在月的最后一天。", "The last day of its month.")
        .examples(&[("ENDOFMONTH(signed_on)", "2026-11-30")]),
    Function::eager("STARTOFQUARTER", "date", OF, |arguments| moved_by(arguments, start_of_quarter))
        .help("所在季度的第一天。", "The first day of its quarter.")
        .examples(&[("STARTOFQUARTER(signed_on)", "2026-10-01")]),
    Function::eager("ENDOFQUARTER", "date", OF, |arguments| {
        moved_by(arguments, |day| later_month(start_of_quarter(day)?, 2).map(Date::last_of_month))
    })
    .help("所在季度的最后一天。", "The last day of its quarter.")
    .examples(&[("ENDOFQUARTER(signed_on)", "2026-12-31")]),
    Function::eager("STARTOFYEAR", "date", OF, |arguments| moved_by(arguments, |day| Ok(day.first_of_year())))
        .help("所在年的第一天。", "The first day of its year.")
        .examples(&[("STARTOFYEAR(signed_on)", "2026-01-01")]),
    Function::eager("ENDOFYEAR", "date", OF, |arguments| moved_by(arguments, |day| Ok(day.last_of_year())))
        .help("所在年的最后一天。", "The last day of its year.")
        .examples(&[("ENDOFYEAR(signed_on)", "2026-12-31")]),
];

fn moved_by(arguments: &mut Arguments<'_, '_>, to: fn(Date) -> Result<Date, EvaluateCode>) -> Answer {
    arguments.date(0)?.map_or(Ok(Value::Null), |day| to(day).map(Value::Date))
}

/// Fractions of the number are cut off.
fn moved(arguments: &mut Arguments<'_, '_>, by: fn(Date, i64) -> Result<Date, EvaluateCode>) -> Answer {
    let (Some(day), Some(number)) = (arguments.date(0)?, arguments.number(1)?) else { return Ok(Value::Null) };
    by(day, steps(number)?).map(Value::Date)
}

/// The same day of a later month, or its last day when it is shorter.
fn later_month(day: Date, months: i64) -> Result<Date, EvaluateCode> {
    day.checked_add(months_of(months)?).map_err(|_| EvaluateCode::Overflow)
}

/// A span of months; more than any calendar has would be refused by panicking.
fn months_of(months: i64) -> Result<Span, EvaluateCode> {
    if months.unsigned_abs() > 200_000 { Err(EvaluateCode::Overflow) } else { Ok(months.months()) }
}

fn start_of_quarter(day: Date) -> Result<Date, EvaluateCode> {
    Date::new(day.year(), (day.month() - 1) / 3 * 3 + 1, 1).map_err(|_| EvaluateCode::Overflow)
}

/// How many months, days or seconds a unit has; exactly one of them is not zero.
fn unit(word: &str) -> Option<(i64, i64, i64)> {
    Some(match word {
        "year" => (12, 0, 0),
        "quarter" => (3, 0, 0),
        "month" => (1, 0, 0),
        "week" => (0, 7, 0),
        "day" => (0, 1, 0),
        "hour" => (0, 0, 3_600),
        "minute" => (0, 0, 60),
        "second" => (0, 0, 1),
        _ => return None,
    })
}

fn add(arguments: &mut Arguments<'_, '_>) -> Answer {
    let (Some(number), Some(word)) = (arguments.number(1)?, arguments.text(2)?) else { return Ok(Value::Null) };
    let (months, days, seconds) = unit(word).ok_or(EvaluateCode::ValueUnexpected)?;
    let number = steps(number)?;
    let day = |day: Date| if months > 0 { later_month(day, number * months) } else { day_after(day, number * days) };
    match arguments.value(0)? {
        Value::Null => Ok(Value::Null),
        Value::Date(from) if seconds == 0 => day(*from).map(Value::Date),
        Value::Instant(from) if seconds == 0 => {
            let zone = arguments.source().zone();
            let moment = from.to_zoned(zone.clone()).datetime();
            at_zone(day(moment.date())?.to_datetime(moment.time()), &zone).map(Value::Instant)
        }
        Value::Instant(from) => {
            let microseconds = number.checked_mul(seconds * 1_000_000);
            let moved = microseconds.and_then(|moved| from.as_microsecond().checked_add(moved));
            let moved = moved.and_then(|moved| Timestamp::from_microsecond(moved).ok());
            moved.map(Value::Instant).ok_or(EvaluateCode::Overflow)
        }
        _ => Err(EvaluateCode::ValueUnexpected),
    }
}

fn difference(arguments: &mut Arguments<'_, '_>) -> Answer {
    let Some(word) = arguments.text(2)? else { return Ok(Value::Null) };
    let (months, days, length) = unit(word).ok_or(EvaluateCode::ValueUnexpected)?;
    let zone = arguments.source().zone();
    let moment = |value: &Value| match value {
        Value::Date(day) => Some(day.to_datetime(jiff::civil::Time::midnight())),
        Value::Instant(at) => Some(at.to_zoned(zone.clone()).datetime()),
        _ => None,
    };
    let (start, end) = (arguments.value(0)?, arguments.value(1)?);
    let (Some(from), Some(to)) = (moment(start), moment(end)) else { return Ok(Value::Null) };
    match (start, end) {
        (Value::Instant(start), Value::Instant(end)) if length > 0 => {
            let count = divide(seconds(*start, *end), length.into());
            count.and_then(|count| rounded(count, 0, Rounding::Zero)).map(Value::Decimal).ok_or(EvaluateCode::Overflow)
        }
        _ if length > 0 => Err(EvaluateCode::ValueUnexpected),
        _ if months > 0 => whole(whole_months(from, to)? / months),
        _ => whole(whole_days(from, to)? / days),
    }
}

/// The days from one moment to another by the clock of the zone; the last counts when its time of day is reached.
fn whole_days(from: DateTime, to: DateTime) -> Result<i64, EvaluateCode> {
    let days = i64::from(crate::arithmetic::days(from.date(), to.date())?);
    Ok(match days {
        1.. if to.time() < from.time() => days - 1,
        ..=-1 if to.time() > from.time() => days + 1,
        days => days,
    })
}

/// The months from one moment to another: the last counts when its day and time of day are reached; the last day of a
/// shorter month counts as every later day.
fn whole_months(from: DateTime, to: DateTime) -> Result<i64, EvaluateCode> {
    let months = i64::from(to.year() - from.year()) * 12 + i64::from(to.month() - from.month());
    let reached = later_month(from.date(), months)?.to_datetime(from.time());
    Ok(match months {
        1.. if reached > to => months - 1,
        ..=-1 if reached < to => months + 1,
        months => months,
    })
}
