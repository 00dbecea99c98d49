//! Identities: derived once from the path, readable, and never changed by anything later.

use std::collections::BTreeMap;

use engine_definitions::{Document, derived_uid};
use serde_json::{Value, json};

use crate::support::{crm_document, crm_documents};

/// Tables and columns of installed systems are named after these. A change here loses data: it must never be made.
#[test]
fn derived_identities_are_for_ever() {
    for (path, uid) in [
        ("object/contract", "contract_302e49"),
        ("object/contract/amount", "amount_4317b2"),
        ("object/contract_line/contract", "contract_157631"),
        ("object/customer/name", "name_b09705"),
        ("role/sales_rep", "sales_rep_e27780"),
        ("2/object/contract", "contract_3aeeca"),
    ] {
        assert_eq!(derived_uid(path), uid, "{path}");
    }
}

#[test]
fn every_part_that_has_an_identity_gets_one() {
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for (file, json) in crm_documents() {
        let document = Document::parse(json).unwrap();
        let exported = document.to_json();
        let own = exported["uid"].as_str().unwrap_or_else(|| panic!("{} has no identity", file.display()));
        assert_eq!(own, derived_uid(&document.key().to_string()));
        let mut all = vec![(document.key().to_string(), own.to_owned())];
        for field in exported["fields"].as_array().into_iter().flatten().filter(|_| exported["kind"] == "object") {
            let path = format!("{}/{}", document.key(), field["name"].as_str().unwrap());
            all.push((path.clone(), field["uid"].as_str().unwrap().to_owned()));
            assert_eq!(all.last().unwrap().1, derived_uid(&path));
        }
        for (path, uid) in all {
            let is_narrow = uid.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
            assert!(is_narrow && uid.len() <= 55, "{path}: {uid}");
            if let Some(other) = seen.insert(uid.clone(), path.clone()) {
                panic!("{uid} is derived from {path} and {other}");
            }
        }
    }
}

#[test]
fn a_written_identity_stays_through_a_rename() {
    let exported = Document::parse(crm_document("object", "contract")).unwrap().to_json();
    let mut renamed = exported.clone();
    renamed["name"] = json!("agreement");
    renamed["fields"][0]["name"] = json!("code");
    let after = Document::parse(renamed).unwrap().to_json();
    let uids = |json: &Value| -> Vec<Value> {
        let fields = json["fields"].as_array().unwrap().iter().map(|field| field["uid"].clone());
        std::iter::once(json["uid"].clone()).chain(fields).collect()
    };
    assert_eq!(uids(&after), uids(&exported));
}
