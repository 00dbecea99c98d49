//! Laws over random trees: printing and parsing are inverse; checking and evaluating never panic and agree on types.

mod support;

use engine_expressions::{
    Ast, BinaryOperator, CheckedExpression, Expression, Node, Path, Root, Type, UnaryOperator, check, evaluate,
    functions,
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
    fn checked_trees_evaluate_to_their_type(ast in tree()) {
        if let Ok(checked) = check(&ast, &World)
            && let Ok(value) = evaluate(&checked, &World)
        {
            prop_assert!(of_type(&value, &checked.result), "{} : {:?} is {:?}", ast, checked.result, value);
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
