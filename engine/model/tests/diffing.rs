//! Golden differences: `golden/diff/<case>/after.json` against `golden/diff/before.json` is told exactly as in its
//! `expected.json`. A new case is a new folder; `UPDATE_GOLDEN=1` writes what is expected anew.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use engine_definitions::{Document, DocumentKey, Kind};
use engine_model::Model;
use engine_model::diff::{Change, ChangeCode, diff};
use engine_model::uses::{Thing, where_used};
use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("golden/diff")
}

fn documents(file: &Path) -> BTreeMap<DocumentKey, Document> {
    let json: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let list = json.as_array().unwrap().iter();
    list.map(|json| Document::parse(json.clone()).unwrap()).map(|document| (document.key(), document)).collect()
}

#[expect(clippy::disallowed_methods, reason = "a test reads its cases where they lie")]
fn cases() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = std::fs::read_dir(root()).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    folders
}

fn found(case: &Path) -> Vec<Change> {
    diff(&documents(&root().join("before.json")), &documents(&case.join("after.json")))
}

#[test]
fn differences_are_told_as_meaning() {
    let mut failures = Vec::new();
    for case in cases() {
        let text = serde_json::to_string_pretty(&found(&case)).unwrap() + "\n";
        let file = case.join("expected.json");
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(&file, &text).unwrap();
        }
        if std::fs::read_to_string(&file).unwrap_or_default() != text {
            failures.push(format!("{}\n{text}", case.display()));
        }
    }
    assert!(failures.is_empty(), "{} differ\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn every_code_of_a_change_has_a_case() {
    let shown: BTreeSet<ChangeCode> = cases().iter().flat_map(|case| found(case)).map(|change| change.code).collect();
    let missing: Vec<&str> =
        ChangeCode::ALL.iter().filter(|code| !shown.contains(code)).map(|code| code.name()).collect();
    assert!(missing.is_empty(), "no case shows {missing:?}");
}

/// Going back tells the opposite of going forth, and never the other way round.
#[test]
fn the_way_back_has_as_many_differences() {
    let before = documents(&root().join("before.json"));
    for case in cases() {
        let after = documents(&case.join("after.json"));
        assert_eq!(diff(&before, &after).len(), diff(&after, &before).len(), "{}", case.display());
        assert!(diff(&after, &after).is_empty());
    }
}

#[test]
fn where_a_thing_is_used() {
    let model = Model::resolve(documents(&root().join("before.json")).into_values().collect(), 1).unwrap();
    let places = |thing: &Thing| -> Vec<String> {
        let uses = where_used(&model, thing);
        uses.iter().map(|place| format!("{}/{}{}", place.kind.word(), place.name, place.path)).collect()
    };
    let field = |object: &str, field: &str| Thing::Field { object: object.to_owned(), field: field.to_owned() };
    let document = |kind, name: &str| Thing::Document { kind, name: name.to_owned() };
    assert_eq!(
        places(&field("contract", "amount")),
        [
            "object/contract/fields/3/formula",
            "form/contract_form/sections/0/fields/1/field",
            "view/all_contracts/columns/1/field",
            "view/all_contracts/sort/0/field",
            "role/rep/objects/contract/fields/amount",
        ]
    );
    assert_eq!(places(&field("contract", "state")), ["view/all_contracts/filter/field"]);
    assert_eq!(places(&document(Kind::OptionSet, "level")), ["object/customer/fields/2/options/option_set"]);
    assert_eq!(places(&document(Kind::View, "all_contracts")), ["app/desk/menu/0/items/0/view"]);
    assert_eq!(places(&document(Kind::Role, "rep")), ["flow/sign/settings/admins/0/role"]);
    let of_customer = places(&document(Kind::Object, "customer"));
    assert_eq!(of_customer, ["object/contract/fields/1/options/object", "role/rep/objects/customer"]);
    assert!(places(&document(Kind::App, "desk")).is_empty());
}

/// The contract of the CRM is printed, approved, listed: each kind of use is found in real documents.
#[test]
#[expect(clippy::disallowed_methods, reason = "a test reads its cases where they lie")]
fn uses_of_the_crm_are_found_in_every_kind() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../templates/crm");
    let folders = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir());
    let files = folders.flat_map(|folder| std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()));
    let parsed = files
        .filter(|file| file.extension().is_some_and(|ending| ending == "json"))
        .map(|file| Document::parse(serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap()).unwrap());
    let model = Model::resolve(parsed.collect(), 1).unwrap();
    let thing = Thing::Document { kind: Kind::Object, name: "contract".to_owned() };
    let kinds: BTreeSet<Kind> = where_used(&model, &thing).into_iter().map(|place| place.kind).collect();
    let wanted = [Kind::Object, Kind::Form, Kind::View, Kind::Flow, Kind::PrintTemplate, Kind::Role];
    assert_eq!(kinds, wanted.into_iter().collect());
    let lines = where_used(&model, &Thing::Field { object: "contract_line".to_owned(), field: "quantity".to_owned() });
    assert!(lines.iter().any(|place| place.kind == Kind::PrintTemplate), "{lines:#?}");
}
