//! A checked tree with every name resolved to its place: what the emitters walk over.

use engine_expressions::{
    Ast, BinaryOperator, CheckedExpression, ErrorCode, ExpressionError, Limits, Node, Reads, Root, RowsPath, Span,
    Type, UnaryOperator, function,
};
use serde_json::{Map, Value as Json};

use super::postgres::has_form;
use super::sight::{Place, SqlNames};

/// A part of an expression.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Part {
    /// The same part as the evaluator reads it.
    pub(crate) ast: Ast,
    pub(crate) kind: Type,
    /// It depends on no record, so it has one value for the whole statement.
    pub(crate) is_constant: bool,
    pub(crate) what: What,
}

/// What a part is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum What {
    /// A literal, or a name of the person who asks.
    Given,
    /// A value of the record, or values of its rows.
    Place(Box<Place>),
    Minus(Box<Part>),
    Not(Box<Part>),
    Binary(BinaryOperator, Box<Part>, Box<Part>),
    Call(&'static str, Vec<Part>),
}

/// How much one expression may ask of the database.
#[derive(Debug, Clone, Copy)]
pub struct SqlLimits {
    /// Most parts.
    pub nodes: usize,
    /// Most names that lead to other tables, each a sub-query.
    pub queries: usize,
    /// Most different names.
    pub names: usize,
}

impl SqlLimits {
    /// For whoever may send requests.
    pub const REQUEST: Self = Self { nodes: 200, queries: 8, names: 40 };
    /// For documents, whose authors are trusted with the language's own limits.
    pub const DOCUMENT: Self = Self { nodes: Limits::NODES, queries: 40, names: 40 };
}

/// A tree and the names that lead to rows.
pub(crate) struct Built {
    pub(crate) root: Part,
    pub(crate) rows: Vec<RowsPath>,
}

/// Resolves a checked expression.
///
/// # Errors
/// Each part that SQL has no form for, and what is beyond the limits.
pub(crate) fn build(
    names: SqlNames<'_>,
    expression: &CheckedExpression,
    limits: SqlLimits,
) -> Result<Built, Vec<ExpressionError>> {
    let mut builder = Builder { names, errors: Vec::new(), nodes: 0, queries: 0 };
    let root = builder.part(&expression.ast);
    let span = expression.ast.span;
    builder.limit(span, "nodes", builder.nodes, limits.nodes);
    builder.limit(span, "queries", builder.queries, limits.queries);
    builder.limit(span, "names", expression.dependencies.len(), limits.names);
    match root {
        Some(root) if builder.errors.is_empty() => Ok(Built { root, rows: expression.rows.clone() }),
        _ => Err(builder.errors),
    }
}

struct Builder<'a> {
    names: SqlNames<'a>,
    errors: Vec<ExpressionError>,
    nodes: usize,
    queries: usize,
}

impl Builder<'_> {
    fn refuse(&mut self, code: ErrorCode, position: Span, params: &[(&str, Json)]) {
        let params = params.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect::<Map<_, _>>();
        self.errors.push(ExpressionError { code, position, params });
    }

    fn limit(&mut self, span: Span, what: &str, found: usize, max: usize) {
        if found > max {
            self.refuse(ErrorCode::SqlTooLarge, span, &[("what", what.into()), ("max", max.into())]);
        }
    }

    fn part(&mut self, ast: &Ast) -> Option<Part> {
        self.nodes += 1;
        // The checker left the type of every part.
        let kind = ast.result.clone().unwrap_or(Type::Blank);
        let made = |is_constant, what| Some(Part { ast: ast.clone(), kind: kind.clone(), is_constant, what });
        match &ast.node {
            Node::Number { .. } | Node::Text { .. } | Node::Boolean { .. } | Node::Blank => made(true, What::Given),
            Node::Path(path) if path.root == Root::User => made(true, What::Given),
            Node::Path(path) => {
                let Some(place) = self.names.place(path) else {
                    self.refuse(ErrorCode::NameUnknown, ast.span, &[("name", path.names.join(".").into())]);
                    return None;
                };
                self.queries += usize::from(!place.hops.is_empty());
                made(false, What::Place(Box::new(place)))
            }
            Node::Unary { operator, operand } => {
                let inner = self.part(operand)?;
                let is_constant = inner.is_constant;
                match operator {
                    UnaryOperator::Minus => made(is_constant, What::Minus(Box::new(inner))),
                    UnaryOperator::Not => made(is_constant, What::Not(Box::new(inner))),
                }
            }
            Node::Binary { operator, left, right } => {
                let (left, right) = (self.part(left), self.part(right));
                let (left, right) = (left?, right?);
                let is_constant = left.is_constant && right.is_constant;
                made(is_constant, What::Binary(*operator, Box::new(left), Box::new(right)))
            }
            Node::Call { function: name, arguments } => {
                let parts: Vec<Option<Part>> = arguments.iter().map(|argument| self.part(argument)).collect();
                let parts: Vec<Part> = parts.into_iter().collect::<Option<_>>()?;
                let known = function(name)?;
                let is_constant = parts.iter().all(|part| part.is_constant);
                // What depends on the record is computed by the database; what only depends on its arguments, before.
                let is_computed_before = is_constant && known.reads == Reads::Arguments;
                if !has_form(known.name) && !is_computed_before {
                    self.refuse(ErrorCode::NotInSql, ast.span, &[("function", known.name.into())]);
                    return None;
                }
                made(is_constant, What::Call(known.name, parts))
            }
        }
    }
}
