//! Generated means committed: the files are what the generators write now, and no old one lies beside them.

use tests_generate::{FOLDERS, generated};

use crate::repository::{files, none, root};

#[test]
fn generated_files_are_up_to_date() {
    let expected = generated();
    let mut findings: Vec<String> = expected
        .iter()
        .filter(|file| std::fs::read_to_string(root().join(&file.path)).unwrap_or_default() != file.text)
        .map(|file| format!("{} is old or missing", file.path))
        .collect();
    for source in files(&[]) {
        let is_generated = FOLDERS.iter().any(|folder| source.path.starts_with(&format!("{folder}/")));
        if is_generated && !expected.iter().any(|file| file.path == source.path) {
            findings.push(format!("{} is written by no generator", source.path));
        }
    }
    none(&findings, "cargo dev generate");
}
