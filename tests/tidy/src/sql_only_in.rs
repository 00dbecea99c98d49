//! Invariant: SQL text is built only in `engine/query` (records) and `engine/store` (system tables).

use crate::repository::{files, none};
use crate::rust_source::Parts;

/// Where SQL may stand. The floor of the bench is hand-written SQL on purpose.
const HOMES: [&str; 4] = ["engine/query/", "engine/store/", "tests/bench/", "tests/tidy/"];

/// How a statement begins, and parts that only a statement has.
const BEGINNINGS: [&str; 9] = [
    "SELECT ",
    "INSERT INTO ",
    "UPDATE ",
    "DELETE FROM ",
    "CREATE TABLE ",
    "CREATE INDEX ",
    "ALTER TABLE ",
    "DROP TABLE ",
    "WITH RECURSIVE ",
];
const PARTS: [&str; 5] = [" FROM ", " WHERE ", " ORDER BY ", " LEFT JOIN ", " VALUES ("];

fn is_sql(text: &str) -> bool {
    let text = text.trim_start();
    BEGINNINGS.iter().any(|word| text.starts_with(word)) || PARTS.iter().any(|word| text.contains(word))
}

#[test]
fn sql_text_is_built_only_in_query_and_store() {
    let mut findings = Vec::new();
    for source in files(&[".rs"]).iter().filter(|source| !source.is_test()) {
        if HOMES.iter().any(|home| source.path.starts_with(home)) {
            continue;
        }
        for (line, text) in Parts::of(&source.text).texts.iter().filter(|(_, text)| is_sql(text)) {
            let start: String = text.chars().take(60).collect();
            findings.push(format!("{}:{line}: \"{start}\"", source.path));
        }
    }
    none(
        &findings,
        "add a function to engine/store/src/tables for system tables, or to engine/query for records, and call it.",
    );
}

#[test]
fn a_statement_is_told_from_a_sentence() {
    assert!(is_sql("SELECT 1") && is_sql("\n  UPDATE x SET y = 1") && is_sql("x FROM y WHERE z"));
    assert!(!is_sql("Select a record from the list") && !is_sql("UPDATE_GOLDEN") && !is_sql("where"));
}
