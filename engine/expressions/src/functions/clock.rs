//! Now, and moments made from their parts or from text.

use engine_values::{Date, Decimal, Timestamp, Value};
use jiff::civil::{DateTime, Time};
use jiff::tz::TimeZone;
use rust_decimal::prelude::ToPrimitive;

use super::money::today;
use super::{Answer, Arguments};
use crate::EvaluateCode;
use crate::registry::{Function, Reads};
use crate::signature::{Gives, Signature, Want};

const N: Want = Want::Number;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::eager("TODAY", "", Signature::fixed(&[], Gives::Date), |arguments| Ok(Value::Date(today(arguments))))
        .help("今天。", "This day.")
        .examples(&[("TODAY()", "2026-11-22")])
        .reads(Reads::Clock),
    Function::eager("NOW", "", Signature::fixed(&[], Gives::DateTime), |arguments| {
        Ok(Value::Instant(arguments.source().now()))
    })
    .help("此刻。", "This instant.")
    .examples(&[("NOW()", "2026-11-21T20:00:00Z")])
    .reads(Reads::Clock),
    Function::eager("DATE", "year, month, day", Signature::fixed(&[N, N, N], Gives::Date), |arguments| {
        Ok(Value::from(day(arguments)?.map(Value::Date)))
    })
    .help("由年月日组成日期；没有这一天则为空。", "A day from its three numbers; blank when the calendar has no such day.")
    .examples(&[("DATE(2026, 11, 21)", "2026-11-21"), ("DATE(2026, 2, 30)", "BLANK")]),
    Function::eager(
        "DATETIME",
        "year, month, day, hour, [minute], [second]",
        Signature::fixed(&[N, N, N, N], Gives::DateTime).optional(&[N, N]),
        instant,
    )
    .help("由年月日时分秒组成时刻，按本单位的时区。", "An instant from its numbers, in the zone of the organisation.")
    .examples(&[("DATETIME(2026, 11, 21, 9, 30)", "2026-11-21T01:30:00Z"), ("DATETIME(2026, 11, 21, 24)", "BLANK")]),
    Function::eager("TODATE", "text or datetime", Signature::fixed(&[Want::TextOrDateTime], Gives::Date), to_date)
        .help(
            "时刻所在的日期，或读取文本 yyyy-mm-dd、yyyy/m/d、yyyymmdd、yyyy年m月d日；不是日期则为空。",
            "The day of an instant, or in a text like yyyy-mm-dd, yyyy/m/d, yyyymmdd, yyyy年m月d日; blank when it is none.",
        )
        .examples(&[("TODATE(created_at)", "2026-11-22"), ("TODATE(\"2026/1/5\")", "2026-01-05"), ("TODATE(\"2026-02-30\")", "BLANK")]),
    Function::eager("TODATETIME", "date", Signature::fixed(&[Want::Date], Gives::DateTime), |arguments| {
        let zone = arguments.source().zone();
        match arguments.date(0)? {
            Some(day) => at_zone(day.to_datetime(Time::midnight()), &zone).map(Value::Instant),
            None => Ok(Value::Null),
        }
    })
    .help("这一天的零点。", "The first instant of the day.")
    .examples(&[("TODATETIME(signed_on)", "2026-11-20T16:00:00Z")]),
];

/// The instant that clocks of a zone show so.
pub(super) fn at_zone(moment: DateTime, zone: &TimeZone) -> Result<Timestamp, EvaluateCode> {
    zone.to_timestamp(moment).map_err(|_| EvaluateCode::Overflow)
}

/// The day in the first three arguments.
fn day(arguments: &Arguments<'_, '_>) -> Result<Option<Date>, EvaluateCode> {
    let (Some(year), Some(month)) = (arguments.number(0)?, arguments.number(1)?) else { return Ok(None) };
    let Some(day) = arguments.number(2)? else { return Ok(None) };
    let whole = |number: Decimal| number.trunc();
    Ok(match (whole(year).to_i16(), whole(month).to_i8(), whole(day).to_i8()) {
        (Some(year), Some(month), Some(day)) if year > 0 => Date::new(year, month, day).ok(),
        _ => None,
    })
}

fn instant(arguments: &mut Arguments<'_, '_>) -> Answer {
    let mut clock = [0_i8; 3];
    for (index, part) in clock.iter_mut().enumerate() {
        let Some(number) = arguments.number_or(3 + index, Decimal::ZERO)? else { return Ok(Value::Null) };
        let Some(number) = number.trunc().to_i8() else { return Ok(Value::Null) };
        *part = number;
    }
    let [hour, minute, second] = clock;
    match (day(arguments)?, Time::new(hour, minute, second, 0)) {
        (Some(day), Ok(time)) => at_zone(day.to_datetime(time), &arguments.source().zone()).map(Value::Instant),
        _ => Ok(Value::Null),
    }
}

fn to_date(arguments: &mut Arguments<'_, '_>) -> Answer {
    if let Value::Instant(_) = arguments.value(0)? {
        return Ok(Value::from(arguments.date(0)?.map(Value::Date)));
    }
    Ok(Value::from(arguments.text(0)?.and_then(day_in).map(Value::Date)))
}

/// The day that a text says, if it says one.
fn day_in(text: &str) -> Option<Date> {
    let parts: Vec<&str> = if text.len() == 8 && text.chars().all(|letter| letter.is_ascii_digit()) {
        vec![text.get(..4)?, text.get(4..6)?, text.get(6..)?]
    } else if let Some((year, rest)) = text.split_once('年') {
        let (month, day) = rest.strip_suffix('日')?.split_once('月')?;
        vec![year, month, day]
    } else {
        let mark = text.chars().find(|letter| matches!(letter, '-' | '/' | '.'))?;
        text.split(mark).collect()
    };
    let [year, month, day] = parts.as_slice() else { return None };
    let number = |text: &str, most: usize| {
        let plain = (1..=most).contains(&text.len()) && text.chars().all(|letter| letter.is_ascii_digit());
        plain.then(|| text.parse::<i16>().ok()).flatten()
    };
    let year = number(year, 4).filter(|number| year.len() == 4 && *number > 0)?;
    let (month, day) = (number(month, 2)?, number(day, 2)?);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_only_when_they_are_whole() {
        for text in ["2026-11-05", "2026/11/5", "2026/11/05", "2026.11.05", "20261105", "2026年11月5日"] {
            assert_eq!(day_in(text).map(|day| day.to_string()).as_deref(), Some("2026-11-05"), "{text}");
        }
        for text in [
            "",
            "26-11-05",
            "2026-11",
            "2026-13-01",
            "2026-11-05T00:00",
            "2026-11/05",
            "２０２６-11-05",
            "0000-01-01",
            "2026年11月5",
        ] {
            assert_eq!(day_in(text), None, "{text}");
        }
    }
}
