//! Numbers: exact, rounded half away from zero as accountants do.

use engine_values::{Decimal, Value};
use rust_decimal::RoundingStrategy;
use rust_decimal::prelude::ToPrimitive;

use super::{Answer, Arguments, Evaluate, renminbi};
use crate::EvaluateCode;
use crate::registry::{Family, Function, Gives, Signature, Want};

const ROUNDING: Signature = Signature::fixed(&[Want::Number], Gives::Number).optional(&[Want::Number]);
const ONE: Signature = Signature::fixed(&[Want::Number], Gives::Number);

const fn number(name: &'static str, signature: Signature, evaluate: fn(&mut Arguments<'_, '_>) -> Answer) -> Function {
    Function { name, family: Family::Number, signature, evaluate: Evaluate::Eager(evaluate) }
}

pub(super) const FUNCTIONS: &[Function] = &[
    number("ROUND", ROUNDING, |arguments| rounded(arguments, RoundingStrategy::MidpointAwayFromZero)),
    number("ROUNDUP", ROUNDING, |arguments| rounded(arguments, RoundingStrategy::AwayFromZero)),
    number("ROUNDDOWN", ROUNDING, |arguments| rounded(arguments, RoundingStrategy::ToZero)),
    number("ABS", ONE, |arguments| plain(arguments, |number| number.abs())),
    number("INT", ONE, |arguments| plain(arguments, |number| number.floor())),
    number("MOD", Signature::fixed(&[Want::Number, Want::Number], Gives::Number), modulo),
    number("RMBCAPITAL", Signature::fixed(&[Want::Number], Gives::Text), capital),
];

fn plain(arguments: &mut Arguments<'_, '_>, change: fn(Decimal) -> Decimal) -> Answer {
    Ok(Value::from(arguments.number(0)?.map(change).map(Value::Decimal)))
}

/// Rounds to a number of decimals, 0 when it is left out; below zero to tens, hundreds and so on.
fn rounded(arguments: &mut Arguments<'_, '_>, strategy: RoundingStrategy) -> Answer {
    let Some(number) = arguments.number(0)? else { return Ok(Value::Null) };
    let digits = if arguments.items.len() > 1 { arguments.number(1)? } else { Some(Decimal::ZERO) };
    let Some(digits) = digits else { return Ok(Value::Null) };
    let most = i64::from(Decimal::MAX_SCALE);
    let digits = digits.trunc().to_i64().ok_or(EvaluateCode::Overflow)?.clamp(-most, most);
    let places = u32::try_from(digits.unsigned_abs()).map_err(|_| EvaluateCode::Overflow)?;
    if digits >= 0 {
        return Ok(Value::Decimal(number.round_dp_with_strategy(places, strategy)));
    }
    let unit = (0..places).try_fold(Decimal::ONE, |unit, _| unit.checked_mul(Decimal::TEN));
    let unit = unit.ok_or(EvaluateCode::Overflow)?;
    // Taken apart, because the quotient itself may have more digits than fit and would be rounded twice.
    let rest = number.checked_rem(unit).ok_or(EvaluateCode::Overflow)?;
    let whole = number.checked_sub(rest).ok_or(EvaluateCode::Overflow)?;
    let step = if number.is_sign_negative() { -unit } else { unit };
    let up = match strategy {
        RoundingStrategy::ToZero => false,
        RoundingStrategy::AwayFromZero => !rest.is_zero(),
        _ => rest.abs() >= unit / Decimal::TWO,
    };
    let result = if up { whole.checked_add(step) } else { Some(whole) };
    result.map(|number| Value::Decimal(number.normalize())).ok_or(EvaluateCode::Overflow)
}

/// The remainder with the sign of the divisor, as in spreadsheets.
fn modulo(arguments: &mut Arguments<'_, '_>) -> Answer {
    let (Some(number), Some(divisor)) = (arguments.number(0)?, arguments.number(1)?) else { return Ok(Value::Null) };
    if divisor.is_zero() {
        return Ok(Value::Null);
    }
    let rest = number.checked_rem(divisor).ok_or(EvaluateCode::Overflow)?;
    if rest.is_zero() || rest.is_sign_negative() == divisor.is_sign_negative() {
        return Ok(Value::Decimal(rest));
    }
    rest.checked_add(divisor).map(Value::Decimal).ok_or(EvaluateCode::Overflow)
}

fn capital(arguments: &mut Arguments<'_, '_>) -> Answer {
    match arguments.number(0)? {
        Some(amount) => arguments.made(renminbi::capital(amount).ok_or(EvaluateCode::Overflow)?),
        None => Ok(Value::Null),
    }
}
