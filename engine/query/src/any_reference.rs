//! References to a record of one of several objects: what a reader sees of them, and what becomes of them when the
//! record is deleted. The stored key names object and record, and the column has an index.

use engine_access::{Reader, Rows, Scope};
use engine_fields::{OnDelete, Operator, any_key, any_key_range};
use engine_model::{FieldIndex, Model, Object, ObjectIndex, Target};
use engine_sql::{Dialect, SqlWriter, Statement};
use engine_values::{ColumnType, Id, Value};

use crate::Comparison;
use crate::predicate::{Conditions, compare, physical};

impl Conditions<'_> {
    /// A comparison. A reference to a record that the reader may not see is blank for him.
    pub(crate) fn any_reference(
        &mut self,
        sql: &mut SqlWriter,
        reader: Reader<'_>,
        object: &Object,
        alias: &str,
        targets: &[ObjectIndex],
        comparison: &Comparison,
    ) {
        let user = reader.actor.user;
        let field = comparison.path.field;
        let is_open = targets.iter().all(|target| {
            let target = self.model.object(*target);
            matches!(reader.reading(target).rows(), Rows::All)
        });
        if is_open {
            compare(sql, object, alias, field, comparison, user);
            return;
        }
        // What is asked of a blank is the opposite of what is asked of a value that the reader sees.
        let (is_opposite, operator) = match comparison.operator {
            Operator::Empty => (true, Operator::NotEmpty),
            Operator::Ne => (true, Operator::Eq),
            Operator::NotIn => (true, Operator::In),
            other => (false, other),
        };
        sql.push(if is_opposite { "NOT COALESCE((" } else { "(" });
        compare(sql, object, alias, field, &Comparison { operator, ..comparison.clone() }, user);
        sql.push(" AND ");
        self.is_visible(sql, reader, object, alias, field, targets);
        sql.push(match (is_opposite, sql.dialect()) {
            (false, _) => ")",
            (true, Dialect::Sqlite) => "),0)",
            (true, Dialect::Postgres) => "),false)",
        });
    }

    /// Whether the record that a field names is among those that the reader may see.
    fn is_visible(
        &mut self,
        sql: &mut SqlWriter,
        reader: Reader<'_>,
        object: &Object,
        alias: &str,
        field: FieldIndex,
        targets: &[ObjectIndex],
    ) {
        let name = format!("{alias}.{}", physical(object, field));
        sql.push("(1=0");
        for target in targets {
            let target = self.model.object(*target);
            let scope = reader.reading(target);
            if matches!(scope.rows(), Rows::None) {
                continue;
            }
            let (low, high) = any_key_range(&target.uid);
            // The id stands behind the colon, from the character at this place.
            let place = i64::try_from(low.chars().count() + 1).unwrap_or(i64::MAX);
            sql.push(" OR (").push(&name).push(">=").bind(ColumnType::Text, low);
            sql.push(" AND ").push(&name).push("<").bind(ColumnType::Text, high);
            if !matches!(scope.rows(), Rows::All) {
                let inner = self.alias();
                sql.push(" AND EXISTS (SELECT 1 FROM ").push(&target.table).push(" ").push(&inner);
                sql.push(" WHERE ").push(&inner).push(".id=");
                match sql.dialect() {
                    Dialect::Sqlite => {
                        sql.push("unhex(replace(substr(").push(&name).push(",").bind(ColumnType::Int, place);
                        sql.push("),").bind(ColumnType::Text, "-").push(",").bind(ColumnType::Text, "").push("))");
                    }
                    // The condition before does not keep the database from reading other objects' keys here.
                    Dialect::Postgres => {
                        sql.push("split_part(").push(&name).push(",").bind(ColumnType::Text, ":").push(",2)::uuid");
                    }
                }
                sql.push(" AND ");
                self.rows(sql, target, &inner, scope.rows());
                sql.push(")");
            }
            sql.push(")");
        }
        sql.push(")");
    }
}

fn on_delete_of(other: &Object, reference: FieldIndex) -> Option<OnDelete> {
    match &other.field(reference).target {
        Some(Target::AnyRecord { on_delete, .. }) => Some(*on_delete),
        _ => None,
    }
}

fn refers(sql: &mut SqlWriter, other: &Object, alias: &str, reference: FieldIndex, target: &Object, id: Id) {
    sql.push(alias).push(physical(other, reference)).push("=").bind(ColumnType::Text, any_key(&target.uid, id));
}

/// Whether any other row of an object still refers to this one, where that forbids its deletion.
#[must_use]
pub fn any_is_referred_to(
    dialect: Dialect,
    scope: &Scope,
    other: &Object,
    reference: FieldIndex,
    target: &Object,
    id: Id,
) -> Option<Statement> {
    debug_assert_eq!(scope.object(), other.index, "the scope is of this object");
    if on_delete_of(other, reference)? != OnDelete::Restrict {
        return None;
    }
    let mut sql = SqlWriter::new(dialect);
    sql.push("SELECT 1 FROM ").column(ColumnType::Int).push(&other.table).push(" WHERE ");
    refers(&mut sql, other, "", reference, target, id);
    sql.push(" AND id<>").bind(ColumnType::Id, id).push(" LIMIT 1");
    Some(sql.finish())
}

/// Whether blanking the references would change a record in one of these approval states, itself or as a row of it.
#[must_use]
#[expect(clippy::too_many_arguments, reason = "the reference is one thing in four parts")]
pub fn any_is_held(
    dialect: Dialect,
    model: &Model,
    scope: &Scope,
    other: &Object,
    reference: FieldIndex,
    target: &Object,
    id: Id,
    states: &[&str],
) -> Option<Statement> {
    debug_assert_eq!(scope.object(), other.index, "the scope is of this object");
    if on_delete_of(other, reference)? != OnDelete::Clear {
        return None;
    }
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
    sql.push(" WHERE ");
    refers(&mut sql, other, "t.", reference, target, id);
    sql.push(" AND ").push(holder).push(".approval_state");
    sql.in_list(ColumnType::Text, states.iter().map(|state| Value::from(*state))).push(" LIMIT 1");
    Some(sql.finish())
}

/// Blanks the references to a row that is being deleted, where the field says so.
#[must_use]
pub fn any_clear(
    dialect: Dialect,
    scope: &Scope,
    other: &Object,
    reference: FieldIndex,
    target: &Object,
    id: Id,
) -> Option<Statement> {
    debug_assert_eq!(scope.object(), other.index, "the scope is of this object");
    if on_delete_of(other, reference)? != OnDelete::Clear {
        return None;
    }
    let mut sql = SqlWriter::new(dialect);
    sql.push("UPDATE ").push(&other.table).push(" SET revision=revision+1,").push(physical(other, reference));
    sql.push("=NULL WHERE ");
    refers(&mut sql, other, "", reference, target, id);
    Some(sql.finish())
}
