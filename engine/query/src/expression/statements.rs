//! Statements of the system itself over some records: what an expression gives for each, and where it holds.

use engine_model::Object;
use engine_sql::{Dialect, SqlWriter, Statement};
use engine_values::{ColumnType, Id, Value};

use super::moment::Moment;
use super::prepared::{At, SqlExpression};
use super::sight::Sight;
use crate::predicate::Conditions;

/// `id, value` of those of the records that are seen; numbers are rounded to the column's scale.
#[must_use]
pub fn values_of(
    dialect: Dialect,
    sight: Sight<'_>,
    object: &Object,
    expression: &SqlExpression,
    moment: &Moment,
    column: ColumnType,
    ids: &[Id],
) -> Statement {
    let mut sql = SqlWriter::new(dialect);
    let mut conditions = Conditions::new(sight.model());
    sql.push("/* g").push(&sight.model().release.to_string()).push(" */ SELECT t.id,").column(ColumnType::Id);
    expression.value(&mut sql, At { conditions: &mut conditions, alias: "t", moment }, column);
    sql.column(column);
    among(&mut sql, &mut conditions, sight, object, ids);
    sql.finish()
}

/// The ids of those of the records that are seen and where the condition holds.
#[must_use]
pub fn matching(
    dialect: Dialect,
    sight: Sight<'_>,
    object: &Object,
    expression: &SqlExpression,
    moment: &Moment,
    ids: &[Id],
) -> Statement {
    let mut sql = SqlWriter::new(dialect);
    let mut conditions = Conditions::new(sight.model());
    sql.push("/* g").push(&sight.model().release.to_string()).push(" */ SELECT t.id").column(ColumnType::Id);
    among(&mut sql, &mut conditions, sight, object, ids);
    sql.push(" AND ");
    expression.condition(&mut sql, At { conditions: &mut conditions, alias: "t", moment });
    sql.finish()
}

fn among(sql: &mut SqlWriter, conditions: &mut Conditions<'_>, sight: Sight<'_>, object: &Object, ids: &[Id]) {
    sql.push(" FROM ").push(&object.table).push(" t WHERE t.id");
    sql.in_list(ColumnType::Id, ids.iter().map(|id| Value::Id(*id))).push(" AND ");
    conditions.rows(sql, object, "t", sight.scope(object).rows());
}
