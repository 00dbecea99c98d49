//! Hostile expressions are refused or stop, and never take the process with them.
#![allow(clippy::expect_used, clippy::unwrap_used)]

mod support;

use engine_expressions::sample::Sample;
use engine_expressions::{
    Ast, CheckedExpression, ErrorCode, EvaluateCode, Expression, Limits, Node, Source, Type, WarningCode, check,
    compile, evaluate, evaluate_noting,
};
use engine_values::{Id, Timestamp, Value};
use support::{WORLD, all};

fn refused(text: &str) -> ErrorCode {
    compile(text, &WORLD, None).expect_err("refused")[0].code
}

#[test]
fn deep_and_long_texts_are_refused() {
    assert_eq!(refused(&"(".repeat(10_000)), ErrorCode::TooDeep);
    assert_eq!(refused(&"NOT ".repeat(2_500)), ErrorCode::TooDeep);
    assert_eq!(refused(&"IF(TRUE,".repeat(1_000)), ErrorCode::TooDeep);
    assert_eq!(refused(&format!("{}1", "1+".repeat(4_000))), ErrorCode::TooDeep);
    assert_eq!(refused(&"1".repeat(10_001)), ErrorCode::SourceTooLong);
    assert_eq!(refused(&"😀".repeat(10_001)), ErrorCode::SourceTooLong);
    assert_eq!(refused(&format!("COUNT({})", ["1"; 2_100].join(","))), ErrorCode::TooManyNodes);
    // As long as it may be, and only text.
    let text = format!("LEN(\"{}\")", "字".repeat(9_900));
    assert!(compile(&text, &WORLD, None).is_ok());
}

/// A tree need not come from text.
#[test]
fn trees_that_nobody_could_write_are_refused() {
    let mut deep = Ast::from(Node::Number { value: 1.into() });
    for _ in 0..200 {
        deep = Node::Call { function: "ABS".to_owned(), arguments: vec![deep] }.into();
    }
    assert_eq!(check(&deep, &Sample::default()).expect_err("deep")[0].code, ErrorCode::TooDeep);
    let one = Ast::from(Node::Number { value: 1.into() });
    let wide = Ast::from(Node::Call { function: "SUM".to_owned(), arguments: vec![one; 5_000] });
    assert_eq!(check(&wide, &Sample::default()).expect_err("wide")[0].code, ErrorCode::TooManyNodes);
    let unchecked = CheckedExpression { ast: deep, ..compile("1", &WORLD, None).expect("checked") };
    assert_eq!(evaluate(&unchecked, &WORLD).expect_err("deep").code, EvaluateCode::FuelExhausted);
}

/// Rows without end, and large texts in them.
struct Endless;

impl Source for Endless {
    fn value(&self, _: &engine_expressions::Path) -> Value {
        Value::Text("长".repeat(20_000))
    }
    fn row_count(&self, _: &engine_expressions::Path) -> usize {
        usize::MAX
    }
    fn row_values(&self, _: &engine_expressions::Path) -> Vec<Value> {
        (0..1_200).map(|number| Value::Text(format!("{number:0>90}"))).collect()
    }
    fn now(&self) -> Timestamp {
        Timestamp::UNIX_EPOCH
    }
    fn user(&self) -> Option<Id> {
        None
    }
}

#[test]
fn work_has_an_end() {
    let code = |text: &str| {
        let checked = compile(text, &WORLD, None).unwrap_or_else(|errors| panic!("{text}: {errors:?}"));
        evaluate(&checked, &Endless).expect_err(text).code
    };
    assert_eq!(code("COUNT(lines)"), EvaluateCode::FuelExhausted);
    assert_eq!(code("REPT(name, 1000000000000)"), EvaluateCode::TextTooLong);
    assert_eq!(code("REPT(\"ab\", 50001)"), EvaluateCode::TextTooLong);
    assert_eq!(code("PADLEFT(\"x\", 9999999999)"), EvaluateCode::TextTooLong);
    assert_eq!(code("SUBSTITUTE(name, \"长\", name)"), EvaluateCode::TextTooLong);
    assert_eq!(code("name & name"), EvaluateCode::TextTooLong);
    assert_eq!(code("JOIN(lines.kind, \"----------\")"), EvaluateCode::TextTooLong);
    assert_eq!(code("WORKDAY(TODAY(), 7000000)"), EvaluateCode::FuelExhausted);
    assert_eq!(code("NETWORKDAYS(DATE(1, 1, 1), DATE(9999, 12, 31))"), EvaluateCode::FuelExhausted);
    assert_eq!(code("POWER(2, 1001)"), EvaluateCode::Overflow);
    let unique = format!("COUNT({})", ["UNIQUE(lines.kind)"; 20].join(","));
    assert_eq!(code(&unique), EvaluateCode::FuelExhausted);
    let sorted = format!("COUNT({})", ["SORT(lines.kind)"; 500].join(","));
    assert_eq!(code(&sorted), EvaluateCode::FuelExhausted);
}

#[test]
fn ranges_end_in_an_error() {
    all(&[
        ("9999999999999999999999999999 + 1", "overflow at 0..32"),
        ("signed_on + 9000000", "overflow at 0..19"),
        ("signed_on + 7900000", "overflow at 0..19"),
        ("ADDDAYS(signed_on, -7400000)", "overflow at 0..28"),
        ("signed_on - 5000000", "overflow at 0..19"),
        ("created_at + HOURS(999999999999)", "overflow at 0..32"),
        ("DATEADD(signed_on, 900000, \"year\")", "overflow at 0..34"),
        ("DATEADD(created_at, 99999999999999999999, \"second\")", "overflow at 0..51"),
        ("EOMONTH(DATE(9999, 12, 1), 1)", "overflow at 0..29"),
        ("POWER(10, 28)", "overflow at 0..13"),
        ("ROUNDUP(9999999999999999999999999999, -28)", "overflow at 0..42"),
        ("DATE(99999, 1, 1)", "BLANK"),
        ("MID(name, 99999999999999999999, 1)", "BLANK"),
        ("LEFT(name, 9999999999999999999999999999)", "\"华东销售合同\""),
        ("CHOOSE(9999999999999999999999999999, 1)", "BLANK"),
        ("NTH(tags, -1)", "BLANK"),
    ]);
}

#[test]
fn division_by_zero_is_blank_and_told() {
    for text in ["1 / 0", "MOD(1, 0)", "QUOTIENT(1, 0)", "SHARE(1, 0)", "POWER(0, -1)", "CEILING(1, 0)", "worked / 0"] {
        let checked = compile(text, &WORLD, None).expect("checked");
        let mut warnings = Vec::new();
        assert_eq!(evaluate_noting(&checked, &WORLD, &mut warnings), Ok(Value::Null), "{text}");
        assert_eq!(warnings.len(), 1, "{text}");
        assert_eq!(warnings[0].code, WarningCode::DivisionByZero);
    }
    let many = ["1 / 0"; 20].join(" & ");
    let mut warnings = Vec::new();
    let checked = compile(&many, &WORLD, None).expect("checked");
    evaluate_noting(&checked, &WORLD, &mut warnings).expect("blank");
    assert_eq!(warnings.len(), Limits::WARNINGS);
    assert_eq!(warnings[1].position, engine_expressions::Span::new(8, 13));
}

#[test]
fn words_that_must_be_written_out_are() {
    assert_eq!(refused("DATEADD(signed_on, 1, \"hour\")"), ErrorCode::LiteralExpected);
    assert_eq!(refused("DATEADD(created_at, 1, \"hours\")"), ErrorCode::LiteralExpected);
    assert_eq!(refused("DATEDIF(signed_on, due_on, level)"), ErrorCode::LiteralExpected);
    assert_eq!(refused("TEXT(amount, \"yyyy\")"), ErrorCode::LiteralExpected);
    assert_eq!(refused("TEXT(signed_on, \"0.00\")"), ErrorCode::LiteralExpected);
    assert_eq!(refused("TEXT(amount, level)"), ErrorCode::LiteralExpected);
    assert_eq!(refused("SUMIF(lines.kind, \"A\", old.lines.amount)"), ErrorCode::RowsDiffer);
    assert_eq!(refused("SUMIF(tags, \"A\", lines.amount)"), ErrorCode::ArgumentType);
    assert_eq!(refused("FIRST(lines)"), ErrorCode::ArgumentType);
    assert_eq!(refused("SUM(amount, worked)"), ErrorCode::TypesDiffer);
}

#[test]
fn days_and_lengths_of_time_follow_their_table() {
    all(&[
        ("signed_on + 1", "2026-11-22"),
        ("1 + signed_on", "2026-11-22"),
        ("signed_on - 1.9", "2026-11-20"),
        ("due_on - signed_on", "40"),
        ("closed_at - created_at", "19815 s"),
        ("created_at + worked", "2026-11-21T21:30:00Z"),
        ("created_at - worked * 2", "2026-11-21T17:00:00Z"),
        ("worked / HOURS(1)", "1.5"),
        ("-worked + MINUTES(1)", "-5340 s"),
        ("worked > HOURS(1)", "TRUE"),
        ("SUM(lines.worked) / 2", "4500 s"),
        ("signed_on + worked", "types_differ at 0..18"),
        ("worked * worked", "types_differ at 0..15"),
        ("signed_on + due_on", "types_differ at 0..18"),
        ("amount + worked", "types_differ at 0..15"),
        ("created_at + 1", "types_differ at 0..14"),
        ("amount > old.amount AND level <> old.level", "TRUE"),
        ("SUM(lines.product.price)", "6.05"),
        ("customer.region.name", "\"华东\""),
    ]);
    let checked = compile("worked * 2", &WORLD, Some(&Type::Duration)).expect("a length of time");
    assert_eq!(serde_json::to_value(&checked.result).unwrap(), "duration");
    assert!(Expression::parse("old.amount").is_ok());
}
