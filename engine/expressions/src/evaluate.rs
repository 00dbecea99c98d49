//! A checked tree to a value. The evaluator trusts no value: what is not of the declared type ends it with an error,
//! never with a panic, and every step costs fuel.

use std::cmp::Ordering;

use engine_values::{Date, Decimal, Value};
use jiff::tz::TimeZone;

use crate::error::{EvaluateCode, EvaluateError, Span, Warning, WarningCode};
use crate::functions::{Arguments, Evaluate};
use crate::registry::function;
use crate::source::Source;
use crate::typecheck::RowsPath;
use crate::{Ast, BinaryOperator, CheckedExpression, Limits, Node, Path, UnaryOperator, arithmetic, exact};

/// What a part evaluates to on the way.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Item {
    /// One value.
    One(Value),
    /// A list.
    Many(Vec<Value>),
}

/// Evaluates. Numbers and lengths of time come back as [`Value::Decimal`], records and people as [`Value::Id`], and
/// every blank (also the empty text) as [`Value::Null`].
///
/// # Errors
/// When a number or date leaves the range that is kept exactly, a limit is reached, or the source gives a value of
/// another type than declared.
pub fn evaluate(expression: &CheckedExpression, source: &dyn Source) -> Result<Value, EvaluateError> {
    evaluate_noting(expression, source, &mut Vec::new())
}

/// The same, and notes what did not stop it but may be a mistake, such as a division by zero.
///
/// # Errors
/// Those of [`evaluate`].
pub fn evaluate_noting(
    expression: &CheckedExpression,
    source: &dyn Source,
    warnings: &mut Vec<Warning>,
) -> Result<Value, EvaluateError> {
    let mut evaluator = Evaluator { source, rows: &expression.rows, fuel: Limits::FUEL, depth: 0, warnings };
    evaluator.one(&expression.ast)
}

pub(crate) struct Evaluator<'a> {
    source: &'a dyn Source,
    rows: &'a [RowsPath],
    fuel: u32,
    depth: usize,
    warnings: &'a mut Vec<Warning>,
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

    fn warn(&mut self, code: WarningCode, position: Span) {
        if self.warnings.len() < Limits::WARNINGS {
            self.warnings.push(Warning { code, position });
        }
    }

    /// The value of a part that is a single one.
    pub(crate) fn one(&mut self, ast: &Ast) -> Result<Value, EvaluateError> {
        match self.item(ast)? {
            Item::One(value) if value.is_blank() => Ok(Value::Null),
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
            Node::Number { value } => Item::One(admitted(Value::Decimal(*value)).map_err(at(ast.span))?),
            Node::Text { value } => Item::One(Value::Text(value.clone())),
            Node::Boolean { value } => Item::One(Value::Bool(*value)),
            Node::Blank => Item::One(Value::Null),
            Node::Path(path) => self.path(path).map_err(at(ast.span))?,
            Node::Call { function, arguments } => self.call(function, arguments, ast.span)?,
            Node::Unary { operator: UnaryOperator::Not, operand } => Item::One(Value::Bool(!self.holds(operand)?)),
            Node::Unary { operator: UnaryOperator::Minus, operand } => {
                let value = self.one(operand)?;
                let number = number(&value).map_err(at(operand.span))?;
                Item::One(number.map_or(Value::Null, |number| Value::Decimal(exact::negated(number))))
            }
            Node::Binary { operator, left, right } => Item::One(self.binary(*operator, left, right, ast)?),
        };
        self.depth -= 1;
        Ok(item)
    }

    fn path(&mut self, path: &Path) -> Result<Item, EvaluateCode> {
        let values = match self.rows.iter().find(|rows| rows.path == *path) {
            // Rows themselves have no value; one mark for each lets them be counted.
            Some(rows) if !rows.column => vec![Value::Bool(true); self.bounded(self.source.row_count(path))?],
            Some(_) => self.source.row_values(path),
            None => match self.source.value(path) {
                Value::List(keys) => keys.into_iter().map(Value::Text).collect(),
                value => return admitted(value).map(Item::One),
            },
        };
        self.spend(values.len())?;
        values.into_iter().map(admitted).collect::<Result<_, _>>().map(Item::Many)
    }

    /// A number of rows that can still be paid for.
    fn bounded(&self, count: usize) -> Result<usize, EvaluateCode> {
        let payable = u32::try_from(count).is_ok_and(|count| count <= self.fuel);
        if payable { Ok(count) } else { Err(EvaluateCode::FuelExhausted) }
    }

    fn call(&mut self, name: &str, arguments: &[Ast], span: Span) -> Result<Item, EvaluateError> {
        let Some(function) = function(name) else { return Err(at(span)(EvaluateCode::ValueUnexpected)) };
        if !function.signature.takes(arguments.len()) {
            return Err(at(span)(EvaluateCode::ValueUnexpected));
        }
        if let Evaluate::Lazy(evaluate) = function.evaluate {
            return evaluate(self, arguments).map(Item::One);
        }
        let items = arguments.iter().map(|argument| self.item(argument)).collect::<Result<Vec<_>, _>>()?;
        let mut arguments = Arguments::new(self, &items);
        let item = match function.evaluate {
            Evaluate::Eager(evaluate) => evaluate(&mut arguments).map(Item::One),
            Evaluate::Listing(evaluate) => evaluate(&mut arguments).map(Item::Many),
            Evaluate::Lazy(_) => Err(EvaluateCode::ValueUnexpected),
        };
        if arguments.divided_by_zero() {
            self.warn(WarningCode::DivisionByZero, span);
        }
        item.map_err(at(span))
    }

    fn binary(
        &mut self,
        operator: BinaryOperator,
        left: &Ast,
        right: &Ast,
        whole: &Ast,
    ) -> Result<Value, EvaluateError> {
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
                if operator == B::Divide && matches!(&two, Value::Decimal(number) if number.is_zero()) {
                    self.warn(WarningCode::DivisionByZero, span);
                }
                arithmetic::compute(operator, &one, &two, whole.result.as_ref()).map_err(at(span))
            }
        }
    }
}

fn at(position: Span) -> impl Fn(EvaluateCode) -> EvaluateError {
    move |code| EvaluateError { code, position }
}

/// A value from outside: every number exact and within the range that is kept.
fn admitted(value: Value) -> Result<Value, EvaluateCode> {
    match value {
        Value::Int(number) => Ok(Value::Decimal(Decimal::from(number))),
        Value::Decimal(number) => exact::admitted(number).map(Value::Decimal).ok_or(EvaluateCode::Overflow),
        value => Ok(value),
    }
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

/// The text form that `&`, CONCAT and JOIN use. Numbers lose their trailing zeros, because databases differ in them.
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
