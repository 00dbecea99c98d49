//! The files of the repository as tests see them: everything but what `.gitignore` keeps out.

use std::path::{Path, PathBuf};

/// Folders with things that were made, not written.
const NOT_OURS: [&str; 7] = [".git", "target", "node_modules", "dist", "data", "tmp", "test-results"];

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// A file with its path from the root.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    pub(crate) path: String,
    pub(crate) text: String,
}

impl Source {
    /// Whether it is a test, a bench or an example, where other rules hold.
    pub(crate) fn is_test(&self) -> bool {
        let in_folder =
            self.path.starts_with("tests/") || self.path.contains("/tests/") || self.path.contains("/examples/");
        in_folder || self.path.ends_with("/tests.rs") || self.path.contains(".test.")
    }
}

/// Every text file whose name ends in one of the endings; all of them when there is none.
pub(crate) fn files(endings: &[&str]) -> Vec<Source> {
    let root = root();
    let mut found = Vec::new();
    let mut open = vec![root.clone()];
    while let Some(folder) = open.pop() {
        for entry in folder.read_dir().unwrap().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let kind = entry.file_type().unwrap();
            if kind.is_dir() {
                if !NOT_OURS.contains(&name.as_str()) {
                    open.push(entry.path());
                }
            } else if kind.is_file()
                && !name.ends_with(".log")
                && (endings.is_empty() || endings.iter().any(|end| name.ends_with(end)))
            {
                let Ok(text) = std::fs::read_to_string(entry.path()) else { continue };
                let path = entry.path().strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
                found.push(Source { path, text });
            }
        }
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    assert!(!found.is_empty(), "no file ends in {endings:?}");
    found
}

/// The names in a folder, sorted.
pub(crate) fn names_in(folder: &str) -> Vec<String> {
    let place = root().join(folder);
    let entries = place.read_dir().unwrap_or_else(|error| panic!("{folder}: {error}"));
    let mut names: Vec<String> =
        entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// One file.
pub(crate) fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Fails with all of the findings at once, and with the way out.
pub(crate) fn none(findings: &[String], how_to_mend: &str) {
    assert!(findings.is_empty(), "\n  {}\n\nTo mend: {how_to_mend}\n", findings.join("\n  "));
}
