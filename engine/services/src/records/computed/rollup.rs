//! Roll-ups: of rows in memory, and of many parents at once in the database. Both end in the same arithmetic.

use std::cmp::Ordering;
use std::collections::HashMap;

use engine_access::Scope;
use engine_expressions::{EvaluateError, evaluate};
use engine_fields::RollupFunction;
use engine_model::{Computed, FieldIndex, Model, Needs, ObjectIndex, Rollup};
use engine_query::{Aggregate, Sight, SqlExpression, SqlLimits, SqlNames, Total, outermost, totals, totals_of_row};
use engine_store::Db;
use engine_values::{Decimal, Id, Value};
use rust_decimal::RoundingStrategy;

use super::FactSource;
use crate::Answer;

/// Digits of a mean before it is rounded to its column.
const MEAN_DIGITS: u32 = 12;

/// What a roll-up gives for rows in memory. Nothing when the sum cannot be kept exactly.
///
/// # Errors
/// What the filter runs into.
pub(super) fn of_rows(rollup: &Rollup, source: &FactSource<'_>, rows: &[Id]) -> Result<Option<Value>, EvaluateError> {
    let mut passed = Vec::with_capacity(rows.len());
    for id in rows {
        let holds = match &rollup.filter {
            Some(filter) => evaluate(filter, &source.at(rollup.object, *id))? == Value::Bool(true),
            None => true,
        };
        if holds {
            passed.push(*id);
        }
    }
    let value = |id: &Id, field: FieldIndex| source.at(rollup.object, *id).field(field);
    let Some(of) = rollup.of else {
        return Ok(Some(Value::Int(i64::try_from(passed.len()).unwrap_or(i64::MAX))));
    };
    if rollup.function.is_ordered() {
        let mut keyed: Vec<(Value, Id)> =
            passed.iter().map(|id| (rollup.order_by.map(|field| value(id, field)).unwrap_or_default(), *id)).collect();
        let is_last = rollup.function == RollupFunction::Last;
        keyed.sort_by(|one, two| place(one, two, is_last));
        return Ok(Some(keyed.first().map(|(_, id)| value(id, of)).unwrap_or_default()));
    }
    let values = passed.iter().map(|id| value(id, of)).filter(|value| !value.is_null());
    Ok(match rollup.function {
        RollupFunction::Sum | RollupFunction::Avg => {
            let (mut sum, mut filled) = (Decimal::ZERO, 0_i64);
            for number in values.filter_map(|value| value.as_decimal()) {
                let Some(larger) = sum.checked_add(number) else { return Ok(None) };
                sum = larger;
                filled += 1;
            }
            finished(rollup.function, Some(Total::Sum(sum, filled)))
        }
        function => {
            let wanted = if function == RollupFunction::Min { Ordering::Less } else { Ordering::Greater };
            let extreme = values.reduce(|best, value| if order(&value, &best) == wanted { value } else { best });
            finished(function, extreme.map(Total::Extreme))
        }
    })
}

/// The order of `outermost` of the queries: blanks behind everything, the key between equals.
fn place(one: &(Value, Id), two: &(Value, Id), is_last: bool) -> Ordering {
    let blanks = one.0.is_null().cmp(&two.0.is_null());
    let ascending = order(&one.0, &two.0).then(one.1.cmp(&two.1));
    blanks.then(if is_last { ascending.reverse() } else { ascending })
}

fn order(one: &Value, two: &Value) -> Ordering {
    match (one, two) {
        (Value::Text(one), Value::Text(two)) => one.cmp(two),
        (Value::Date(one), Value::Date(two)) => one.cmp(two),
        (Value::Instant(one), Value::Instant(two)) => one.cmp(two),
        _ => match (one.as_decimal(), two.as_decimal()) {
            (Some(one), Some(two)) => one.cmp(&two),
            _ => Ordering::Equal,
        },
    }
}

/// The value that a total stands for; a parent without rows has no total.
fn finished(function: RollupFunction, total: Option<Total>) -> Option<Value> {
    match (function, total) {
        (RollupFunction::Count, Some(Total::Count(count))) => Some(Value::Int(count)),
        (RollupFunction::Count, _) => Some(Value::Int(0)),
        (RollupFunction::Sum, Some(Total::Sum(sum, _))) => Some(Value::Decimal(sum)),
        (RollupFunction::Sum, _) => Some(Value::Decimal(Decimal::ZERO)),
        (RollupFunction::Avg, Some(Total::Sum(sum, filled))) if filled > 0 => {
            let mean = sum.checked_div(Decimal::from(filled))?;
            Some(Value::Decimal(mean.round_dp_with_strategy(MEAN_DIGITS, RoundingStrategy::MidpointAwayFromZero)))
        }
        (_, Some(Total::Extreme(value))) => Some(value),
        _ => Some(Value::Null),
    }
}

/// What roll-ups of one object give for many of its records: one grouped statement for all over the same rows, with
/// filters as SQL; rows in memory where a filter reads further records or has no form in SQL. A missing value could not
/// be computed.
pub(super) async fn of_parents(
    db: &mut Db,
    source: &FactSource<'_>,
    nodes: &[(FieldIndex, &Rollup, &Needs)],
    parents: &[Id],
) -> Answer<HashMap<FieldIndex, HashMap<Id, Option<Value>>>> {
    let mut answer: HashMap<FieldIndex, HashMap<Id, Option<Value>>> = HashMap::new();
    let mut plain: HashMap<(ObjectIndex, FieldIndex), Vec<(FieldIndex, Aggregate<'_>)>> = HashMap::new();
    let mut filtered = Vec::new();
    let filters: Vec<Filter> = nodes.iter().map(|(_, rollup, needs)| filter_of(source.model, rollup, needs)).collect();
    for ((field, rollup, needs), filter) in nodes.iter().zip(&filters) {
        let filter = match filter {
            Filter::None => None,
            Filter::Sql(filter) => Some(filter.as_ref()),
            Filter::Memory => {
                filtered.push((*field, *rollup, *needs));
                continue;
            }
        };
        match (rollup.of, rollup.order_by) {
            (Some(of), Some(order_by)) if rollup.function.is_ordered() => {
                let rows = source.model.object(rollup.object);
                let is_last = rollup.function == RollupFunction::Last;
                let scope = Scope::integrity(rows);
                let (dialect, reference) = (db.dialect(), rollup.reference);
                let statement =
                    outermost(dialect, source.model, &scope, rows, reference, parents, of, order_by, is_last, filter);
                let found = answer.entry(*field).or_default();
                for row in db.rows(&statement).await? {
                    let mut cells = row.into_iter();
                    if let (Some(Value::Id(parent)), Some(value)) = (cells.next(), cells.next()) {
                        found.insert(parent, Some(value));
                    }
                }
                blank_rest(found, parents, Some(Value::Null));
            }
            (of, _) => {
                let aggregate = Aggregate { function: rollup.function, of, filter };
                plain.entry((rollup.object, rollup.reference)).or_default().push((*field, aggregate));
            }
        }
    }
    for ((rows, reference), wanted) in plain {
        let rows = source.model.object(rows);
        let scope = Scope::integrity(rows);
        let aggregates: Vec<Aggregate<'_>> = wanted.iter().map(|(_, aggregate)| *aggregate).collect();
        let dialect = db.dialect();
        let statement = totals(dialect, source.model, &scope, rows, reference, parents, &aggregates);
        for row in db.rows(&statement).await? {
            let Some((parent, totals)) = totals_of_row(dialect, rows, &aggregates, row) else { continue };
            for ((field, aggregate), total) in wanted.iter().zip(totals) {
                let value = finished(aggregate.function, Some(total));
                answer.entry(*field).or_default().insert(parent, value);
            }
        }
        for (field, aggregate) in wanted {
            blank_rest(answer.entry(field).or_default(), parents, finished(aggregate.function, None));
        }
    }
    for (field, rollup, needs) in filtered {
        let found = of_filtered(db, source.model, source, rollup, needs, parents).await?;
        answer.insert(field, found);
    }
    Ok(answer)
}

/// Where the filter of a roll-up is worked out.
enum Filter {
    None,
    Sql(Box<SqlExpression>),
    Memory,
}

/// What lies behind references is read with locks, so that it stays as it is until the write is done: no statement of
/// the database alone does that.
fn filter_of(model: &Model, rollup: &Rollup, needs: &Needs) -> Filter {
    let Some(filter) = &rollup.filter else { return Filter::None };
    if !needs.references.is_empty() || !needs.rows.is_empty() {
        return Filter::Memory;
    }
    let names = SqlNames { sight: Sight::Everything(model), object: model.object(rollup.object) };
    match SqlExpression::of(filter, names, SqlLimits::DOCUMENT) {
        Ok(filter) => Filter::Sql(Box::new(filter)),
        Err(_) => Filter::Memory,
    }
}

fn blank_rest(found: &mut HashMap<Id, Option<Value>>, parents: &[Id], value: Option<Value>) {
    for parent in parents {
        found.entry(*parent).or_insert_with(|| value.clone());
    }
}

async fn of_filtered(
    db: &mut Db,
    model: &Model,
    source: &FactSource<'_>,
    rollup: &Rollup,
    needs: &Needs,
    parents: &[Id],
) -> Answer<HashMap<Id, Option<Value>>> {
    let mut whole = Needs::default();
    whole.rows.insert((rollup.object, rollup.reference), needs.clone());
    let mut facts = source.facts.beside();
    facts.load_beyond(db, model, source.object, parents, &whole).await?;
    let rows = FactSource { facts: &facts, ..*source };
    let value = |parent: &Id| {
        let ids = facts.rows_of(rollup.object, rollup.reference, *parent).unwrap_or_default();
        (*parent, of_rows(rollup, &rows.at(source.object, *parent), ids).ok().flatten())
    };
    Ok(parents.iter().map(value).collect())
}

/// The roll-up of a computed field.
pub(super) fn rollup_of(computed: Option<&Computed>) -> Option<&Rollup> {
    computed.and_then(Computed::rollup)
}
