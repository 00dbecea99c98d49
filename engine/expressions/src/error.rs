//! What is wrong with an expression, and where in its text.

use engine_errors::{Code, Problem};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A place in the text, in characters, end excluded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// First character.
    pub start: usize,
    /// After the last character.
    pub end: usize,
}

impl Span {
    /// From `start` to before `end`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The smallest place that holds both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($variant:ident $word:literal $text:literal;)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name { $(#[doc = $text] $variant,)* }

        impl $name {
            /// Every one of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The stable word.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }

        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.name())
            }
        }
    };
}

words! {
    /// Why an expression is refused when it is parsed or checked.
    ErrorCode {
        CharacterUnexpected "character_unexpected" "A character has no meaning here: `character`.";
        TextNotClosed "text_not_closed" "A text has no closing quote.";
        NumberTooLarge "number_too_large" "A number has more digits than can be kept exactly.";
        TokenUnexpected "token_unexpected" "Something else was expected: `found`, `expected`.";
        EndUnexpected "end_unexpected" "The text ends too early: `expected`.";
        SourceTooLong "source_too_long" "The text is longer than `max` characters.";
        TooDeep "too_deep" "The nesting is deeper than `max`.";
        TooManyNodes "too_many_nodes" "There are more than `max` parts.";
        NameUnknown "name_unknown" "No such name: `name`.";
        PathTooLong "path_too_long" "The path follows more than `max` references.";
        FunctionUnknown "function_unknown" "No such function: `name`.";
        ArgumentCount "argument_count" "The function takes another number of arguments: `function`, `count`.";
        ArgumentType "argument_type" "An argument has the wrong type: `function`, `position`, `expected`, `found`.";
        OperandType "operand_type" "An operator does not take this type: `operator`, `expected`, `found`.";
        TypesDiffer "types_differ" "Two types do not go together: `left`, `right`.";
        LiteralExpected "literal_expected" "One of certain words must be written out here: `function`, `position`, `allowed`.";
        RowsDiffer "rows_differ" "The columns must belong to the same child rows: `function`, `position`.";
        ListAlone "list_alone" "A list can only be given to a function that takes lists.";
        NotInSql "not_in_sql" "The function cannot be part of a query: `function`.";
        SqlTooLarge "sql_too_large" "For a part of a query there are more than `max` of `what`.";
        ResultType "result_type" "The result has the wrong type: `expected`, `found`.";
    }
}

words! {
    /// Why an evaluation stops.
    EvaluateCode {
        Overflow "overflow" "A number or date is outside what can be kept exactly.";
        FuelExhausted "fuel_exhausted" "The evaluation takes too many steps.";
        TextTooLong "text_too_long" "The evaluation makes too long a text.";
        ValueUnexpected "value_unexpected" "A value is not of the type it was declared with.";
    }
}

words! {
    /// What an evaluation notes without stopping.
    WarningCode {
        DivisionByZero "division_by_zero" "Something was divided by zero; the result is blank.";
    }
}

/// Something that may be a mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// What happened.
    pub code: WarningCode,
    /// The part of the text that did it.
    pub position: Span,
}

/// A problem of an expression's text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ExpressionError {
    /// What is wrong.
    pub code: ErrorCode,
    /// Where.
    pub position: Span,
    /// Values that the message names.
    pub params: Map<String, Value>,
}

impl ExpressionError {
    pub(crate) fn new(code: ErrorCode, position: Span) -> Self {
        Self { code, position, params: Map::new() }
    }

    pub(crate) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.params.insert(name.to_owned(), value.into());
        self
    }

    /// The same as a problem of the document that holds the expression at `pointer`; the params carry
    /// `reason` (the code), `start` and `end`.
    #[must_use]
    pub fn problem(&self, pointer: impl Into<String>) -> Problem {
        let mut problem = Problem::at(Code::ExpressionInvalid, pointer)
            .with("reason", self.code.name())
            .with("start", self.position.start)
            .with("end", self.position.end);
        for (name, value) in &self.params {
            problem.params.insert(name.clone(), value.clone());
        }
        problem
    }
}

/// Why an evaluation has no result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct EvaluateError {
    /// What happened.
    pub code: EvaluateCode,
    /// The innermost part of the text that was being evaluated.
    pub position: Span,
}

impl std::fmt::Display for ExpressionError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} at {}..{}", self.code.name(), self.position.start, self.position.end)
    }
}

impl std::fmt::Display for EvaluateError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} at {}..{}", self.code.name(), self.position.start, self.position.end)
    }
}

impl std::error::Error for ExpressionError {}
impl std::error::Error for EvaluateError {}
