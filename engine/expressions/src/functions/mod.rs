//! The functions by family, and how they see their arguments.

mod calendar;
mod checks;
mod clock;
mod columns;
mod condense;
mod dates;
mod duration;
mod edit;
mod format;
mod list;
mod logic;
mod money;
mod number;
mod numerals;
mod people;
mod renminbi;
mod rounding;
mod search;
mod text;
mod workdays;

use engine_values::{Date, Decimal, Timestamp, Value};

use crate::evaluate::{self, Evaluator, Item};
use crate::registry::{Family, Function};
use crate::signature::{DAY_UNITS, UNITS};
use crate::source::Source;
use crate::{Ast, EvaluateCode, EvaluateError, Type};

/// What a function that sees values gives.
pub(crate) type Answer = Result<Value, EvaluateCode>;
/// What a function that gives a list gives.
pub(crate) type Listing = Result<Vec<Value>, EvaluateCode>;

/// How a function is evaluated.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Evaluate {
    /// All arguments first.
    Eager(fn(&mut Arguments<'_, '_>) -> Answer),
    /// The same, for a list.
    Listing(fn(&mut Arguments<'_, '_>) -> Listing),
    /// Only the arguments it needs, in its own order.
    Lazy(fn(&mut Evaluator<'_>, &[Ast]) -> Result<Value, EvaluateError>),
}

/// Every family's functions, in the order of the handbook. NOT is missing: it is an operator that may be written like
/// a function.
pub(crate) const TABLES: &[(Family, &[Function])] = &[
    (Family::Logic, logic::FUNCTIONS),
    (Family::Text, text::FUNCTIONS),
    (Family::Text, search::FUNCTIONS),
    (Family::Text, edit::FUNCTIONS),
    (Family::Text, format::FUNCTIONS),
    (Family::Check, checks::FUNCTIONS),
    (Family::Number, number::FUNCTIONS),
    (Family::Number, rounding::FUNCTIONS),
    (Family::Money, money::FUNCTIONS),
    (Family::Date, clock::FUNCTIONS),
    (Family::Date, dates::FUNCTIONS),
    (Family::Date, calendar::FUNCTIONS),
    (Family::Date, workdays::FUNCTIONS),
    (Family::Date, duration::FUNCTIONS),
    (Family::List, condense::FUNCTIONS),
    (Family::List, list::FUNCTIONS),
    (Family::List, columns::FUNCTIONS),
    (Family::People, people::FUNCTIONS),
];

/// A closed set of words that an argument may be.
pub(crate) struct Allowed {
    /// What a message shows.
    pub(crate) shown: &'static [&'static str],
    /// Whether a word is one of them.
    pub(crate) holds: fn(&str) -> bool,
}

/// The units in which moments of a type are counted.
pub(crate) fn units_of(kind: &Type) -> Allowed {
    match kind {
        Type::Date => {
            Allowed { shown: UNITS.split_at(DAY_UNITS).0, holds: |unit| UNITS.split_at(DAY_UNITS).0.contains(&unit) }
        }
        _ => Allowed { shown: UNITS, holds: |unit| UNITS.contains(&unit) },
    }
}

/// The patterns in which values of a type are written.
pub(crate) fn patterns_of(kind: Option<&Type>) -> Allowed {
    match kind {
        Some(Type::Date | Type::DateTime) => {
            Allowed { shown: &["yyyy-mm-dd", "yyyy年m月d日", "hh:mm"], holds: format::is_date_pattern }
        }
        _ => Allowed { shown: &["0", "0.00", "#,##0.00", "0.0%"], holds: format::is_number_pattern },
    }
}

/// The evaluated arguments of one call.
pub(crate) struct Arguments<'a, 'b> {
    evaluator: &'a mut Evaluator<'b>,
    items: &'a [Item],
    by_zero: bool,
}

impl<'a, 'b> Arguments<'a, 'b> {
    pub(crate) fn new(evaluator: &'a mut Evaluator<'b>, items: &'a [Item]) -> Self {
        Self { evaluator, items, by_zero: false }
    }

    fn source(&self) -> &dyn Source {
        self.evaluator.source()
    }

    /// Text that the function made.
    fn made(&mut self, text: String) -> Answer {
        self.evaluator.made(text)
    }

    fn spend(&mut self, steps: usize) -> Result<(), EvaluateCode> {
        self.evaluator.spend(steps)
    }

    /// Blank, with the note that something was divided by zero.
    fn by_zero(&mut self) -> Answer {
        self.by_zero = true;
        Ok(Value::Null)
    }

    /// Whether the function divided by zero.
    pub(crate) fn divided_by_zero(&self) -> bool {
        self.by_zero
    }

    fn count(&self) -> usize {
        self.items.len()
    }

    fn value(&self, index: usize) -> Result<&'a Value, EvaluateCode> {
        match self.items.get(index) {
            Some(Item::One(value)) => Ok(value),
            Some(Item::Many(_)) => Err(EvaluateCode::ValueUnexpected),
            None => Ok(&Value::Null),
        }
    }

    fn number(&self, index: usize) -> Result<Option<Decimal>, EvaluateCode> {
        evaluate::number(self.value(index)?)
    }

    /// A number that may be left out; blank when it is given and blank.
    fn number_or(&self, index: usize, default: Decimal) -> Result<Option<Decimal>, EvaluateCode> {
        if index < self.count() { self.number(index) } else { Ok(Some(default)) }
    }

    fn date(&self, index: usize) -> Result<Option<Date>, EvaluateCode> {
        evaluate::date(self.value(index)?, &self.source().zone())
    }

    fn instant(&self, index: usize) -> Result<Option<Timestamp>, EvaluateCode> {
        match self.value(index)? {
            Value::Instant(instant) => Ok(Some(*instant)),
            value if value.is_blank() => Ok(None),
            _ => Err(EvaluateCode::ValueUnexpected),
        }
    }

    fn text(&self, index: usize) -> Result<Option<&'a str>, EvaluateCode> {
        match self.value(index)? {
            value if value.is_blank() => Ok(None),
            value => value.as_text().map(Some).ok_or(EvaluateCode::ValueUnexpected),
        }
    }

    /// The values of one argument, a single one counting as a list of one.
    fn list(&self, index: usize) -> &'a [Value] {
        match self.items.get(index) {
            Some(Item::One(value)) => std::slice::from_ref(value),
            Some(Item::Many(values)) => values,
            None => &[],
        }
    }

    /// The values of all arguments in a row, lists opened, blanks left out.
    fn filled(&self) -> impl Iterator<Item = &'a Value> + use<'a> {
        let items = self.items;
        items
            .iter()
            .flat_map(|item| match item {
                Item::One(value) => std::slice::from_ref(value),
                Item::Many(values) => values.as_slice(),
            })
            .filter(|value| !value.is_blank())
    }
}

/// A number as a function gives it.
fn whole(number: impl Into<Decimal>) -> Answer {
    Ok(Value::Decimal(number.into()))
}

/// The result of an operation that may leave the range of exact numbers.
fn exactly(number: Option<Decimal>) -> Answer {
    number.map(Value::Decimal).ok_or(EvaluateCode::Overflow)
}
