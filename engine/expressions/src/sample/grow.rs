//! Grows well-typed expressions over the sample's names out of any stream of choices, so that every evaluator can be
//! tried with more than people think of.

use engine_values::Decimal;

use super::Sample;
use crate::signature::{Gives, Signature, Want};
use crate::{Ast, BinaryOperator, Function, Node, Path, PathType, Root, Type, UnaryOperator, arithmetic, functions};

/// Makes expressions. The same choices make the same expression.
pub struct Grower<'a> {
    /// Gives a number below the one it is given, which is at least 1.
    pub choose: &'a mut dyn FnMut(usize) -> usize,
    /// Which functions may be used.
    pub allowed: &'a dyn Fn(&Function) -> bool,
}

/// Types that single values have.
const SCALARS: [Type; 7] =
    [Type::Number, Type::Text, Type::Boolean, Type::Date, Type::DateTime, Type::Duration, Type::Record];
const ORDERED: [Type; 5] = [Type::Number, Type::Text, Type::Date, Type::DateTime, Type::Duration];
const NUMBERS: [(i64, u32); 10] =
    [(0, 0), (1, 0), (25, 1), (2, 0), (-3, 0), (1, 12), (9_000_000_000, 0), (100, 0), (1_005, 3), (7, 0)];
const TEXTS: [&str; 8] = ["A", "中文", " ", "a,b", "12.5", "2026-11-21", "😀", ","];
const NUMBER_PATTERNS: [&str; 4] = ["0", "0.00", "#,##0.00", "0.0%"];
const DATE_PATTERNS: [&str; 3] = ["yyyy-mm-dd", "yyyy年m月d日", "yy/mm/dd hh:mm:ss"];

impl Grower<'_> {
    fn pick<T: Clone>(&mut self, from: &[T]) -> Option<T> {
        let index = if from.is_empty() { 0 } else { (self.choose)(from.len()) };
        from.get(index).cloned()
    }

    /// An expression of a type, at most so many levels deep.
    pub fn tree(&mut self, kind: &Type, depth: usize) -> Ast {
        let choice = (self.choose)(100);
        if depth == 0 || choice < 15 {
            return self.leaf(kind);
        }
        if choice < 55
            && let Some(operation) = self.operation(kind, depth)
        {
            return self.settled(operation, kind);
        }
        let call = self.call(kind, depth).unwrap_or_else(|| self.leaf(kind));
        self.settled(call, kind)
    }

    /// The expression, unless blanks in it made it one of another type.
    fn settled(&mut self, ast: Ast, kind: &Type) -> Ast {
        match crate::check(&ast, &Sample::default()) {
            Ok(checked) if checked.result != *kind && checked.result != Type::Blank => self.leaf(kind),
            // What is refused is shown to whoever asked for it.
            _ => ast,
        }
    }

    fn named(&mut self, fits: impl Fn(&PathType, &str) -> bool) -> Option<Ast> {
        let known: Vec<&str> = Sample::names().filter(|(path, kind)| fits(kind, path)).map(|(path, _)| path).collect();
        let path = self.pick(&known)?;
        let (root, names) = path.split_once('.')?;
        let root = [Root::Record, Root::Old, Root::User].into_iter().find(|known| known.name() == root)?;
        Some(Node::Path(Path { root, names: names.split('.').map(str::to_owned).collect() }).into())
    }

    fn leaf(&mut self, kind: &Type) -> Ast {
        let choice = (self.choose)(20);
        if choice == 0 && kind.is_scalar() {
            return Node::Blank.into();
        }
        let literal = match kind {
            Type::Number if choice < 9 => self.pick(&NUMBERS).map(|(digits, scale)| number(digits, scale)),
            Type::Text if choice < 6 => self.pick(&TEXTS).map(|text| Node::Text { value: text.to_owned() }.into()),
            Type::Boolean if choice < 4 => Some(Node::Boolean { value: choice < 2 }.into()),
            _ => None,
        };
        let list = if let Type::List(item) = kind { Some(item.as_ref()) } else { None };
        let path = |grower: &mut Self| {
            grower.named(|found, path| match (found, list, path.contains(".lines.")) {
                (PathType::Scalar(found), Some(item), true) => found == item,
                (PathType::Scalar(found), _, false) => found == kind,
                _ => false,
            })
        };
        literal.or_else(|| path(self)).unwrap_or_else(|| Node::Blank.into())
    }

    fn operation(&mut self, kind: &Type, depth: usize) -> Option<Ast> {
        use BinaryOperator as B;
        let binary = |operator, left, right| Node::Binary { operator, left: Box::new(left), right: Box::new(right) };
        if *kind == Type::Boolean {
            return Some(match (self.choose)(5) {
                0 => {
                    let operand = Box::new(self.tree(kind, depth - 1));
                    Node::Unary { operator: UnaryOperator::Not, operand }.into()
                }
                1 => {
                    let operator = self.pick(&[B::And, B::Or])?;
                    binary(operator, self.tree(kind, depth - 1), self.tree(kind, depth - 1)).into()
                }
                choice => {
                    let (signs, kinds): (&[B], &[Type]) = if choice == 2 {
                        (&[B::Equal, B::NotEqual], &SCALARS)
                    } else {
                        (&[B::Less, B::LessOrEqual, B::Greater, B::GreaterOrEqual], &ORDERED)
                    };
                    let (operator, of) = (self.pick(signs)?, self.pick(kinds)?);
                    binary(operator, self.tree(&of, depth - 1), self.tree(&of, depth - 1)).into()
                }
            });
        }
        if *kind == Type::Text {
            let (one, two) = (self.pick(&SCALARS[..6])?, self.pick(&SCALARS[..6])?);
            return Some(binary(B::Join, self.tree(&one, depth - 1), self.tree(&two, depth - 1)).into());
        }
        if matches!(kind, Type::Number | Type::Duration) && (self.choose)(8) == 0 {
            let operand = Box::new(self.tree(kind, depth - 1));
            return Some(Node::Unary { operator: UnaryOperator::Minus, operand }.into());
        }
        let mut lines = Vec::new();
        for operator in [B::Add, B::Subtract, B::Multiply, B::Divide] {
            for (one, two) in SCALARS.iter().flat_map(|one| SCALARS.iter().map(move |two| (one, two))) {
                if arithmetic::result(operator, one, two).as_ref() == Some(kind) {
                    lines.push((operator, one.clone(), two.clone()));
                }
            }
        }
        let (operator, one, two) = self.pick(&lines)?;
        Some(binary(operator, self.tree(&one, depth - 1), self.tree(&two, depth - 1)).into())
    }

    fn call(&mut self, kind: &Type, depth: usize) -> Option<Ast> {
        let usable: Vec<&Function> =
            functions().filter(|function| gives(&function.signature, kind) && (self.allowed)(function)).collect();
        let function = self.pick(&usable)?;
        let counts: Vec<usize> = (0..6).filter(|count| function.signature.wants(*count).is_some()).collect();
        let count = self.pick(&counts)?;
        let wants = function.signature.wants(count)?;
        let common = match (function.signature.gives, kind) {
            (Gives::Common | Gives::Commons | Gives::Quantity, kind) => kind.item().clone(),
            // The shared type does not show in the result.
            _ if wants.contains(&Want::Moment) => self.pick(&[Type::Date, Type::DateTime])?,
            _ if wants.contains(&Want::Quantities) => Type::Number,
            _ => self.pick(&SCALARS)?,
        };
        let compared = self.pick(if wants.contains(&Want::Comparable) { &ORDERED } else { &SCALARS })?;
        let mut arguments: Vec<Ast> = Vec::new();
        for want in wants {
            let argument = self.argument(want, &common, &compared, arguments.first(), depth)?;
            arguments.push(argument);
        }
        Some(Node::Call { function: function.name.to_owned(), arguments }.into())
    }

    fn argument(
        &mut self,
        want: Want,
        common: &Type,
        compared: &Type,
        first: Option<&Ast>,
        depth: usize,
    ) -> Option<Ast> {
        let lists = |grower: &mut Self, item: &Type| {
            if (grower.choose)(3) > 0 { Type::list(item.clone()) } else { item.clone() }
        };
        let kind = match want {
            Want::Number => Type::Number,
            Want::Text => Type::Text,
            Want::Boolean => Type::Boolean,
            Want::Date => self.pick(&[Type::Date, Type::DateTime])?,
            Want::DateTime => Type::DateTime,
            Want::Duration => Type::Duration,
            Want::Record => Type::Record,
            Want::Printable => self.pick(&SCALARS[..6])?,
            Want::Printables => {
                let item = self.pick(&SCALARS[..6])?;
                lists(self, &item)
            }
            Want::Formattable => self.pick(&[Type::Number, Type::Date, Type::DateTime])?,
            Want::TextOrDateTime => self.pick(&[Type::Text, Type::DateTime])?,
            Want::TextOrTexts => lists(self, &Type::Text),
            Want::Any => {
                if (self.choose)(4) == 0 {
                    // Rows within rows have no place.
                    return self.named(|found, path| *found == PathType::Rows && path.ends_with(".lines"));
                }
                let item = self.pick(&SCALARS)?;
                lists(self, &item)
            }
            Want::Common | Want::Moment => common.clone(),
            Want::Compared | Want::Comparable => compared.clone(),
            Want::Numbers => lists(self, &Type::Number),
            Want::Booleans => lists(self, &Type::Boolean),
            Want::Quantities | Want::Ordered | Want::Items => lists(self, common),
            Want::ItemsCompared => lists(self, compared),
            Want::ColumnCompared => return self.column(compared),
            Want::ColumnNumbers => return self.column(&Type::Number),
            Want::ColumnCommon => return self.column(common),
            Want::Unit => {
                let most = if *common == Type::Date { 5 } else { 8 };
                let unit = self.pick(crate::UNITS.get(..most)?)?;
                return Some(Node::Text { value: unit.to_owned() }.into());
            }
            Want::Pattern => {
                let is_number = first.is_none_or(|first| self.is_number(first));
                let pattern = if is_number { self.pick(&NUMBER_PATTERNS)? } else { self.pick(&DATE_PATTERNS)? };
                return Some(Node::Text { value: pattern.to_owned() }.into());
            }
        };
        if !kind.is_scalar() {
            // Lists of other things than fields are made by functions, and not always there.
            return Some(self.list(&kind, depth));
        }
        Some(self.tree(&kind, depth - 1))
    }

    fn list(&mut self, kind: &Type, depth: usize) -> Ast {
        if depth > 1
            && (self.choose)(4) == 0
            && let Some(call) = self.call(kind, depth - 1)
        {
            return call;
        }
        match self.leaf(kind) {
            Ast { node: Node::Blank, .. } => self.leaf(kind.item()),
            leaf => leaf,
        }
    }

    /// A column of the present record's rows.
    fn column(&mut self, item: &Type) -> Option<Ast> {
        let item = PathType::Scalar(item.clone());
        self.named(|found, path| *found == item && path.starts_with("record.lines."))
    }

    /// Whether a part that was grown for TEXT is a number: moments are only what is typed so.
    fn is_number(&self, ast: &Ast) -> bool {
        let checked = crate::check(ast, &Sample::default());
        checked.map_or(true, |checked| !matches!(checked.result, Type::Date | Type::DateTime))
    }
}

fn number(digits: i64, scale: u32) -> Ast {
    let value = Node::Number { value: Decimal::new(digits.abs(), scale) }.into();
    if digits < 0 { Node::Unary { operator: UnaryOperator::Minus, operand: Box::new(value) }.into() } else { value }
}

/// Whether a function can give the type.
fn gives(signature: &Signature, kind: &Type) -> bool {
    let wants: Vec<Want> = signature.fixed.iter().chain(signature.repeated).copied().collect();
    let has = |want: Want| wants.contains(&want);
    match signature.gives {
        Gives::Commons if kind.is_scalar() => false,
        Gives::Common if !kind.is_scalar() => false,
        Gives::Common if has(Want::Ordered) => {
            matches!(kind, Type::Number | Type::Date | Type::DateTime | Type::Duration)
        }
        Gives::Common if has(Want::Moment) => matches!(kind, Type::Date | Type::DateTime),
        Gives::Common | Gives::Commons => true,
        Gives::Quantity => matches!(kind, Type::Number | Type::Duration),
        gives => gives.kind(Type::Blank) == *kind,
    }
}
