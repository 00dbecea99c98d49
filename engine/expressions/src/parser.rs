//! Tokens to a tree: precedence climbing with a bounded depth.

use crate::ast::COMPARISON_BINDING;
use crate::error::{ErrorCode, ExpressionError, Span};
use crate::lexer::{Token, tokens};
use crate::{Ast, BinaryOperator, Limits, Node, Path, Root, UnaryOperator};

type Parsed = Result<Tree, ExpressionError>;

/// A part with the height of its tree.
struct Tree {
    ast: Ast,
    height: usize,
}

/// Reads a whole expression.
pub(crate) fn parse(text: &str) -> Result<Ast, ExpressionError> {
    let tokens = tokens(text)?;
    let length = text.chars().count();
    let mut parser = Parser { tokens, at: 0, length, depth: 0, nodes: 0 };
    let tree = parser.expression(0)?;
    match parser.peek() {
        None => Ok(tree.ast),
        Some(_) => Err(parser.unexpected("operator")),
    }
}

struct Parser {
    tokens: Vec<(Token, Span)>,
    at: usize,
    length: usize,
    depth: usize,
    nodes: usize,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|(token, _)| token)
    }

    fn is(&self, token: &Token) -> bool {
        self.peek() == Some(token)
    }

    fn span(&self) -> Span {
        self.tokens.get(self.at).map_or(Span::new(self.length, self.length), |(_, span)| *span)
    }

    fn last_span(&self) -> Span {
        self.at.checked_sub(1).and_then(|at| self.tokens.get(at)).map_or(Span::default(), |(_, span)| *span)
    }

    fn unexpected(&self, expected: &str) -> ExpressionError {
        match self.peek() {
            None => ExpressionError::new(ErrorCode::EndUnexpected, self.span()),
            Some(token) => {
                ExpressionError::new(ErrorCode::TokenUnexpected, self.span()).with("found", token.describe())
            }
        }
        .with("expected", expected)
    }

    fn expect(&mut self, token: &Token) -> Result<(), ExpressionError> {
        if !self.is(token) {
            return Err(self.unexpected(&token.describe()));
        }
        self.at += 1;
        Ok(())
    }

    fn too_deep(span: Span) -> ExpressionError {
        ExpressionError::new(ErrorCode::TooDeep, span).with("max", Limits::DEPTH)
    }

    fn tree(&mut self, node: Node, span: Span, below: usize) -> Parsed {
        self.nodes += 1;
        if self.nodes > Limits::NODES {
            return Err(ExpressionError::new(ErrorCode::TooManyNodes, span).with("max", Limits::NODES));
        }
        if below >= Limits::DEPTH {
            return Err(Self::too_deep(span));
        }
        Ok(Tree { ast: Ast::new(node, span), height: below + 1 })
    }

    /// The operator at hand, also when it is written as a word.
    fn operator(&self) -> Option<BinaryOperator> {
        match self.peek()? {
            Token::Operator(operator) => Some(*operator),
            Token::Word(word) if word.eq_ignore_ascii_case("and") => Some(BinaryOperator::And),
            Token::Word(word) if word.eq_ignore_ascii_case("or") => Some(BinaryOperator::Or),
            _ => None,
        }
    }

    /// An expression whose operators bind at least as tightly as `binding`.
    fn expression(&mut self, binding: u8) -> Parsed {
        self.depth += 1;
        if self.depth > Limits::DEPTH {
            return Err(Self::too_deep(self.span()));
        }
        let mut left = self.prefixed()?;
        while let Some(operator) = self.operator().filter(|operator| operator.binding() >= binding) {
            self.at += 1;
            let right = self.expression(operator.binding() + 1)?;
            let span = left.ast.span.to(right.ast.span);
            let below = left.height.max(right.height);
            let node = Node::Binary { operator, left: Box::new(left.ast), right: Box::new(right.ast) };
            left = self.tree(node, span, below)?;
            if operator.is_comparison() && self.operator().is_some_and(BinaryOperator::is_comparison) {
                return Err(self.unexpected("AND"));
            }
        }
        self.depth -= 1;
        Ok(left)
    }

    /// A part with the operators that stand before it.
    fn prefixed(&mut self) -> Parsed {
        let start = self.span();
        let (operator, binding) = match self.peek() {
            // As tight as a product's operand: `-a * b` is `(-a) * b`.
            Some(Token::Operator(BinaryOperator::Subtract)) => (UnaryOperator::Minus, 8),
            Some(Token::Word(word)) if word.eq_ignore_ascii_case("not") => {
                if matches!(self.tokens.get(self.at + 1), Some((Token::Open, _))) {
                    return self.not_call(start);
                }
                (UnaryOperator::Not, COMPARISON_BINDING)
            }
            _ => return self.primary(),
        };
        self.at += 1;
        let operand = self.expression(binding)?;
        let span = start.to(operand.ast.span);
        self.tree(Node::Unary { operator, operand: Box::new(operand.ast) }, span, operand.height)
    }

    /// `NOT(x)`, written like a function, ends at its bracket: `NOT(a) = b` compares.
    fn not_call(&mut self, start: Span) -> Parsed {
        self.at += 2;
        let operand = self.expression(0)?;
        self.expect(&Token::Close)?;
        let node = Node::Unary { operator: UnaryOperator::Not, operand: Box::new(operand.ast) };
        self.tree(node, start.to(self.last_span()), operand.height)
    }

    fn primary(&mut self) -> Parsed {
        let span = self.span();
        let Some(token) = self.peek().cloned() else { return Err(self.unexpected("value")) };
        match token {
            Token::Number(value) => self.leaf(Node::Number { value }, span),
            Token::Text(value) => self.leaf(Node::Text { value }, span),
            Token::Word(word) => {
                if matches!(self.tokens.get(self.at + 1), Some((Token::Open, _))) {
                    self.at += 2;
                    return self.call(&word, span);
                }
                self.word(&word, span)
            }
            Token::Open => {
                self.at += 1;
                let mut inner = self.expression(0)?;
                self.expect(&Token::Close)?;
                inner.ast.span = span.to(self.last_span());
                Ok(inner)
            }
            _ => Err(self.unexpected("value")),
        }
    }

    fn leaf(&mut self, node: Node, span: Span) -> Parsed {
        self.at += 1;
        self.tree(node, span, 0)
    }

    fn call(&mut self, word: &str, start: Span) -> Parsed {
        let mut arguments = Vec::new();
        let mut below = 0;
        if !self.is(&Token::Close) {
            loop {
                let argument = self.expression(0)?;
                below = below.max(argument.height);
                arguments.push(argument.ast);
                if !self.is(&Token::Comma) {
                    break;
                }
                self.at += 1;
            }
        }
        if !self.is(&Token::Close) {
            return Err(self.unexpected(", )"));
        }
        self.at += 1;
        let node = Node::Call { function: word.to_ascii_uppercase(), arguments };
        self.tree(node, start.to(self.last_span()), below)
    }

    /// A word that is no function: a constant, a root or the name of a field.
    fn word(&mut self, word: &str, start: Span) -> Parsed {
        let point = matches!(self.tokens.get(self.at + 1), Some((Token::Point, _)));
        let no_arguments = |function: &str| Node::Call { function: function.to_owned(), arguments: Vec::new() };
        let node = match reserved(word) {
            None => return self.path(Root::Record, start),
            Some(Reserved::Record) if point => {
                self.at += 2;
                return self.path(Root::Record, start);
            }
            Some(Reserved::User) if point => {
                self.at += 2;
                return self.path(Root::User, start);
            }
            Some(Reserved::Old) if point => {
                self.at += 2;
                return self.path(Root::Old, start);
            }
            // Without a point it is a field of that name: only a record that was leads on.
            Some(Reserved::Old) => return self.path(Root::Record, start),
            Some(Reserved::User) => no_arguments("ME"),
            Some(Reserved::Now) => no_arguments("NOW"),
            Some(Reserved::True) => Node::Boolean { value: true },
            Some(Reserved::False) => Node::Boolean { value: false },
            Some(Reserved::Blank) => Node::Blank,
            Some(Reserved::Record | Reserved::Operator) => return Err(self.unexpected("value")),
        };
        self.leaf(node, start)
    }

    fn path(&mut self, root: Root, start: Span) -> Parsed {
        let mut names = Vec::new();
        loop {
            match self.peek() {
                Some(Token::Word(name)) => names.push(name.clone()),
                _ => return Err(self.unexpected("name")),
            }
            self.at += 1;
            if !self.is(&Token::Point) {
                break;
            }
            self.at += 1;
        }
        self.tree(Node::Path(Path { root, names }), start.to(self.last_span()), 0)
    }
}

/// A word that is not a field's name unless it follows `record.`.
pub(crate) enum Reserved {
    Record,
    Old,
    User,
    Now,
    True,
    False,
    Blank,
    Operator,
}

/// What a bare word means to the language itself. Roots are lower case, constants and operators any case.
pub(crate) fn reserved(word: &str) -> Option<Reserved> {
    let known = match word {
        "record" => Reserved::Record,
        "old" => Reserved::Old,
        "user" => Reserved::User,
        "now" => Reserved::Now,
        _ => match word.to_ascii_uppercase().as_str() {
            "TRUE" => Reserved::True,
            "FALSE" => Reserved::False,
            "BLANK" => Reserved::Blank,
            "AND" | "OR" | "NOT" => Reserved::Operator,
            _ => return None,
        },
    };
    Some(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(text: &str) -> String {
        parse(text).map_or_else(|error| error.to_string(), |ast| ast.to_string())
    }

    #[test]
    fn operators_bind_as_in_a_spreadsheet() {
        assert_eq!(printed("1+2*3-4"), "1 + 2 * 3 - 4");
        assert_eq!(printed("(1+2)*3"), "(1 + 2) * 3");
        assert_eq!(printed("1-(2-3)"), "1 - (2 - 3)");
        assert_eq!(printed("-a*b"), "-a * b");
        assert_eq!(printed("a or b and not c = d"), "a OR b AND NOT(c = d)");
        assert_eq!(printed("not(a) = b"), "NOT(a) = b");
        assert_eq!(printed("a&b+1=c"), "a & b + 1 = c");
    }

    #[test]
    fn roots_and_reserved_words() {
        assert_eq!(printed("record.amount"), "amount");
        assert_eq!(printed("record.and"), "record.and");
        assert_eq!(printed("amount > old.amount"), "amount > old.amount");
        assert_eq!(printed("old"), "record.old");
        assert_eq!(printed("record.old.name"), "record.old.name");
        assert_eq!(printed("user.department"), "user.department");
        assert_eq!(printed("owner = user AND at < now"), "owner = ME() AND at < NOW()");
        assert_eq!(printed("if + sum"), "if + sum");
        assert_eq!(printed("record"), "token_unexpected at 0..6");
    }

    #[test]
    fn the_first_error_has_a_place() {
        assert_eq!(printed("1 +"), "end_unexpected at 3..3");
        assert_eq!(printed("IF(a, 1"), "end_unexpected at 7..7");
        assert_eq!(printed("1 2"), "token_unexpected at 2..3");
        assert_eq!(printed("a = b = c"), "token_unexpected at 6..7");
        assert_eq!(printed("\"abc"), "text_not_closed at 0..4");
        assert_eq!(printed(""), "end_unexpected at 0..0");
    }

    #[test]
    fn size_is_bounded() {
        let code = |text: String| parse(&text).expect_err("refused").code;
        assert_eq!(code("(".repeat(5_000)), ErrorCode::TooDeep);
        assert_eq!(code("-".repeat(5_000)), ErrorCode::TooDeep);
        assert_eq!(code(vec!["1"; 100].join("+")), ErrorCode::TooDeep);
        assert_eq!(code(format!("SUM({})", vec!["1"; 2_001].join(","))), ErrorCode::TooManyNodes);
        assert_eq!(code("1".repeat(10_001)), ErrorCode::SourceTooLong);
        assert!(parse(&vec!["1"; 60].join("+")).is_ok());
        assert!(parse(&format!("{}1{}", "(".repeat(60), ")".repeat(60))).is_ok());
    }
}
