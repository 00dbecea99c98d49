//! Conditions and choices. Only the part that is chosen is evaluated.

use engine_values::Value;

use super::{Answer, Arguments, Evaluate};
use crate::evaluate::{Evaluator, Item, same};
use crate::registry::{Family, Function, Gives, Signature, Want};
use crate::{Ast, EvaluateError};

const fn lazy(
    name: &'static str,
    signature: Signature,
    evaluate: fn(&mut Evaluator<'_>, &[Ast]) -> Result<Value, EvaluateError>,
) -> Function {
    Function { name, family: Family::Logic, signature, evaluate: Evaluate::Lazy(evaluate) }
}

/// NOT is missing here: it is an operator that may be written like a function.
pub(super) const FUNCTIONS: &[Function] = &[
    lazy("IF", Signature::fixed(&[Want::Boolean, Want::Common], Gives::Common).optional(&[Want::Common]), choose),
    lazy("IFS", Signature::fixed(&[], Gives::Common).repeated(&[Want::Boolean, Want::Common]), choose),
    lazy(
        "SWITCH",
        Signature::fixed(&[Want::Compared], Gives::Common).repeated(&[Want::Compared, Want::Common]).tail(Want::Common),
        switch,
    ),
    lazy("AND", Signature::fixed(&[], Gives::Boolean).repeated(&[Want::Boolean]), all),
    lazy("OR", Signature::fixed(&[], Gives::Boolean).repeated(&[Want::Boolean]), any),
    lazy("COALESCE", Signature::fixed(&[], Gives::Common).repeated(&[Want::Common]), coalesce),
    Function {
        name: "ISBLANK",
        family: Family::Logic,
        signature: Signature::fixed(&[Want::Any], Gives::Boolean),
        evaluate: Evaluate::Eager(is_blank),
    },
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
