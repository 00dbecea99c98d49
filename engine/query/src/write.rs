//! Changes of rows.

use engine_access::{Reader, Scope};
use engine_fields::OnDelete;
use engine_model::{FieldIndex, Object, Target};
use engine_sql::{Dialect, SqlWriter, Statement};
use engine_values::{ColumnType, Id, Value};

use crate::predicate::{Conditions, physical};

/// Inserts rows of one object; every row has a value for each of `fields`, in that order.
#[must_use]
pub fn insert(
    dialect: Dialect,
    scope: &Scope,
    object: &Object,
    fields: &[FieldIndex],
    rows: Vec<Vec<Value>>,
) -> Statement {
    debug_assert_eq!(scope.object(), object.index, "the scope is of this object");
    let columns: Vec<(&str, ColumnType)> = fields
        .iter()
        .filter_map(|index| object.field(*index).column.as_ref().map(|(name, column)| (name.as_str(), *column)))
        .collect();
    let mut sql = SqlWriter::new(dialect);
    sql.push("INSERT INTO ").push(&object.table).push(" (");
    for (place, (name, _)) in columns.iter().enumerate() {
        sql.push(if place > 0 { "," } else { "" }).push(name);
    }
    sql.push(") VALUES ");
    for (index, row) in rows.into_iter().enumerate() {
        sql.push(if index > 0 { ",(" } else { "(" });
        for (place, (value, (_, column))) in row.into_iter().zip(&columns).enumerate() {
            sql.push(if place > 0 { "," } else { "" }).bind(*column, value);
        }
        sql.push(")");
    }
    sql.finish()
}

/// Changes one row that still has the revision its writer saw, and counts the revision up. No row changed means that
/// somebody was faster.
#[must_use]
pub fn update(
    dialect: Dialect,
    reader: Reader<'_>,
    scope: &Scope,
    object: &Object,
    id: Id,
    revision: i64,
    changes: &[(FieldIndex, Value)],
) -> Statement {
    let mut sql = SqlWriter::new(dialect);
    let mut conditions = Conditions::new(reader.model);
    sql.push("UPDATE ").push(&object.table).push(" AS t SET revision=revision+1");
    for (index, value) in changes {
        if let Some((name, column)) = &object.field(*index).column {
            sql.push(",").push(name).push("=").bind(*column, value.clone());
        }
    }
    sql.push(" WHERE t.id=").bind(ColumnType::Id, id).push(" AND t.revision=").bind(ColumnType::Int, revision);
    sql.push(" AND ");
    conditions.rows(&mut sql, object, "t", scope.rows());
    sql.finish()
}

/// Deletes rows within the scope.
#[must_use]
pub fn delete(dialect: Dialect, reader: Reader<'_>, scope: &Scope, object: &Object, ids: &[Id]) -> Statement {
    let mut sql = SqlWriter::new(dialect);
    let mut conditions = Conditions::new(reader.model);
    sql.push("DELETE FROM ").push(&object.table).push(" AS t WHERE t.id");
    sql.in_list(ColumnType::Id, ids.iter().map(|id| Value::Id(*id))).push(" AND ");
    conditions.rows(&mut sql, object, "t", scope.rows());
    sql.finish()
}

/// Blanks the references of another object to a row that is being deleted, where the field says so.
#[must_use]
pub fn clear_reference(
    dialect: Dialect,
    scope: &Scope,
    other: &Object,
    reference: FieldIndex,
    id: Id,
) -> Option<Statement> {
    debug_assert_eq!(scope.object(), other.index, "the scope is of this object");
    let Some(Target::Record { on_delete: OnDelete::Clear, .. }) = other.field(reference).target else {
        return None;
    };
    let name = physical(other, reference);
    let mut sql = SqlWriter::new(dialect);
    sql.push("UPDATE ").push(&other.table).push(" SET revision=revision+1,").push(name).push("=NULL WHERE ");
    sql.push(name).push("=").bind(ColumnType::Id, id);
    Some(sql.finish())
}
