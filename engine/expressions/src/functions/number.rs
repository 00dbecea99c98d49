//! Numbers: exact, with at most 12 decimals.

use engine_values::{Decimal, Value};
use rust_decimal::prelude::ToPrimitive;

use super::{Answer, Arguments, exactly};
use crate::exact::{self, Rounding, rounded};
use crate::registry::Function;
use crate::signature::{Gives, Signature, Want};
use crate::{EvaluateCode, arithmetic};

const ONE: Signature = Signature::fixed(&[Want::Number], Gives::Number);
const TWO: Signature = Signature::fixed(&[Want::Number, Want::Number], Gives::Number);
const TELLS: Signature = Signature::fixed(&[Want::Number], Gives::Boolean);
/// Higher powers are refused: each costs a multiplication.
const HIGHEST_POWER: i32 = 1_000;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::eager("ABS", "number", ONE, |arguments| plain(arguments, |number| number.abs()))
        .help("绝对值。", "The number without its sign.")
        .examples(&[("ABS(-1.5)", "1.5")]),
    Function::eager("SIGN", "number", ONE, |arguments| plain(arguments, sign))
        .help("正数为 1，负数为 -1，零为 0。", "1 above zero, -1 below, 0 for zero.")
        .examples(&[("SIGN(-20)", "-1")]),
    Function::eager("MOD", "number, divisor", TWO, modulo)
        .help("余数，符号同除数；除以零为空。", "The remainder, with the sign of the divisor; blank when that is zero.")
        .examples(&[("MOD(-7, 3)", "2"), ("MOD(7.5, 2)", "1.5"), ("MOD(5, 0)", "BLANK")]),
    Function::eager("QUOTIENT", "number, divisor", TWO, quotient)
        .help("商的整数部分；除以零为空。", "The whole part of the quotient; blank when the divisor is zero.")
        .examples(&[("QUOTIENT(-7, 2)", "-3")]),
    Function::eager("POWER", "base, exponent", TWO, power)
        .help(
            "整数次幂，每乘一次保留 12 位小数；指数不是整数则为空。",
            "A whole power, rounded to 12 decimals after every factor; blank when the exponent is not whole.",
        )
        .examples(&[("POWER(1.05, 3)", "1.157625"), ("POWER(2, -2)", "0.25"), ("POWER(2, 0.5)", "BLANK")])
        .memory_only("the rounding after every factor needs a loop"),
    Function::eager("SQRT", "number", ONE, root)
        .help("平方根，保留 12 位小数；负数为空。", "The square root, rounded to 12 decimals; blank below zero.")
        .examples(&[("SQRT(2)", "1.414213562373"), ("SQRT(-1)", "BLANK")]),
    Function::eager(
        "CLAMP",
        "number, low, high",
        Signature::fixed(&[Want::Number, Want::Number, Want::Number], Gives::Number),
        clamp,
    )
    .help("限制在上下限之间。", "The number, or the limit that it passes.")
    .examples(&[("CLAMP(120, 0, 100)", "100")]),
    Function::eager("SHARE", "part, whole", TWO, share)
        .help("部分占整体的百分数；整体为零则为空。", "The part as a percentage of the whole; blank when that is zero.")
        .examples(&[("SHARE(1, 8)", "12.5")]),
    Function::eager("ISEVEN", "number", TELLS, |arguments| parity(arguments, 0))
        .help("整数部分是否为偶数。", "Whether the whole part is even.")
        .examples(&[("ISEVEN(4)", "TRUE")]),
    Function::eager("ISODD", "number", TELLS, |arguments| parity(arguments, 1))
        .help("整数部分是否为奇数。", "Whether the whole part is odd.")
        .examples(&[("ISODD(quantity)", "TRUE")]),
];

fn plain(arguments: &mut Arguments<'_, '_>, change: fn(Decimal) -> Decimal) -> Answer {
    Ok(Value::from(arguments.number(0)?.map(change).map(Value::Decimal)))
}

fn sign(number: Decimal) -> Decimal {
    if number.is_zero() {
        Decimal::ZERO
    } else if number.is_sign_negative() {
        Decimal::NEGATIVE_ONE
    } else {
        Decimal::ONE
    }
}

/// The remainder with the sign of the divisor, as in spreadsheets.
fn modulo(arguments: &mut Arguments<'_, '_>) -> Answer {
    let (Some(number), Some(divisor)) = (arguments.number(0)?, arguments.number(1)?) else { return Ok(Value::Null) };
    if divisor.is_zero() {
        return arguments.by_zero();
    }
    let rest = exact::remainder(number, divisor).ok_or(EvaluateCode::Overflow)?;
    if rest.is_zero() || rest.is_sign_negative() == divisor.is_sign_negative() {
        return Ok(Value::Decimal(rest));
    }
    exactly(exact::add(rest, divisor))
}

fn quotient(arguments: &mut Arguments<'_, '_>) -> Answer {
    let (Some(number), Some(divisor)) = (arguments.number(0)?, arguments.number(1)?) else { return Ok(Value::Null) };
    if divisor.is_zero() {
        return arguments.by_zero();
    }
    // Exact, not the rounded quotient cut off, which could have been rounded up to the next whole number.
    let multiple = exact::rounded_to(number, divisor.abs(), Rounding::Zero);
    let whole = multiple.and_then(|multiple| exact::divide(multiple, divisor));
    exactly(whole)
}

fn power(arguments: &mut Arguments<'_, '_>) -> Answer {
    let (Some(base), Some(exponent)) = (arguments.number(0)?, arguments.number(1)?) else { return Ok(Value::Null) };
    if !exponent.is_integer() {
        return Ok(Value::Null);
    }
    let exponent = exponent.to_i32().filter(|exponent| exponent.abs() <= HIGHEST_POWER);
    let exponent = exponent.ok_or(EvaluateCode::Overflow)?;
    arguments.spend(usize::try_from(exponent.unsigned_abs()).unwrap_or_default())?;
    match exact::power(base, exponent).ok_or(EvaluateCode::Overflow)? {
        Some(number) => Ok(Value::Decimal(number)),
        None => arguments.by_zero(),
    }
}

fn root(arguments: &mut Arguments<'_, '_>) -> Answer {
    match arguments.number(0)? {
        Some(number) if !number.is_sign_negative() => exactly(exact::square_root(number)),
        _ => Ok(Value::Null),
    }
}

fn clamp(arguments: &mut Arguments<'_, '_>) -> Answer {
    let (Some(number), Some(low)) = (arguments.number(0)?, arguments.number(1)?) else { return Ok(Value::Null) };
    let Some(high) = arguments.number(2)? else { return Ok(Value::Null) };
    // When the limits are crossed, the upper one counts.
    Ok(Value::Decimal(number.max(low).min(high)))
}

fn share(arguments: &mut Arguments<'_, '_>) -> Answer {
    let (Some(part), Some(whole)) = (arguments.number(0)?, arguments.number(1)?) else { return Ok(Value::Null) };
    if whole.is_zero() {
        return arguments.by_zero();
    }
    exactly(exact::multiply(part, Decimal::ONE_HUNDRED).and_then(|part| exact::divide(part, whole)))
}

fn parity(arguments: &mut Arguments<'_, '_>, wanted: u8) -> Answer {
    let Some(number) = arguments.number(0)? else { return Ok(Value::Bool(false)) };
    let rest = exact::remainder(number.trunc(), Decimal::TWO).ok_or(EvaluateCode::Overflow)?;
    Ok(Value::Bool(rest.abs() == Decimal::from(wanted)))
}

/// Rounds the first argument to the number of decimals in the second, 0 when it is left out.
pub(super) fn to_decimals(arguments: &mut Arguments<'_, '_>, rounding: Rounding) -> Answer {
    let Some(number) = arguments.number(0)? else { return Ok(Value::Null) };
    let Some(decimals) = arguments.number_or(1, Decimal::ZERO)? else { return Ok(Value::Null) };
    exactly(rounded(number, arithmetic::steps(decimals)?, rounding))
}
