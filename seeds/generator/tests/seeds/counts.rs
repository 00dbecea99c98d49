//! The demo has what the documentation promises, and is the same every time.

use std::collections::BTreeMap;

use seeds_generator::{Record, crm_demo};
use serde_json::Value;

/// Money in cents.
fn cents(value: &Value) -> i64 {
    value.as_str().unwrap().replace('.', "").parse().unwrap()
}

/// The sum of the lines, as the template's formulas have it. Prices have two decimals, the rest none.
pub fn amount(record: &Record) -> i64 {
    let number = |value: &Value| value.as_str().unwrap().parse::<i64>().unwrap();
    let lines = record.lines.iter();
    lines.map(|line| number(&line["quantity"]) * cents(&line["price"]) * (100 - number(&line["discount"])) / 100).sum()
}

#[test]
fn counts_are_as_promised() {
    let demo = crm_demo();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for record in &demo.records {
        *counts.entry(&record.object).or_default() += 1;
    }
    let promised = [("product", 40), ("customer", 300), ("contact", 600), ("lead", 80), ("opportunity", 200)];
    for (object, count) in promised.into_iter().chain([("quote", 60), ("contract", 120)]) {
        assert_eq!(counts[object], count, "{object}");
    }
    assert!(counts["payment_plan"] > 100 && counts["receipt"] > 60, "{counts:?}");
    assert_eq!((demo.users.len(), demo.departments.len()), (16, 6), "five departments below the company");
}

#[test]
fn contracts_have_two_to_eight_lines_and_one_has_sixty() {
    let demo = crm_demo();
    let mut long = 0;
    for record in demo.records.iter().filter(|record| record.object == "contract") {
        long += usize::from(record.lines.len() == 60);
        assert!(record.lines.len() == 60 || (2..=8).contains(&record.lines.len()), "{}", record.key);
    }
    assert_eq!(long, 1);
}

#[test]
fn instalments_add_up_to_the_contract() {
    let demo = crm_demo();
    let mut planned: BTreeMap<&str, i64> = BTreeMap::new();
    let mut due: BTreeMap<&str, i64> = BTreeMap::new();
    for record in demo.records.iter().filter(|record| record.object == "payment_plan") {
        *planned.entry(record.values["contract"]["ref"].as_str().unwrap()).or_default() +=
            cents(&record.values["amount"]);
        due.insert(&record.key, cents(&record.values["amount"]));
    }
    assert_eq!(planned.len(), 45, "every approved contract has a plan");
    for record in demo.records.iter().filter(|record| record.object == "contract") {
        assert!(planned.get(record.key.as_str()).is_none_or(|sum| *sum == amount(record)), "{}", record.key);
    }
    for record in demo.records.iter().filter(|record| record.object == "receipt") {
        let plan = record.values["payment_plan"]["ref"].as_str().unwrap();
        assert!(cents(&record.values["amount"]) <= due[plan], "{}", record.key);
    }
}

#[test]
fn is_the_same_every_time() {
    assert_eq!(crm_demo(), crm_demo());
}
