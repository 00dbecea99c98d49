//! The table of functions: name, family, signature, help, examples, evaluation. Every back end, the editor and the
//! handbook read it.

use std::collections::HashMap;
use std::sync::LazyLock;

use engine_values::Value;
use serde::Serialize;

use crate::evaluate::Evaluator;
use crate::functions::{Answer, Arguments, Evaluate, Listing, TABLES};
use crate::signature::Signature;
use crate::{Ast, EvaluateError};

/// Which part of the handbook a function belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    /// Conditions and choices.
    Logic,
    /// Text.
    Text,
    /// What a text is: checks of form.
    Check,
    /// Numbers.
    Number,
    /// Money and amounts in words.
    Money,
    /// Days, instants and lengths of time.
    Date,
    /// Several values to one.
    List,
    /// The reader and his place in the organisation.
    People,
}

impl Family {
    /// Every family, in the order of the handbook.
    pub const ALL: [Self; 8] =
        [Self::Logic, Self::Text, Self::Check, Self::Number, Self::Money, Self::Date, Self::List, Self::People];
}

/// What an expression depends on besides the record, when it calls a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reads {
    /// Nothing but its arguments.
    #[default]
    Arguments,
    /// The clock.
    Clock,
    /// Who asks.
    User,
    /// The calendar of working days or the currency rates, which change without any record changing.
    Tables,
}

/// A function of the language.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Function {
    /// In upper case.
    pub name: &'static str,
    /// Where it belongs.
    pub family: Family,
    /// How it is written, with a word for each argument: `[x]` may be left out, `…` repeats.
    pub usage: &'static str,
    /// What it takes and gives.
    pub signature: Signature,
    /// One sentence in Chinese.
    pub zh: &'static str,
    /// One sentence in English.
    pub en: &'static str,
    /// Expressions over the sample record, and their results as [`crate::sample::shown`] writes them.
    pub examples: &'static [(&'static str, &'static str)],
    /// What it depends on besides its arguments.
    pub reads: Reads,
    /// Why no database can compute it exactly; then it is evaluated in memory only.
    pub memory_only: Option<&'static str>,
    #[serde(skip)]
    pub(crate) evaluate: Evaluate,
}

/// How the table of a family is written: a name, its arguments, how it is evaluated, and then what people read.
impl Function {
    const fn new(name: &'static str, usage: &'static str, signature: Signature, evaluate: Evaluate) -> Self {
        Self {
            name,
            family: Family::Logic,
            usage,
            signature,
            zh: "",
            en: "",
            examples: &[],
            reads: Reads::Arguments,
            memory_only: None,
            evaluate,
        }
    }

    /// Sees the values of all its arguments.
    pub(crate) const fn eager(
        name: &'static str,
        usage: &'static str,
        signature: Signature,
        evaluate: fn(&mut Arguments<'_, '_>) -> Answer,
    ) -> Self {
        Self::new(name, usage, signature, Evaluate::Eager(evaluate))
    }

    /// The same, and gives a list.
    pub(crate) const fn listing(
        name: &'static str,
        usage: &'static str,
        signature: Signature,
        evaluate: fn(&mut Arguments<'_, '_>) -> Listing,
    ) -> Self {
        Self::new(name, usage, signature, Evaluate::Listing(evaluate))
    }

    /// Evaluates only the arguments that it needs.
    pub(crate) const fn lazy(
        name: &'static str,
        usage: &'static str,
        signature: Signature,
        evaluate: fn(&mut Evaluator<'_>, &[Ast]) -> Result<Value, EvaluateError>,
    ) -> Self {
        Self::new(name, usage, signature, Evaluate::Lazy(evaluate))
    }

    pub(crate) const fn help(self, zh: &'static str, en: &'static str) -> Self {
        Self { zh, en, ..self }
    }

    pub(crate) const fn examples(self, examples: &'static [(&'static str, &'static str)]) -> Self {
        Self { examples, ..self }
    }

    pub(crate) const fn reads(self, reads: Reads) -> Self {
        Self { reads, ..self }
    }

    pub(crate) const fn memory_only(self, reason: &'static str) -> Self {
        Self { memory_only: Some(reason), ..self }
    }

    /// `NAME(arguments)`.
    #[must_use]
    pub fn written(&self) -> String {
        format!("{}({})", self.name, self.usage)
    }
}

static ALL: LazyLock<Vec<Function>> = LazyLock::new(|| {
    let with = |family: &Family, function: &Function| Function { family: *family, ..*function };
    TABLES.iter().flat_map(|(family, table)| table.iter().map(move |function| with(family, function))).collect()
});

static BY_NAME: LazyLock<HashMap<&'static str, &'static Function>> =
    LazyLock::new(|| functions().map(|function| (function.name, function)).collect());

/// The function with this name in upper case.
#[must_use]
pub fn function(name: &str) -> Option<&'static Function> {
    BY_NAME.get(name).copied()
}

/// Every function, by family.
pub fn functions() -> impl Iterator<Item = &'static Function> {
    ALL.iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_in_upper_case() {
        assert_eq!(functions().count(), BY_NAME.len());
        assert!(functions().all(|function| function.name.chars().all(|letter| letter.is_ascii_uppercase())));
        let families: Vec<Family> = TABLES.iter().map(|(family, _)| *family).collect();
        assert!(families.is_sorted() && Family::ALL.iter().all(|family| families.contains(family)));
    }

    #[test]
    fn every_function_says_what_it_does_in_both_languages_and_shows_it() {
        for Function { name, zh, en, examples, .. } in functions() {
            assert!(zh.ends_with('。') && en.ends_with('.'), "{name}: one sentence in each language");
            assert!(!examples.is_empty(), "{name} has no example");
            assert!(
                examples.iter().any(|(text, _)| text.contains(&format!("{name}("))),
                "{name} is not in its examples"
            );
        }
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

    #[test]
    fn the_usage_has_a_word_for_every_argument() {
        for function in functions() {
            let words: Vec<&str> = function.usage.split(", ").filter(|word| !word.is_empty()).collect();
            let optional = words.iter().filter(|word| word.starts_with('[')).count();
            let repeats = words.contains(&"…");
            let plain = words.len() - optional - usize::from(repeats);
            let Signature { fixed, optional: may, repeated, tail, .. } = function.signature;
            let expected =
                (fixed.len() + repeated.len(), may.len() + usize::from(tail.is_some()), !repeated.is_empty());
            assert_eq!((plain, optional, repeats), expected, "{}", function.written());
        }
    }
}
