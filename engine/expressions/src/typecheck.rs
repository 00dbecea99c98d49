//! A tree against an environment: every name and every type, all errors at once.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::error::{ErrorCode, ExpressionError, Span};
use crate::registry::{Gives, Want, function};
use crate::types::{Environment, PathType, Type};
use crate::{Ast, BinaryOperator, Expression, Limits, Node, Path, UnaryOperator};

/// An expression that is known to make sense.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CheckedExpression {
    /// The tree.
    pub ast: Ast,
    /// The type of the result, never a list.
    pub result: Type,
    /// Every name it reads, sorted, each once.
    pub dependencies: Vec<Path>,
    /// Those of them that lead to or through child rows.
    #[serde(default)]
    pub rows: Vec<RowsPath>,
    /// It depends on the clock (NOW, TODAY).
    pub reads_clock: bool,
    /// It depends on who asks (ME, `user.`).
    pub reads_user: bool,
}

/// A name that leads to child rows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RowsPath {
    /// The name.
    pub path: Path,
    /// It goes on to a value in each row; otherwise it stands for the rows themselves.
    pub column: bool,
}

/// Reads and checks in one go; with `result`, the result must fit that type.
///
/// # Errors
/// Every error that can be told at once.
pub fn compile(
    text: &str,
    environment: &dyn Environment,
    result: Option<&Type>,
) -> Result<CheckedExpression, Vec<ExpressionError>> {
    let ast = Expression::parse(text).map_err(|error| vec![error])?;
    match result {
        None => check(&ast, environment),
        Some(wanted) => check_as(&ast, environment, wanted),
    }
}

/// Checks a tree and demands that its result fits `wanted`.
///
/// # Errors
/// Every wrong name and type.
pub fn check_as(
    ast: &Ast,
    environment: &dyn Environment,
    wanted: &Type,
) -> Result<CheckedExpression, Vec<ExpressionError>> {
    let checked = check(ast, environment)?;
    if checked.result == *wanted || checked.result == Type::Blank {
        return Ok(checked);
    }
    let error = ExpressionError::new(ErrorCode::ResultType, ast.span);
    Err(vec![error.with("expected", wanted.name()).with("found", checked.result.name())])
}

/// Checks a tree.
///
/// # Errors
/// Every wrong name and type.
pub fn check(ast: &Ast, environment: &dyn Environment) -> Result<CheckedExpression, Vec<ExpressionError>> {
    let mut checker = Checker {
        environment,
        errors: Vec::new(),
        dependencies: BTreeSet::new(),
        rows: BTreeSet::new(),
        reads_clock: false,
        reads_user: false,
        nodes: 0,
    };
    let result = checker.scalar(ast, 0);
    match result {
        Some(result) if checker.errors.is_empty() => Ok(CheckedExpression {
            ast: ast.clone(),
            result,
            dependencies: checker.dependencies.into_iter().collect(),
            rows: checker.rows.into_iter().collect(),
            reads_clock: checker.reads_clock,
            reads_user: checker.reads_user,
        }),
        _ => Err(checker.errors),
    }
}

struct Checker<'a> {
    environment: &'a dyn Environment,
    errors: Vec<ExpressionError>,
    dependencies: BTreeSet<Path>,
    rows: BTreeSet<RowsPath>,
    reads_clock: bool,
    reads_user: bool,
    nodes: usize,
}

impl Checker<'_> {
    fn refuse(&mut self, error: ExpressionError) -> Option<Type> {
        self.errors.push(error);
        None
    }

    /// The type of a part that must be a single value. Nothing when an error was noted below.
    fn scalar(&mut self, ast: &Ast, depth: usize) -> Option<Type> {
        match self.part(ast, depth)? {
            Type::List(_) => self.refuse(ExpressionError::new(ErrorCode::ListAlone, ast.span)),
            single => Some(single),
        }
    }

    fn part(&mut self, ast: &Ast, depth: usize) -> Option<Type> {
        // A tree need not come from the parser, so its limits hold here as well.
        self.nodes += 1;
        if depth >= Limits::DEPTH {
            return self.refuse(ExpressionError::new(ErrorCode::TooDeep, ast.span).with("max", Limits::DEPTH));
        }
        if self.nodes > Limits::NODES {
            if self.nodes == Limits::NODES + 1 {
                self.errors.push(ExpressionError::new(ErrorCode::TooManyNodes, ast.span).with("max", Limits::NODES));
            }
            return None;
        }
        match &ast.node {
            Node::Number { .. } => Some(Type::Number),
            Node::Text { .. } => Some(Type::Text),
            Node::Boolean { .. } => Some(Type::Boolean),
            Node::Blank => Some(Type::Blank),
            Node::Path(path) => self.path(path, ast.span),
            Node::Call { function, arguments } => self.call(function, arguments, ast.span, depth),
            Node::Unary { operator, operand } => {
                let (sign, wanted) = match operator {
                    UnaryOperator::Minus => ("-", Type::Number),
                    UnaryOperator::Not => ("NOT", Type::Boolean),
                };
                let found = self.scalar(operand, depth + 1)?;
                self.operand(sign, &wanted, &found, operand.span).then_some(wanted)
            }
            Node::Binary { operator, left, right } => {
                let types = (self.scalar(left, depth + 1), self.scalar(right, depth + 1));
                let (Some(one), Some(two)) = types else { return None };
                self.binary(*operator, (&one, left.span), (&two, right.span))
            }
        }
    }

    fn path(&mut self, path: &Path, span: Span) -> Option<Type> {
        if path.names.len() > Limits::HOPS + 1 {
            return self.refuse(ExpressionError::new(ErrorCode::PathTooLong, span).with("max", Limits::HOPS));
        }
        let parts = path.parts();
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        let in_rows = (2..parts.len()).any(|end| self.environment.resolve(&parts[..end]) == Some(PathType::Rows));
        let found = match self.environment.resolve(&parts) {
            Some(PathType::Rows) if !in_rows => Type::list(Type::Record),
            Some(PathType::Scalar(one)) if in_rows && one.is_scalar() => Type::list(one),
            Some(PathType::Scalar(one)) if !in_rows => one,
            // Unknown, or rows within rows, which have no single order.
            _ => {
                let error = ExpressionError::new(ErrorCode::NameUnknown, span);
                return self.refuse(error.with("name", path.names.join(".")));
            }
        };
        if in_rows || found == Type::list(Type::Record) {
            self.rows.insert(RowsPath { path: path.clone(), column: in_rows });
        }
        self.reads_user |= path.root == crate::Root::User;
        self.dependencies.insert(path.clone());
        Some(found)
    }

    fn operand(&mut self, sign: &str, wanted: &Type, found: &Type, span: Span) -> bool {
        let fits = found == wanted || *found == Type::Blank;
        if !fits {
            let error = ExpressionError::new(ErrorCode::OperandType, span).with("operator", sign);
            self.errors.push(error.with("expected", wanted.name()).with("found", found.name()));
        }
        fits
    }

    fn binary(&mut self, operator: BinaryOperator, left: (&Type, Span), right: (&Type, Span)) -> Option<Type> {
        use BinaryOperator as B;
        let sign = operator.sign();
        let wanted = match operator {
            B::Or | B::And => Type::Boolean,
            B::Add | B::Subtract | B::Multiply | B::Divide => Type::Number,
            B::Join => {
                let mut fine = true;
                for (found, span) in [left, right] {
                    // An identity means nothing to a reader; its title does.
                    fine &= *found != Type::Record || self.operand(sign, &Type::Text, found, span);
                }
                return fine.then_some(Type::Text);
            }
            B::Equal | B::NotEqual | B::Less | B::LessOrEqual | B::Greater | B::GreaterOrEqual => {
                let span = left.1.to(right.1);
                let Some(common) = left.0.common(right.0) else {
                    let error = ExpressionError::new(ErrorCode::TypesDiffer, span);
                    return self.refuse(error.with("left", left.0.name()).with("right", right.0.name()));
                };
                let ordered = !matches!(common, Type::Boolean | Type::Record);
                if !ordered && !matches!(operator, B::Equal | B::NotEqual) {
                    let error = ExpressionError::new(ErrorCode::OperandType, span).with("operator", sign);
                    let expected = json!(["number", "text", "date", "datetime"]);
                    return self.refuse(error.with("expected", expected).with("found", common.name()));
                }
                return Some(Type::Boolean);
            }
        };
        let one = self.operand(sign, &wanted, left.0, left.1);
        let two = self.operand(sign, &wanted, right.0, right.1);
        (one && two).then_some(wanted)
    }

    fn call(&mut self, name: &str, arguments: &[Ast], span: Span, depth: usize) -> Option<Type> {
        let found: Vec<Option<Type>> = arguments.iter().map(|argument| self.part(argument, depth + 1)).collect();
        let Some(function) = function(name) else {
            return self.refuse(ExpressionError::new(ErrorCode::FunctionUnknown, span).with("name", name));
        };
        self.reads_clock |= matches!(name, "NOW" | "TODAY");
        self.reads_user |= name == "ME";
        let Some(wants) = function.signature.wants(arguments.len()) else {
            let error = ExpressionError::new(ErrorCode::ArgumentCount, span).with("function", name);
            return self.refuse(error.with("count", arguments.len()));
        };
        let (mut common, mut compared, mut fine) = (Type::Blank, Type::Blank, true);
        for (index, (want, found)) in wants.iter().zip(found).enumerate() {
            let Some(found) = found else {
                fine = false;
                continue;
            };
            let shared = match want {
                Want::Compared => Some(&mut compared),
                Want::Common | Want::Ordered => Some(&mut common),
                _ => None,
            };
            let span = arguments.get(index).map_or(span, |argument| argument.span);
            if !accepts(*want, &found) {
                let error = ExpressionError::new(ErrorCode::ArgumentType, span).with("function", name);
                let error = error.with("position", index + 1).with("expected", json!(want));
                self.errors.push(error.with("found", found.name()));
                fine = false;
            } else if let Some(shared) = shared {
                let item = if let Type::List(item) = &found { item } else { &found };
                match shared.common(item) {
                    Some(both) => *shared = both,
                    None => {
                        let error = ExpressionError::new(ErrorCode::TypesDiffer, span);
                        self.errors.push(error.with("left", shared.name()).with("right", item.name()));
                        fine = false;
                    }
                }
            }
        }
        fine.then_some(match function.signature.gives {
            Gives::Number => Type::Number,
            Gives::Text => Type::Text,
            Gives::Boolean => Type::Boolean,
            Gives::Date => Type::Date,
            Gives::DateTime => Type::DateTime,
            Gives::Record => Type::Record,
            Gives::Common => common,
        })
    }
}

/// Whether an argument of type `found` may stand where `want` is wanted.
fn accepts(want: Want, found: &Type) -> bool {
    let item = if let Type::List(item) = found { item } else { found };
    match want {
        Want::Number => found.fits(&Type::Number),
        Want::Text => found.fits(&Type::Text),
        Want::Boolean => found.fits(&Type::Boolean),
        Want::Date => found.fits(&Type::Date),
        Want::Printable => found.is_scalar() && *found != Type::Record,
        Want::TextOrTexts => item.fits(&Type::Text),
        Want::Any => true,
        Want::Common | Want::Compared => found.is_scalar(),
        Want::Numbers => item.fits(&Type::Number),
        Want::Ordered => matches!(item, Type::Number | Type::Date | Type::DateTime | Type::Blank),
    }
}
