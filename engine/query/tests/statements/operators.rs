//! Every filter operator, over the types that answer it, over references, and joined.

use engine_fields::Operator;
use serde_json::{Value as Json, json};

use crate::golden::{Case, case};
use crate::world::{EAST, RECORD, SALES, person};

fn filtered(name: &str, role: &'static str, json: Json) -> Case {
    case(name, |dialect| person(role).filtered(dialect, &json))
}

pub(crate) fn cases() -> Vec<Case> {
    let is = |field: &str, op: &str, value: Json| json!({"field": field, "op": op, "value": value});
    let mut cases: Vec<Case> = [
        ("op_eq", "name", "eq", json!("Acme")),
        ("op_eq_decimal", "amount", "eq", json!("1000")),
        ("op_eq_boolean", "is_urgent", "eq", json!(true)),
        ("op_ne", "level", "ne", json!("a")),
        ("op_lt", "quantity", "lt", json!(5)),
        ("op_lte", "amount", "lte", json!("99.5")),
        ("op_gt", "signed_on", "gt", json!("2026-11-21")),
        ("op_gte", "sent_at", "gte", json!("2026-11-21T08:00:00+08:00")),
        ("op_between", "signed_on", "between", json!(["2026-01-01", "2026-12-31"])),
        ("op_within", "place", "within", json!("320500")),
        ("op_me_among_several", "team", "me", json!(null)),
        ("op_in", "level", "in", json!(["a", "b", "a"])),
        ("op_in_nothing", "level", "in", json!([])),
        ("op_not_in", "level", "not_in", json!(["a"])),
        ("op_not_in_nothing", "level", "not_in", json!([])),
        ("op_contains", "note", "contains", json!("50%_\\")),
        ("op_starts_with", "number", "starts_with", json!("HT2026")),
        ("op_contains_any", "tags", "contains_any", json!(["a", "b"])),
        ("op_contains_any_of_nothing", "tags", "contains_any", json!([])),
        ("op_contains_all", "tags", "contains_all", json!(["a", "b"])),
        ("op_me", "handler", "me", json!(null)),
        ("op_empty", "scan", "empty", json!(null)),
        ("op_not_empty", "tags", "not_empty", json!(null)),
        ("op_in_people", "handler", "in", json!([EAST.to_string(), SALES.to_string()])),
        ("op_eq_department", "department", "eq", json!(SALES.to_string())),
        ("op_eq_id", "id", "eq", json!(RECORD.to_string())),
    ]
    .into_iter()
    .map(|(name, field, op, value)| filtered(name, "all", is(field, op, value)))
    .collect();
    let record = json!(RECORD.to_string());
    for (role, word) in [("all", "all"), ("own", "own"), ("blind", "invisible")] {
        for (op, value) in [
            ("eq", record.clone()),
            ("ne", record.clone()),
            ("in", json!([record])),
            ("empty", json!(null)),
            ("not_empty", json!(null)),
        ] {
            cases.push(filtered(&format!("reference_{word}_{op}"), role, is("customer", op, value)));
        }
    }
    let named = json!({"object": "customer", "id": RECORD.to_string()});
    for (role, word) in [("all", "all"), ("own", "own"), ("blind", "invisible")] {
        for (op, value) in
            [("eq", named.clone()), ("ne", named.clone()), ("within", json!("customer")), ("empty", json!(null))]
        {
            cases.push(filtered(&format!("any_reference_{word}_{op}"), role, is("about", op, value)));
        }
        for (op, value) in
            [("contains_any", json!([record])), ("contains_all", json!([record, EAST])), ("empty", json!(null))]
        {
            cases.push(filtered(&format!("links_{word}_{op}"), role, is("guests", op, value)));
        }
    }
    cases.push(filtered("reference_disclosed_eq", "blind", is("partner", "eq", record)));
    cases.push(filtered("through_reference_all", "all", is("customer.level", "eq", json!("a"))));
    cases.push(filtered("through_reference_own", "own", is("customer.level", "ne", json!("a"))));
    let urgent = is("is_urgent", "eq", json!(true));
    let large = is("amount", "gte", json!("1000"));
    let late = is("signed_on", "empty", json!(null));
    cases.push(filtered("not", "all", json!({"not": large})));
    cases.push(filtered("not_not", "all", json!({"not": {"not": large}})));
    cases.push(filtered("and_of_nothing", "all", json!({"and": []})));
    cases.push(filtered("or_of_nothing", "all", json!({"or": []})));
    cases.push(filtered("and_within_or", "all", json!({"or": [urgent, {"and": [large, late]}]})));
    cases.push(filtered(
        "nested",
        "own",
        json!({"and": [{"or": [urgent, large]}, {"not": {"or": [late, is("customer.level", "eq", json!("b"))]}}]}),
    ));
    cases
}

#[test]
fn every_operator_has_a_case() {
    let names: Vec<String> = cases().into_iter().map(|case| case.name).collect();
    for operator in Operator::ALL {
        assert!(names.contains(&format!("op_{}", operator.word())), "no case for {}", operator.word());
    }
}
