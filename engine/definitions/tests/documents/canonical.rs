//! Export, import, export: the bytes stay the same, and so does the meaning.

use engine_definitions::{Document, canonical_text};
use serde_json::{Value, json};

use crate::support::{crm_document, crm_documents};

#[test]
fn every_document_of_the_template_survives_the_round_trip() {
    for (file, json) in crm_documents() {
        let first = Document::parse(json).unwrap_or_else(|problems| panic!("{}: {problems:#?}", file.display()));
        let exported = first.canonical();
        let again = Document::parse(serde_json::from_str(&exported).unwrap())
            .unwrap_or_else(|problems| panic!("{} as exported: {problems:#?}", file.display()));
        assert_eq!(again, first, "{}: the meaning changed", file.display());
        assert_eq!(again.canonical(), exported, "{}: the bytes changed", file.display());
        assert!(exported.ends_with("}\n") && !exported.contains('\r'), "{}", file.display());
    }
}

/// Nothing that an author wrote is lost on the way, save what says the same as leaving it out.
#[test]
fn what_was_written_is_exported() {
    for (file, written) in crm_documents() {
        let exported = Document::parse(written.clone()).unwrap().to_json();
        missing(&written, &exported, "", &file.display().to_string());
    }
}

fn missing(written: &Value, exported: &Value, path: &str, file: &str) {
    match written {
        Value::Object(map) => {
            for (key, value) in map {
                let is_default =
                    value == &json!(false) || value == &json!("") || value == &json!([]) || value == &json!({});
                match exported.get(key) {
                    Some(other) => missing(value, other, &format!("{path}/{key}"), file),
                    None => assert!(is_default || is_usual(path, key, value), "{file}: {path}/{key} is lost"),
                }
            }
        }
        Value::Array(items) => {
            let others = exported.as_array().map_or(0, Vec::len);
            assert_eq!(items.len(), others, "{file}: {path}");
            for (index, item) in items.iter().enumerate() {
                missing(item, &exported[index], &format!("{path}/{index}"), file);
            }
        }
        Value::Number(number) => assert_eq!(number.as_f64(), exported.as_f64(), "{file}: {path}"),
        other => assert_eq!(other, exported, "{file}: {path}"),
    }
}

/// Values that a document may spell out although they are the ones taken without it.
fn is_usual(path: &str, key: &str, value: &Value) -> bool {
    let usual = [
        ("history", json!(true)),
        ("columns", json!(2)),
        ("direction", json!("asc")),
        ("color", json!("gray")),
        ("ballot", json!("any")),
        ("size", json!("A4")),
        ("order", json!(0)),
        ("read", json!("none")),
        ("update", json!("none")),
        ("delete", json!("none")),
        ("withdraw", json!("first_decision")),
        ("self_approval", json!("superior")),
        ("dedupe", json!("none")),
    ];
    usual.iter().any(|(name, usual)| key == *name && value == usual)
        || (path.ends_with("department_head") && key == "level")
}

#[test]
fn order_of_keys_and_spelt_out_defaults_do_not_matter() {
    let json = crm_document("object", "contract");
    let mut spelt_out = json.clone();
    for field in spelt_out["fields"].as_array_mut().unwrap() {
        let field = field.as_object_mut().unwrap();
        for key in ["required", "unique", "indexed", "read_only"] {
            field.entry(key).or_insert(json!(false));
        }
    }
    spelt_out["history"] = json!(true);
    let reversed: String = {
        let map = spelt_out.as_object().unwrap();
        let pairs: Vec<String> = map.iter().rev().map(|(key, value)| format!("{}:{value}", json!(key))).collect();
        format!("{{{}}}", pairs.join(","))
    };
    let one = Document::parse(json).unwrap().canonical();
    let other = Document::parse(serde_json::from_str(&reversed).unwrap()).unwrap().canonical();
    assert_eq!(one, other);
    assert!(!one.contains("\"required\": false"), "defaults are left out");
}

#[test]
fn the_canonical_text_is_sorted_indented_and_ends_with_one_newline() {
    let text = canonical_text(&json!({"b": 1, "a": {"z": [], "y": "合同"}}));
    assert_eq!(text, "{\n  \"a\": {\n    \"y\": \"合同\",\n    \"z\": []\n  },\n  \"b\": 1\n}\n");
}
