//! Every Rust file begins with a sentence that says what it owns.

use crate::repository::{files, none};

#[test]
fn every_rust_file_begins_with_a_module_sentence() {
    let findings: Vec<String> = files(&[".rs"])
        .iter()
        .filter(|source| !source.text.starts_with("//! "))
        .map(|source| source.path.clone())
        .collect();
    none(&findings, "begin the file with `//! ` and one sentence: what the module owns and what it must not do.");
}
