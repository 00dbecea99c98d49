//! Days, instants and the reader.

use engine_values::{Date, Decimal, Value};
use jiff::ToSpan;
use rust_decimal::prelude::ToPrimitive;

use super::{Answer, Arguments, Evaluate};
use crate::EvaluateCode;
use crate::registry::{Family, Function, Gives, Signature, Want};

const fn dated(
    name: &'static str,
    wants: &'static [Want],
    gives: Gives,
    evaluate: fn(&mut Arguments<'_, '_>) -> Answer,
) -> Function {
    Function {
        name,
        family: Family::Date,
        signature: Signature::fixed(wants, gives),
        evaluate: Evaluate::Eager(evaluate),
    }
}

pub(super) const FUNCTIONS: &[Function] = &[
    dated("TODAY", &[], Gives::Date, today),
    dated("NOW", &[], Gives::DateTime, |arguments| Ok(Value::Instant(arguments.source().now()))),
    dated("ME", &[], Gives::Record, |arguments| Ok(Value::from(arguments.source().user().map(Value::Id)))),
    dated("DATE", &[Want::Number, Want::Number, Want::Number], Gives::Date, date),
    dated("YEAR", &[Want::Date], Gives::Number, |arguments| part(arguments, |date| i64::from(date.year()))),
    dated("MONTH", &[Want::Date], Gives::Number, |arguments| part(arguments, |date| i64::from(date.month()))),
    dated("DAY", &[Want::Date], Gives::Number, |arguments| part(arguments, |date| i64::from(date.day()))),
    dated("DAYS", &[Want::Date, Want::Date], Gives::Number, days),
    dated("ADDDAYS", &[Want::Date, Want::Number], Gives::Date, add_days),
    dated("ADDMONTHS", &[Want::Date, Want::Number], Gives::Date, add_months),
];

fn today(arguments: &mut Arguments<'_, '_>) -> Answer {
    let source = arguments.source();
    Ok(Value::Date(source.now().to_zoned(source.zone()).date()))
}

/// A day from its three numbers; blank when the calendar has no such day.
fn date(arguments: &mut Arguments<'_, '_>) -> Answer {
    let (Some(year), Some(month)) = (arguments.number(0)?, arguments.number(1)?) else { return Ok(Value::Null) };
    let Some(day) = arguments.number(2)? else { return Ok(Value::Null) };
    let whole = |number: Decimal| number.trunc();
    let day = match (whole(year).to_i16(), whole(month).to_i8(), whole(day).to_i8()) {
        (Some(year), Some(month), Some(day)) => Date::new(year, month, day).ok(),
        _ => None,
    };
    Ok(Value::from(day.map(Value::Date)))
}

fn part(arguments: &mut Arguments<'_, '_>, part: fn(Date) -> i64) -> Answer {
    Ok(Value::from(arguments.date(0)?.map(|date| Value::Decimal(Decimal::from(part(date))))))
}

/// Days from the second to the first, like DAYS(end, start) in spreadsheets.
fn days(arguments: &mut Arguments<'_, '_>) -> Answer {
    let (Some(end), Some(start)) = (arguments.date(0)?, arguments.date(1)?) else { return Ok(Value::Null) };
    let span = start.until(end).map_err(|_| EvaluateCode::Overflow)?;
    Ok(Value::Decimal(Decimal::from(span.get_days())))
}

fn add_days(arguments: &mut Arguments<'_, '_>) -> Answer {
    moved(arguments, |date, days| date.checked_add(days.days()).ok())
}

/// The same day of a later month, or its last day when it is shorter.
fn add_months(arguments: &mut Arguments<'_, '_>) -> Answer {
    moved(arguments, |date, months| date.checked_add(months.months()).ok())
}

fn moved(arguments: &mut Arguments<'_, '_>, by: fn(Date, i64) -> Option<Date>) -> Answer {
    let (Some(date), Some(number)) = (arguments.date(0)?, arguments.number(1)?) else { return Ok(Value::Null) };
    // More than the calendar has would be refused by the span itself, by panicking.
    let steps = number.trunc().to_i64().filter(|steps| steps.unsigned_abs() <= 200_000);
    by(date, steps.ok_or(EvaluateCode::Overflow)?).map(Value::Date).ok_or(EvaluateCode::Overflow)
}
