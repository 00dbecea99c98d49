//! Single rows, rows of a parent, and the questions that keep references whole.

use engine_access::{Reader, Rows, Scope};
use engine_fields::{OnDelete, SystemField};
use engine_model::{FieldIndex, Model, Object, Target};
use engine_sql::{Dialect, SqlWriter, Statement};
use engine_values::{ColumnType, Id, Value};

use crate::list::{Selection, rows_of_reference};
use crate::predicate::{Conditions, physical};
use crate::{ListPlan, OutputColumn};

/// System fields that [`one`] adds behind the columns of the answer, whatever the reader may see: rights depend on them.
pub const FACTS: &[SystemField] =
    &[SystemField::Revision, SystemField::Owner, SystemField::Department, SystemField::ApprovalState];

/// One record as its reader may see it; `cursor` holds the places of [`FACTS`].
#[must_use]
pub fn one(
    dialect: Dialect,
    reader: Reader<'_>,
    object: &Object,
    scope: &Scope,
    id: Id,
    expand: &[FieldIndex],
) -> ListPlan {
    let mut selection = Selection::new(reader);
    let columns: Vec<OutputColumn> = object
        .fields()
        .filter(|(index, field)| (field.column.is_some() || field.has_links()) && scope.can_read(*index))
        .filter_map(|(index, _)| selection.field(object, index, expand.contains(&index)))
        .collect();
    let cursor = FACTS.iter().filter_map(|fact| selection.system(object, *fact)).collect();
    let mut sql = SqlWriter::new(dialect);
    let mut conditions = Conditions::new(reader.model);
    selection.write(&mut sql, &mut conditions, object, &[]);
    sql.push(" WHERE t.id=").bind(ColumnType::Id, id).push(" AND ");
    conditions.rows(&mut sql, object, "t", scope.rows());
    ListPlan { statement: sql.finish(), columns, cursor }
}

/// The plan of [`one`] for another record or another reader with the same grants over the same model, and with as many
/// departments: only the values differ, so the text is not written again.
#[must_use]
pub fn one_again(
    plan: &ListPlan,
    dialect: Dialect,
    reader: Reader<'_>,
    object: &Object,
    scope: &Scope,
    id: Id,
) -> Statement {
    let mut sql = SqlWriter::silent(dialect);
    let mut conditions = Conditions::new(reader.model);
    for (_, field) in object.columns().filter(|(index, _)| scope.can_read(*index)) {
        if let Some(Target::Record { object, disclose_label, .. }) = &field.target {
            let target = reader.model.object(*object);
            let rows = rows_of_reference(&reader.reading(target), *disclose_label);
            if rows != Rows::All {
                conditions.rows(&mut sql, target, "", &rows);
            }
        }
    }
    sql.bind(ColumnType::Id, id);
    conditions.rows(&mut sql, object, "", scope.rows());
    plan.statement.with_binds(sql.into_binds())
}

/// Every column of one row, in the order of [`Object::columns`], whatever the reader may see of it: what the write
/// path works on. The rows are still those of the scope. `for_update` locks the row on PostgreSQL; on SQLite the
/// writer lane is the lock.
#[must_use]
pub fn full_row(
    dialect: Dialect,
    reader: Reader<'_>,
    object: &Object,
    scope: &Scope,
    id: Id,
    for_update: bool,
) -> Statement {
    let mut sql = SqlWriter::new(dialect);
    let mut conditions = Conditions::new(reader.model);
    select_all(&mut sql, reader, object);
    sql.push(" WHERE t.id=").bind(ColumnType::Id, id).push(" AND ");
    conditions.rows(&mut sql, object, "t", scope.rows());
    if for_update && dialect == Dialect::Postgres {
        sql.push(" FOR UPDATE");
    }
    sql.finish()
}

/// Every column of the children rows of one parent, in their order.
#[must_use]
pub fn full_rows_of_parent(
    dialect: Dialect,
    reader: Reader<'_>,
    object: &Object,
    scope: &Scope,
    reference: FieldIndex,
    parent: Id,
) -> Statement {
    let mut sql = SqlWriter::new(dialect);
    let mut conditions = Conditions::new(reader.model);
    select_all(&mut sql, reader, object);
    sql.push(" WHERE t.").push(physical(object, reference)).push("=").bind(ColumnType::Id, parent).push(" AND ");
    conditions.rows(&mut sql, object, "t", scope.rows());
    sql.push(" ORDER BY t.position,t.id");
    sql.finish()
}

/// Every column of the rows with these ids, in no order.
#[must_use]
pub fn full_rows(dialect: Dialect, reader: Reader<'_>, object: &Object, scope: &Scope, ids: &[Id]) -> Statement {
    let mut sql = SqlWriter::new(dialect);
    let mut conditions = Conditions::new(reader.model);
    select_all(&mut sql, reader, object);
    sql.push(" WHERE t.id").in_list(ColumnType::Id, ids.iter().map(|id| Value::Id(*id))).push(" AND ");
    conditions.rows(&mut sql, object, "t", scope.rows());
    sql.finish()
}

fn select_all(sql: &mut SqlWriter, reader: Reader<'_>, object: &Object) {
    sql.push("/* g").push(&reader.model.release.to_string()).push(" */ SELECT ");
    for (place, (_, field)) in object.columns().enumerate() {
        if let Some((name, column)) = &field.column {
            sql.push(if place > 0 { ",t." } else { "t." }).push(name).column(*column);
        }
    }
    sql.push(" FROM ").push(&object.table).push(" t");
}

/// Those of the ids that exist within the scope.
#[must_use]
pub fn existing_ids(dialect: Dialect, reader: Reader<'_>, object: &Object, scope: &Scope, ids: &[Id]) -> Statement {
    let mut sql = SqlWriter::new(dialect);
    let mut conditions = Conditions::new(reader.model);
    sql.push("SELECT t.id FROM ").column(ColumnType::Id).push(&object.table).push(" t WHERE t.id");
    sql.in_list(ColumnType::Id, ids.iter().map(|id| Value::Id(*id))).push(" AND ");
    conditions.rows(&mut sql, object, "t", scope.rows());
    sql.finish()
}

/// Whether blanking the references of another object to this row would change a record in one of these approval
/// states, itself or as a row of it.
#[must_use]
pub fn is_held(
    dialect: Dialect,
    model: &Model,
    other: &Object,
    scope: &Scope,
    reference: FieldIndex,
    id: Id,
    states: &[&str],
) -> Option<Statement> {
    debug_assert_eq!(scope.object(), other.index, "the scope is of this object");
    let Some(Target::Record { on_delete: OnDelete::Clear, .. }) = other.field(reference).target else {
        return None;
    };
    let mut sql = SqlWriter::new(dialect);
    sql.push("SELECT 1 FROM ").column(ColumnType::Int).push(&other.table).push(" t");
    let holder = match other.parent {
        Some(link) => {
            sql.push(" JOIN ").push(&model.object(link.object).table).push(" p ON p.id=t.");
            sql.push(physical(other, link.reference));
            "p"
        }
        None => "t",
    };
    sql.push(" WHERE t.")
        .push(physical(other, reference))
        .push("=")
        .bind(ColumnType::Id, id)
        .push(" AND ")
        .push(holder);
    sql.push(".approval_state").in_list(ColumnType::Text, states.iter().map(|state| Value::from(*state)));
    sql.push(" LIMIT 1");
    Some(sql.finish())
}

/// Whether any other row of an object still refers to this one; an integrity check, so it asks for existence only.
#[must_use]
pub fn is_referred_to(
    dialect: Dialect,
    other: &Object,
    scope: &Scope,
    reference: FieldIndex,
    id: Id,
) -> Option<Statement> {
    debug_assert_eq!(scope.object(), other.index, "the scope is of this object");
    let Some(Target::Record { on_delete: OnDelete::Restrict, .. }) = other.field(reference).target else {
        return None;
    };
    let mut sql = SqlWriter::new(dialect);
    sql.push("SELECT 1 FROM ").column(ColumnType::Int).push(&other.table).push(" WHERE ");
    sql.push(physical(other, reference)).push("=").bind(ColumnType::Id, id);
    sql.push(" AND id<>").bind(ColumnType::Id, id).push(" LIMIT 1");
    Some(sql.finish())
}
