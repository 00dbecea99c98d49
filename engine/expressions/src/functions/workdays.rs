//! Working days, by the calendar of the source: without one, Monday to Friday.

use std::cmp::Ordering;

use engine_values::Value;

use super::{Answer, Arguments, whole};
use crate::EvaluateCode;
use crate::arithmetic::{day_after, days, steps};
use crate::registry::{Function, Reads};
use crate::signature::{Gives, Signature, Want};

const CALENDAR: &str = "the calendar of working days is looked up outside";

pub(super) const FUNCTIONS: &[Function] = &[
    Function::eager("ISWORKDAY", "date", Signature::fixed(&[Want::Date], Gives::Boolean), |arguments| {
        Ok(Value::Bool(arguments.date(0)?.is_some_and(|day| arguments.source().is_working_day(day))))
    })
    .help("是否工作日，节假日与调休按日历。", "Whether people work on that day, by the calendar of holidays.")
    .examples(&[("ISWORKDAY(signed_on)", "FALSE"), ("ISWORKDAY(DATE(2026, 10, 10))", "TRUE")])
    .reads(Reads::Tables)
    .memory_only(CALENDAR),
    Function::eager("WORKDAY", "start, count", Signature::fixed(&[Want::Date, Want::Number], Gives::Date), workday)
        .help(
            "开始之后第几个工作日；负数往前；0 为当天。",
            "The working day so many after the start; before it below zero; 0 is the start itself.",
        )
        .examples(&[("WORKDAY(signed_on, 5)", "2026-11-27"), ("WORKDAY(DATE(2026, 9, 30), 1)", "2026-10-08")])
        .reads(Reads::Tables)
        .memory_only(CALENDAR),
    Function::eager("NETWORKDAYS", "start, end", Signature::fixed(&[Want::Date, Want::Date], Gives::Number), between)
        .help(
            "两日之间的工作日数，含两端；结束早于开始时为负。",
            "The working days from start to end, both included; below zero when end is earlier.",
        )
        .examples(&[
            ("NETWORKDAYS(signed_on, due_on)", "29"),
            ("NETWORKDAYS(DATE(2026, 10, 1), DATE(2026, 10, 10))", "3"),
        ])
        .reads(Reads::Tables)
        .memory_only(CALENDAR),
];

/// Every day that is looked at costs a step.
fn workday(arguments: &mut Arguments<'_, '_>) -> Answer {
    let (Some(start), Some(number)) = (arguments.date(0)?, arguments.number(1)?) else { return Ok(Value::Null) };
    let mut missing = steps(number)?;
    let direction = missing.signum();
    let mut day = start;
    while missing != 0 {
        arguments.spend(1)?;
        day = day_after(day, direction)?;
        if arguments.source().is_working_day(day) {
            missing -= direction;
        }
    }
    Ok(Value::Date(day))
}

fn between(arguments: &mut Arguments<'_, '_>) -> Answer {
    let (Some(start), Some(end)) = (arguments.date(0)?, arguments.date(1)?) else { return Ok(Value::Null) };
    let (first, last, sign) = if start.cmp(&end) == Ordering::Greater { (end, start, -1) } else { (start, end, 1) };
    arguments.spend(usize::try_from(days(first, last)?).map_err(|_| EvaluateCode::Overflow)?)?;
    let mut count = 0_i64;
    let mut day = first;
    loop {
        count += i64::from(arguments.source().is_working_day(day));
        if day == last {
            return whole(count * sign);
        }
        day = day_after(day, 1)?;
    }
}
