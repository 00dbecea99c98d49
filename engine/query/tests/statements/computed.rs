//! What keeps computed fields current.

use engine_access::Scope;
use engine_expressions::Type;
use engine_fields::RollupFunction;
use engine_model::Model;
use engine_query::{
    Aggregate, Lock, Sight, SqlExpression, SqlLimits, SqlNames, Total, columns_of, count_all, keys_after, outermost,
    referred, referring, rows_referring, set_computed, totals, totals_of_row,
};
use engine_sql::Dialect;
use engine_values::{Decimal, Id, Value};

use crate::golden::{Case, case};
use crate::world::{ME, MODEL, RECORD, field, object};

/// Every function that can be added up.
fn aggregates(filter: Option<&SqlExpression>) -> Vec<Aggregate<'_>> {
    let contract = object("contract");
    let of = |function, name| Aggregate { function, of: Some(field(contract, name)), filter };
    vec![
        Aggregate { function: RollupFunction::Count, of: None, filter: None },
        of(RollupFunction::Sum, "amount"),
        of(RollupFunction::Avg, "quantity"),
        of(RollupFunction::Min, "signed_on"),
        of(RollupFunction::Max, "amount"),
    ]
}

pub(crate) fn cases() -> Vec<Case> {
    let contract = object("contract");
    let line = object("line");
    let scope = || Scope::integrity(contract);
    let customer = field(contract, "customer");
    let fields = [field(contract, "amount"), customer];
    let model: &Model = &MODEL;
    let filtered = || {
        let names = SqlNames { sight: Sight::Everything(model), object: contract };
        SqlExpression::compile("amount > 100", names, Some(&Type::Boolean), SqlLimits::DOCUMENT).unwrap()
    };
    let first = |is_last, filter: Option<SqlExpression>| {
        move |dialect| {
            let (of, by) = (field(contract, "level"), field(contract, "signed_on"));
            let filter = filter.as_ref();
            outermost(dialect, model, &scope(), contract, customer, &[RECORD], of, by, is_last, filter)
        }
    };
    vec![
        case("columns_of", |dialect| columns_of(dialect, &scope(), contract, &[RECORD], &fields, Lock::None)),
        case("columns_of_shared", |dialect| columns_of(dialect, &scope(), contract, &[RECORD, ME], &[], Lock::Share)),
        case("columns_of_locked", |dialect| columns_of(dialect, &scope(), contract, &[RECORD], &fields, Lock::Update)),
        case("rows_referring", |dialect| rows_referring(dialect, &scope(), contract, customer, &[RECORD], &fields)),
        case("rows_referring_in_order", |dialect| {
            let reference = field(line, "contract");
            rows_referring(dialect, &Scope::integrity(line), line, reference, &[RECORD], &[field(line, "price")])
        }),
        case("referring", |dialect| referring(dialect, &scope(), contract, customer, &[RECORD])),
        case("referred", |dialect| referred(dialect, &scope(), contract, customer, &[RECORD])),
        case("keys_from_the_first", |dialect| keys_after(dialect, &scope(), contract, None, 2000)),
        case("keys_after", |dialect| keys_after(dialect, &scope(), contract, Some(RECORD), 2000)),
        case("count_all", |dialect| count_all(dialect, &scope(), contract)),
        case("totals", |dialect| {
            totals(dialect, model, &scope(), contract, customer, &[RECORD, ME], &aggregates(None))
        }),
        case("totals_of_some", |dialect| {
            totals(dialect, model, &scope(), contract, customer, &[RECORD, ME], &aggregates(Some(&filtered())))
        }),
        case("outermost_first", first(false, None)),
        case("outermost_last", first(true, None)),
        case("outermost_of_some", first(true, Some(filtered()))),
        case("set_computed", |dialect| {
            let row = |id: Id, amount: i64| (id, vec![Value::Decimal(Decimal::new(amount, 2)), Value::Null]);
            set_computed(dialect, &scope(), contract, &fields, &[row(RECORD, 150), row(ME, 250), row(RECORD, 150)])
        }),
    ]
}

#[test]
fn a_sum_in_two_parts_is_exact() {
    let contract = object("contract");
    let wanted = [Aggregate { function: RollupFunction::Sum, of: Some(field(contract, "amount")), filter: None }];
    let row = vec![Value::Id(RECORD), Value::Int(99_999_999_999), Value::Int(-1), Value::Int(3)];
    let read = totals_of_row(Dialect::Sqlite, contract, &wanted, row).unwrap();
    let sum = "999999999989999999.99".parse().unwrap();
    assert_eq!(read, (RECORD, vec![Total::Sum(sum, 3)]));
}
