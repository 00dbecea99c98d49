//! A package is named after its path, takes the workspace's lints, and is not published.

use crate::layers::packages;
use crate::repository::{none, read};

#[test]
fn a_package_is_named_after_its_path() {
    let findings: Vec<String> = packages()
        .iter()
        .filter(|package| package.name != package.folder.replace('/', "-"))
        .map(|package| format!("{} is in {}", package.name, package.folder))
        .collect();
    none(&findings, "engine/query is engine-query, so that every `use` line shows its layer: rename one of the two.");
}

#[test]
fn every_package_takes_the_lints_of_the_workspace() {
    let findings: Vec<String> = packages()
        .iter()
        .filter(|package| {
            let manifest: toml::Table = toml::from_str(&read(&format!("{}/Cargo.toml", package.folder))).unwrap();
            let takes = manifest.get("lints").and_then(|lints| lints.get("workspace")).and_then(toml::Value::as_bool);
            let publishes = manifest["package"].get("publish").and_then(toml::Value::as_bool);
            takes != Some(true) || publishes != Some(false)
        })
        .map(|package| package.folder.clone())
        .collect();
    none(&findings, "write `publish = false` under [package], and [lints] with `workspace = true`.");
}
