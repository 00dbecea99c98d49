//! What keeps computed fields current: columns of many records, ways along references, totals of rows, and the update of
//! many records at once. Integrity of the system, so the scope is always the whole object.

use engine_access::Scope;
use engine_fields::RollupFunction;
use engine_model::{FieldIndex, Model, Object};
use engine_sql::{Dialect, SqlWriter, Statement};
use engine_values::{ColumnType, Decimal, Id, Value};

use crate::expression::{At, Moment, SqlExpression};
use crate::predicate::{Conditions, physical};

/// Whom to keep away from the rows that are read, until the transaction ends. SQLite has one writer anyway.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lock {
    /// Nobody.
    None,
    /// Those who would change them.
    Share,
    /// Also those who want to be sure that nobody changes them.
    Update,
}

fn typed(object: &Object, index: FieldIndex) -> (&str, ColumnType) {
    object.field(index).column.as_ref().map_or(("id", ColumnType::Id), |(name, column)| (name.as_str(), *column))
}

fn ids(sql: &mut SqlWriter, ids: &[Id]) {
    sql.in_list(ColumnType::Id, ids.iter().map(|id| Value::Id(*id)));
}

/// The key and some columns of records, in the order of their keys. All writers lock in that order.
#[must_use]
pub fn columns_of(
    dialect: Dialect,
    scope: &Scope,
    object: &Object,
    records: &[Id],
    fields: &[FieldIndex],
    lock: Lock,
) -> Statement {
    debug_assert_eq!(scope.object(), object.index, "the scope is of this object");
    let mut sql = SqlWriter::new(dialect);
    sql.push("SELECT id").column(ColumnType::Id);
    for index in fields {
        let (name, column) = typed(object, *index);
        sql.push(",").push(name).column(column);
    }
    sql.push(" FROM ").push(&object.table).push(" WHERE id");
    ids(&mut sql, records);
    sql.push(" ORDER BY id");
    if dialect == Dialect::Postgres {
        sql.push(match lock {
            Lock::None => "",
            Lock::Share => " FOR SHARE",
            Lock::Update => " FOR NO KEY UPDATE",
        });
    }
    sql.finish()
}

/// The key, the reference and some columns of the rows that refer to `parents`, in the order of rows.
#[must_use]
pub fn rows_referring(
    dialect: Dialect,
    scope: &Scope,
    object: &Object,
    reference: FieldIndex,
    parents: &[Id],
    fields: &[FieldIndex],
) -> Statement {
    debug_assert_eq!(scope.object(), object.index, "the scope is of this object");
    let mut sql = SqlWriter::new(dialect);
    sql.push("SELECT id,").column(ColumnType::Id).push(physical(object, reference)).column(ColumnType::Id);
    for index in fields {
        let (name, column) = typed(object, *index);
        sql.push(",").push(name).column(column);
    }
    sql.push(" FROM ").push(&object.table).push(" WHERE ").push(physical(object, reference));
    ids(&mut sql, parents);
    let position = object.system(engine_fields::SystemField::Position);
    sql.push(if position.is_some() { " ORDER BY position,id" } else { " ORDER BY id" });
    sql.finish()
}

/// The keys of the records whose reference points to one of `targets`.
#[must_use]
pub fn referring(dialect: Dialect, scope: &Scope, object: &Object, reference: FieldIndex, targets: &[Id]) -> Statement {
    debug_assert_eq!(scope.object(), object.index, "the scope is of this object");
    let mut sql = SqlWriter::new(dialect);
    sql.push("SELECT id FROM ").column(ColumnType::Id).push(&object.table).push(" WHERE ");
    sql.push(physical(object, reference));
    ids(&mut sql, targets);
    sql.finish()
}

/// The keys of the records that `records` refer to by a field, each once.
#[must_use]
pub fn referred(dialect: Dialect, scope: &Scope, object: &Object, reference: FieldIndex, records: &[Id]) -> Statement {
    debug_assert_eq!(scope.object(), object.index, "the scope is of this object");
    let mut sql = SqlWriter::new(dialect);
    let name = physical(object, reference);
    sql.push("SELECT DISTINCT ").column(ColumnType::Id).push(name).push(" FROM ").push(&object.table);
    sql.push(" WHERE ").push(name).push(" IS NOT NULL AND id");
    ids(&mut sql, records);
    sql.finish()
}

/// Keys in their order, behind one of them.
#[must_use]
pub fn keys_after(dialect: Dialect, scope: &Scope, object: &Object, after: Option<Id>, limit: i64) -> Statement {
    debug_assert_eq!(scope.object(), object.index, "the scope is of this object");
    let mut sql = SqlWriter::new(dialect);
    sql.push("SELECT id FROM ").column(ColumnType::Id).push(&object.table);
    if let Some(after) = after {
        sql.push(" WHERE id>").bind(ColumnType::Id, after);
    }
    sql.push(" ORDER BY id LIMIT ").bind(ColumnType::Int, limit);
    sql.finish()
}

/// How many records an object has.
#[must_use]
pub fn count_all(dialect: Dialect, scope: &Scope, object: &Object) -> Statement {
    debug_assert_eq!(scope.object(), object.index, "the scope is of this object");
    let mut sql = SqlWriter::new(dialect);
    sql.push("SELECT count(*) FROM ").column(ColumnType::Int).push(&object.table);
    sql.finish()
}

/// Something to be added up over rows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Aggregate<'a> {
    /// Any function but first and last.
    pub function: RollupFunction,
    /// The field; none for a count.
    pub of: Option<FieldIndex>,
    /// Only rows where it holds.
    pub filter: Option<&'a SqlExpression>,
}

/// What was added up.
#[derive(Debug, Clone, PartialEq)]
pub enum Total {
    /// How many rows.
    Count(i64),
    /// The sum of those that are filled in, and how many they are.
    Sum(Decimal, i64),
    /// The smallest or largest.
    Extreme(Value),
}

/// On SQLite a sum of many large whole numbers would overflow; in two parts it cannot.
const PART: i64 = 1_000_000_000;

/// Totals of the rows that refer to each of `parents`; a parent without rows is not in the answer.
#[must_use]
pub fn totals(
    dialect: Dialect,
    model: &Model,
    scope: &Scope,
    object: &Object,
    reference: FieldIndex,
    parents: &[Id],
    wanted: &[Aggregate<'_>],
) -> Statement {
    debug_assert_eq!(scope.object(), object.index, "the scope is of this object");
    let mut sql = SqlWriter::new(dialect);
    let parent = physical(object, reference);
    sql.push("SELECT ").push(parent).column(ColumnType::Id);
    for (place, aggregate) in wanted.iter().enumerate() {
        let of = aggregate.of.map(|field| typed(object, field));
        // Where its filter was worked out, below.
        let only = aggregate.filter.map(|_| format!(" FILTER (WHERE holds{place})")).unwrap_or_default();
        let mut add = |start: &str, name: &str, end: &str, column: ColumnType| {
            sql.push(",").push(start).push(name).push(end).push(")").push(&only).column(column);
        };
        match (aggregate.function, of) {
            (RollupFunction::Min, Some((name, column))) => add("min(", name, "", column),
            (RollupFunction::Max, Some((name, column))) => add("max(", name, "", column),
            (RollupFunction::Sum | RollupFunction::Avg, Some((name, column))) => {
                match dialect {
                    Dialect::Sqlite => {
                        add("sum(", name, &format!("/{PART}"), ColumnType::Int);
                        add("sum(", name, &format!("%{PART}"), ColumnType::Int);
                    }
                    Dialect::Postgres => {
                        add("sum(", name, "", ColumnType::Decimal { precision: 38, scale: scale_of(column) });
                    }
                }
                add("count(", name, "", ColumnType::Int);
            }
            _ => add("count(", "*", "", ColumnType::Int),
        }
    }
    sql.push(" FROM ");
    rows_with_filters(&mut sql, model, object, wanted.iter().map(|aggregate| aggregate.filter));
    sql.push(" WHERE ").push(parent);
    ids(&mut sql, parents);
    sql.push(" GROUP BY ").push(parent);
    sql.finish()
}

/// The table of rows, with a column `holds<place>` for every filter: each is worked out once per row.
fn rows_with_filters<'a>(
    sql: &mut SqlWriter,
    model: &Model,
    object: &Object,
    filters: impl Iterator<Item = Option<&'a SqlExpression>>,
) {
    let filters: Vec<_> =
        filters.enumerate().filter_map(|(place, filter)| filter.map(|filter| (place, filter))).collect();
    if filters.is_empty() {
        sql.push(&object.table);
        return;
    }
    let (mut conditions, moment) = (Conditions::new(model), Moment::default());
    sql.push("(SELECT t.*");
    for (place, filter) in filters {
        sql.push(",");
        filter.condition(sql, At { conditions: &mut conditions, alias: "t", moment: &moment });
        sql.push(" AS holds").push(&place.to_string());
    }
    sql.push(" FROM ").push(&object.table).push(" t) rows");
}

fn scale_of(column: ColumnType) -> u8 {
    match column {
        ColumnType::Decimal { scale, .. } => scale,
        _ => 0,
    }
}

/// Reads a row of [`totals`]: the parent, and a total for each aggregate.
#[must_use]
pub fn totals_of_row(
    dialect: Dialect,
    object: &Object,
    wanted: &[Aggregate<'_>],
    row: Vec<Value>,
) -> Option<(Id, Vec<Total>)> {
    let mut cells = row.into_iter();
    let parent = cells.next()?.as_id()?;
    let mut totals = Vec::with_capacity(wanted.len());
    for aggregate in wanted {
        let of = aggregate.of.map(|field| typed(object, field));
        totals.push(match (aggregate.function, of) {
            (RollupFunction::Min | RollupFunction::Max, Some(_)) => Total::Extreme(cells.next()?),
            (RollupFunction::Sum | RollupFunction::Avg, Some((_, column))) => {
                let sum = match dialect {
                    Dialect::Sqlite => {
                        let (high, low) = (cells.next()?.as_int().unwrap_or(0), cells.next()?.as_int().unwrap_or(0));
                        let minor = i128::from(high) * i128::from(PART) + i128::from(low);
                        Decimal::try_from_i128_with_scale(minor, u32::from(scale_of(column))).ok()?
                    }
                    Dialect::Postgres => cells.next()?.as_decimal().unwrap_or_default(),
                };
                Total::Sum(sum, cells.next()?.as_int().unwrap_or(0))
            }
            _ => Total::Count(cells.next()?.as_int().unwrap_or(0)),
        });
    }
    Some((parent, totals))
}

/// Of each of `parents` the value of the first row that refers to it, or of the last. Rows without a value to order by
/// come behind all others either way; the key decides between equals. With a filter, only rows where it holds.
#[must_use]
#[expect(clippy::too_many_arguments, reason = "the parts of one question")]
pub fn outermost(
    dialect: Dialect,
    model: &Model,
    scope: &Scope,
    object: &Object,
    reference: FieldIndex,
    parents: &[Id],
    of: FieldIndex,
    order_by: FieldIndex,
    is_last: bool,
    filter: Option<&SqlExpression>,
) -> Statement {
    debug_assert_eq!(scope.object(), object.index, "the scope is of this object");
    let mut sql = SqlWriter::new(dialect);
    let (parent, order) = (physical(object, reference), physical(object, order_by));
    let (name, column) = typed(object, of);
    let direction = if is_last { " DESC" } else { "" };
    sql.push("SELECT q.parent,q.value FROM (SELECT ").column(ColumnType::Id).column(column);
    sql.push(parent).push(" AS parent,").push(name).push(" AS value,row_number() OVER (PARTITION BY ").push(parent);
    sql.push(" ORDER BY ").push(order).push(" IS NULL,").push(order).push(direction).push(",id").push(direction);
    sql.push(") AS place FROM ");
    rows_with_filters(&mut sql, model, object, std::iter::once(filter));
    sql.push(" WHERE ").push(parent);
    ids(&mut sql, parents);
    sql.push(if filter.is_some() { " AND holds0) q WHERE q.place=1" } else { ") q WHERE q.place=1" });
    sql.finish()
}

/// Writes computed values: each row has the key and a value for each of `fields`. Neither the revision nor who changed
/// the record is touched: nobody did.
#[must_use]
pub fn set_computed(
    dialect: Dialect,
    scope: &Scope,
    object: &Object,
    fields: &[FieldIndex],
    rows: &[(Id, Vec<Value>)],
) -> Statement {
    debug_assert_eq!(scope.object(), object.index, "the scope is of this object");
    let columns: Vec<(&str, ColumnType)> = fields.iter().map(|index| typed(object, *index)).collect();
    set_columns(dialect, &object.table, &columns, rows).finish()
}

/// Writes a value for each of some columns into many rows at once; further conditions may follow.
pub(crate) fn set_columns(
    dialect: Dialect,
    table: &str,
    columns: &[(&str, ColumnType)],
    rows: &[(Id, Vec<Value>)],
) -> SqlWriter {
    let mut sql = SqlWriter::new(dialect);
    sql.push("UPDATE ").push(table).push(" AS t SET ");
    for (place, (name, _)) in columns.iter().enumerate() {
        sql.push(if place > 0 { "," } else { "" }).push(name);
        sql.push("=v.column").push(&(place + 2).to_string());
    }
    sql.push(" FROM (VALUES ");
    // Padded with the last row, so that few shapes of the statement exist.
    let padding = rows.len().next_power_of_two().saturating_sub(rows.len());
    let padded = rows.iter().chain(rows.last().into_iter().cycle().take(padding));
    for (place, (id, values)) in padded.enumerate() {
        sql.push(if place > 0 { ",(" } else { "(" }).bind(ColumnType::Id, *id);
        for ((_, column), value) in columns.iter().zip(values) {
            sql.push(",").bind(*column, value.clone());
        }
        sql.push(")");
    }
    sql.push(") AS v WHERE t.id=v.column1");
    sql
}
