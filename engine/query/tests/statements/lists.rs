//! Whose rows a list shows, and what it shows of the records they refer to.

use engine_access::Action;
use engine_query::{ListRequest, count, existing_ids, full_row, full_rows_of_parent, one};
use serde_json::json;

use crate::golden::{Case, case};
use crate::world::{EAST, ME, RECORD, field, object, person};

pub(crate) fn cases() -> Vec<Case> {
    let contract = object("contract");
    let line = object("line");
    let plain = |role: &'static str, fields: &'static str| {
        move |dialect| {
            let person = person(role);
            person.list(dialect, contract, &person.request(contract, fields, "-created_at"))
        }
    };
    let expanded = |role: &'static str, name: &'static str| {
        move |dialect| {
            let person = person(role);
            let request = person.request(contract, name, "-created_at");
            person.list(dialect, contract, &ListRequest { expand: vec![field(contract, name)], ..request })
        }
    };
    let searched = |text: &'static str| {
        move |dialect| {
            let person = person("own");
            let request = person.request(contract, "name", "-created_at");
            person.list(dialect, contract, &ListRequest { search: Some(text.to_owned()), ..request })
        }
    };
    vec![
        case("list_own", plain("own", "name amount")),
        case("list_department", plain("department", "name")),
        case("list_all", plain("all", "name tags scan is_urgent signed_on handler department")),
        case("list_nothing", plain("creator", "name")),
        case("list_rows_of_own_parents", |dialect| {
            let person = person("own");
            person.list(dialect, line, &person.request(line, "name price", "position"))
        }),
        case("list_rows_of_all_parents", |dialect| {
            let person = person("all");
            person.list(dialect, line, &person.request(line, "name contract", "position"))
        }),
        case("relation_all", plain("all", "customer")),
        case("relation_own", plain("own", "customer")),
        case("relation_invisible", plain("blind", "customer")),
        case("relation_disclosed", plain("blind", "partner")),
        case("relation_twice", plain("department", "customer partner")),
        case("relation_expanded", expanded("own", "customer")),
        case("relation_expanded_invisible", expanded("blind", "partner")),
        case("search", searched("  50%_\\ Ltd ")),
        case("search_blank", searched("   ")),
        case("count", |dialect| {
            let person = person("department");
            let filter = Some(person.filter(contract, &json!({"field": "amount", "op": "gte", "value": "1000"})));
            let request =
                ListRequest { filter, search: Some("co".to_owned()), ..person.request(contract, "name", "name") };
            count(dialect, person.reader(), contract, &person.reader().reading(contract), &request)
        }),
        case("one", |dialect| {
            let person = person("own");
            let scope = person.reader().reading(contract);
            one(dialect, person.reader(), contract, &scope, RECORD, &[]).statement
        }),
        case("one_hidden_field", |dialect| {
            let person = person("blind");
            let scope = person.reader().reading(contract);
            one(dialect, person.reader(), contract, &scope, RECORD, &[]).statement
        }),
        case("full_row_locked", |dialect| {
            let person = person("own");
            let scope = person.scope(contract, Action::Update);
            full_row(dialect, person.reader(), contract, &scope, RECORD, true)
        }),
        case("full_rows_of_parent", |dialect| {
            let person = person("department");
            let scope = person.scope(line, Action::Update);
            full_rows_of_parent(dialect, person.reader(), line, &scope, field(line, "contract"), RECORD)
        }),
        case("existing_ids", |dialect| {
            let person = person("own");
            let scope = person.reader().reading(contract);
            existing_ids(dialect, person.reader(), contract, &scope, &[RECORD, ME, EAST])
        }),
        case("existing_ids_of_none", |dialect| {
            let person = person("all");
            existing_ids(dialect, person.reader(), contract, &person.reader().reading(contract), &[])
        }),
    ]
}

/// What a reader may not see is not even selected.
#[test]
fn a_hidden_column_is_in_no_statement() {
    let person = person("blind");
    let contract = object("contract");
    let scope = person.reader().reading(contract);
    let (_, amount) = contract.field_named("amount").unwrap();
    let (column, _) = amount.column.as_ref().unwrap();
    for dialect in [engine_sql::Dialect::Sqlite, engine_sql::Dialect::Postgres] {
        let statement = one(dialect, person.reader(), contract, &scope, RECORD, &[]).statement;
        assert!(!statement.text().contains(column.as_str()), "{}", statement.text());
    }
}

/// The kept text with fresh binds is the statement that would have been written.
#[test]
fn a_plan_used_again_is_the_same_statement() {
    let contract = object("contract");
    for role in ["own", "department", "all", "creator", "blind"] {
        let person = person(role);
        let scope = person.reader().reading(contract);
        for dialect in [engine_sql::Dialect::Sqlite, engine_sql::Dialect::Postgres] {
            let first = one(dialect, person.reader(), contract, &scope, ME, &[]);
            let again = engine_query::one_again(&first, dialect, person.reader(), contract, &scope, RECORD);
            let whole = one(dialect, person.reader(), contract, &scope, RECORD, &[]);
            assert_eq!(again, whole.statement, "{role}");
        }
    }
}
