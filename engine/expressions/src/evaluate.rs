//! A checked tree to a value. The evaluator trusts no value: what is not of the declared type ends it with an error,
//! never with a panic, and every step costs fuel.

use std::cmp::Ordering;

use engine_values::{Date, Decimal, Id, Timestamp, Value};
use jiff::tz::{self, TimeZone};

use crate::error::{EvaluateCode, EvaluateError, Span};
use crate::functions::{Arguments, Evaluate};
use crate::registry::function;
use crate::typecheck::RowsPath;
use crate::{Ast, BinaryOperator, CheckedExpression, Limits, Node, Path, UnaryOperator};

/// Gives the values that an expression reads. Paths carry their root first, as in `["record", "amount"]`.
pub trait Source {
    /// The value of a path that leads to one value; `Null` when a reference on the way is blank.
    fn value(&self, path: &[String]) -> Value;

    /// How many rows a path to rows has, as in `["record", "lines"]`.
    fn row_count(&self, path: &[String]) -> usize;

    /// The value in each row, as in `["record", "lines", "amount"]`: one per row, also when it is blank.
    fn row_values(&self, path: &[String]) -> Vec<Value>;

    /// The instant that NOW and TODAY go by; the same in the whole evaluation.
    fn now(&self) -> Timestamp;

    /// Who asks, if somebody does.
    fn user(&self) -> Option<Id>;

    /// The zone that tells which day an instant belongs to.
    fn zone(&self) -> TimeZone {
        default_zone()
    }
}

/// China Standard Time (UTC+8, no summer time).
#[must_use]
pub fn default_zone() -> TimeZone {
    TimeZone::fixed(tz::offset(8))
}

/// What a part evaluates to on the way.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Item {
    /// One value.
    One(Value),
    /// A list.
    Many(Vec<Value>),
}

/// Evaluates. Numbers come back as [`Value::Decimal`], records and people as [`Value::Id`], and every blank
/// (also the empty text) as [`Value::Null`].
///
/// # Errors
/// When a number or date leaves the range that is kept exactly, a limit is reached, or the source gives a value of
/// another type than declared.
pub fn evaluate(expression: &CheckedExpression, source: &dyn Source) -> Result<Value, EvaluateError> {
    let mut evaluator = Evaluator { source, rows: &expression.rows, fuel: Limits::FUEL, depth: 0 };
    evaluator.one(&expression.ast)
}

pub(crate) struct Evaluator<'a> {
    source: &'a dyn Source,
    rows: &'a [RowsPath],
    fuel: u32,
    depth: usize,
}

impl Evaluator<'_> {
    /// Pays for work, before it is done where that is possible.
    pub(crate) fn spend(&mut self, steps: usize) -> Result<(), EvaluateCode> {
        let steps = u32::try_from(steps).unwrap_or(u32::MAX);
        self.fuel = self.fuel.checked_sub(steps).ok_or(EvaluateCode::FuelExhausted)?;
        Ok(())
    }

    /// Text made by an operator or function, paid for and bounded.
    pub(crate) fn made(&mut self, text: String) -> Result<Value, EvaluateCode> {
        self.spend(text.len() / 16)?;
        if text.len() > Limits::TEXT_BYTES { Err(EvaluateCode::TextTooLong) } else { Ok(Value::Text(text)) }
    }

    pub(crate) fn source(&self) -> &dyn Source {
        self.source
    }

    /// The value of a part that is a single one.
    pub(crate) fn one(&mut self, ast: &Ast) -> Result<Value, EvaluateError> {
        match self.item(ast)? {
            Item::One(value) if value.is_blank() => Ok(Value::Null),
            Item::One(Value::Int(number)) => Ok(Value::Decimal(Decimal::from(number))),
            Item::One(value) => Ok(value),
            Item::Many(_) => Err(at(ast.span)(EvaluateCode::ValueUnexpected)),
        }
    }

    /// Whether a condition holds; blank does not.
    pub(crate) fn holds(&mut self, ast: &Ast) -> Result<bool, EvaluateError> {
        match self.one(ast)? {
            Value::Bool(flag) => Ok(flag),
            Value::Null => Ok(false),
            _ => Err(at(ast.span)(EvaluateCode::ValueUnexpected)),
        }
    }

    fn item(&mut self, ast: &Ast) -> Result<Item, EvaluateError> {
        self.spend(1).map_err(at(ast.span))?;
        if self.depth >= Limits::DEPTH {
            return Err(at(ast.span)(EvaluateCode::FuelExhausted));
        }
        self.depth += 1;
        let item = match &ast.node {
            Node::Number { value } => Item::One(Value::Decimal(*value)),
            Node::Text { value } => Item::One(Value::Text(value.clone())),
            Node::Boolean { value } => Item::One(Value::Bool(*value)),
            Node::Blank => Item::One(Value::Null),
            Node::Path(path) => self.path(path).map_err(at(ast.span))?,
            Node::Call { function, arguments } => self.call(function, arguments, ast.span)?,
            Node::Unary { operator: UnaryOperator::Not, operand } => Item::One(Value::Bool(!self.holds(operand)?)),
            Node::Unary { operator: UnaryOperator::Minus, operand } => {
                let value = self.one(operand)?;
                let number = number(&value).map_err(at(operand.span))?;
                Item::One(number.map_or(Value::Null, |number| Value::Decimal(-number)))
            }
            Node::Binary { operator, left, right } => Item::One(self.binary(*operator, left, right)?),
        };
        self.depth -= 1;
        Ok(item)
    }

    fn path(&mut self, path: &Path) -> Result<Item, EvaluateCode> {
        let parts = path.parts();
        let values = match self.rows.iter().find(|rows| rows.path == *path) {
            // Rows themselves have no value; one mark for each lets them be counted.
            Some(rows) if !rows.column => vec![Value::Bool(true); self.bounded(self.source.row_count(&parts))?],
            Some(_) => self.source.row_values(&parts),
            None => match self.source.value(&parts) {
                Value::List(keys) => keys.into_iter().map(Value::Text).collect(),
                value => return Ok(Item::One(value)),
            },
        };
        self.spend(values.len())?;
        Ok(Item::Many(values))
    }

    /// A number of rows that can still be paid for.
    fn bounded(&self, count: usize) -> Result<usize, EvaluateCode> {
        let payable = u32::try_from(count).is_ok_and(|count| count <= self.fuel);
        if payable { Ok(count) } else { Err(EvaluateCode::FuelExhausted) }
    }

    fn call(&mut self, name: &str, arguments: &[Ast], span: Span) -> Result<Item, EvaluateError> {
        let Some(function) = function(name) else { return Err(at(span)(EvaluateCode::ValueUnexpected)) };
        if function.signature.wants(arguments.len()).is_none() {
            return Err(at(span)(EvaluateCode::ValueUnexpected));
        }
        match function.evaluate {
            Evaluate::Lazy(evaluate) => evaluate(self, arguments).map(Item::One),
            Evaluate::Eager(evaluate) => {
                let items = arguments.iter().map(|argument| self.item(argument)).collect::<Result<Vec<_>, _>>()?;
                evaluate(&mut Arguments::new(self, &items)).map(Item::One).map_err(at(span))
            }
        }
    }

    fn binary(&mut self, operator: BinaryOperator, left: &Ast, right: &Ast) -> Result<Value, EvaluateError> {
        use BinaryOperator as B;
        let flag = |flag: bool| Ok(Value::Bool(flag));
        match operator {
            B::And => return flag(self.holds(left)? && self.holds(right)?),
            B::Or => return flag(self.holds(left)? || self.holds(right)?),
            _ => {}
        }
        let (one, two) = (self.one(left)?, self.one(right)?);
        let span = left.span.to(right.span);
        match operator {
            B::Equal => flag(same(&one, &two)),
            B::NotEqual => flag(!same(&one, &two)),
            B::Join => {
                let text = text_of(&one).map_err(at(left.span))? + &text_of(&two).map_err(at(right.span))?;
                self.made(text).map_err(at(span))
            }
            B::Less | B::LessOrEqual | B::Greater | B::GreaterOrEqual => {
                if one.is_null() || two.is_null() {
                    return flag(false);
                }
                let order = order(&one, &two).ok_or_else(|| at(span)(EvaluateCode::ValueUnexpected))?;
                flag(match operator {
                    B::Less => order == Ordering::Less,
                    B::LessOrEqual => order != Ordering::Greater,
                    B::Greater => order == Ordering::Greater,
                    _ => order != Ordering::Less,
                })
            }
            _ => {
                let one = number(&one).map_err(at(left.span))?;
                let two = number(&two).map_err(at(right.span))?;
                arithmetic(operator, one, two).map(|result| Value::from(result.map(Value::Decimal))).map_err(at(span))
            }
        }
    }
}

fn at(position: Span) -> impl Fn(EvaluateCode) -> EvaluateError {
    move |code| EvaluateError { code, position }
}

/// The four operations. For sums a missing side is zero; products of something unknown are unknown.
fn arithmetic(
    operator: BinaryOperator,
    one: Option<Decimal>,
    two: Option<Decimal>,
) -> Result<Option<Decimal>, EvaluateCode> {
    use BinaryOperator as B;
    let sum = matches!(operator, B::Add | B::Subtract);
    let (one, two) = match (one, two) {
        (Some(one), Some(two)) => (one, two),
        (Some(one), None) if sum => (one, Decimal::ZERO),
        (None, Some(two)) if sum => (Decimal::ZERO, two),
        _ => return Ok(None),
    };
    let result = match operator {
        B::Add => one.checked_add(two),
        B::Subtract => one.checked_sub(two),
        B::Multiply => one.checked_mul(two),
        _ if two.is_zero() => return Ok(None),
        _ => one.checked_div(two),
    };
    result.map(Some).ok_or(EvaluateCode::Overflow)
}

/// The number in a value.
pub(crate) fn number(value: &Value) -> Result<Option<Decimal>, EvaluateCode> {
    match value {
        value if value.is_blank() => Ok(None),
        value => value.as_decimal().map(Some).ok_or(EvaluateCode::ValueUnexpected),
    }
}

/// The day in a value.
pub(crate) fn date(value: &Value, zone: &TimeZone) -> Result<Option<Date>, EvaluateCode> {
    match value {
        Value::Date(date) => Ok(Some(*date)),
        Value::Instant(instant) => Ok(Some(instant.to_zoned(zone.clone()).date())),
        value if value.is_blank() => Ok(None),
        _ => Err(EvaluateCode::ValueUnexpected),
    }
}

/// Equality with blank: blank is blank, and nothing else is.
pub(crate) fn same(one: &Value, two: &Value) -> bool {
    match (one.is_blank(), two.is_blank()) {
        (true, true) => true,
        (false, false) => order(one, two).map_or_else(|| one == two, Ordering::is_eq),
        _ => false,
    }
}

/// The order of two values of one ordered type; texts go by code point, so that every back end agrees.
pub(crate) fn order(one: &Value, two: &Value) -> Option<Ordering> {
    match (one, two) {
        (Value::Text(one), Value::Text(two)) => Some(one.cmp(two)),
        (Value::Date(one), Value::Date(two)) => Some(one.cmp(two)),
        (Value::Instant(one), Value::Instant(two)) => Some(one.cmp(two)),
        _ => Some(one.as_decimal()?.cmp(&two.as_decimal()?)),
    }
}

/// The text form that `&` and CONCAT use. Numbers lose their trailing zeros, because databases differ in them.
pub(crate) fn text_of(value: &Value) -> Result<String, EvaluateCode> {
    Ok(match value {
        Value::Text(text) => text.clone(),
        Value::Bool(flag) => (if *flag { "TRUE" } else { "FALSE" }).to_owned(),
        Value::Int(number) => number.to_string(),
        Value::Decimal(number) => number.normalize().to_string(),
        Value::Date(date) => date.to_string(),
        Value::Instant(instant) => engine_values::instant_to_text(*instant),
        value if value.is_blank() => String::new(),
        _ => return Err(EvaluateCode::ValueUnexpected),
    })
}
