//! `+ - * /` over numbers, lengths of time, days and instants: which types go together, and what comes out.

use engine_values::{Date, Decimal, Timestamp, Value};
use jiff::ToSpan;
use rust_decimal::prelude::ToPrimitive;

use crate::{BinaryOperator, EvaluateCode, Type, exact};

/// Left type, right type, and the type of the result. A blank goes with the first line that fits the other side.
type Line = (BinaryOperator, Type, Type, Type);

/// Everything that the four operators can do.
static TABLE: [Line; 17] = {
    use BinaryOperator::{Add, Divide, Multiply, Subtract};
    use Type::{Date, DateTime, Duration, Number};
    [
        (Add, Number, Number, Number),
        (Add, Duration, Duration, Duration),
        (Add, Date, Number, Date),
        (Add, Number, Date, Date),
        (Add, DateTime, Duration, DateTime),
        (Add, Duration, DateTime, DateTime),
        (Subtract, Number, Number, Number),
        (Subtract, Duration, Duration, Duration),
        (Subtract, Date, Number, Date),
        (Subtract, Date, Date, Number),
        (Subtract, DateTime, Duration, DateTime),
        (Subtract, DateTime, DateTime, Duration),
        (Multiply, Number, Number, Number),
        (Multiply, Duration, Number, Duration),
        (Multiply, Number, Duration, Duration),
        (Divide, Number, Number, Number),
        (Divide, Duration, Number, Duration),
    ]
};

/// A ratio of two lengths of time; a line of its own, after the others, so that a blank divisor is a number.
static RATIO: Line = (BinaryOperator::Divide, Type::Duration, Type::Duration, Type::Number);

fn lines(operator: BinaryOperator) -> impl Iterator<Item = &'static Line> {
    TABLE.iter().chain([&RATIO]).filter(move |line| line.0 == operator)
}

/// The type of the result; nothing when the two do not go together. Of two blanks it is always blank.
pub(crate) fn result(operator: BinaryOperator, left: &Type, right: &Type) -> Option<Type> {
    if (left, right) == (&Type::Blank, &Type::Blank) {
        return Some(Type::Blank);
    }
    let goes = |found: &Type, wanted: &Type| found == wanted || *found == Type::Blank;
    lines(operator).find(|line| goes(left, &line.1) && goes(right, &line.2)).map(|line| line.3.clone())
}

/// What may stand on one side of an operator, each once.
pub(crate) fn operands(operator: BinaryOperator, on_the_left: bool) -> Vec<&'static str> {
    let mut names = Vec::new();
    for (_, left, right, _) in lines(operator) {
        let name = if on_the_left { left.name() } else { right.name() };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// Computes. `kind` is the type of the result as the checker found it; it tells what a blank stands for.
pub(crate) fn compute(
    operator: BinaryOperator,
    one: &Value,
    two: &Value,
    kind: Option<&Type>,
) -> Result<Value, EvaluateCode> {
    use BinaryOperator::{Add, Subtract};
    match (operator, one, two) {
        (Add, Value::Date(day), amount) | (Add, amount, Value::Date(day)) => later(*day, amount, false),
        (Add, Value::Instant(at), amount) | (Add, amount, Value::Instant(at)) => after(*at, amount, false),
        (Subtract, Value::Date(end), Value::Date(start)) => Ok(Value::Decimal(Decimal::from(days(*start, *end)?))),
        (Subtract, Value::Instant(end), Value::Instant(start)) => Ok(Value::Decimal(seconds(*start, *end))),
        // The day or instant is missing, and nothing is counted from it.
        (Subtract, Value::Null, Value::Date(_) | Value::Instant(_)) => Ok(Value::Null),
        (Subtract, Value::Date(_) | Value::Instant(_), Value::Null)
            if matches!(kind, Some(Type::Number | Type::Duration)) =>
        {
            Ok(Value::Null)
        }
        (Subtract, Value::Date(day), amount) => later(*day, amount, true),
        (Subtract, Value::Instant(at), amount) => after(*at, amount, true),
        _ if matches!(kind, Some(Type::Date | Type::DateTime)) => match (one, two) {
            (Value::Null, Value::Null | Value::Decimal(_)) | (Value::Decimal(_), Value::Null) => Ok(Value::Null),
            _ => Err(EvaluateCode::ValueUnexpected),
        },
        _ => numbers(operator, amount(one)?, amount(two)?),
    }
}

fn amount(value: &Value) -> Result<Option<Decimal>, EvaluateCode> {
    match value {
        Value::Null => Ok(None),
        Value::Decimal(number) => Ok(Some(*number)),
        _ => Err(EvaluateCode::ValueUnexpected),
    }
}

/// For sums a missing side is zero; products of something unknown are unknown.
fn numbers(operator: BinaryOperator, one: Option<Decimal>, two: Option<Decimal>) -> Result<Value, EvaluateCode> {
    use BinaryOperator as B;
    let sum = matches!(operator, B::Add | B::Subtract);
    let (one, two) = match (one, two) {
        (Some(one), Some(two)) => (one, two),
        (Some(one), None) if sum => (one, Decimal::ZERO),
        (None, Some(two)) if sum => (Decimal::ZERO, two),
        _ => return Ok(Value::Null),
    };
    let result = match operator {
        B::Add => exact::add(one, two),
        B::Subtract => exact::subtract(one, two),
        B::Multiply => exact::multiply(one, two),
        B::Divide if two.is_zero() => return Ok(Value::Null),
        B::Divide => exact::divide(one, two),
        _ => return Err(EvaluateCode::ValueUnexpected),
    };
    result.map(Value::Decimal).ok_or(EvaluateCode::Overflow)
}

/// More days than any calendar has would be refused by the library by panicking.
const MOST_STEPS: u64 = 8_000_000;

/// A whole number of days, months or the like; fractions are cut off.
pub(crate) fn steps(number: Decimal) -> Result<i64, EvaluateCode> {
    let steps = number.trunc().to_i64().filter(|steps| steps.unsigned_abs() <= MOST_STEPS);
    steps.ok_or(EvaluateCode::Overflow)
}

fn later(day: Date, amount: &Value, back: bool) -> Result<Value, EvaluateCode> {
    let steps = match self::amount(amount)? {
        None => 0,
        Some(number) => steps(number)?,
    };
    day_after(day, if back { -steps } else { steps }).map(Value::Date)
}

/// The day so many days later.
pub(crate) fn day_after(day: Date, steps: i64) -> Result<Date, EvaluateCode> {
    let span = 0.days().try_days(steps).map_err(|_| EvaluateCode::Overflow)?;
    day.checked_add(span).map_err(|_| EvaluateCode::Overflow)
}

fn after(at: Timestamp, amount: &Value, back: bool) -> Result<Value, EvaluateCode> {
    let seconds = self::amount(amount)?.unwrap_or_default();
    instant_after(at, if back { exact::negated(seconds) } else { seconds }).map(Value::Instant)
}

/// The instant so many seconds later, to the microsecond.
pub(crate) fn instant_after(at: Timestamp, seconds: Decimal) -> Result<Timestamp, EvaluateCode> {
    let whole = exact::multiply(seconds, Decimal::from(1_000_000))
        .and_then(|number| exact::rounded(number, 0, exact::Rounding::HalfAway))
        .and_then(|number| number.to_i64());
    let moved = whole.and_then(|microseconds| at.as_microsecond().checked_add(microseconds));
    moved.and_then(|microseconds| Timestamp::from_microsecond(microseconds).ok()).ok_or(EvaluateCode::Overflow)
}

/// Days from one day to another.
pub(crate) fn days(start: Date, end: Date) -> Result<i32, EvaluateCode> {
    start.until(end).map(|span| span.get_days()).map_err(|_| EvaluateCode::Overflow)
}

/// Seconds from one instant to another, to the microsecond.
pub(crate) fn seconds(start: Timestamp, end: Timestamp) -> Decimal {
    Decimal::new(end.as_microsecond() - start.as_microsecond(), 6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_goes_with_whatever_stands_beside_it() {
        use BinaryOperator::{Add, Divide, Multiply, Subtract};
        use Type::{Blank, Date, DateTime, Duration, Number};
        for (operator, left, right, expected) in [
            (Add, Blank, Blank, Blank),
            (Add, Blank, Date, Date),
            (Add, DateTime, Blank, DateTime),
            (Subtract, Date, Blank, Date),
            (Subtract, Blank, Date, Number),
            (Subtract, Blank, DateTime, Duration),
            (Multiply, Blank, Duration, Duration),
            (Divide, Duration, Blank, Duration),
            (Divide, Blank, Duration, Number),
        ] {
            assert_eq!(result(operator, &left, &right), Some(expected), "{left:?} {operator:?} {right:?}");
        }
        assert_eq!(result(Add, &Date, &Date), None);
        assert_eq!(result(Add, &Date, &Duration), None);
        assert_eq!(result(Multiply, &Duration, &Duration), None);
        assert_eq!(operands(Divide, false), ["number", "duration"]);
    }
}
