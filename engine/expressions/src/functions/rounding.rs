//! Rounding, in every way that accountants ask for.

use engine_values::{Decimal, Value};

use super::number::to_decimals;
use super::{Answer, Arguments, exactly};
use crate::exact::{Rounding, rounded_to};
use crate::registry::Function;
use crate::signature::{Gives, Signature, Want};

const DECIMALS: Signature = Signature::fixed(&[Want::Number], Gives::Number).optional(&[Want::Number]);

pub(super) const FUNCTIONS: &[Function] = &[
    Function::eager("ROUND", "number, [decimals]", DECIMALS, |arguments| to_decimals(arguments, Rounding::HalfAway))
        .help(
            "四舍五入到几位小数；负数位表示十、百。",
            "Rounded to decimals, halves away from zero; -2 is to hundreds.",
        )
        .examples(&[("ROUND(1.005, 2)", "1.01"), ("ROUND(-2.5)", "-3"), ("ROUND(1251, -2)", "1300")]),
    Function::eager("ROUNDUP", "number, [decimals]", DECIMALS, |arguments| to_decimals(arguments, Rounding::Away))
        .help("向远离零的方向进位。", "Rounded away from zero.")
        .examples(&[("ROUNDUP(1.21, 1)", "1.3")]),
    Function::eager("ROUNDDOWN", "number, [decimals]", DECIMALS, |arguments| to_decimals(arguments, Rounding::Zero))
        .help("向零的方向舍去。", "Rounded towards zero.")
        .examples(&[("ROUNDDOWN(-1.29, 1)", "-1.2")]),
    Function::eager("ROUNDHALFEVEN", "number, [decimals]", DECIMALS, |arguments| {
        to_decimals(arguments, Rounding::HalfEven)
    })
    .help("四舍六入五成双。", "Rounded, halves to the even digit.")
    .examples(&[("ROUNDHALFEVEN(2.5)", "2"), ("ROUNDHALFEVEN(0.125, 2)", "0.12")]),
    Function::eager("TRUNC", "number", Signature::fixed(&[Want::Number], Gives::Number), |arguments| {
        to_decimals(arguments, Rounding::Zero)
    })
    .help("去掉小数部分。", "The whole part.")
    .examples(&[("TRUNC(-1.9)", "-1")]),
    Function::eager("INT", "number", Signature::fixed(&[Want::Number], Gives::Number), |arguments| {
        to_decimals(arguments, Rounding::Down)
    })
    .help("不大于它的最大整数。", "The whole number below.")
    .examples(&[("INT(-1.5)", "-2")]),
    Function::eager("CEILING", "number, [multiple]", DECIMALS, |arguments| to_multiple(arguments, Rounding::Up))
        .help("不小于它的最小倍数，默认 1 的倍数。", "The next multiple above, of 1 when it is left out.")
        .examples(&[("CEILING(7.1)", "8"), ("CEILING(7, 5)", "10"), ("CEILING(-7, 5)", "-5")]),
    Function::eager("FLOOR", "number, [multiple]", DECIMALS, |arguments| to_multiple(arguments, Rounding::Down))
        .help("不大于它的最大倍数，默认 1 的倍数。", "The next multiple below.")
        .examples(&[("FLOOR(7, 5)", "5"), ("FLOOR(1.27, 0.05)", "1.25")]),
    Function::eager(
        "MROUND",
        "number, multiple",
        Signature::fixed(&[Want::Number, Want::Number], Gives::Number),
        |arguments| to_multiple(arguments, Rounding::HalfAway),
    )
    .help("最近的倍数。", "The nearest multiple, halves away from zero.")
    .examples(&[("MROUND(7, 5)", "5"), ("MROUND(1.3, 0.2)", "1.4")]),
];

/// The sign of the multiple does not matter; of zero there are no multiples.
fn to_multiple(arguments: &mut Arguments<'_, '_>, rounding: Rounding) -> Answer {
    let Some(number) = arguments.number(0)? else { return Ok(Value::Null) };
    let Some(multiple) = arguments.number_or(1, Decimal::ONE)? else { return Ok(Value::Null) };
    if multiple.is_zero() {
        return arguments.by_zero();
    }
    exactly(rounded_to(number, multiple.abs(), rounding))
}
