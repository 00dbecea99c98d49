//! Orders and the page after a record: the short form where an index can be walked, the long one where blanks may come.

use engine_values::{Decimal, Id, Timestamp, Value};

use crate::golden::{Case, case};
use crate::world::{RECORD, person};

fn at() -> Value {
    Value::Instant(Timestamp::from_second(1_763_712_000).unwrap())
}

pub(crate) fn cases() -> Vec<Case> {
    let id = Value::Id(RECORD);
    let amount = Value::Decimal(Decimal::new(100_000, 2));
    let name = Value::Text("Acme".to_owned());
    [
        ("after_newest", "-created_at", vec![at(), id.clone()]),
        ("after_oldest", "created_at", vec![at(), id.clone()]),
        ("after_two_never_null", "-created_at,-updated_at", vec![at(), at(), id.clone()]),
        ("after_mixed_directions", "-created_at,updated_at", vec![at(), at(), id.clone()]),
        ("after_nullable_asc", "name", vec![name.clone(), id.clone()]),
        ("after_nullable_asc_blank", "name", vec![Value::Null, id.clone()]),
        ("after_nullable_desc", "-amount", vec![amount.clone(), id.clone()]),
        ("after_nullable_desc_blank", "-amount", vec![Value::Null, id.clone()]),
        ("after_three_levels", "-amount,name,-created_at", vec![amount, name, at(), id.clone()]),
        ("after_key", "id", vec![id.clone(), id]),
    ]
    .into_iter()
    .map(|(name, sort, values)| case(name, |dialect| person("all").after(dialect, sort, &values)))
    .collect()
}

/// A cursor of another order is refused instead of giving a wrong page.
#[test]
fn a_cursor_of_the_wrong_length_is_refused() {
    let person = person("all");
    let contract = crate::world::object("contract");
    let scope = person.reader().reading(contract);
    for values in [vec![], vec![Value::Id(Id::nil())], vec![Value::Null, Value::Null, Value::Id(Id::nil())]] {
        let request =
            engine_query::ListRequest { after: Some(values), ..person.request(contract, "id", "-created_at") };
        let refused = engine_query::list(engine_sql::Dialect::Sqlite, person.reader(), contract, &scope, &request);
        assert_eq!(refused.unwrap_err().code.name(), "cursor_invalid");
    }
}

#[test]
fn orders_are_refused_where_they_mean_nothing() {
    let person = person("blind");
    let contract = crate::world::object("contract");
    let scope = person.reader().reading(contract);
    for (text, code) in [
        ("nmae", "field_unknown"),
        ("amount", "field_unknown"),
        ("lines", "field_unknown"),
        ("customer", "sort_invalid"),
        ("scan", "sort_invalid"),
        ("name,number,quantity,signed_on,sent_at", "sort_invalid"),
        ("--name", "field_unknown"),
    ] {
        let refused = engine_query::sort_from_text(&crate::world::MODEL, contract, &scope, text).unwrap_err();
        assert_eq!((refused.code.name(), refused.path.as_str()), (code, "sort"), "{text}");
    }
    assert!(engine_query::sort_from_text(&crate::world::MODEL, contract, &scope, " , ").unwrap().is_empty());
}
