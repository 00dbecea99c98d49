//! The functions by family, and how they see their arguments.

mod date;
mod list;
mod logic;
mod number;
mod renminbi;
mod text;

use engine_values::{Date, Decimal, Value};

use crate::evaluate::{self, Evaluator, Item, Source};
use crate::registry::Function;
use crate::{Ast, EvaluateCode, EvaluateError};

/// What a function that sees values gives.
pub(crate) type Answer = Result<Value, EvaluateCode>;

/// How a function is evaluated.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Evaluate {
    /// All arguments first.
    Eager(fn(&mut Arguments<'_, '_>) -> Answer),
    /// Only the arguments it needs, in its own order.
    Lazy(fn(&mut Evaluator<'_>, &[Ast]) -> Result<Value, EvaluateError>),
}

/// Every family's functions.
pub(crate) const TABLES: &[&[Function]] =
    &[logic::FUNCTIONS, text::FUNCTIONS, number::FUNCTIONS, date::FUNCTIONS, list::FUNCTIONS];

/// The evaluated arguments of one call.
pub(crate) struct Arguments<'a, 'b> {
    evaluator: &'a mut Evaluator<'b>,
    items: &'a [Item],
}

impl<'a, 'b> Arguments<'a, 'b> {
    pub(crate) fn new(evaluator: &'a mut Evaluator<'b>, items: &'a [Item]) -> Self {
        Self { evaluator, items }
    }

    fn source(&self) -> &dyn Source {
        self.evaluator.source()
    }

    /// Text that the function made.
    fn made(&mut self, text: String) -> Answer {
        self.evaluator.made(text)
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

    fn date(&self, index: usize) -> Result<Option<Date>, EvaluateCode> {
        evaluate::date(self.value(index)?, &self.source().zone())
    }

    fn text(&self, index: usize) -> Result<Option<&'a str>, EvaluateCode> {
        match self.value(index)? {
            value if value.is_blank() => Ok(None),
            value => value.as_text().map(Some).ok_or(EvaluateCode::ValueUnexpected),
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
