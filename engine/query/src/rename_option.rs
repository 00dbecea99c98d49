//! The stored key of an option that is called otherwise from now on.

use engine_access::Scope;
use engine_model::{FieldIndex, Object};
use engine_sql::{Dialect, SqlWriter, Statement};
use engine_values::ColumnType;

/// Writes the new key into every record that has the old one, in lists too. Nothing for fields without such a column.
/// Revisions stay: what people read of the record has not changed.
#[must_use]
pub fn rename_option(
    dialect: Dialect,
    scope: &Scope,
    object: &Object,
    field: FieldIndex,
    from: &str,
    to: &str,
) -> Option<Statement> {
    debug_assert_eq!(scope.object(), object.index, "the scope is of this object");
    let (name, column) = object.field(field).column.as_ref()?;
    let mut sql = SqlWriter::new(dialect);
    sql.push("UPDATE ").push(&object.table).push(" SET ").push(name).push("=");
    let text = ColumnType::Text;
    match (column, dialect) {
        (ColumnType::Text, _) => {
            sql.bind(text, to).push(" WHERE ").push(name).push("=").bind(text, from);
        }
        (ColumnType::TextList, Dialect::Postgres) => {
            sql.push("array_replace(").push(name).push(",").bind(text, from).push(",").bind(text, to).push(")");
            sql.push(" WHERE ").push(name).push(" @> ARRAY[").bind(text, from).push("]");
        }
        (ColumnType::TextList, Dialect::Sqlite) => {
            sql.push("(SELECT json_group_array(CASE WHEN value=").bind(text, from).push(" THEN ").bind(text, to);
            sql.push(" ELSE value END) FROM json_each(").push(name).push(")) WHERE EXISTS (SELECT 1 FROM json_each(");
            sql.push(name).push(") WHERE value=").bind(text, from).push(")");
        }
        _ => return None,
    }
    Some(sql.finish())
}
