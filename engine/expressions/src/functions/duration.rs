//! Lengths of time: exact numbers of seconds.

use engine_values::{Decimal, Value};

use super::{Answer, Arguments, exactly};
use crate::EvaluateCode;
use crate::exact::{add, divide, multiply};
use crate::registry::Function;
use crate::signature::{Gives, Signature, Want};

const MAKE: Signature = Signature::fixed(&[Want::Number], Gives::Duration);
const TAKE: Signature = Signature::fixed(&[Want::Duration], Gives::Number);
const DAY: i64 = 86_400;
const HOUR: i64 = 3_600;
const MINUTE: i64 = 60;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::eager(
        "DURATION",
        "days, [hours], [minutes], [seconds]",
        Signature::fixed(&[Want::Number], Gives::Duration).optional(&[Want::Number, Want::Number, Want::Number]),
        build,
    )
    .help("由天、时、分、秒组成时长。", "A length of time from days, hours, minutes and seconds.")
    .examples(&[("DURATION(1, 2, 30)", "95400 s")]),
    Function::eager("HOURS", "number", MAKE, |arguments| of(arguments, HOUR))
        .help("这么多小时的时长。", "So many hours, as a length of time.")
        .examples(&[("created_at + HOURS(1.5)", "2026-11-21T21:30:00Z")]),
    Function::eager("MINUTES", "number", MAKE, |arguments| of(arguments, MINUTE))
        .help("这么多分钟的时长。", "So many minutes, as a length of time.")
        .examples(&[("MINUTES(90)", "5400 s")]),
    Function::eager("SECONDS", "number", MAKE, |arguments| of(arguments, 1))
        .help("这么多秒的时长。", "So many seconds, as a length of time.")
        .examples(&[("SECONDS(0.5)", "0.5 s")]),
    Function::eager("INDAYS", "duration", TAKE, |arguments| measured(arguments, DAY))
        .help("时长合多少天，带小数。", "How many days a length of time has, with decimals.")
        .examples(&[("INDAYS(HOURS(36))", "1.5")]),
    Function::eager("INHOURS", "duration", TAKE, |arguments| measured(arguments, HOUR))
        .help("时长合多少小时，带小数。", "How many hours a length of time has, with decimals.")
        .examples(&[("INHOURS(worked)", "1.5"), ("ROUND(INHOURS(closed_at - created_at), 1)", "5.5")]),
    Function::eager("INMINUTES", "duration", TAKE, |arguments| measured(arguments, MINUTE))
        .help("时长合多少分钟，带小数。", "How many minutes a length of time has, with decimals.")
        .examples(&[("INMINUTES(worked)", "90")]),
    Function::eager("INSECONDS", "duration", TAKE, |arguments| measured(arguments, 1))
        .help("时长合多少秒。", "How many seconds a length of time has.")
        .examples(&[("INSECONDS(worked * 2)", "10800")]),
];

fn build(arguments: &mut Arguments<'_, '_>) -> Answer {
    let mut sum = Decimal::ZERO;
    for (index, unit) in [DAY, HOUR, MINUTE, 1].into_iter().enumerate() {
        let Some(number) = arguments.number_or(index, Decimal::ZERO)? else { return Ok(Value::Null) };
        let seconds = multiply(number, Decimal::from(unit)).and_then(|seconds| add(sum, seconds));
        sum = seconds.ok_or(EvaluateCode::Overflow)?;
    }
    Ok(Value::Decimal(sum))
}

fn of(arguments: &mut Arguments<'_, '_>, unit: i64) -> Answer {
    arguments.number(0)?.map_or(Ok(Value::Null), |number| exactly(multiply(number, Decimal::from(unit))))
}

fn measured(arguments: &mut Arguments<'_, '_>, unit: i64) -> Answer {
    arguments.number(0)?.map_or(Ok(Value::Null), |seconds| exactly(divide(seconds, Decimal::from(unit))))
}
