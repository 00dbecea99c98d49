//! What expressions mean: values, types and errors.
#![allow(clippy::expect_used, clippy::unwrap_used)]

mod support;

use engine_expressions::{ErrorCode, EvaluateCode, Path, Root, Source, Type, check_as, compile, evaluate};
use engine_expressions::{Expression, RowsPath};
use support::{WORLD, all};

#[test]
fn numbers_are_exact() {
    all(&[
        ("0.1 + 0.2 = 0.3", "TRUE"),
        ("amount * quantity", "37036.8"),
        ("ROUND(2.5) & ROUND(-2.5) & ROUND(1.005, 2)", "\"3-31.01\""),
        ("ROUNDUP(1.21, 1) & \" \" & ROUNDDOWN(1.29, 1)", "\"1.3 1.2\""),
        ("ROUND(1251, -2) & \" \" & ROUND(-1250, -2) & \" \" & ROUNDUP(1201, -2)", "\"1300 -1300 1300\""),
        ("INT(-1.5) & \" \" & ABS(-1.5) & \" \" & MOD(-7, 3) & \" \" & MOD(7, -3)", "\"-2 1.5 2 -2\""),
        ("9999999999999999999999999999 + 1", "overflow at 0..32"),
        ("9999999999999999999999999999 * 10", "overflow at 0..33"),
        ("1 / 3 & \" \" & -2 / 3 & \" \" & 0.000001 * 0.0000005", "\"0.333333333333 -0.666666666667 0.000000000001\""),
        ("0 * -1 & \"\"", "\"0\""),
        ("rmbcapital(amount)", "\"壹万贰仟叁佰肆拾伍元陆角整\""),
    ]);
}

#[test]
fn choices_evaluate_only_what_they_choose() {
    all(&[
        ("IF(amount >= 10000, \"CEO\", \"主管\")", "\"CEO\""),
        ("if（level ＝ “B”，1，2）", "2"),
        ("IFS(level = \"B\", 1, level = \"A\", 2)", "2"),
        ("SWITCH(level, \"A\", 1, \"B\", 9999999999999999999999999999 * 10)", "1"),
        ("SWITCH(\"C\", \"A\", 1, 9)", "9"),
        ("FALSE AND 1 < 9999999999999999999999999999 * 10", "FALSE"),
        ("AND(urgent, level = \"A\", owner = ME())", "TRUE"),
        ("NOT(urgent) = FALSE", "TRUE"),
        ("NOT urgent = FALSE", "TRUE"),
        ("urgent OR FALSE AND FALSE", "TRUE"),
    ]);
}

#[test]
fn text_counts_characters() {
    all(&[
        ("LEN(name)", "6"),
        ("LEFT(name, 2) & RIGHT(name, 2) & MID(name, 3, 2)", "\"华东合同销售\""),
        ("MID(\"abc\", 0, 2) & LEFT(\"abc\", -1) & LEFT(\"abc\", 99)", "\"ababc\""),
        ("UPPER(\"ab\") & LOWER(\"AB\") & TRIM(\"  x \")", "\"ABabx\""),
        ("CONTAINS(name, \"销售\") AND CONTAINS(tags, \"vip\") AND NOT CONTAINS(tags, \"vi\")", "TRUE"),
        ("CONCAT(quantity, urgent, signed_on)", "\"3TRUE2026-11-21\""),
        ("1.50 & \"\"", "\"1.5\""),
    ]);
}

#[test]
fn days_go_by_the_zone_of_the_organisation() {
    all(&[
        ("TODAY()", "2026-11-22"),
        ("now", "2026-11-21T20:00:00Z"),
        ("DAY(created_at)", "22"),
        ("YEAR(signed_on) * 100 + MONTH(signed_on)", "202611"),
        ("DAYS(TODAY(), signed_on)", "1"),
        ("ADDDAYS(signed_on, 10)", "2026-12-01"),
        ("ADDMONTHS(DATE(2026, 1, 31), 1)", "2026-02-28"),
        ("ADDMONTHS(signed_on, 200000)", "overflow at 0..28"),
        ("ADDDAYS(signed_on, 9000000000)", "overflow at 0..30"),
        ("ADDDAYS(signed_on, 99999999999999999999)", "overflow at 0..40"),
    ]);
    assert_eq!(WORLD.zone().to_offset(WORLD.now()).seconds(), 8 * 3600);
}

#[test]
fn lists_become_one_value() {
    all(&[
        ("SUM(lines.amount)", "14.5"),
        ("COUNT(lines) & COUNT(lines.amount) & COUNT(tags)", "\"322\""),
        ("MAX(lines.amount, 12) & \" \" & MIN(lines.amount)", "\"12 4\""),
        ("MIN(lines.due)", "2026-01-31"),
        ("AVG(lines.amount)", "7.25"),
        ("ISBLANK(lines.amount)", "FALSE"),
    ]);
}

#[test]
fn a_checked_expression_knows_what_it_reads() {
    let checked = compile("amount + record.amount + SUM(lines.amount) + COUNT(lines)", &WORLD, None).expect("checked");
    let paths = [Path::record(&["amount"]), Path::record(&["lines"]), Path::record(&["lines", "amount"])];
    assert_eq!(checked.dependencies, paths);
    let rows = |path: &Path, column| RowsPath { path: path.clone(), column };
    assert_eq!(checked.rows, [rows(&paths[1], false), rows(&paths[2], true)]);
    assert!(!checked.reads_clock && !checked.reads_user);
    let checked = compile("user.login = \"wang\" AND created_at < now", &WORLD, None).expect("checked");
    assert_eq!((checked.dependencies[1].root, checked.reads_clock, checked.reads_user), (Root::User, true, true));
}

#[test]
fn all_errors_come_at_once_with_their_places() {
    all(&[
        ("nothing + urgent", "name_unknown at 0..7"),
        ("nothing + (urgent + 1)", "name_unknown at 0..7; operand_type at 11..17"),
        ("FOO(1) & BAR(2)", "function_unknown at 0..6; function_unknown at 9..15"),
        ("IF(1, 2, \"x\")", "argument_type at 3..4; types_differ at 9..12"),
        ("LEN(amount) & YEAR(name)", "argument_type at 4..10; argument_type at 19..23"),
        ("LEN(1, 2)", "argument_count at 0..9"),
        ("level = 1", "types_differ at 0..9"),
        ("owner < owner", "operand_type at 0..13"),
        ("signed_on > created_at", "types_differ at 0..22"),
        ("lines.amount", "list_alone at 0..12"),
        ("lines.amount + 1", "list_alone at 0..12"),
        ("COUNT(lines.parts)", "name_unknown at 6..17"),
        ("a.b.c.d.e.f", "path_too_long at 0..11"),
        ("owner & \"x\"", "operand_type at 0..5"),
        ("MAX(amount, signed_on)", "types_differ at 12..21"),
    ]);
}

#[test]
fn the_result_can_be_demanded() {
    let ast = Expression::parse("amount").expect("parsed");
    let errors = check_as(&ast, &WORLD, &Type::Boolean).expect_err("a number");
    assert_eq!(errors[0].code, ErrorCode::ResultType);
    let problem = errors[0].problem("/submit/when");
    assert_eq!((problem.path.as_str(), problem.params["reason"].as_str()), ("/submit/when", Some("result_type")));
    assert!(check_as(&Expression::parse("BLANK").expect("parsed"), &WORLD, &Type::Boolean).is_ok());
}

#[test]
fn work_is_bounded() {
    struct Endless;
    impl Source for Endless {
        fn value(&self, _: &engine_expressions::Path) -> engine_values::Value {
            engine_values::Value::Text("x".repeat(60_000))
        }
        fn row_count(&self, _: &engine_expressions::Path) -> usize {
            usize::MAX
        }
        fn row_values(&self, _: &engine_expressions::Path) -> Vec<engine_values::Value> {
            vec![engine_values::Value::Text("no number".into())]
        }
        fn now(&self) -> engine_values::Timestamp {
            engine_values::Timestamp::UNIX_EPOCH
        }
        fn user(&self) -> Option<engine_values::Id> {
            None
        }
    }
    let code = |text: &str| evaluate(&compile(text, &WORLD, None).expect("checked"), &Endless).expect_err(text).code;
    assert_eq!(code("COUNT(lines)"), EvaluateCode::FuelExhausted);
    assert_eq!(code("name & name"), EvaluateCode::TextTooLong);
    assert_eq!(code("SUM(lines.amount)"), EvaluateCode::ValueUnexpected);
    assert_eq!(code("amount + 1"), EvaluateCode::ValueUnexpected);
    assert_eq!(code("urgent AND TRUE"), EvaluateCode::ValueUnexpected);
    let many = format!("COUNT({})", vec!["UPPER(name)"; 700].join(","));
    assert_eq!(code(&many), EvaluateCode::FuelExhausted);
}

#[test]
fn a_tree_survives_json() {
    let checked = compile("IF(amount >= 100000.50, SUM(lines.amount), -quantity)", &WORLD, None).expect("checked");
    let json = serde_json::to_string(&checked).expect("json");
    assert!(json.contains(r#"{"node":"number","value":"100000.50","type":"number"}"#), "{json}");
    let back: engine_expressions::CheckedExpression = serde_json::from_str(&json).expect("back");
    assert_eq!(back, checked);
}
