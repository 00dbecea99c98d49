//! Every row of an object, lot by lot, for work that looks at all of them.

use engine_access::Scope;
use engine_model::{FieldIndex, Object};
use engine_sql::{Dialect, SqlWriter, Statement};
use engine_values::{ColumnType, Id};

use crate::predicate::physical;

/// Identity and some fields of the next rows after one of them, in the order of their identities.
#[must_use]
pub fn walk(
    dialect: Dialect,
    scope: &Scope,
    object: &Object,
    fields: &[FieldIndex],
    after: Option<Id>,
    limit: i64,
) -> Statement {
    debug_assert_eq!(scope.object(), object.index, "the scope is of this object");
    let mut sql = SqlWriter::new(dialect);
    sql.push("SELECT id").column(ColumnType::Id);
    for index in fields {
        if let Some((_, column)) = &object.field(*index).column {
            sql.push(",").push(physical(object, *index)).column(*column);
        }
    }
    sql.push(" FROM ").push(&object.table);
    if let Some(after) = after {
        sql.push(" WHERE id>").bind(ColumnType::Id, after);
    }
    sql.push(" ORDER BY id LIMIT ").bind(ColumnType::Int, limit);
    sql.finish()
}
