//! The expression language (公式): one small total language for formulas, conditions and rules.
//!
//! Text is parsed once into an [`Ast`], checked against an [`Environment`] of typed names, and evaluated over a
//! [`Source`] of values. Numbers are exact decimals; there are no loops and no I/O, and the cost is bounded.
#![doc = include_str!("../blank_rules.md")]

mod arithmetic;
mod ast;
mod editor;
mod error;
mod evaluate;
mod exact;
mod functions;
mod lexer;
mod limits;
mod parser;
mod places;
mod print;
mod registry;
pub mod sample;
mod signature;
mod source;
mod typecheck;
mod types;

pub use ast::{Ast, BinaryOperator, Expression, Node, Path, Root, UnaryOperator};
pub use editor::{Completion, CompletionKind, Inspection, inspect};
pub use error::{ErrorCode, EvaluateCode, EvaluateError, ExpressionError, Span, Warning, WarningCode};
pub use evaluate::{evaluate, evaluate_noting};
pub use limits::Limits;
pub use places::{quoted_like, replaced, words};
pub use registry::{Family, Function, Reads, function, functions};
pub use signature::{Gives, Signature, UNITS, Want};
pub use source::{Source, default_zone, is_weekday};
pub use typecheck::{CheckedExpression, RowsPath, check, check_as, compile};
pub use types::{Environment, Name, PathType, Type};
