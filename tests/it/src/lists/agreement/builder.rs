//! Random well-typed expressions.

use engine_expressions::{Ast, BinaryOperator, Expression, Function, Node, Type, UnaryOperator, Want, function};
use engine_query::functions_in_sql;
use proptest::prelude::*;

/// A random well-typed tree, from bytes.
struct Builder {
    bytes: std::vec::IntoIter<u8>,
}

impl Builder {
    fn byte(&mut self) -> usize {
        usize::from(self.bytes.next().unwrap_or(0))
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.byte() % from.len()].clone()
    }

    fn leaf(&mut self, kind: &Type) -> Ast {
        let paths: &[&str] = match kind {
            Type::Number => &["whole", "money", "rate", "up.whole", "up.up.up.up.rate", "up.money"],
            Type::Text => &["word", "choice", "up.word", "up.up.choice", "user.name"],
            Type::Boolean => &["flag", "up.flag"],
            Type::Date => &["day", "up.up.day"],
            Type::DateTime => &["moment", "created_at", "up.moment"],
            Type::Record => &["up", "keeper", "up.up", "owner"],
            _ => &["BLANK"],
        };
        let constants: &[&str] = match kind {
            Type::Number => &["0", "1", "2.5", "3", "0.000001", "100", "9007199254740993", "0.005"],
            Type::Text => &["\"A\"", "\"中\"", "\"abc\"", "\" \"", "\"x\"", "\"O'\""],
            Type::Boolean => &["TRUE", "FALSE"],
            Type::Date => &["DATE(2026, 1, 31)", "TODAY()"],
            Type::DateTime => &["NOW()"],
            Type::Duration => &["HOURS(5)", "MINUTES(0.5)", "moment - created_at", "NOW() - up.moment"],
            Type::Record => &["ME()"],
            _ => &["BLANK"],
        };
        let choice = self.byte() % 10;
        let text = match choice {
            0 => "BLANK",
            1..=3 => self.pick(constants),
            _ => self.pick(paths),
        };
        Expression::parse(text).unwrap()
    }

    fn rows(&mut self, kind: &Type) -> Ast {
        let path = match kind {
            Type::Number => self.pick(&["rows.whole", "rows.price", "rows.link.money", "up.rows.price"]),
            Type::Date => self.pick(&["rows.day", "up.rows.day"]),
            Type::DateTime => "rows.moment",
            _ => self.pick(&["rows.word", "rows.link.word"]),
        };
        Expression::parse(path).unwrap()
    }

    fn tree(&mut self, kind: &Type, depth: u32) -> Ast {
        use BinaryOperator as B;
        let choice = self.byte();
        if depth == 0 || choice < 50 {
            return self.leaf(kind);
        }
        if choice > 140 {
            return self.call(kind, depth);
        }
        let scalars = [Type::Number, Type::Number, Type::Text, Type::Date, Type::DateTime];
        let (operator, operands) = match kind {
            Type::Number if choice < 60 => {
                let operand = Box::new(self.tree(kind, depth - 1));
                return Node::Unary { operator: UnaryOperator::Minus, operand }.into();
            }
            Type::Number => (self.pick(&[B::Add, B::Subtract, B::Multiply, B::Divide]), Type::Number),
            Type::Text => (B::Join, self.pick(&[Type::Number, Type::Text, Type::Date, Type::DateTime, Type::Boolean])),
            Type::Boolean if choice < 60 => {
                let operand = Box::new(self.tree(kind, depth - 1));
                return Node::Unary { operator: UnaryOperator::Not, operand }.into();
            }
            Type::Boolean if choice < 80 => (self.pick(&[B::And, B::Or]), Type::Boolean),
            Type::Boolean if choice < 90 => {
                (self.pick(&[B::Equal, B::NotEqual]), self.pick(&[Type::Boolean, Type::Record]))
            }
            Type::Boolean => {
                let signs = [B::Equal, B::NotEqual, B::Less, B::LessOrEqual, B::Greater, B::GreaterOrEqual];
                (self.pick(&signs), self.pick(&scalars))
            }
            _ => return self.call(kind, depth),
        };
        let (left, right) = (self.tree(&operands, depth - 1), self.tree(&operands, depth - 1));
        Node::Binary { operator, left: Box::new(left), right: Box::new(right) }.into()
    }

    fn call(&mut self, kind: &Type, depth: u32) -> Ast {
        let ordered = matches!(kind, Type::Number | Type::Date | Type::DateTime | Type::Duration);
        let mut usable: Vec<_> = functions_in_sql().filter_map(function).collect();
        usable.retain(|function| function.signature.gives.kind(kind.clone()) == *kind);
        let wants = |function: &Function, want: Want| {
            let signature = function.signature;
            [signature.fixed, signature.optional, signature.repeated].iter().any(|wants| wants.contains(&want))
        };
        usable.retain(|function| ordered || !wants(function, Want::Ordered));
        usable.retain(|function| *kind == Type::Date || *kind == Type::DateTime || !wants(function, Want::Moment));
        let function = self.pick(&usable);
        let counts: Vec<usize> = (0..7).filter(|count| function.signature.wants(*count).is_some()).collect();
        let wants = function.signature.wants(self.pick(&counts)).unwrap();
        let compared = self.pick(&[Type::Number, Type::Text, Type::Date]);
        // A function over lengths of time gives one.
        let quantity = if *kind == Type::Duration { Type::Duration } else { Type::Number };
        let mut arguments = Vec::new();
        for want in wants {
            let is_rows = self.byte().is_multiple_of(2);
            let parsed = |text: &str| Expression::parse(text).unwrap();
            arguments.push(match want {
                Want::Numbers if is_rows => self.rows(&Type::Number),
                Want::Quantities if is_rows && quantity == Type::Number => self.rows(&Type::Number),
                Want::Ordered if is_rows && *kind != Type::Duration => self.rows(kind),
                Want::TextOrTexts | Want::Items | Want::ItemsCompared | Want::Printables if is_rows => {
                    if self.byte().is_multiple_of(2) { parsed("tags") } else { self.rows(&Type::Text) }
                }
                Want::Any if is_rows => {
                    let path = self.pick(&["rows", "rows.word", "rows.link", "tags", "up.rows", "rows.moment"]);
                    parsed(path)
                }
                Want::Number | Want::Numbers | Want::Formattable => self.tree(&Type::Number, depth - 1),
                Want::Quantities => self.tree(&quantity, depth - 1),
                Want::Duration => self.tree(&Type::Duration, depth - 1),
                Want::Record => self.tree(&Type::Record, depth - 1),
                Want::Printable => {
                    let kinds = [Type::Number, Type::Text, Type::Date, Type::DateTime, Type::Boolean];
                    let kind = self.pick(&kinds);
                    self.tree(&kind, depth - 1)
                }
                Want::Boolean | Want::Booleans => self.tree(&Type::Boolean, depth - 1),
                Want::DateTime => self.tree(&Type::DateTime, depth - 1),
                Want::Date => {
                    let kind = self.pick(&[Type::Date, Type::DateTime]);
                    self.tree(&kind, depth - 1)
                }
                Want::Moment if *kind == Type::DateTime => self.tree(&Type::DateTime, depth - 1),
                Want::Moment => self.tree(&Type::Date, depth - 1),
                Want::Unit => {
                    let unit = self.pick(&["\"year\"", "\"quarter\"", "\"month\"", "\"week\"", "\"day\""]);
                    parsed(unit)
                }
                Want::Pattern => parsed("\"0.00\""),
                Want::Common | Want::Ordered => self.tree(kind, depth - 1),
                Want::Compared | Want::Comparable => self.tree(&compared, depth - 1),
                Want::ColumnNumbers => parsed("rows.price"),
                Want::ColumnCompared | Want::ColumnCommon => parsed("rows.word"),
                _ => self.tree(&Type::Text, depth - 1),
            });
        }
        Node::Call { function: function.name.to_owned(), arguments }.into()
    }
}

pub(super) fn typed() -> impl Strategy<Value = Ast> {
    let kinds = vec![Type::Boolean, Type::Boolean, Type::Number, Type::Text, Type::Date, Type::DateTime, Type::Record];
    (prop::sample::select(kinds), prop::collection::vec(any::<u8>(), 0..160))
        .prop_map(|(kind, bytes)| Builder { bytes: bytes.into_iter() }.tree(&kind, 4))
}
