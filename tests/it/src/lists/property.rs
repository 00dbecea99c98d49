//! Any filter finds in the database exactly what it finds in memory, on both databases.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestError, TestRunner};
use serde_json::{Value as Json, json};

use super::oracle::{FIELDS, holds};
use super::things;
use crate::support::{App, id_of, ids_in};

/// Values that occur in the records and some that do not, by field.
fn candidates(records: &[Json]) -> Vec<(usize, Vec<Json>)> {
    let strange = |name: &str| match name {
        "text" | "long_text" | "email" | "reference.name" => json!("%_\\'"),
        "integer" => json!(0),
        "decimal" | "money" | "percent" => json!("1.50"),
        "date" => json!("2026-02-11"),
        "datetime" => json!("2026-01-01T09:00:00+08:00"),
        _ => Json::Null,
    };
    let of_field = |name: &str| {
        let mut values: Vec<Json> = Vec::new();
        for record in records {
            let value = &record[name];
            let value = if value.is_object() { value["id"].clone() } else { value.clone() };
            let parts = value.as_array().cloned().unwrap_or_else(|| vec![value]);
            for part in parts.into_iter().chain([strange(name)]).filter(|part| !part.is_null()) {
                if !values.contains(&part) {
                    values.push(part);
                }
            }
        }
        values
    };
    FIELDS.iter().enumerate().map(|(index, (name, ..))| (index, of_field(name))).collect()
}

fn comparison(records: &[Json]) -> impl Strategy<Value = Json> + use<> {
    let fields = candidates(records);
    (
        proptest::sample::select(fields),
        any::<prop::sample::Index>(),
        prop::collection::vec(any::<prop::sample::Index>(), 0..4),
    )
        .prop_map(|((field, values), operator, picks)| {
            let (name, _, operators) = FIELDS[field];
            let operator = operators[operator.index(operators.len())];
            let mut chosen: Vec<Json> = picks.iter().map(|pick| pick.get(&values).clone()).collect();
            let one = chosen.first().unwrap_or(&values[0]).clone();
            let value = match operator {
                "empty" | "not_empty" | "me" => return json!({"field": name, "op": operator}),
                "in" | "not_in" | "contains_any" | "contains_all" => Json::Array(chosen),
                "between" => {
                    chosen.resize(2, one);
                    Json::Array(chosen)
                }
                "contains" | "starts_with" => {
                    let text = one.as_str().unwrap();
                    let cut: String = text.chars().take(picks.len() + 1).collect();
                    json!(if operator == "contains" && picks.len() % 2 == 1 {
                        text.chars().skip(1).collect()
                    } else {
                        cut
                    })
                }
                _ => one,
            };
            json!({"field": name, "op": operator, "value": value})
        })
}

fn filter(records: &[Json]) -> impl Strategy<Value = Json> + use<> {
    comparison(records).prop_recursive(4, 16, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(|items| json!({"and": items})),
            prop::collection::vec(inner.clone(), 0..4).prop_map(|items| json!({"or": items})),
            inner.prop_map(|inner| json!({"not": inner})),
        ]
    })
}

fn differs(app: &App, records: &[Json], filter: &Json) -> Option<String> {
    let me = app.id("rita");
    let wanted: BTreeSet<&str> = records.iter().filter(|record| holds(record, filter, &me)).map(id_of).collect();
    let answer = app.by("rita").find("thing", filter.clone());
    if answer.status != 200 {
        return Some(answer.text());
    }
    let page = answer.json();
    let found = ids_in(&page);
    let distinct: BTreeSet<&str> = found.iter().map(String::as_str).collect();
    let is_right = distinct == wanted && distinct.len() == found.len() && page["count"] == json!(found.len());
    (!is_right).then(|| format!("wanted {}, found {}, counted {}", wanted.len(), found.len(), page["count"]))
}

on_both! {
    fn the_database_and_memory_agree_on_any_filter(app) {
        let records = things::make(app, 60);
        let mut runner = TestRunner::new(Config { cases: 400, failure_persistence: None, ..Config::default() });
        let outcome = runner.run(&filter(&records), |filter| match differs(app, &records, &filter) {
            None => Ok(()),
            Some(difference) => Err(TestCaseError::fail(difference)),
        });
        match outcome {
            Ok(()) => {}
            Err(TestError::Fail(why, filter)) => panic!("{why}\n{filter:#}"),
            Err(other) => panic!("{other}"),
        }
    }
}
