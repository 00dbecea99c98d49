//! Laws over random trees: printing and parsing are inverse; checking and evaluating never panic and agree on types.
#![allow(clippy::expect_used, clippy::unwrap_used)]

mod support;

use engine_expressions::{
    Ast, BinaryOperator, CheckedExpression, EvaluateCode, Expression, Gives, Node, Path, Root, Type, UnaryOperator,
    Want, check, evaluate, functions,
};
use engine_values::{Decimal, Value};
use proptest::prelude::*;
use support::{World, names};

fn leaf() -> impl Strategy<Value = Ast> {
    let known: Vec<String> = names().iter().map(|(name, ..)| (*name).to_owned()).collect();
    let words = vec!["and", "now", "record", "user", "true", "if", "select", "x9_"];
    let name = prop_oneof![
        4 => proptest::sample::select(known).prop_map(|name| vec![name]),
        1 => proptest::sample::select(words).prop_map(|name| vec![name.to_owned()]),
        1 => Just(vec!["lines".to_owned(), "amount".to_owned()]),
        1 => Just(vec!["lines".to_owned()]),
    ];
    prop_oneof![
        (0_i64..=i64::MAX, 0_u32..=18).prop_map(|(digits, scale)| Node::Number { value: Decimal::new(digits, scale) }),
        (0_i64..40).prop_map(|digits| Node::Number { value: Decimal::from(digits) }),
        Just(Node::Number { value: Decimal::MAX }),
        "[ -~“”＂（，中文\\n]{0,8}".prop_map(|value| Node::Text { value }),
        any::<bool>().prop_map(|value| Node::Boolean { value }),
        Just(Node::Blank),
        (any::<bool>(), name).prop_map(|(user, names)| {
            Node::Path(Path { root: if user { Root::User } else { Root::Record }, names })
        }),
    ]
    .prop_map(Ast::from)
}

fn tree() -> impl Strategy<Value = Ast> {
    let names: Vec<&'static str> = functions().map(|function| function.name).collect();
    leaf().prop_recursive(6, 60, 4, move |inner| {
        let call = (proptest::sample::select(names.clone()), proptest::collection::vec(inner.clone(), 0..4));
        prop_oneof![
            3 => call.prop_map(|(name, arguments)| Node::Call { function: name.to_owned(), arguments }),
            1 => (any::<bool>(), inner.clone()).prop_map(|(not, operand)| Node::Unary {
                operator: if not { UnaryOperator::Not } else { UnaryOperator::Minus },
                operand: Box::new(operand),
            }),
            3 => (proptest::sample::select(BinaryOperator::ALL), inner.clone(), inner).prop_map(
                |(operator, left, right)| Node::Binary { operator, left: Box::new(left), right: Box::new(right) }
            ),
        ]
        .prop_map(Ast::from)
    })
}

/// Builds a tree that the signatures allow, choosing by the bytes it is given.
struct Builder {
    bytes: std::vec::IntoIter<u8>,
}

impl Builder {
    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[usize::from(self.bytes.next().unwrap_or(0)) % from.len()]
    }

    fn leaf(&mut self, kind: &Type) -> Ast {
        let all = names();
        let mut known: Vec<Node> = all
            .iter()
            .filter(|(_, of, _)| of == kind)
            .map(|(name, ..)| Node::Path(Path::record(&[name])))
            .chain([Node::Blank])
            .collect();
        match kind {
            Type::Number => {
                let numbers = [
                    Decimal::ZERO,
                    Decimal::ONE,
                    Decimal::new(25, 1),
                    Decimal::MAX,
                    Decimal::new(1, 28),
                    Decimal::new(9_000_000_000, 0),
                ];
                known.extend(numbers.map(|value| Node::Number { value }));
            }
            Type::Text => known.extend(["A", "中文", " "].map(|text| Node::Text { value: text.to_owned() })),
            Type::Boolean => known.extend([true, false].map(|value| Node::Boolean { value })),
            _ => {}
        }
        self.pick(&known).clone().into()
    }

    fn tree(&mut self, kind: &Type, depth: u32) -> Ast {
        use BinaryOperator as B;
        let choice = self.bytes.next().unwrap_or(0);
        if depth == 0 || choice < 40 {
            return self.leaf(kind);
        }
        if choice > 130 {
            return self.call(kind, depth);
        }
        let scalars = [Type::Number, Type::Text, Type::Date, Type::DateTime];
        let (operator, operands) = match kind {
            Type::Number => (*self.pick(&[B::Add, B::Subtract, B::Multiply, B::Divide]), Type::Number),
            Type::Text => (B::Join, self.pick(&scalars).clone()),
            Type::Boolean if choice.is_multiple_of(2) => (*self.pick(&[B::And, B::Or]), Type::Boolean),
            Type::Boolean => {
                let signs = [B::Equal, B::NotEqual, B::Less, B::LessOrEqual, B::Greater, B::GreaterOrEqual];
                (*self.pick(&signs), self.pick(&scalars).clone())
            }
            _ => return self.call(kind, depth),
        };
        let (left, right) = (self.tree(&operands, depth - 1), self.tree(&operands, depth - 1));
        Node::Binary { operator, left: Box::new(left), right: Box::new(right) }.into()
    }

    fn call(&mut self, kind: &Type, depth: u32) -> Ast {
        let fits = |gives: Gives| match gives {
            Gives::Number => *kind == Type::Number,
            Gives::Text => *kind == Type::Text,
            Gives::Boolean => *kind == Type::Boolean,
            Gives::Date => *kind == Type::Date,
            Gives::DateTime => *kind == Type::DateTime,
            Gives::Record => *kind == Type::Record,
            Gives::Common => true,
        };
        let ordered = matches!(kind, Type::Number | Type::Date | Type::DateTime);
        let mut usable: Vec<_> = functions().filter(|function| fits(function.signature.gives)).collect();
        usable.retain(|function| ordered || !function.signature.repeated.contains(&Want::Ordered));
        let function = *self.pick(&usable);
        let counts: Vec<usize> = (0..7).filter(|count| function.signature.wants(*count).is_some()).collect();
        let wants = function.signature.wants(*self.pick(&counts)).expect("a count it takes");
        let compared = self.pick(&[Type::Number, Type::Text, Type::Boolean, Type::Record]).clone();
        let arguments = wants.into_iter().map(|want| {
            let column = Node::Path(Path::record(&["lines", "amount"])).into();
            let wanted = match want {
                Want::Numbers if *self.pick(&[true, false]) => return column,
                Want::Number | Want::Numbers => Type::Number,
                Want::Text | Want::TextOrTexts | Want::Printable | Want::Any => Type::Text,
                Want::Boolean => Type::Boolean,
                Want::Date => self.pick(&[Type::Date, Type::DateTime]).clone(),
                Want::Common | Want::Ordered => kind.clone(),
                Want::Compared => compared.clone(),
            };
            self.tree(&wanted, depth - 1)
        });
        let arguments = arguments.collect();
        Node::Call { function: function.name.to_owned(), arguments }.into()
    }
}

fn typed() -> impl Strategy<Value = (Type, Ast)> {
    let kinds = vec![Type::Number, Type::Text, Type::Boolean, Type::Date, Type::DateTime, Type::Record];
    (prop::sample::select(kinds), prop::collection::vec(any::<u8>(), 0..200)).prop_map(|(kind, bytes)| {
        let tree = Builder { bytes: bytes.into_iter() }.tree(&kind, 4);
        (kind, tree)
    })
}

/// Whether a value is of a type, as the evaluator promises.
fn of_type(value: &Value, kind: &Type) -> bool {
    match value {
        Value::Null => true,
        Value::Decimal(_) => *kind == Type::Number,
        Value::Text(text) => *kind == Type::Text && !text.is_empty(),
        Value::Bool(_) => *kind == Type::Boolean,
        Value::Date(_) => *kind == Type::Date,
        Value::Instant(_) => *kind == Type::DateTime,
        Value::Id(_) => *kind == Type::Record,
        _ => false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn printing_and_parsing_are_inverse(ast in tree()) {
        let text = ast.to_string();
        let back = Expression::parse(&text);
        prop_assert_eq!(back.as_ref(), Ok(&ast), "{}", text);
    }

    #[test]
    fn what_the_signatures_allow_is_accepted_and_gives_its_type((kind, ast) in typed()) {
        let checked = check(&ast, &World);
        prop_assert!(checked.is_ok(), "{} : {:?}", ast, checked);
        let checked = checked.expect("checked");
        prop_assert!(checked.result == kind || checked.result == Type::Blank, "{} : {:?}", ast, checked.result);
        match evaluate(&checked, &World) {
            Ok(value) => prop_assert!(of_type(&value, &checked.result), "{} : {:?} is {:?}", ast, kind, value),
            // The values are of the declared types, so only the range of numbers and dates may be left.
            Err(error) => prop_assert_eq!(error.code, EvaluateCode::Overflow, "{}", ast),
        }
    }

    #[test]
    fn whatever_is_accepted_gives_its_type(ast in tree()) {
        if let Ok(checked) = check(&ast, &World) {
            match evaluate(&checked, &World) {
                Ok(value) => prop_assert!(of_type(&value, &checked.result), "{} is {:?}", ast, value),
                Err(error) => prop_assert_eq!(error.code, EvaluateCode::Overflow, "{}", ast),
            }
        }
    }

    #[test]
    fn unchecked_trees_never_panic(ast in tree()) {
        let unchecked = CheckedExpression {
            ast,
            result: Type::Blank,
            dependencies: Vec::new(),
            rows: Vec::new(),
            reads_clock: false,
            reads_user: false,
        };
        let _ = evaluate(&unchecked, &World);
    }

    #[test]
    fn any_text_is_read_or_refused_within_its_bounds(text in "[a-c(),.\"“”<>=+&0-9 IFNOTAD中（，＝]{0,60}") {
        if let Err(error) = Expression::parse(&text) {
            prop_assert!(error.position.start <= error.position.end);
            prop_assert!(error.position.end <= text.chars().count());
        }
    }

    #[test]
    fn a_tree_survives_json_whatever_it_is(ast in tree()) {
        let json = serde_json::to_string(&ast).expect("json");
        prop_assert_eq!(serde_json::from_str::<Ast>(&json).expect("back"), ast);
    }
}
