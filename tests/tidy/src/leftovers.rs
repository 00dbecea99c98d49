//! Nothing unfinished is committed: no marks, no holes, no tests that are switched off.

use crate::repository::{files, none};

/// Written in two halves, so that this file does not find itself.
const MARKS: &[&str] = &[
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("XX", "X"),
    concat!("todo", "!("),
    concat!("unimplemented", "!("),
    concat!("dbg", "!("),
    concat!("#[ig", "nore"),
    concat!(".on", "ly("),
    concat!("test.sk", "ip("),
    concat!("it.sk", "ip("),
    concat!("describe.sk", "ip("),
];

#[test]
fn no_leftovers() {
    let mut findings = Vec::new();
    for source in files(&[".rs", ".ts", ".tsx", ".mjs", ".css", ".sql"]) {
        for (at, line) in source.text.lines().enumerate() {
            for mark in MARKS {
                let is_whole = |found: usize| {
                    let before = line[..found].chars().next_back();
                    let after = line[found + mark.len()..].chars().next();
                    let touches =
                        |letter: Option<char>| letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
                    mark.starts_with(['#', '.']) || (!touches(before) && (mark.ends_with('(') || !touches(after)))
                };
                if line.match_indices(mark).any(|(found, _)| is_whole(found)) {
                    findings.push(format!("{}:{}: {mark}", source.path, at + 1));
                }
            }
        }
    }
    none(&findings, "finish it, or take it out and write an issue.");
}
