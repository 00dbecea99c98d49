//! Structural problems: each has a code, the document it is about and a pointer to its place; all come at once.

use engine_definitions::Document;
use engine_errors::Problem;
use serde_json::{Value, json};

use crate::support::crm_document;

/// The problems of a document after one value of it was replaced, or taken out when the value is null.
fn spoilt(kind: &str, name: &str, pointer: &str, value: Value) -> Vec<Problem> {
    let mut json = crm_document(kind, name);
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let parent = json.pointer_mut(parent).unwrap_or_else(|| panic!("{pointer} is not in {kind}/{name}"));
    match parent {
        Value::Object(map) if value.is_null() => {
            map.remove(key);
        }
        Value::Object(map) => {
            map.insert(key.to_owned(), value);
        }
        Value::Array(items) => items[key.parse::<usize>().unwrap()] = value,
        other => panic!("{pointer} lies in {other}"),
    }
    Document::parse(json).unwrap_err()
}

#[test]
fn each_problem_has_its_place() {
    for (kind, name, pointer, value, code, path) in [
        ("object", "contract", "/kind", json!("objekt"), "kind_unknown", "/kind"),
        ("object", "contract", "/kind", Value::Null, "kind_unknown", "/kind"),
        ("object", "contract", "/format", json!(2), "format_too_new", "/format"),
        ("object", "contract", "/format", json!("1"), "document_invalid", "/format"),
        ("object", "contract", "/name", json!("Contract"), "document_invalid", "/name"),
        ("object", "contract", "/name", json!("a".repeat(49)), "document_invalid", "/name"),
        ("object", "contract", "/name", json!("合同"), "document_invalid", "/name"),
        ("object", "contract", "/name", Value::Null, "document_invalid", ""),
        ("object", "contract", "/title_field", Value::Null, "document_invalid", ""),
        ("object", "contract", "/label", json!("Contract"), "document_invalid", "/label"),
        ("object", "contract", "/label/en", json!(5), "document_invalid", "/label/en"),
        ("object", "contract", "/fields", json!({}), "document_invalid", "/fields"),
        ("object", "contract", "/fields/1/required", json!("yes"), "document_invalid", "/fields/1/required"),
        ("object", "contract", "/fields/1/type", Value::Null, "document_invalid", "/fields/1"),
        ("option_set", "unit", "/options/0/color", json!("pink"), "document_invalid", "/options/0/color"),
        ("view", "contract_all", "/columns/0/width", json!(-1), "document_invalid", "/columns/0/width"),
        ("form", "contract", "/sections/0/fields/0/wide", json!(1), "document_invalid", "/sections/0/fields/0/wide"),
        (
            "role",
            "sales_rep",
            "/objects/contract/read",
            json!("everyone"),
            "document_invalid",
            "/objects/contract/read",
        ),
        ("role", "admin", "/system/0", json!("root"), "document_invalid", "/system/0"),
        ("app", "crm", "/menu/0/items/0/view", json!(3), "document_invalid", "/menu/0/items/0/view"),
        ("flow", "contract_approval", "/settings/dedupe", json!("always"), "document_invalid", "/settings/dedupe"),
        ("print_template", "contract_zh", "/page/size", json!("B5"), "document_invalid", "/page/size"),
    ] {
        let problems = spoilt(kind, name, pointer, value.clone());
        let places: Vec<(&str, &str)> =
            problems.iter().map(|problem| (problem.code.name(), problem.path.as_str())).collect();
        assert_eq!(places, [(code, path)], "{kind}/{name} with {value} at {pointer}");
        let named = if pointer == "/name" {
            problems[0].document.as_deref().unwrap().rsplit('/').next().unwrap()
        } else {
            name
        };
        let shown = if code == "kind_unknown" { "?" } else { kind };
        assert_eq!(problems[0].document.as_deref(), Some(format!("{shown}/{named}").as_str()), "{pointer}");
    }
}

#[test]
fn a_wrong_step_is_refused_where_it_stands() {
    for (pointer, value) in [
        ("/steps/1/kind", json!("vote")),
        ("/steps/1/who", json!([{"nobody": 1}])),
        ("/steps/1/who", json!([{"role": "a", "user": "b"}])),
        ("/steps/1/who", Value::Null),
        ("/steps/2/branches/0/steps/0/ballot", json!("most")),
    ] {
        let problems = spoilt("flow", "contract_approval", pointer, value);
        assert!(problems.iter().all(|problem| problem.path.starts_with("/steps/")), "{pointer}: {problems:#?}");
    }
}

#[test]
fn all_problems_come_at_once() {
    let mut json = crm_document("object", "contract");
    json["label"] = json!(1);
    json["fields"][0]["unique"] = json!("yes");
    json["fields"][3]["stray"] = json!(1);
    json.as_object_mut().unwrap().remove("title_field");
    let problems = Document::parse(json).unwrap_err();
    let mut places: Vec<&str> = problems.iter().map(|problem| problem.path.as_str()).collect();
    places.sort_unstable();
    assert_eq!(places, ["", "/fields/0/unique", "/fields/3", "/label"]);
}

#[test]
fn a_document_without_a_format_is_of_the_first() {
    let mut json = crm_document("object", "contract");
    json.as_object_mut().unwrap().remove("format");
    assert_eq!(Document::parse(json.clone()).unwrap(), Document::parse(crm_document("object", "contract")).unwrap());
}

#[test]
fn what_is_no_object_is_refused() {
    for json in [json!(null), json!([]), json!("object"), json!(3), json!({})] {
        assert_eq!(Document::parse(json).unwrap_err()[0].code.name(), "kind_unknown");
    }
}
