//! Checks a tree against the names and functions there are, and finds the type of every part.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::error::{ErrorCode, ExpressionError, Span};
use crate::registry::{Reads, function};
use crate::signature::{Shared, Want};
use crate::types::{Environment, PathType, Type};
use crate::{Ast, BinaryOperator, Expression, Limits, Node, Path, Root, UnaryOperator, arithmetic, functions};

/// An expression that is known to make sense.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CheckedExpression {
    /// The tree, with the type of every part.
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
    /// It depends on the calendar of working days or on currency rates, which change without the record.
    #[serde(default)]
    pub reads_tables: bool,
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
        reads: Vec::new(),
        nodes: 0,
    };
    let mut ast = ast.clone();
    let result = checker.scalar(&mut ast, 0);
    match result {
        Some(result) if checker.errors.is_empty() => Ok(CheckedExpression {
            ast,
            result,
            reads_clock: checker.reads.contains(&Reads::Clock),
            reads_user: checker.reads.contains(&Reads::User),
            reads_tables: checker.reads.contains(&Reads::Tables),
            dependencies: checker.dependencies.into_iter().collect(),
            rows: checker.rows.into_iter().collect(),
        }),
        _ => Err(checker.errors),
    }
}

struct Checker<'a> {
    environment: &'a dyn Environment,
    errors: Vec<ExpressionError>,
    dependencies: BTreeSet<Path>,
    rows: BTreeSet<RowsPath>,
    reads: Vec<Reads>,
    nodes: usize,
}

impl Checker<'_> {
    fn refuse(&mut self, error: ExpressionError) -> Option<Type> {
        self.errors.push(error);
        None
    }

    /// The type of a part that must be a single value. Nothing when an error was noted below.
    fn scalar(&mut self, ast: &mut Ast, depth: usize) -> Option<Type> {
        match self.part(ast, depth)? {
            Type::List(_) => self.refuse(ExpressionError::new(ErrorCode::ListAlone, ast.span)),
            single => Some(single),
        }
    }

    fn part(&mut self, ast: &mut Ast, depth: usize) -> Option<Type> {
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
        let span = ast.span;
        let found = match &mut ast.node {
            Node::Number { .. } => Some(Type::Number),
            Node::Text { .. } => Some(Type::Text),
            Node::Boolean { .. } => Some(Type::Boolean),
            Node::Blank => Some(Type::Blank),
            Node::Path(path) => self.path(path, span),
            Node::Call { function, arguments } => self.call(function, arguments, span, depth),
            Node::Unary { operator: UnaryOperator::Not, operand } => {
                let found = self.scalar(operand, depth + 1)?;
                self.operand("NOT", &Type::Boolean, &found, operand.span).then_some(Type::Boolean)
            }
            Node::Unary { operator: UnaryOperator::Minus, operand } => match self.scalar(operand, depth + 1)? {
                kind @ (Type::Duration | Type::Blank) => Some(kind),
                found => self.operand("-", &Type::Number, &found, operand.span).then_some(Type::Number),
            },
            Node::Binary { operator, left, right } => {
                let types = (self.scalar(left, depth + 1), self.scalar(right, depth + 1));
                let (Some(one), Some(two)) = types else { return None };
                self.binary(*operator, (&one, left.span), (&two, right.span))
            }
        };
        ast.result.clone_from(&found);
        found
    }

    fn path(&mut self, path: &Path, span: Span) -> Option<Type> {
        if path.names.len() > Limits::HOPS + 1 {
            return self.refuse(ExpressionError::new(ErrorCode::PathTooLong, span).with("max", Limits::HOPS));
        }
        let parts = path.parts();
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        let in_rows = rows_prefix(self.environment, &parts).is_some_and(|end| end < parts.len());
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
        if in_rows || self.environment.resolve(&parts) == Some(PathType::Rows) {
            self.rows.insert(RowsPath { path: path.clone(), column: in_rows });
        }
        if path.root == Root::User {
            self.reads.push(Reads::User);
        }
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
        let span = left.1.to(right.1);
        let differ = || {
            let error = ExpressionError::new(ErrorCode::TypesDiffer, span);
            error.with("left", left.0.name()).with("right", right.0.name())
        };
        match operator {
            B::Or | B::And => {
                let one = self.operand(sign, &Type::Boolean, left.0, left.1);
                let two = self.operand(sign, &Type::Boolean, right.0, right.1);
                (one && two).then_some(Type::Boolean)
            }
            B::Add | B::Subtract | B::Multiply | B::Divide => {
                let mut fine = true;
                for ((found, span), on_the_left) in [(left, true), (right, false)] {
                    let expected = arithmetic::operands(operator, on_the_left);
                    if *found != Type::Blank && !expected.contains(&found.name()) {
                        let error = ExpressionError::new(ErrorCode::OperandType, span).with("operator", sign);
                        self.errors.push(error.with("expected", json!(expected)).with("found", found.name()));
                        fine = false;
                    }
                }
                if !fine {
                    return None;
                }
                arithmetic::result(operator, left.0, right.0).or_else(|| self.refuse(differ()))
            }
            B::Join => {
                let mut fine = true;
                for (found, span) in [left, right] {
                    // An identity means nothing to a reader; its title does.
                    fine &= *found != Type::Record || self.operand(sign, &Type::Text, found, span);
                }
                fine.then_some(Type::Text)
            }
            B::Equal | B::NotEqual | B::Less | B::LessOrEqual | B::Greater | B::GreaterOrEqual => {
                let Some(common) = left.0.common(right.0) else { return self.refuse(differ()) };
                if !common.is_ordered() && !matches!(operator, B::Equal | B::NotEqual) {
                    let error = ExpressionError::new(ErrorCode::OperandType, span).with("operator", sign);
                    let expected = json!(["number", "text", "date", "datetime", "duration"]);
                    return self.refuse(error.with("expected", expected).with("found", common.name()));
                }
                Some(Type::Boolean)
            }
        }
    }

    fn call(&mut self, name: &str, arguments: &mut [Ast], span: Span, depth: usize) -> Option<Type> {
        let found: Vec<Option<Type>> = arguments.iter_mut().map(|argument| self.part(argument, depth + 1)).collect();
        let Some(function) = function(name) else {
            return self.refuse(ExpressionError::new(ErrorCode::FunctionUnknown, span).with("name", name));
        };
        self.reads.push(function.reads);
        let Some(wants) = function.signature.wants(arguments.len()) else {
            let error = ExpressionError::new(ErrorCode::ArgumentCount, span).with("function", name);
            return self.refuse(error.with("count", arguments.len()));
        };
        let (mut common, mut compared, mut fine) = (Type::Blank, Type::Blank, true);
        let mut rows = None;
        for (index, ((want, found), argument)) in wants.iter().zip(found).zip(arguments.iter()).enumerate() {
            let Some(found) = found else {
                fine = false;
                continue;
            };
            let error = |code| {
                let error = ExpressionError::new(code, argument.span).with("function", name);
                error.with("position", index + 1)
            };
            let origin = self.origin(argument);
            let is_rows = origin.as_ref().is_some_and(|(_, column)| !column);
            if !want.accepts(&found) || (is_rows && *want != Want::Any) || (want.is_column() && origin.is_none()) {
                let error = error(ErrorCode::ArgumentType).with("expected", json!(want));
                self.errors.push(error.with("found", if is_rows { "rows" } else { found.name() }));
                fine = false;
                continue;
            }
            if want.is_column() {
                let prefix = origin.map(|(prefix, _)| prefix);
                if rows.is_some() && rows != prefix {
                    self.errors.push(error(ErrorCode::RowsDiffer));
                    fine = false;
                }
                rows = rows.or(prefix);
            }
            let shared = want.shared().map(|shared| match shared {
                Shared::Common => &mut common,
                Shared::Compared => &mut compared,
            });
            if let Some(shared) = shared {
                match shared.common(found.item()) {
                    Some(both) => *shared = both,
                    None => {
                        let error = ExpressionError::new(ErrorCode::TypesDiffer, argument.span);
                        self.errors.push(error.with("left", shared.name()).with("right", found.item().name()));
                        fine = false;
                    }
                }
            }
        }
        if !fine {
            return None;
        }
        for (index, (want, argument)) in wants.iter().zip(arguments.iter()).enumerate() {
            let allowed = match want {
                Want::Unit => functions::units_of(&common),
                Want::Pattern => functions::patterns_of(arguments.first().and_then(|first| first.result.as_ref())),
                _ => continue,
            };
            let written = if let Node::Text { value } = &argument.node { Some(value.as_str()) } else { None };
            if !written.is_some_and(|text| (allowed.holds)(text)) {
                let error = ExpressionError::new(ErrorCode::LiteralExpected, argument.span).with("function", name);
                self.errors.push(error.with("position", index + 1).with("allowed", json!(allowed.shown)));
                fine = false;
            }
        }
        fine.then(|| function.signature.gives.kind(common))
    }

    /// The rows that a path leads to or through, and whether it goes on into each row.
    fn origin(&self, ast: &Ast) -> Option<(Vec<String>, bool)> {
        let Node::Path(path) = &ast.node else { return None };
        let mut parts = path.parts();
        let names: Vec<&str> = parts.iter().map(String::as_str).collect();
        let (end, length) = (rows_prefix(self.environment, &names)?, names.len());
        parts.truncate(end);
        Some((parts, end < length))
    }
}

/// How many parts of a path lead to child rows, if some do.
fn rows_prefix(environment: &dyn Environment, parts: &[&str]) -> Option<usize> {
    (2..=parts.len())
        .find(|end| parts.get(..*end).and_then(|prefix| environment.resolve(prefix)) == Some(PathType::Rows))
}
