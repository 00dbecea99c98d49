//! The tree of an expression. As JSON it is what other evaluators receive; positions stay behind.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::{ExpressionError, Span, Type, parser};

/// The door to the language.
#[derive(Debug, Clone, Copy)]
pub struct Expression;

impl Expression {
    /// Reads the text of an expression.
    ///
    /// # Errors
    /// The first place where the text does not follow the grammar or a limit.
    pub fn parse(text: &str) -> Result<Ast, ExpressionError> {
        parser::parse(text)
    }
}

/// A part of an expression, and where it stands in the text. Two trees are equal when they say the same, wherever they
/// stand and whether or not they have been checked.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Ast {
    /// What it is.
    #[serde(flatten)]
    pub node: Node,
    /// Its type, once it has been checked: back ends need no other knowledge of names and functions.
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub result: Option<Type>,
    /// Where it was read; empty in a tree that did not come from text.
    #[serde(skip)]
    pub span: Span,
}

impl Ast {
    pub(crate) fn new(node: Node, span: Span) -> Self {
        Self { node, result: None, span }
    }
}

impl PartialEq for Ast {
    fn eq(&self, other: &Self) -> bool {
        self.node == other.node
    }
}

impl From<Node> for Ast {
    fn from(node: Node) -> Self {
        Self::new(node, Span::default())
    }
}

/// What a part of an expression is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "node", rename_all = "snake_case")]
pub enum Node {
    /// A number, never negative: the minus sign is an operator.
    Number {
        /// The exact number.
        value: Decimal,
    },
    /// Text in quotes.
    Text {
        /// Without the quotes.
        value: String,
    },
    /// TRUE or FALSE.
    Boolean {
        /// Which.
        value: bool,
    },
    /// BLANK.
    Blank,
    /// A name.
    Path(Path),
    /// A function with its arguments.
    Call {
        /// In upper case.
        function: String,
        /// In order.
        arguments: Vec<Ast>,
    },
    /// An operator before its operand.
    Unary {
        /// Which.
        operator: UnaryOperator,
        /// To what.
        operand: Box<Ast>,
    },
    /// An operator between two operands.
    Binary {
        /// Which.
        operator: BinaryOperator,
        /// Before it.
        left: Box<Ast>,
        /// After it.
        right: Box<Ast>,
    },
}

/// Where a name is looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Root {
    /// The record at hand; names without a root are its fields.
    Record,
    /// The record before the change, where there is one.
    Old,
    /// The person who asks.
    User,
}

impl Root {
    /// The word before the first point.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::Old => "old",
            Self::User => "user",
        }
    }
}

/// A name, followed over references and rows: `record.customer.level`, `record.lines.amount`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Path {
    /// Where it begins.
    pub root: Root,
    /// The names after the root, at least one.
    pub names: Vec<String>,
}

impl Path {
    /// A path below the record.
    #[must_use]
    pub fn record(names: &[&str]) -> Self {
        Self { root: Root::Record, names: names.iter().map(ToString::to_string).collect() }
    }

    /// All parts, the root first.
    #[must_use]
    pub fn parts(&self) -> Vec<String> {
        std::iter::once(self.root.name().to_owned()).chain(self.names.iter().cloned()).collect()
    }
}

/// An operator before its operand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnaryOperator {
    /// `-`
    Minus,
    /// `NOT`
    Not,
}

macro_rules! binary_operators {
    ($($variant:ident $sign:literal $binding:literal $doc:literal;)*) => {
        /// An operator between two operands.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum BinaryOperator { $(#[doc = $doc] $variant,)* }

        impl BinaryOperator {
            /// Every operator.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// How it is written.
            #[must_use]
            pub fn sign(self) -> &'static str {
                match self { $(Self::$variant => $sign,)* }
            }

            /// How tightly it binds; a larger number binds tighter.
            #[must_use]
            pub fn binding(self) -> u8 {
                match self { $(Self::$variant => $binding,)* }
            }
        }
    };
}

binary_operators! {
    Or "OR" 1 "Either.";
    And "AND" 2 "Both.";
    Equal "=" 4 "The same, or both blank.";
    NotEqual "<>" 4 "Not the same.";
    Less "<" 4 "Smaller or earlier.";
    LessOrEqual "<=" 4 "Not larger.";
    Greater ">" 4 "Larger or later.";
    GreaterOrEqual ">=" 4 "Not smaller.";
    Join "&" 5 "Text after text.";
    Add "+" 6 "Sum; also a later day or instant.";
    Subtract "-" 6 "Difference; also an earlier day or instant, and the time between two.";
    Multiply "*" 7 "Product.";
    Divide "/" 7 "Quotient; blank when the divisor is zero.";
}

impl BinaryOperator {
    /// True for `=`, `<>`, `<`, `<=`, `>` and `>=`, which do not chain.
    #[must_use]
    pub fn is_comparison(self) -> bool {
        self.binding() == COMPARISON_BINDING
    }
}

/// The binding of comparisons; `NOT` without brackets binds just looser.
pub(crate) const COMPARISON_BINDING: u8 = 4;
