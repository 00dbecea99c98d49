//! What the publish check refuses, and where it says so.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::needless_pass_by_value)]

mod world;

use engine_definitions::{FlowDocument, StepDocument, WhoDocument};
use engine_flows::{Flow, NODE_KINDS, WHO_KINDS};
use serde_json::{Value, json};
use world::{Company, Person};

fn company() -> Company {
    let mut company = Company::default();
    company.people.insert("li".to_owned(), Person::default());
    company.roles.insert("finance".to_owned(), Vec::new());
    company
}

fn document(steps: Value) -> Value {
    json!({"name": "f", "label": {}, "object": "contract", "settings": {"admins": [{"user": "li"}]}, "steps": steps})
}

fn approve(id: &str) -> Value {
    json!({"kind": "approve", "id": id, "label": {}, "who": [{"user": "li"}]})
}

fn problems(document: Value) -> Vec<String> {
    let document: FlowDocument = serde_json::from_value(document).expect("a document");
    let found = Flow::check(&document, &company()).err().unwrap_or_default();
    let text = |problem: &engine_errors::Problem| {
        let reason = problem.params.get("reason").or(problem.params.get("name")).and_then(Value::as_str);
        format!("{} {} {}", problem.path, problem.code, reason.unwrap_or_default())
    };
    found.iter().map(text).collect()
}

fn start() -> Value {
    json!({"kind": "start", "id": "start"})
}

#[test]
fn a_sound_flow_has_no_problems() {
    assert_eq!(problems(document(json!([start(), approve("a")]))), Vec::<String>::new());
}

#[test]
fn the_start_is_first_and_only() {
    assert_eq!(problems(document(json!([]))), ["/steps flow_invalid start_missing"]);
    assert_eq!(problems(document(json!([approve("a")]))), ["/steps flow_invalid start_missing"]);
    let twice = json!([start(), approve("a"), {"kind": "start", "id": "b"}]);
    assert_eq!(problems(document(twice)), ["/steps/2 flow_invalid start_not_first"]);
    let inside = json!([start(), {"kind": "switch", "id": "s", "branches": [
        {"id": "x", "otherwise": true, "steps": [{"kind": "start", "id": "b"}]}]}]);
    assert_eq!(problems(document(inside)), ["/steps/1/branches/0/steps/0 flow_invalid start_not_first"]);
}

#[test]
fn identities_are_unique_in_the_whole_flow() {
    let steps = json!([start(), approve("a"), {"kind": "switch", "id": "s", "branches": [
        {"id": "a", "when": "urgent", "steps": [approve("start")]}, {"id": "No", "otherwise": true}]}]);
    assert_eq!(
        problems(document(steps)),
        [
            "/steps/2/branches/0/id flow_invalid id_duplicate",
            "/steps/2/branches/0/steps/0/id flow_invalid id_duplicate",
            "/steps/2/branches/1/id flow_invalid id_invalid",
        ]
    );
}

#[test]
fn a_switch_has_conditions_and_one_otherwise_at_its_end() {
    let switch = |branches: Value| document(json!([start(), {"kind": "switch", "id": "s", "branches": branches}]));
    assert_eq!(problems(switch(json!([]))), ["/steps/1/branches flow_invalid otherwise_missing"]);
    assert_eq!(
        problems(switch(json!([{"id": "a", "when": "urgent"}]))),
        ["/steps/1/branches/0 flow_invalid otherwise_missing"]
    );
    assert_eq!(
        problems(switch(
            json!([{"id": "a", "otherwise": true}, {"id": "b"}, {"id": "c", "otherwise": true, "when": "urgent"}])
        )),
        [
            "/steps/1/branches/0/otherwise flow_invalid otherwise_not_last",
            "/steps/1/branches/1/when flow_invalid when_missing",
            "/steps/1/branches/2/when flow_invalid when_on_otherwise",
        ]
    );
    assert_eq!(
        problems(switch(json!([{"id": "a", "when": "amount"}, {"id": "b", "when": "nothing = 1"},
                               {"id": "c", "when": "amount >"}, {"id": "d", "otherwise": true}]))),
        [
            "/steps/1/branches/0/when expression_invalid result_type",
            "/steps/1/branches/1/when expression_invalid name_unknown",
            "/steps/1/branches/2/when expression_invalid end_unexpected",
        ]
    );
}

#[test]
fn every_name_exists() {
    let who = json!([{"user": "nobody"}, {"role": "none"}, {"field": "amount"}, {"superior": {"level": 0}},
                     {"department_head": {"level": 21}}, {"initiator": false}, {"role": "finance"}, {"field": "record.owner"}]);
    let mut flow = document(json!([start(), {"kind": "approve", "id": "a", "label": {}, "who": who},
                                   {"kind": "cc", "id": "c", "label": {}, "who": []}]));
    flow["effects"] = json!({"approved": {"status": "done", "other": 1}});
    flow["submit"] = json!({"when": "\"yes\""});
    flow["settings"] = json!({});
    assert_eq!(
        problems(flow),
        [
            "/submit/when expression_invalid result_type",
            "/settings/admins flow_invalid admins_missing",
            "/steps/1/who/0/user reference_dangling nobody",
            "/steps/1/who/1/role reference_dangling none",
            "/steps/1/who/2/field reference_dangling amount",
            "/steps/1/who/3/superior/level flow_invalid level_invalid",
            "/steps/1/who/4/department_head/level flow_invalid level_invalid",
            "/steps/1/who/5/initiator flow_invalid initiator_false",
            "/steps/2/who flow_invalid who_missing",
            "/effects/approved/other reference_dangling other",
        ]
    );
    let mut flow = document(json!([start()]));
    flow["object"] = json!("nothing");
    assert_eq!(problems(flow), ["/object reference_dangling nothing"]);
}

#[test]
fn size_is_bounded() {
    let many: Vec<Value> =
        std::iter::once(start()).chain((0..230).map(|index| approve(&format!("a{index}")))).collect();
    assert_eq!(problems(document(json!(many))), ["/steps/200 flow_invalid steps_too_many"]);
    let nested = |depth: usize| {
        let mut inner = json!([]);
        for level in 0..depth {
            inner = json!([{"kind": "switch", "id": format!("s{level}"), "branches": [
                {"id": format!("b{level}"), "otherwise": true, "steps": inner}]}]);
        }
        document(json!([start(), inner[0]]))
    };
    assert_eq!(problems(nested(6)), Vec::<String>::new());
    let found = problems(nested(7));
    assert!(found.len() == 1 && found[0].ends_with("flow_invalid nesting_too_deep"), "{found:?}");
}

#[test]
fn the_version_follows_the_content_only() {
    let version = |flow: Value| {
        let document: FlowDocument = serde_json::from_value(flow).expect("a document");
        Flow::check(&document, &company()).expect("sound").version
    };
    let flow = document(json!([start(), approve("a")]));
    let mut explicit = flow.clone();
    explicit["settings"]["dedupe"] = json!("none");
    assert_eq!(version(flow.clone()), version(explicit.clone()));
    explicit["settings"]["dedupe"] = json!("anywhere");
    assert_ne!(version(flow), version(explicit));
}

/// The tables of this crate and the schema of the documents name the same kinds.
#[test]
fn the_registries_agree_with_the_documents() {
    let words = |schema: Value, found: &mut Vec<String>| {
        for one in schema["oneOf"].as_array().expect("variants") {
            let kind = one["properties"]["kind"]["const"].as_str().map(str::to_owned);
            let key =
                one["required"].as_array().and_then(|keys| keys.first()).and_then(Value::as_str).map(str::to_owned);
            found.extend(kind.or(key));
        }
    };
    let (mut kinds, mut sources) = (Vec::new(), Vec::new());
    words(json!(schemars::schema_for!(StepDocument)), &mut kinds);
    words(json!(schemars::schema_for!(WhoDocument)), &mut sources);
    assert_eq!(kinds, NODE_KINDS);
    assert_eq!(sources, WHO_KINDS);
}
