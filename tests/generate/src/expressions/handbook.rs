//! `docs/expressions.md`: the chapters of the template around the table of functions and the rules of blank.

use std::fmt::Write as _;

use engine_expressions::{Family, functions};

use super::title;
use crate::Generated;

const FRAME: &str = include_str!("../../templates/expressions.md");
const BLANK_RULES: &str = include_str!("../../../../engine/expressions/blank_rules.md");

pub(super) fn page() -> Generated {
    let blank = BLANK_RULES.trim().trim_start_matches("# Blank").trim();
    let text = FRAME.replace("{{functions}}", tables().trim()).replace("{{memory only}}", memory_only().trim());
    let text = text.replace("{{count}}", &functions().count().to_string()).replace("{{blank}}", blank);
    Generated { path: "docs/expressions.md".to_owned(), text }
}

fn tables() -> String {
    let mut text = String::new();
    for family in Family::ALL {
        let _ = write!(text, "### {}\n\n| function | 说明 | meaning | examples |\n|---|---|---|---|\n", title(family));
        for function in functions().filter(|function| function.family == family) {
            let examples: Vec<String> =
                function.examples.iter().map(|(text, result)| format!("`{}` → `{result}`", one_line(text))).collect();
            let examples = examples.join("<br>");
            let _ = writeln!(text, "| `{}` | {} | {} | {examples} |", function.written(), function.zh, function.en);
        }
        text.push('\n');
    }
    text
}

/// A line end within an example would end the row of the table.
fn one_line(text: &str) -> String {
    text.replace('\n', "⏎")
}

fn memory_only() -> String {
    let mut text = "| function | reason |\n|---|---|\n".to_owned();
    for function in functions() {
        if let Some(reason) = function.memory_only {
            let _ = writeln!(text, "| `{}` | {reason} |", function.name);
        }
    }
    text
}
