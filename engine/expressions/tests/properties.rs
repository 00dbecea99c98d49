//! Laws over random trees: printing and parsing are inverse; checking and evaluating never panic and agree on types.
#![allow(clippy::expect_used, clippy::unwrap_used)]

use engine_expressions::sample::{Grower, RECORDS, Sample};
use engine_expressions::{
    Ast, BinaryOperator, CheckedExpression, EvaluateCode, Expression, Node, Path, Root, Type, UnaryOperator, check,
    evaluate, functions,
};
use engine_values::{Decimal, Value};
use proptest::prelude::*;

fn leaf() -> impl Strategy<Value = Ast> {
    let known: Vec<String> =
        Sample::names().filter_map(|(path, _)| path.strip_prefix("record.")).map(str::to_owned).collect();
    let words = vec!["and", "now", "record", "old", "user", "true", "if", "select", "x9_"];
    let name = prop_oneof![
        4 => proptest::sample::select(known).prop_map(|path| path.split('.').map(str::to_owned).collect()),
        1 => proptest::sample::select(words).prop_map(|name| vec![name.to_owned()]),
        1 => Just(vec!["lines".to_owned(), "amount".to_owned()]),
        1 => Just(vec!["lines".to_owned()]),
    ];
    prop_oneof![
        (0_i64..=i64::MAX, 0_u32..=12).prop_map(|(digits, scale)| Node::Number { value: Decimal::new(digits, scale) }),
        (0_i64..40).prop_map(|digits| Node::Number { value: Decimal::from(digits) }),
        Just(Node::Number { value: Decimal::from_i128_with_scale(10_i128.pow(28) - 1, 0) }),
        "[ -~“”＂（，中文\\n]{0,8}".prop_map(|value| Node::Text { value }),
        any::<bool>().prop_map(|value| Node::Boolean { value }),
        Just(Node::Blank),
        (proptest::sample::select(vec![Root::Record, Root::Old, Root::User]), name)
            .prop_map(|(root, names)| Node::Path(Path { root, names })),
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

/// Trees that the signatures allow.
fn typed() -> impl Strategy<Value = (Type, Ast)> {
    let kinds = vec![Type::Number, Type::Text, Type::Boolean, Type::Date, Type::DateTime, Type::Duration, Type::Record];
    (prop::sample::select(kinds), prop::collection::vec(any::<u16>(), 0..300)).prop_map(|(kind, numbers)| {
        let mut numbers = numbers.into_iter();
        let mut choose = |below: usize| usize::from(numbers.next().unwrap_or(0)) % below;
        let tree = Grower { choose: &mut choose, allowed: &|_| true }.tree(&kind, 4);
        (kind, tree)
    })
}

/// Whether a value is of a type, as the evaluator promises.
fn of_type(value: &Value, kind: &Type) -> bool {
    match value {
        Value::Null => true,
        Value::Decimal(_) => matches!(kind, Type::Number | Type::Duration),
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
        let checked = check(&ast, &Sample::default());
        prop_assert!(checked.is_ok(), "{} : {:?}", ast, checked);
        let checked = checked.expect("checked");
        prop_assert!(checked.result == kind || checked.result == Type::Blank, "{} : {:?}", ast, checked.result);
        for record in 0..RECORDS {
            match evaluate(&checked, &Sample { record }) {
                Ok(value) => prop_assert!(of_type(&value, &checked.result), "{} : {:?} is {:?}", ast, kind, value),
                // The values are of the declared types, so only ranges and limits may be left.
                Err(error) => prop_assert!(error.code != EvaluateCode::ValueUnexpected, "{} {}", ast, error),
            }
        }
    }

    #[test]
    fn whatever_is_accepted_gives_its_type(ast in tree()) {
        if let Ok(checked) = check(&ast, &Sample::default()) {
            match evaluate(&checked, &Sample::default()) {
                Ok(value) => prop_assert!(of_type(&value, &checked.result), "{} is {:?}", ast, value),
                Err(error) => prop_assert!(error.code != EvaluateCode::ValueUnexpected, "{} {}", ast, error),
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
            reads_tables: false,
        };
        let _ = evaluate(&unchecked, &Sample::default());
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
