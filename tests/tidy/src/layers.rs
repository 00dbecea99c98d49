//! Invariant: who may import whom. `layers.toml` is the table; cargo's own view of the workspace is compared with it.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

use crate::repository::{none, read, root};

/// A package of the workspace.
#[derive(Debug)]
pub(crate) struct Package {
    pub(crate) name: String,
    /// Its folder, from the root.
    pub(crate) folder: String,
    /// Our own packages that it is built from.
    imports: BTreeSet<String>,
    /// Our own packages that only its tests use.
    test_imports: BTreeSet<String>,
}

/// Every package of the workspace.
pub(crate) fn packages() -> Vec<Package> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo)
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let root = root().to_string_lossy().into_owned();
    let of = |package: &Value| {
        let own = |wanted: bool| {
            let dependencies = package["dependencies"].as_array().unwrap().iter();
            dependencies
                .filter(|dependency| dependency["path"].is_string() && (dependency["kind"] == "dev") == wanted)
                .map(|dependency| text(&dependency["name"]))
                .collect()
        };
        let manifest = text(&package["manifest_path"]);
        let folder = manifest.trim_start_matches(&root).trim_matches('/').trim_end_matches("/Cargo.toml").to_owned();
        Package { name: text(&package["name"]), folder, imports: own(false), test_imports: own(true) }
    };
    metadata["packages"].as_array().unwrap().iter().map(of).collect()
}

#[derive(Debug)]
struct Table {
    imports: BTreeMap<String, BTreeSet<String>>,
    tests: BTreeMap<String, BTreeSet<String>>,
}

fn table() -> Table {
    let table: toml::Table = toml::from_str(&read("tests/tidy/layers.toml")).unwrap();
    let part = |name: &str| {
        let names = |value: &toml::Value| {
            value.as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect()
        };
        table[name].as_table().unwrap().iter().map(|(name, list)| (name.clone(), names(list))).collect()
    };
    Table { imports: part("imports"), tests: part("tests") }
}

/// How a package departs from the table.
fn findings(package: &Package, table: &Table) -> Vec<String> {
    let Some(allowed) = table.imports.get(&package.name) else {
        return vec![format!("{} is not in the table", package.name)];
    };
    if allowed.contains("everything") {
        return Vec::new();
    }
    let mut found: Vec<String> = Vec::new();
    let (name, imports) = (&package.name, &package.imports);
    found.extend(
        imports.difference(allowed).map(|import| format!("{name} imports {import}, which the table does not allow")),
    );
    found.extend(
        allowed
            .difference(imports)
            .map(|import| format!("{name} no longer imports {import}: take it out of the table")),
    );
    // A test may use what lies below; only what goes further is listed.
    let mut for_tests = table.tests.get(name).cloned().unwrap_or_default();
    for import in allowed {
        for_tests.extend(below(import, table));
    }
    let far: Vec<String> = package.test_imports.difference(&for_tests).cloned().collect();
    found.extend(
        far.iter().map(|import| format!("the tests of {name} import {import}, which the table does not allow")),
    );
    found
}

/// A package and everything it is built from.
fn below(package: &str, table: &Table) -> BTreeSet<String> {
    let mut all = BTreeSet::from([package.to_owned()]);
    for import in table.imports.get(package).into_iter().flatten() {
        all.extend(below(import, table));
    }
    all
}

#[test]
fn every_import_is_in_the_table_of_layers() {
    let table = table();
    let packages = packages();
    let mut found: Vec<String> = packages.iter().flat_map(|package| findings(package, &table)).collect();
    let exists = |name: &String| packages.iter().any(|package| package.name == *name);
    found.extend(
        table
            .imports
            .keys()
            .filter(|name| !exists(name))
            .map(|name| format!("{name} is in the table and does not exist")),
    );
    none(
        &found,
        "move the code to the layer it belongs to (ARCHITECTURE.md has the map). When the layers themselves are to change, \
         change tests/tidy/layers.toml in the same commit and say why.",
    );
}

/// The table is drawn from the bottom to the top, so a package may only import those above it in the file.
#[test]
fn the_table_has_no_circle() {
    let text = read("tests/tidy/layers.toml");
    let order: Vec<&str> =
        text.lines().filter_map(|line| line.split_once(" = [").map(|(name, _)| name.trim())).collect();
    let table = table();
    let place = |name: &str| order.iter().position(|other| *other == name);
    let mut found = Vec::new();
    for (name, imports) in &table.imports {
        found.extend(
            imports
                .iter()
                .filter(|import| *import != "everything" && place(import) >= place(name))
                .map(|import| format!("{name} imports {import}")),
        );
    }
    none(&found, "in tests/tidy/layers.toml the lower layer stands first.");
}

#[test]
fn a_forbidden_import_is_found() {
    let list = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<String>>();
    let table = Table {
        imports: [("engine-fields".to_owned(), list(&["engine-values"])), ("engine-values".to_owned(), list(&[]))]
            .into(),
        tests: BTreeMap::new(),
    };
    let package = |imports: &[&str], tests: &[&str]| Package {
        name: "engine-fields".to_owned(),
        folder: "engine/fields".to_owned(),
        imports: list(imports),
        test_imports: list(tests),
    };
    assert!(findings(&package(&["engine-values"], &["engine-values"]), &table).is_empty());
    assert_eq!(findings(&package(&["engine-values", "engine-store"], &[]), &table).len(), 1);
    assert_eq!(findings(&package(&[], &[]), &table).len(), 1);
    assert_eq!(findings(&package(&["engine-values"], &["engine-store"]), &table).len(), 1);
}
