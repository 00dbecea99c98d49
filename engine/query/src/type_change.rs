//! Reading and writing whole columns while the type of a field changes: the column before and the one after are not of
//! the same model, so they are given by their physical names.

use engine_access::Scope;
use engine_model::Object;
use engine_sql::{Dialect, SqlWriter, Statement};
use engine_values::{ColumnType, Id, Value};

use crate::computed::set_columns;

/// Which rows.
#[derive(Debug, Clone, Copy)]
pub enum Which<'a> {
    /// The next so many behind a key.
    After(Option<Id>, i64),
    /// These.
    These(&'a [Id]),
}

/// The key and some columns of rows, in the order of their keys. With `is_locked` nobody else changes them until the
/// transaction ends; all writers lock in that order.
#[must_use]
pub fn columns_of_rows(
    dialect: Dialect,
    scope: &Scope,
    object: &Object,
    columns: &[(&str, ColumnType)],
    which: Which<'_>,
    is_locked: bool,
) -> Statement {
    debug_assert_eq!(scope.object(), object.index, "the scope is of this object");
    let mut sql = SqlWriter::new(dialect);
    sql.push("SELECT id").column(ColumnType::Id);
    for (name, column) in columns {
        sql.push(",").push(name).column(*column);
    }
    sql.push(" FROM ").push(&object.table);
    match which {
        Which::After(after, limit) => {
            if let Some(after) = after {
                sql.push(" WHERE id>").bind(ColumnType::Id, after);
            }
            sql.push(" ORDER BY id LIMIT ").bind(ColumnType::Int, limit);
        }
        Which::These(ids) => {
            sql.push(" WHERE id").in_list(ColumnType::Id, ids.iter().map(|id| Value::Id(*id)));
            sql.push(" ORDER BY id");
        }
    }
    if is_locked && dialect == Dialect::Postgres {
        sql.push(" FOR NO KEY UPDATE");
    }
    sql.finish()
}

/// Writes converted values: each row, in the order of keys, has the key and a value for each of `columns`. Neither the revision nor who changed
/// the record is touched.
#[must_use]
pub fn set_converted(
    dialect: Dialect,
    scope: &Scope,
    object: &Object,
    columns: &[(&str, ColumnType)],
    rows: &[(Id, Vec<Value>)],
) -> Statement {
    debug_assert_eq!(scope.object(), object.index, "the scope is of this object");
    let mut sql = set_columns(dialect, &object.table, columns, rows);
    if let (Dialect::Postgres, Some((first, _)), Some((last, _))) = (dialect, rows.first(), rows.last()) {
        // Else thousands of keys look to the planner like a reason to read the whole table.
        sql.push(" AND t.id>=").bind(ColumnType::Id, *first).push(" AND t.id<=").bind(ColumnType::Id, *last);
    }
    sql.finish()
}
