//! Several values to one: single values, lists and columns of child rows alike.

use std::cmp::Ordering;

use engine_values::{Decimal, Value};

use super::{Answer, Arguments, Evaluate};
use crate::EvaluateCode;
use crate::evaluate::{number, order};
use crate::registry::{Family, Function, Gives, Signature, Want};

const fn gather(
    name: &'static str,
    wants: &'static [Want],
    gives: Gives,
    evaluate: fn(&mut Arguments<'_, '_>) -> Answer,
) -> Function {
    Function {
        name,
        family: Family::List,
        signature: Signature::fixed(&[], gives).repeated(wants),
        evaluate: Evaluate::Eager(evaluate),
    }
}

pub(super) const FUNCTIONS: &[Function] = &[
    gather("SUM", &[Want::Numbers], Gives::Number, |arguments| Ok(Value::Decimal(total(arguments)?.0))),
    gather("COUNT", &[Want::Any], Gives::Number, count),
    gather("MIN", &[Want::Ordered], Gives::Common, |arguments| extreme(arguments, Ordering::Less)),
    gather("MAX", &[Want::Ordered], Gives::Common, |arguments| extreme(arguments, Ordering::Greater)),
    gather("AVG", &[Want::Numbers], Gives::Number, average),
];

/// The sum and how many numbers it has.
fn total(arguments: &Arguments<'_, '_>) -> Result<(Decimal, u32), EvaluateCode> {
    let (mut sum, mut many) = (Decimal::ZERO, 0);
    for value in arguments.filled() {
        if let Some(number) = number(value)? {
            sum = sum.checked_add(number).ok_or(EvaluateCode::Overflow)?;
            many += 1;
        }
    }
    Ok((sum, many))
}

fn count(arguments: &mut Arguments<'_, '_>) -> Answer {
    Ok(Value::Decimal(Decimal::from(arguments.filled().count())))
}

fn average(arguments: &mut Arguments<'_, '_>) -> Answer {
    let (sum, many) = total(arguments)?;
    if many == 0 {
        return Ok(Value::Null);
    }
    sum.checked_div(Decimal::from(many)).map(Value::Decimal).ok_or(EvaluateCode::Overflow)
}

/// The value that is `wanted` than every other.
fn extreme(arguments: &mut Arguments<'_, '_>, wanted: Ordering) -> Answer {
    let mut best: Option<&Value> = None;
    for value in arguments.filled() {
        let better = match best {
            None => true,
            Some(best) => order(value, best).ok_or(EvaluateCode::ValueUnexpected)? == wanted,
        };
        if better {
            best = Some(value);
        }
    }
    Ok(best.cloned().unwrap_or_default())
}
