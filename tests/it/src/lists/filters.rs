//! Every operator of every type, one by one, and filters that are not well formed.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};

use super::oracle::{FIELDS, holds};
use super::things;
use crate::support::{id_of, ids_in};

fn values(records: &[Json], name: &str) -> Vec<Json> {
    let mut values: Vec<Json> = Vec::new();
    for record in records {
        let value = if record[name].is_object() { record[name]["id"].clone() } else { record[name].clone() };
        if !value.is_null() && !values.contains(&value) {
            values.push(value);
        }
    }
    values
}

on_both! {
    fn every_operator_of_every_type_finds_what_it_says(app) {
        let records = things::make(app, 40);
        let (rita, me) = (app.by("rita"), app.id("rita"));
        for (name, _, operators) in FIELDS {
            let values = values(&records, name);
            for operator in *operators {
                let inputs: Vec<Json> = match *operator {
                    "empty" | "not_empty" | "me" => vec![Json::Null],
                    "in" | "not_in" => vec![json!([]), json!(values), json!([values[0]])],
                    "contains_any" | "contains_all" => vec![json!([]), json!(["p"]), json!(["p", "r"])],
                    "between" => vec![json!([values[0], values[1]]), json!([values[1], values[0]])],
                    _ => values.clone(),
                };
                let mut found_any = false;
                for value in inputs {
                    let mut filter = json!({"field": name, "op": operator});
                    if !value.is_null() {
                        filter["value"] = value;
                    }
                    let wanted: BTreeSet<&str> =
                        records.iter().filter(|record| holds(record, &filter, &me)).map(id_of).collect();
                    let page = rita.find("thing", filter.clone()).expect(200);
                    let found = ids_in(&page);
                    assert_eq!(found.iter().map(String::as_str).collect::<BTreeSet<_>>(), wanted, "{filter}");
                    found_any |= !found.is_empty();
                }
                // A number is never blank.
                found_any |= *name == "auto_number" && *operator == "empty";
                assert!(found_any, "{operator} on {name} was not tried on anything that it finds");
            }
        }
    }

    fn a_type_answers_its_own_operators_only(app) {
        let rita = app.by("rita");
        let all: BTreeSet<&str> = FIELDS.iter().flat_map(|(_, _, operators)| operators.iter().copied()).collect();
        for (name, _, operators) in FIELDS {
            for operator in all.iter().filter(|operator| !operators.contains(operator)) {
                let answer = rita.find("thing", json!({"field": name, "op": operator, "value": "x"}));
                answer.refused(400, "operator_unknown").tells(&[("operator_unknown", "filter/op")]);
            }
        }
        let page = rita.get("/api/v1/meta/objects/thing").expect(200);
        for field in page["fields"].as_array().unwrap() {
            let Some((_, _, operators)) = FIELDS.iter().find(|(name, ..)| field["name"] == *name) else { continue };
            let told: BTreeSet<&str> =
                field["operators"].as_array().unwrap().iter().map(|word| word.as_str().unwrap()).collect();
            assert_eq!(told, operators.iter().copied().collect::<BTreeSet<_>>(), "{}", field["name"]);
        }
    }

    fn filters_that_are_not_well_formed_are_refused(app) {
        let rita = app.by("rita");
        let mut deep = json!({"field": "text", "op": "empty"});
        for _ in 0..20 {
            deep = json!({"not": deep});
        }
        let many: Vec<Json> = (0..101).map(|_| json!({"field": "text", "op": "empty"})).collect();
        let long: Vec<i32> = (0..1001).collect();
        let cases = [
            (json!("text"), "filter_invalid"),
            (json!({}), "filter_invalid"),
            (json!({"and": {}}), "filter_invalid"),
            (json!({"and": [], "or": []}), "filter_invalid"),
            (json!({"nor": []}), "filter_invalid"),
            (json!({"and": [7]}), "filter_invalid"),
            (json!({"field": "text", "op": "eq", "value": "a", "case": 1}), "filter_invalid"),
            (deep, "filter_invalid"),
            (json!({"or": many}), "filter_invalid"),
            (json!({"field": "txet", "op": "eq", "value": "a"}), "field_unknown"),
            (json!({"field": 5, "op": "eq", "value": "a"}), "field_unknown"),
            (json!({"field": "reference.nmae", "op": "empty"}), "field_unknown"),
            (json!({"field": "reference.owner.name", "op": "empty"}), "field_unknown"),
            (json!({"field": "text.name", "op": "empty"}), "field_unknown"),
            (json!({"field": "text", "op": "like", "value": "a"}), "operator_unknown"),
            (json!({"field": "integer", "op": "eq", "value": "a"}), "validation_failed"),
            (json!({"field": "integer", "op": "eq"}), "validation_failed"),
            (json!({"field": "integer", "op": "in", "value": 5}), "validation_failed"),
            (json!({"field": "integer", "op": "in", "value": long}), "validation_failed"),
            (json!({"field": "integer", "op": "between", "value": [1]}), "validation_failed"),
            (json!({"field": "text", "op": "contains", "value": "a\u{0}"}), "validation_failed"),
            (json!({"field": "text", "op": "eq", "value": "x".repeat(201)}), "validation_failed"),
            (json!({"field": "select", "op": "eq", "value": "w"}), "validation_failed"),
        ];
        for (filter, code) in cases {
            let answer = rita.find("thing", filter.clone());
            assert_eq!(answer.code(), code, "{filter}: {}", answer.text());
            assert!(!answer.problems().is_empty());
        }
        let both =
            json!({"and": [{"field": "txet", "op": "eq"}, {"or": [{"field": "integer", "op": "eq", "value": []}]}]});
        rita.find("thing", both)
            .tells(&[("field_unknown", "filter/and/0/field"), ("type_mismatch", "filter/and/1/or/0/value")]);
    }
}
