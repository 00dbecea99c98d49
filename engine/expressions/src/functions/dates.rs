//! The parts of days and instants, and their distances.

use engine_values::{Date, Value};
use jiff::civil::DateTime;

use super::{Answer, Arguments, whole};
use crate::arithmetic::days;
use crate::registry::Function;
use crate::signature::{Gives, Signature, Want};

const PART: Signature = Signature::fixed(&[Want::Date], Gives::Number);
const CLOCK: Signature = Signature::fixed(&[Want::DateTime], Gives::Number);

pub(super) const FUNCTIONS: &[Function] = &[
    Function::eager("YEAR", "date", PART, |arguments| part(arguments, |day| i64::from(day.year())))
        .help("年份。", "The year.")
        .examples(&[("YEAR(signed_on)", "2026")]),
    Function::eager("QUARTER", "date", PART, |arguments| part(arguments, |day| i64::from((day.month() + 2) / 3)))
        .help("季度，1–4。", "The quarter, 1 to 4.")
        .examples(&[("QUARTER(signed_on)", "4")]),
    Function::eager("MONTH", "date", PART, |arguments| part(arguments, |day| i64::from(day.month())))
        .help("月份，1–12。", "The month, 1 to 12.")
        .examples(&[("MONTH(signed_on)", "11")]),
    Function::eager("DAY", "date", PART, |arguments| part(arguments, |day| i64::from(day.day())))
        .help("几号，1–31。", "The day of the month, 1 to 31.")
        .examples(&[("DAY(signed_on)", "21"), ("DAY(created_at)", "22")]),
    Function::eager("HOUR", "datetime", CLOCK, |arguments| clock(arguments, DateTime::hour))
        .help("几点，0–23，按本单位的时区。", "The hour, 0 to 23, in the zone of the organisation.")
        .examples(&[("HOUR(created_at)", "4")]),
    Function::eager("MINUTE", "datetime", CLOCK, |arguments| clock(arguments, DateTime::minute))
        .help("分，0–59。", "The minute, 0 to 59.")
        .examples(&[("MINUTE(closed_at)", "30")]),
    Function::eager("SECOND", "datetime", CLOCK, |arguments| clock(arguments, DateTime::second))
        .help("秒，0–59。", "The second, 0 to 59.")
        .examples(&[("SECOND(closed_at)", "15")]),
    Function::eager("WEEKDAY", "date", PART, |arguments| {
        part(arguments, |day| i64::from(day.weekday().to_monday_one_offset()))
    })
    .help("星期几，周一为 1，周日为 7。", "The day of the week, 1 for Monday to 7 for Sunday.")
    .examples(&[("WEEKDAY(signed_on)", "6")]),
    Function::eager("WEEKNUM", "date", PART, |arguments| part(arguments, |day| i64::from(day.iso_week_date().week())))
        .help("ISO 周数，周一为一周之始，1–53。", "The number of the week by ISO 8601, 1 to 53.")
        .examples(&[("WEEKNUM(DATE(2027, 1, 1))", "53")]),
    Function::eager("WEEKYEAR", "date", PART, |arguments| part(arguments, |day| i64::from(day.iso_week_date().year())))
        .help("ISO 周数所属的年份。", "The year to which the week of WEEKNUM belongs.")
        .examples(&[("WEEKYEAR(DATE(2027, 1, 1))", "2026")]),
    Function::eager("DAYOFYEAR", "date", PART, |arguments| part(arguments, |day| i64::from(day.day_of_year())))
        .help("一年中的第几天。", "The place of the day in its year.")
        .examples(&[("DAYOFYEAR(signed_on)", "325")]),
    Function::eager("DAYSINMONTH", "date", PART, |arguments| part(arguments, |day| i64::from(day.days_in_month())))
        .help("所在月份的天数。", "How many days its month has.")
        .examples(&[("DAYSINMONTH(DATE(2028, 2, 1))", "29")]),
    Function::eager("ISLEAPYEAR", "date", Signature::fixed(&[Want::Date], Gives::Boolean), |arguments| {
        Ok(Value::Bool(arguments.date(0)?.is_some_and(Date::in_leap_year)))
    })
    .help("是否在闰年。", "Whether it lies in a leap year.")
    .examples(&[("ISLEAPYEAR(DATE(2028, 1, 1))", "TRUE")]),
    Function::eager("DAYS", "end, start", Signature::fixed(&[Want::Date, Want::Date], Gives::Number), distance)
        .help("从开始到结束的天数。", "The number of days from start to end.")
        .examples(&[("DAYS(due_on, signed_on)", "40")]),
];

fn part(arguments: &mut Arguments<'_, '_>, part: fn(Date) -> i64) -> Answer {
    arguments.date(0)?.map_or(Ok(Value::Null), |day| whole(part(day)))
}

fn clock(arguments: &mut Arguments<'_, '_>, part: fn(DateTime) -> i8) -> Answer {
    let Some(at) = arguments.instant(0)? else { return Ok(Value::Null) };
    whole(part(at.to_zoned(arguments.source().zone()).datetime()))
}

fn distance(arguments: &mut Arguments<'_, '_>) -> Answer {
    let (Some(end), Some(start)) = (arguments.date(0)?, arguments.date(1)?) else { return Ok(Value::Null) };
    whole(days(start, end)?)
}
