//! Every row of the table of blank rules does what it says.
#![allow(clippy::expect_used, clippy::unwrap_used)]

mod support;

use engine_expressions::{Expression, Node, compile, evaluate, functions};
use support::WORLD;

#[test]
fn every_rule_holds() {
    let table = include_str!("../blank_rules.md");
    let mut rules = 0;
    for row in table.lines().filter(|line| line.starts_with('|')).skip(2) {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let [_, _, rule, example, expected, _] = cells.as_slice() else { panic!("not a row of five: {row}") };
        let value = |text: &str| {
            let text = text.trim_matches('`').replace('?', "none_");
            let checked = compile(&text, &WORLD, None).unwrap_or_else(|errors| panic!("{text}: {errors:?}"));
            evaluate(&checked, &WORLD).unwrap_or_else(|error| panic!("{text}: {error}"))
        };
        assert_eq!(value(example), value(expected), "{rule}: {example}");
        rules += 1;
    }
    assert!(rules > 80, "the table was not read");
}

#[test]
fn every_function_has_a_rule_or_belongs_to_a_family_with_one() {
    let table = include_str!("../blank_rules.md");
    let rows: Vec<&str> = table.lines().filter_map(|row| row.strip_prefix("| ")?.split(" | ").next()).collect();
    for function in functions() {
        // These take nothing.
        if matches!(function.name, "TODAY" | "NOW" | "ME" | "MYDEPARTMENT") {
            continue;
        }
        let family = format!("{:?} functions", function.family).to_lowercase();
        let named = |row: &&str| row.split([' ', '`', ',']).any(|word| word == function.name);
        let covered = rows.iter().any(|row| named(row) || *row == family);
        assert!(covered, "{} has no rule for blank", function.name);
    }
    assert!(matches!(Expression::parse("BLANK").map(|ast| ast.node), Ok(Node::Blank)));
}
