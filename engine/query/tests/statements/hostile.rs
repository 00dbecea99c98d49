//! A property: whatever a request says, in values or in names, none of it is in the text of a statement. Text is made of
//! literals of the program and of physical names; values travel as binds.

use engine_access::{Action, Scope};
use engine_errors::Code;
use engine_query::{ListRequest, count, filter_from_json, insert, sort_from_text, update};
use engine_sql::{Dialect, Statement};
use engine_values::Value;
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use crate::world::{RECORD, field, object, person};

/// No statement has these three letters in this case, so any text with them was the request's.
const MARK: &str = "ZQX";

fn clean(statement: &Statement) {
    for text in [statement.text().to_owned(), statement.display()] {
        assert!(!text.contains(MARK), "the request's words are in: {text}");
        assert!(text.is_ascii(), "{text}");
        let quotes = text.replace("ESCAPE '\\'", "");
        assert!(!quotes.contains(['\'', '"', ';', '\\']), "{text}");
        assert!(!quotes.contains("--"), "{text}");
        assert_eq!(text.matches("/*").count(), text.matches("*/").count());
    }
    assert_eq!(statement.display().matches('?').count(), statement.binds().len(), "{}", statement.display());
}

/// Text with quotes, comments, wildcards, keywords and letters of everywhere, and the mark in the middle.
fn hostile() -> impl Strategy<Value = String> {
    let part = || {
        prop_oneof![
            Just("'; DROP TABLE app_user; --".to_owned()),
            Just("\" OR 1=1 /*".to_owned()),
            Just("') UNION SELECT password_hash FROM app_user".to_owned()),
            Just("%_\\".to_owned()),
            Just("?".to_owned()),
            Just("$1".to_owned()),
            "[ -~]{0,12}",
            "\\PC{0,8}",
        ]
    };
    (part(), part()).prop_map(|(before, after)| format!("{before}{MARK}{after}"))
}

/// An expression with a text of the request in it.
fn expression() -> impl Strategy<Value = Json> {
    let form = prop::sample::select(vec![
        "name = {}",
        "name < {}",
        "CONTAINS(note, {})",
        "CONTAINS(tags, {})",
        "customer.name = {}",
        "name & {} <> number",
        "SWITCH(name, {}, TRUE, FALSE)",
        "LEFT(note, LEN({})) = UPPER(name & {})",
        "COUNT(lines.name, {}) > 1",
    ]);
    (form, hostile()).prop_map(|(form, text)| {
        let literal = format!("\"{}\"", text.replace('"', "\"\""));
        json!({"expression": form.replace("{}", &literal)})
    })
}

/// A filter over the fields that take free text, nested as deep as it comes.
fn filter() -> impl Strategy<Value = Json> {
    let field = prop::sample::select(vec!["name", "number", "note", "customer.name"]);
    let leaf = (field, hostile()).prop_flat_map(|(field, text)| {
        let operators =
            if field == "note" { vec!["contains"] } else { vec!["eq", "ne", "contains", "starts_with", "in"] };
        prop::sample::select(operators).prop_map(move |op| {
            let value = if op == "in" { json!([text, text]) } else { json!(text) };
            json!({"field": field, "op": op, "value": value})
        })
    });
    prop_oneof![3 => leaf, 1 => expression()].prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(|items| json!({"and": items})),
            prop::collection::vec(inner.clone(), 0..3).prop_map(|items| json!({"or": items})),
            inner.prop_map(|item| json!({"not": item})),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn values_never_become_text(filter in filter(), text in hostile(), role in prop::sample::select(vec!["own", "department", "all", "blind"])) {
        let person = person(role);
        let contract = object("contract");
        let reader = person.reader();
        let scope = reader.reading(contract);
        // A reader who may not see customers has no `customer.name`; that is a refusal, not a statement.
        let parsed = filter_from_json(reader, contract, &scope, &filter).ok();
        let request = ListRequest { filter: parsed, search: Some(text.clone()), ..person.request(contract, "name customer", "name") };
        let after = Some(vec![Value::Text(text.clone()), Value::Id(RECORD)]);
        for dialect in [Dialect::Sqlite, Dialect::Postgres] {
            clean(&person.list(dialect, contract, &request));
            clean(&person.list(dialect, contract, &ListRequest { after: after.clone(), ..request.clone() }));
            clean(&count(dialect, reader, contract, &scope, &request));
            let values = vec![vec![Value::Id(RECORD), Value::Text(text.clone())]];
            let columns = [field(contract, "id"), field(contract, "name")];
            clean(&insert(dialect, &Scope::integrity(contract), contract, &columns, values));
            let changes = [(field(contract, "note"), Value::Text(text.clone()))];
            clean(&update(dialect, reader, &person.scope(contract, Action::Update), contract, RECORD, 1, &changes));
        }
    }

    #[test]
    fn names_are_looked_up_never_written(name in hostile()) {
        let person = person("all");
        let contract = object("contract");
        let scope = person.reader().reading(contract);
        for asked in [name.clone(), format!("name{name}"), format!("customer.{name}"), format!("{name}.name")] {
            let refused = filter_from_json(person.reader(), contract, &scope, &json!({"field": asked, "op": "eq", "value": "x"}));
            prop_assert_eq!(refused.unwrap_err()[0].code, Code::FieldUnknown);
            let refused = sort_from_text(&crate::world::MODEL, contract, &scope, &asked);
            prop_assert!(matches!(refused.unwrap_err().code, Code::FieldUnknown | Code::SortInvalid));
        }
        let refused = filter_from_json(person.reader(), contract, &scope, &json!({"field": "name", "op": name, "value": "x"}));
        prop_assert_eq!(refused.unwrap_err()[0].code, Code::OperatorUnknown);
        for asked in [format!("{name} = 1"), format!("customer.{name} = 1"), format!("{name}(1)")] {
            let refused = filter_from_json(person.reader(), contract, &scope, &json!({"expression": asked}));
            prop_assert_eq!(refused.unwrap_err()[0].code, Code::ExpressionInvalid);
        }
        let refused = filter_from_json(person.reader(), contract, &scope, &json!({name: []}));
        prop_assert_eq!(refused.unwrap_err()[0].code, Code::FilterInvalid);
    }
}

/// The same over every statement that has a golden file.
#[test]
fn golden_statements_are_clean() {
    for case in crate::all() {
        clean(&case.sqlite);
        clean(&case.postgres);
    }
}
