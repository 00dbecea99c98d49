//! Files stay small enough to be read in one go.

use std::collections::BTreeMap;

use crate::repository::{files, none, read};

/// A file of one subject rarely needs more; above it the file becomes a folder of the same name.
const LIMIT: usize = 450;
/// Not even an exception may be longer.
const HARD_LIMIT: usize = 800;
/// The exceptions with their present sizes.
const LIST: &str = "tests/tidy/file_size.toml";

#[test]
fn no_file_is_longer_than_its_limit() {
    let allowed: BTreeMap<String, usize> = toml::from_str(&read(LIST)).unwrap();
    let mut sizes = Vec::new();
    let mut findings = Vec::new();
    let mut unseen: Vec<&String> = allowed.keys().collect();
    for source in files(&[".rs", ".ts", ".tsx", ".mjs"]) {
        let lines = source.text.lines().count();
        sizes.push(lines);
        unseen.retain(|path| **path != source.path);
        let finding = match allowed.get(&source.path) {
            _ if lines > HARD_LIMIT => format!("nothing may have more than {HARD_LIMIT}"),
            None if lines > LIMIT => format!("more than {LIMIT}"),
            Some(size) if lines > *size => format!("it had {size} and may only shrink"),
            Some(_) if lines <= LIMIT => format!("short enough: take it off the list in {LIST}"),
            Some(size) if lines < *size => format!("lower its number in {LIST} from {size}"),
            _ => continue,
        };
        findings.push(format!("{}: {lines} lines: {finding}", source.path));
    }
    findings.extend(unseen.iter().map(|path| format!("{path} does not exist: take it off the list in {LIST}")));
    sizes.sort_unstable();
    println!("{} files, median {} lines, longest {}", sizes.len(), sizes[sizes.len() / 2], sizes[sizes.len() - 1]);
    none(&findings, "make the file a folder of the same name with one file per subject.");
}
