//! Several values to one: single values, lists and columns of child rows alike. Blanks are left out.

use std::cmp::Ordering;

use engine_values::{Decimal, Value};
use rust_decimal::prelude::ToPrimitive;

use super::{Answer, Arguments, exactly, whole};
use crate::EvaluateCode;
use crate::evaluate::{number, order, same};
use crate::exact::{add, divide};
use crate::registry::Function;
use crate::signature::{Gives, Signature, Want};

const COUNT: Signature = Signature::fixed(&[], Gives::Number).repeated(&[Want::Any]);
const AMOUNT: Signature = Signature::fixed(&[], Gives::Quantity).repeated(&[Want::Quantities]);
const EXTREME: Signature = Signature::fixed(&[], Gives::Common).repeated(&[Want::Ordered]);
const FLAGS: Signature = Signature::fixed(&[], Gives::Boolean).repeated(&[Want::Booleans]);
const RANK: Signature = Signature::fixed(&[Want::Ordered, Want::Number], Gives::Common);

pub(super) const FUNCTIONS: &[Function] = &[
    Function::eager("SUM", "values, …", AMOUNT, |arguments| Ok(Value::Decimal(total(arguments.filled())?.0)))
        .help(
            "数字或时长之和，列表逐项相加；没有则为 0。",
            "The sum of numbers or lengths of time, lists opened; 0 of nothing.",
        )
        .examples(&[("SUM(lines.amount)", "14.5"), ("SUM(lines.worked)", "9000 s"), ("SUM(1, 2, none_number)", "3")]),
    Function::eager("AVG", "values, …", AMOUNT, average)
        .help("平均数，保留 12 位小数；没有则为空。", "The mean, rounded to 12 decimals; blank of nothing.")
        .examples(&[("AVG(lines.amount)", "7.25"), ("AVG(1, 2, 2)", "1.666666666667")]),
    Function::eager("COUNT", "values, …", COUNT, |arguments| whole(arguments.filled().count()))
        .help("不为空的个数；明细本身则为行数。", "How many are not blank; of child rows themselves, how many rows.")
        .examples(&[("COUNT(lines)", "3"), ("COUNT(lines.amount)", "2")]),
    Function::eager("COUNTA", "values, …", COUNT, |arguments| whole(arguments.filled().count()))
        .help("与 COUNT 相同，电子表格的名称。", "Spreadsheets' name of COUNT.")
        .examples(&[("COUNTA(lines.kind)", "3")]),
    Function::eager("COUNTBLANK", "values, …", COUNT, |arguments| {
        let all: usize = (0..arguments.count()).map(|index| arguments.list(index).len()).sum();
        whole(all - arguments.filled().count())
    })
    .help("为空的个数。", "How many are blank.")
    .examples(&[("COUNTBLANK(lines.amount)", "1")]),
    Function::eager("MIN", "values, …", EXTREME, |arguments| extreme(arguments, Ordering::Less))
        .help("最小或最早的值；没有则为空。", "The smallest or earliest; blank of nothing.")
        .examples(&[("MIN(lines.amount)", "4"), ("MIN(signed_on, due_on)", "2026-11-21")]),
    Function::eager("MAX", "values, …", EXTREME, |arguments| extreme(arguments, Ordering::Greater))
        .help("最大或最晚的值；没有则为空。", "The largest or latest; blank of nothing.")
        .examples(&[("MAX(lines.amount, 12)", "12")]),
    Function::eager("MEDIAN", "values, …", AMOUNT, median)
        .help(
            "中位数；个数为偶数时取中间两个的平均。",
            "The middle value; the mean of the middle two of an even number.",
        )
        .examples(&[("MEDIAN(3, 1, 10)", "3"), ("MEDIAN(lines.amount)", "7.25")])
        .memory_only("databases interpolate with binary fractions"),
    Function::eager("LARGE", "values, place", RANK, |arguments| ranked(arguments, true))
        .help("第几大的值；没有则为空。", "The value at a place from the largest down; blank without one.")
        .examples(&[("LARGE(lines.quantity, 2)", "2")]),
    Function::eager("SMALL", "values, place", RANK, |arguments| ranked(arguments, false))
        .help("第几小的值；没有则为空。", "The value at a place from the smallest up; blank without one.")
        .examples(&[("SMALL(lines.quantity, 1)", "1")]),
    Function::eager("ALL", "conditions, …", FLAGS, |arguments| {
        Ok(Value::Bool(!flags(arguments).any(|value| *value != Value::Bool(true))))
    })
    .help("是否全部为真，空算假；没有则为真。", "Whether all are true, a blank counting as false; true of nothing.")
    .examples(&[("ALL(lines.paid)", "FALSE")]),
    Function::eager("ANY", "conditions, …", FLAGS, |arguments| {
        Ok(Value::Bool(flags(arguments).any(|value| *value == Value::Bool(true))))
    })
    .help("是否至少一个为真。", "Whether at least one is true.")
    .examples(&[("ANY(lines.paid)", "TRUE")]),
    Function::eager(
        "COUNTIF",
        "values, wanted",
        Signature::fixed(&[Want::ItemsCompared, Want::Compared], Gives::Number),
        count_if,
    )
    .help("等于某值的个数。", "How many equal a value.")
    .examples(&[("COUNTIF(lines.kind, \"A\")", "2"), ("COUNTIF(lines.paid, TRUE)", "1")]),
];

/// The sum and how many numbers it has.
pub(super) fn total<'a>(values: impl Iterator<Item = &'a Value>) -> Result<(Decimal, u32), EvaluateCode> {
    let (mut sum, mut many) = (Decimal::ZERO, 0);
    for value in values {
        if let Some(number) = number(value)? {
            sum = add(sum, number).ok_or(EvaluateCode::Overflow)?;
            many += 1;
        }
    }
    Ok((sum, many))
}

/// The mean of a total.
pub(super) fn mean((sum, many): (Decimal, u32)) -> Answer {
    if many == 0 { Ok(Value::Null) } else { exactly(divide(sum, Decimal::from(many))) }
}

fn average(arguments: &mut Arguments<'_, '_>) -> Answer {
    mean(total(arguments.filled())?)
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

/// Values that `<` compares, the smallest first.
fn sorted<'a>(values: impl Iterator<Item = &'a Value>) -> Vec<&'a Value> {
    let mut values: Vec<&Value> = values.filter(|value| !value.is_blank()).collect();
    values.sort_by(|one, two| order(one, two).unwrap_or(Ordering::Equal));
    values
}

fn median(arguments: &mut Arguments<'_, '_>) -> Answer {
    let values = sorted(arguments.filled());
    arguments.spend(values.len())?;
    let Some(last) = values.len().checked_sub(1) else { return Ok(Value::Null) };
    let middle = values.get(last / 2..=values.len() / 2).unwrap_or_default();
    mean(total(middle.iter().copied())?)
}

fn ranked(arguments: &mut Arguments<'_, '_>, from_the_largest: bool) -> Answer {
    let Some(place) = arguments.number(1)? else { return Ok(Value::Null) };
    let mut values = sorted(arguments.list(0).iter());
    arguments.spend(values.len())?;
    if from_the_largest {
        values.reverse();
    }
    let index = place.trunc().to_usize().and_then(|place| place.checked_sub(1));
    Ok(index.and_then(|index| values.get(index)).map(|value| (*value).clone()).unwrap_or_default())
}

/// Every value, blanks too: ALL sees them as false.
fn flags<'a>(arguments: &Arguments<'a, '_>) -> impl Iterator<Item = &'a Value> {
    let lists: Vec<&[Value]> = (0..arguments.count()).map(|index| arguments.list(index)).collect();
    lists.into_iter().flatten()
}

fn count_if(arguments: &mut Arguments<'_, '_>) -> Answer {
    let wanted = arguments.value(1)?;
    whole(arguments.list(0).iter().filter(|value| same(value, wanted)).count())
}
