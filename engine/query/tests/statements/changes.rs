//! Insert, update, delete and what keeps references whole.

use engine_access::{Action, Scope};
use engine_query::{clear_reference, delete, insert, is_held, is_referred_to, update};
use engine_values::{Decimal, Value};

use crate::golden::{Case, case};
use crate::world::{ME, RECORD, field, object, person};

pub(crate) fn cases() -> Vec<Case> {
    let contract = object("contract");
    let line = object("line");
    let customer = object("customer");
    let row = |name: &str| vec![Value::Id(RECORD), Value::Text(name.to_owned()), Value::Null];
    let columns = [field(contract, "id"), field(contract, "name"), field(contract, "amount")];
    let changes = [
        (field(contract, "name"), Value::Text("Acme".to_owned())),
        (field(contract, "amount"), Value::Decimal(Decimal::new(50, 0))),
        (field(contract, "customer"), Value::Null),
    ];
    let updated = |role: &'static str, count: usize| {
        let changes = changes.clone();
        move |dialect| {
            let person = person(role);
            let scope = person.scope(contract, Action::Update);
            update(dialect, person.reader(), &scope, contract, RECORD, 3, &changes[..count])
        }
    };
    let deleted = |role: &'static str, ids: usize| {
        move |dialect| {
            let person = person(role);
            let scope = person.scope(contract, Action::Delete);
            delete(dialect, person.reader(), &scope, contract, &[RECORD, ME][..ids])
        }
    };
    vec![
        case("insert", |dialect| insert(dialect, &Scope::integrity(contract), contract, &columns, vec![row("a")])),
        case("insert_rows", |dialect| {
            insert(dialect, &Scope::integrity(contract), contract, &columns, vec![row("a"), row("b"), row("c")])
        }),
        case("update_own", updated("own", 3)),
        case("update_department", updated("department", 1)),
        case("update_nothing_but_the_revision", updated("all", 0)),
        case("update_out_of_scope", updated("blind", 1)),
        case("delete_own", deleted("own", 1)),
        case("delete_all", deleted("all", 2)),
        case("delete_none", deleted("all", 0)),
        case("delete_out_of_scope", deleted("department", 1)),
        case("delete_rows", |dialect| {
            let person = person("own");
            delete(dialect, person.reader(), &person.scope(line, Action::Delete), line, &[RECORD])
        }),
        case("is_referred_to", |dialect| {
            is_referred_to(dialect, contract, &Scope::integrity(contract), field(contract, "customer"), RECORD).unwrap()
        }),
        case("clear_reference", |dialect| {
            clear_reference(dialect, &Scope::integrity(contract), contract, field(contract, "partner"), RECORD).unwrap()
        }),
        case("is_held", |dialect| {
            let person = person("own");
            let (scope, partner) = (Scope::integrity(contract), field(contract, "partner"));
            let model = person.reader().model;
            is_held(dialect, model, contract, &scope, partner, RECORD, &["running", "approved"]).unwrap()
        }),
        case("is_referred_to_by_rows", |dialect| {
            is_referred_to(dialect, line, &Scope::integrity(line), field(line, "contract"), RECORD).unwrap()
        }),
        case("insert_customer", |dialect| {
            insert(dialect, &Scope::integrity(customer), customer, &[field(customer, "level")], vec![vec!["a".into()]])
        }),
    ]
}

/// What a field says about deletion decides which of the two questions is asked.
#[test]
fn a_reference_either_restricts_or_is_cleared() {
    let contract = object("contract");
    let scope = Scope::integrity(contract);
    for dialect in [engine_sql::Dialect::Sqlite, engine_sql::Dialect::Postgres] {
        let (restricting, clearing) = (field(contract, "customer"), field(contract, "partner"));
        assert!(clear_reference(dialect, &scope, contract, restricting, RECORD).is_none());
        assert!(is_referred_to(dialect, contract, &scope, clearing, RECORD).is_none());
        assert!(is_referred_to(dialect, contract, &scope, field(contract, "name"), RECORD).is_none());
    }
}
