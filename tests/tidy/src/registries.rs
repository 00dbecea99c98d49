//! Invariant: a kind is known to the server and to the web app, or to neither.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::repository::{names_in, none, read};

const WEB: &str = "designer/kinds/src/fields";
const GOLDEN: &str = "engine/fields/golden";
const TYPES: &str = "engine/fields/src/types";

fn server() -> BTreeSet<String> {
    engine_fields::REGISTRY.iter().map(|entry| entry.kind.to_owned()).collect()
}

fn stems(folder: &str, ending: &str) -> BTreeSet<String> {
    let is_test = |name: &str| name.contains(".test.");
    names_in(folder)
        .iter()
        .filter(|name| !is_test(name))
        .filter_map(|name| Some(name.strip_suffix(ending)?.to_owned()))
        .collect()
}

/// What one side has and the other has not.
fn compare(
    found: &mut Vec<String>,
    one: &BTreeSet<String>,
    other: &BTreeSet<String>,
    missing: &dyn Fn(&str) -> String,
    extra: &dyn Fn(&str) -> String,
) {
    found.extend(one.difference(other).map(|kind| missing(kind)));
    found.extend(other.difference(one).map(|kind| extra(kind)));
}

#[test]
fn a_field_type_is_known_on_both_sides() {
    let server = server();
    let mut found = Vec::new();

    let list: Value = serde_json::from_str(&read("designer/kinds/kinds.json")).unwrap();
    let listed = list["fields"].as_array().unwrap().iter().map(|kind| kind.as_str().unwrap().to_owned()).collect();
    let old = |kind: &str| format!("designer/kinds/kinds.json: {kind} is not in step: cargo dev generate");
    compare(&mut found, &server, &listed, &old, &old);

    let create = |kind: &str| format!("create {WEB}/{kind}.tsx");
    let unknown = |kind: &str| format!("{WEB}/{kind}.tsx is for no type of engine/fields/src/registry.rs");
    compare(&mut found, &server, &stems(WEB, ".tsx"), &create, &unknown);

    let registry = read(&format!("{WEB}/registry.ts"));
    let imported = registry
        .lines()
        .filter_map(|line| Some(line.split_once("from './")?.1.trim_end_matches('\'').to_owned()))
        .collect();
    let add = |kind: &str| format!("add {kind} to {WEB}/registry.ts");
    let take_out = |kind: &str| format!("take {kind} out of {WEB}/registry.ts");
    compare(&mut found, &server, &imported, &add, &take_out);

    none(&found, "`cargo dev new field-type <name>` writes both sides at once.");
}

#[test]
fn a_field_type_has_a_file_and_golden_cases() {
    let server = server();
    let mut found = Vec::new();
    let files = stems(TYPES, ".rs");
    found.extend(server.difference(&files).map(|kind| format!("create {TYPES}/{kind}.rs")));
    // Files beside the types hold what several types share; they must not hold a type of their own.
    for file in files.difference(&server) {
        if read(&format!("{TYPES}/{file}.rs")).contains("const KIND:") {
            found.push(format!("{TYPES}/{file}.rs is not in engine/fields/src/registry.rs"));
        }
    }
    let golden: BTreeSet<String> = names_in(GOLDEN).into_iter().collect();
    let create = |kind: &str| format!("create {GOLDEN}/{kind}/ with a case");
    let unknown = |kind: &str| format!("{GOLDEN}/{kind} is for no type");
    compare(&mut found, &server, &golden, &create, &unknown);
    none(&found, "one file, one line in the registry and one golden folder per type.");
}
