//! The table of functions: name, family, signature, evaluation. Every back end and the editor read it.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Serialize;

use crate::functions::{Evaluate, TABLES};

/// Which part of the handbook a function belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    /// Conditions and choices.
    Logic,
    /// Text.
    Text,
    /// Numbers.
    Number,
    /// Days, instants and the reader.
    Date,
    /// Several values to one.
    List,
}

/// What an argument must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Want {
    /// A number.
    Number,
    /// Text.
    Text,
    /// TRUE or FALSE.
    Boolean,
    /// A day; an instant counts as its day in the zone of the organisation.
    Date,
    /// Any single value that has a text form: everything but records and lists.
    Printable,
    /// Text, or a list of texts.
    TextOrTexts,
    /// Anything.
    Any,
    /// Any single value; all arguments wanted so have one type in common.
    Common,
    /// Any single value; all arguments wanted so have one type in common, apart from `Common`.
    Compared,
    /// A number or a list of numbers.
    Numbers,
    /// A number, day or instant, or a list of them; all arguments wanted so have one type in common.
    Ordered,
}

/// What a function gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Gives {
    /// A number.
    Number,
    /// Text.
    Text,
    /// TRUE or FALSE.
    Boolean,
    /// A day.
    Date,
    /// An instant.
    DateTime,
    /// A record's identity.
    Record,
    /// The type that the arguments wanted as `Common` or `Ordered` have in common.
    Common,
}

/// The arguments of a function and its result.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Signature {
    /// First come these.
    pub fixed: &'static [Want],
    /// Then these, or a part of them.
    pub optional: &'static [Want],
    /// Or this group, once or more often.
    pub repeated: &'static [Want],
    /// And after the groups perhaps this.
    pub tail: Option<Want>,
    /// The result.
    pub gives: Gives,
}

impl Signature {
    pub(crate) const fn fixed(fixed: &'static [Want], gives: Gives) -> Self {
        Self { fixed, optional: &[], repeated: &[], tail: None, gives }
    }

    pub(crate) const fn optional(self, optional: &'static [Want]) -> Self {
        Self { optional, ..self }
    }

    pub(crate) const fn repeated(self, repeated: &'static [Want]) -> Self {
        Self { repeated, ..self }
    }

    pub(crate) const fn tail(self, tail: Want) -> Self {
        Self { tail: Some(tail), ..self }
    }

    /// What each of `count` arguments must be; nothing when the function does not take so many.
    #[must_use]
    pub fn wants(&self, count: usize) -> Option<Vec<Want>> {
        let mut wants = self.fixed.to_vec();
        let rest = count.checked_sub(wants.len())?;
        if self.repeated.is_empty() {
            wants.extend(self.optional.get(..rest)?);
            return Some(wants);
        }
        let (groups, left) = (rest / self.repeated.len(), rest % self.repeated.len());
        if groups == 0 {
            return None;
        }
        wants.extend(self.repeated.iter().cycle().take(groups * self.repeated.len()));
        match (left, self.tail) {
            (0, _) => Some(wants),
            (1, Some(tail)) => {
                wants.push(tail);
                Some(wants)
            }
            _ => None,
        }
    }
}

/// A function of the language.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Function {
    /// In upper case.
    pub name: &'static str,
    /// Where it belongs.
    pub family: Family,
    /// What it takes and gives.
    pub signature: Signature,
    #[serde(skip)]
    pub(crate) evaluate: Evaluate,
}

static BY_NAME: LazyLock<HashMap<&'static str, &'static Function>> =
    LazyLock::new(|| functions().map(|function| (function.name, function)).collect());

/// The function with this name in upper case.
#[must_use]
pub fn function(name: &str) -> Option<&'static Function> {
    BY_NAME.get(name).copied()
}

/// Every function, by family.
pub fn functions() -> impl Iterator<Item = &'static Function> {
    TABLES.iter().copied().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_in_upper_case() {
        assert_eq!(functions().count(), BY_NAME.len());
        assert!(functions().all(|function| function.name.chars().all(|letter| letter.is_ascii_uppercase())));
    }

    #[test]
    fn argument_counts_follow_the_signature() {
        let count = |name: &str, count: usize| function(name).expect("known").signature.wants(count).is_some();
        assert_eq!((0..6).map(|n| count("IF", n)).collect::<Vec<_>>(), [false, false, true, true, false, false]);
        assert_eq!((0..6).map(|n| count("IFS", n)).collect::<Vec<_>>(), [false, false, true, false, true, false]);
        assert_eq!((0..6).map(|n| count("SWITCH", n)).collect::<Vec<_>>(), [false, false, false, true, true, true]);
        assert_eq!((0..3).map(|n| count("SUM", n)).collect::<Vec<_>>(), [false, true, true]);
        assert_eq!((0..2).map(|n| count("TODAY", n)).collect::<Vec<_>>(), [true, false]);
    }
}
