//! Text. Positions and lengths count characters, so that 中文 has two.

use engine_values::{Decimal, Value};
use rust_decimal::prelude::ToPrimitive;

use super::{Answer, Arguments, Evaluate};
use crate::EvaluateCode;
use crate::evaluate::{Item, text_of};
use crate::registry::{Family, Function, Gives, Signature, Want};

const fn text(
    name: &'static str,
    wants: &'static [Want],
    gives: Gives,
    evaluate: fn(&mut Arguments<'_, '_>) -> Answer,
) -> Function {
    Function {
        name,
        family: Family::Text,
        signature: Signature::fixed(wants, gives),
        evaluate: Evaluate::Eager(evaluate),
    }
}

pub(super) const FUNCTIONS: &[Function] = &[
    text("LEN", &[Want::Text], Gives::Number, length),
    text("UPPER", &[Want::Text], Gives::Text, upper),
    text("LOWER", &[Want::Text], Gives::Text, lower),
    text("TRIM", &[Want::Text], Gives::Text, trim),
    text("LEFT", &[Want::Text, Want::Number], Gives::Text, left),
    text("RIGHT", &[Want::Text, Want::Number], Gives::Text, right),
    text("MID", &[Want::Text, Want::Number, Want::Number], Gives::Text, middle),
    text("CONTAINS", &[Want::TextOrTexts, Want::Text], Gives::Boolean, contains),
    Function {
        name: "CONCAT",
        family: Family::Text,
        signature: Signature::fixed(&[], Gives::Text).repeated(&[Want::Printable]),
        evaluate: Evaluate::Eager(concat),
    },
];

fn length(arguments: &mut Arguments<'_, '_>) -> Answer {
    let characters = arguments.text(0)?.map_or(0, |text| text.chars().count());
    Ok(Value::Decimal(Decimal::from(characters)))
}

fn changed(arguments: &mut Arguments<'_, '_>, change: fn(&str) -> String) -> Answer {
    match arguments.text(0)? {
        Some(text) => arguments.made(change(text)),
        None => Ok(Value::Null),
    }
}

fn upper(arguments: &mut Arguments<'_, '_>) -> Answer {
    changed(arguments, str::to_uppercase)
}

fn lower(arguments: &mut Arguments<'_, '_>) -> Answer {
    changed(arguments, str::to_lowercase)
}

fn trim(arguments: &mut Arguments<'_, '_>) -> Answer {
    changed(arguments, |text| text.trim().to_owned())
}

/// A count of characters: fractions are cut off, below zero is none.
fn count(number: Decimal) -> usize {
    number.trunc().to_usize().unwrap_or(if number.is_sign_negative() { 0 } else { usize::MAX })
}

fn left(arguments: &mut Arguments<'_, '_>) -> Answer {
    let (Some(text), Some(number)) = (arguments.text(0)?, arguments.number(1)?) else { return Ok(Value::Null) };
    arguments.made(text.chars().take(count(number)).collect())
}

fn right(arguments: &mut Arguments<'_, '_>) -> Answer {
    let (Some(text), Some(number)) = (arguments.text(0)?, arguments.number(1)?) else { return Ok(Value::Null) };
    let skipped = text.chars().count().saturating_sub(count(number));
    arguments.made(text.chars().skip(skipped).collect())
}

/// The first character has the number 1.
fn middle(arguments: &mut Arguments<'_, '_>) -> Answer {
    let (Some(text), Some(first)) = (arguments.text(0)?, arguments.number(1)?) else { return Ok(Value::Null) };
    let Some(number) = arguments.number(2)? else { return Ok(Value::Null) };
    arguments.made(text.chars().skip(count(first).saturating_sub(1)).take(count(number)).collect())
}

/// A text within a text, or one of a list.
fn contains(arguments: &mut Arguments<'_, '_>) -> Answer {
    let Some(part) = arguments.text(1)? else { return Ok(Value::Bool(false)) };
    let found = match arguments.items.first() {
        Some(Item::Many(values)) => values.iter().any(|value| value.as_text() == Some(part)),
        _ => arguments.text(0)?.is_some_and(|text| text.contains(part)),
    };
    Ok(Value::Bool(found))
}

fn concat(arguments: &mut Arguments<'_, '_>) -> Answer {
    let mut text = String::new();
    for item in arguments.items {
        match item {
            Item::One(value) => text.push_str(&text_of(value)?),
            Item::Many(_) => return Err(EvaluateCode::ValueUnexpected),
        }
    }
    arguments.made(text)
}
