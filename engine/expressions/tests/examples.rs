//! Every example of the handbook gives what the handbook says.
#![allow(clippy::expect_used, clippy::unwrap_used)]

mod support;

use engine_expressions::functions;
use support::result;

#[test]
fn every_example_gives_its_result() {
    let examples = functions().flat_map(|function| function.examples);
    let wrong: Vec<String> = examples
        .map(|(text, expected)| (text, expected, result(text)))
        .filter(|(_, expected, found)| found != *expected)
        .map(|(text, expected, found)| format!("{text} = {found}, not {expected}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn there_are_many_functions() {
    assert!(functions().count() >= 100, "{}", functions().count());
}
