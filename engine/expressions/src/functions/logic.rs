//! Conditions and choices. Only the part that is chosen is evaluated.

use std::cmp::Ordering;

use engine_values::Value;
use rust_decimal::prelude::ToPrimitive;

use super::{Answer, Arguments};
use crate::evaluate::{Evaluator, Item, number, order, same};
use crate::registry::Function;
use crate::signature::{Gives, Signature, Want};
use crate::{Ast, EvaluateCode, EvaluateError};

const CONDITIONS: Signature = Signature::fixed(&[], Gives::Boolean).repeated(&[Want::Boolean]);

pub(super) const FUNCTIONS: &[Function] = &[
    Function::lazy(
        "IF",
        "condition, then, [else]",
        Signature::fixed(&[Want::Boolean, Want::Common], Gives::Common).optional(&[Want::Common]),
        choose,
    )
    .help("条件成立取第一个值，否则取第二个。", "The first value when the condition holds, otherwise the second.")
    .examples(&[("IF(amount >= 10000, \"总经理\", \"主管\")", "\"总经理\""), ("IF(1 > 2, \"x\")", "BLANK")]),
    Function::lazy(
        "IFS",
        "condition, value, …",
        Signature::fixed(&[], Gives::Common).repeated(&[Want::Boolean, Want::Common]),
        choose,
    )
    .help("第一个成立的条件所对应的值。", "The value of the first condition that holds.")
    .examples(&[("IFS(amount > 50000, \"大\", amount > 10000, \"中\", TRUE, \"小\")", "\"中\"")]),
    Function::lazy(
        "SWITCH",
        "subject, case, value, …, [otherwise]",
        Signature::fixed(&[Want::Compared], Gives::Common).repeated(&[Want::Compared, Want::Common]).tail(Want::Common),
        switch,
    )
    .help("与主题相等的那一项的值。", "The value of the case that equals the subject.")
    .examples(&[("SWITCH(level, \"A\", 10, \"B\", 5, 0)", "10")]),
    Function::lazy(
        "CHOOSE",
        "place, value, …",
        Signature::fixed(&[Want::Number], Gives::Common).repeated(&[Want::Common]),
        by_place,
    )
    .help("第几个值，从 1 数起；没有时为空。", "The value at a place, counted from 1; blank when there is none.")
    .examples(&[("CHOOSE(2, \"低\", \"中\", \"高\")", "\"中\""), ("CHOOSE(4, \"低\")", "BLANK")]),
    Function::lazy("AND", "condition, …", CONDITIONS, all)
        .help("所有条件都成立时为真。", "True when every condition holds.")
        .examples(&[("AND(urgent, amount > 100)", "TRUE")]),
    Function::lazy("OR", "condition, …", CONDITIONS, any)
        .help("至少一个条件成立时为真。", "True when at least one condition holds.")
        .examples(&[("OR(quantity > 100, level = \"A\")", "TRUE")]),
    Function::lazy("XOR", "condition, …", CONDITIONS, odd)
        .help("成立的条件为奇数个时为真。", "True when an odd number of conditions holds.")
        .examples(&[("XOR(TRUE, FALSE)", "TRUE"), ("XOR(TRUE, TRUE)", "FALSE")]),
    Function::lazy("COALESCE", "value, …", Signature::fixed(&[], Gives::Common).repeated(&[Want::Common]), coalesce)
        .help("第一个不为空的值。", "The first value that is not blank.")
        .examples(&[("COALESCE(none_number, 7)", "7")]),
    Function::eager("ISBLANK", "value", Signature::fixed(&[Want::Any], Gives::Boolean), is_blank)
        .help("是否为空；列表全空也算空。", "Whether it is blank, or a list with nothing in it.")
        .examples(&[("ISBLANK(none_text)", "TRUE"), ("ISBLANK(0)", "FALSE"), ("ISBLANK(tags)", "FALSE")]),
    Function::eager(
        "BLANKIF",
        "value, blank",
        Signature::fixed(&[Want::Common, Want::Common], Gives::Common),
        blank_if,
    )
    .help("两值相等时为空，否则取第一个值。", "Blank when both are equal, otherwise the first value.")
    .examples(&[("BLANKIF(quantity, 0)", "3"), ("BLANKIF(0, 0)", "BLANK")]),
    Function::eager(
        "BETWEEN",
        "value, low, high",
        Signature::fixed(&[Want::Comparable, Want::Comparable, Want::Comparable], Gives::Boolean),
        between,
    )
    .help("是否介于两值之间，含两端。", "Whether it lies between two values, both included.")
    .examples(&[
        ("BETWEEN(quantity, 1, 3)", "TRUE"),
        ("BETWEEN(signed_on, DATE(2027, 1, 1), DATE(2027, 12, 31))", "FALSE"),
    ]),
    Function::eager(
        "ONEOF",
        "value, choice, …",
        Signature::fixed(&[Want::Compared], Gives::Boolean).repeated(&[Want::Compared]),
        one_of,
    )
    .help("是否等于其中一个值。", "Whether it equals one of the choices.")
    .examples(&[("ONEOF(level, \"A\", \"B\")", "TRUE")]),
];

/// IF and IFS: pairs of condition and value, and perhaps a last value for none of them.
fn choose(evaluator: &mut Evaluator<'_>, arguments: &[Ast]) -> Result<Value, EvaluateError> {
    let mut pairs = arguments.chunks_exact(2);
    for pair in &mut pairs {
        if let [condition, value] = pair
            && evaluator.holds(condition)?
        {
            return evaluator.one(value);
        }
    }
    pairs.remainder().first().map_or(Ok(Value::Null), |otherwise| evaluator.one(otherwise))
}

fn switch(evaluator: &mut Evaluator<'_>, arguments: &[Ast]) -> Result<Value, EvaluateError> {
    let [subject, cases @ ..] = arguments else { return Ok(Value::Null) };
    let subject = evaluator.one(subject)?;
    let mut pairs = cases.chunks_exact(2);
    for pair in &mut pairs {
        if let [case, value] = pair
            && same(&subject, &evaluator.one(case)?)
        {
            return evaluator.one(value);
        }
    }
    pairs.remainder().first().map_or(Ok(Value::Null), |otherwise| evaluator.one(otherwise))
}

fn by_place(evaluator: &mut Evaluator<'_>, arguments: &[Ast]) -> Result<Value, EvaluateError> {
    let [place, values @ ..] = arguments else { return Ok(Value::Null) };
    let unexpected = |code| EvaluateError { code, position: place.span };
    let chosen = number(&evaluator.one(place)?).map_err(unexpected)?;
    let index = chosen.and_then(|place| place.trunc().to_usize()).and_then(|place| place.checked_sub(1));
    index.and_then(|index| values.get(index)).map_or(Ok(Value::Null), |value| evaluator.one(value))
}

fn all(evaluator: &mut Evaluator<'_>, arguments: &[Ast]) -> Result<Value, EvaluateError> {
    for argument in arguments {
        if !evaluator.holds(argument)? {
            return Ok(Value::Bool(false));
        }
    }
    Ok(Value::Bool(true))
}

fn any(evaluator: &mut Evaluator<'_>, arguments: &[Ast]) -> Result<Value, EvaluateError> {
    for argument in arguments {
        if evaluator.holds(argument)? {
            return Ok(Value::Bool(true));
        }
    }
    Ok(Value::Bool(false))
}

fn odd(evaluator: &mut Evaluator<'_>, arguments: &[Ast]) -> Result<Value, EvaluateError> {
    let mut odd = false;
    for argument in arguments {
        odd ^= evaluator.holds(argument)?;
    }
    Ok(Value::Bool(odd))
}

fn coalesce(evaluator: &mut Evaluator<'_>, arguments: &[Ast]) -> Result<Value, EvaluateError> {
    for argument in arguments {
        let value = evaluator.one(argument)?;
        if !value.is_null() {
            return Ok(value);
        }
    }
    Ok(Value::Null)
}

fn is_blank(arguments: &mut Arguments<'_, '_>) -> Answer {
    Ok(Value::Bool(match arguments.items.first() {
        Some(Item::One(value)) => value.is_blank(),
        Some(Item::Many(values)) => values.iter().all(Value::is_blank),
        None => true,
    }))
}

fn blank_if(arguments: &mut Arguments<'_, '_>) -> Answer {
    let (value, blank) = (arguments.value(0)?, arguments.value(1)?);
    Ok(if same(value, blank) || value.is_blank() { Value::Null } else { value.clone() })
}

fn between(arguments: &mut Arguments<'_, '_>) -> Answer {
    let (value, low, high) = (arguments.value(0)?, arguments.value(1)?, arguments.value(2)?);
    if value.is_blank() || low.is_blank() || high.is_blank() {
        return Ok(Value::Bool(false));
    }
    let compared = |one, two| order(one, two).ok_or(EvaluateCode::ValueUnexpected);
    let (above, below) = (compared(value, low)? != Ordering::Less, compared(value, high)? != Ordering::Greater);
    Ok(Value::Bool(above && below))
}

fn one_of(arguments: &mut Arguments<'_, '_>) -> Answer {
    let value = arguments.value(0)?;
    for index in 1..arguments.count() {
        if same(value, arguments.value(index)?) {
            return Ok(Value::Bool(true));
        }
    }
    Ok(Value::Bool(false))
}
