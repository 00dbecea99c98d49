//! The documents of the CRM template, which the tests use as real examples of every kind.

use std::path::{Path, PathBuf};

use serde_json::Value;

/// Every document of the template with the file it stands in.
pub(crate) fn crm_documents() -> Vec<(PathBuf, Value)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../templates/crm");
    let mut found = Vec::new();
    for folder in entries(&root).into_iter().filter(|path| path.is_dir()) {
        for file in entries(&folder).into_iter().filter(|path| path.extension().is_some_and(|end| end == "json")) {
            let text = std::fs::read_to_string(&file).unwrap();
            let json = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            found.push((file, json));
        }
    }
    assert!(found.len() >= 50, "only {} documents in {}", found.len(), root.display());
    found
}

#[expect(clippy::disallowed_methods, reason = "a test reads the template where it lies")]
fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// One document of a kind by name.
pub(crate) fn crm_document(kind: &str, name: &str) -> Value {
    let found = crm_documents().into_iter().find(|(_, json)| json["kind"] == kind && json["name"] == name);
    found.unwrap_or_else(|| panic!("no {kind}/{name} in templates/crm")).1
}
