//! Links between records of two objects, in a table of their own: `a` is the side whose field owns the table.

use engine_access::{Reader, Scope};
use engine_fields::Operator;
use engine_model::{FieldIndex, Object, ObjectIndex, Target};
use engine_sql::{Dialect, SqlWriter, Statement};
use engine_values::{ColumnType, Id, Value};

use crate::Comparison;
use crate::predicate::Conditions;

/// A field's table of links as seen from its own object.
#[derive(Clone, Copy)]
struct Side<'a> {
    table: &'a str,
    /// Column of this object's records.
    own: &'static str,
    /// Column of the records linked to.
    other: &'static str,
    object: ObjectIndex,
}

fn side(object: &Object, field: FieldIndex) -> Option<Side<'_>> {
    match &object.field(field).target {
        Some(Target::Links { object, table, is_owner: true, .. }) => {
            Some(Side { table, own: "a", other: "b", object: *object })
        }
        Some(Target::Links { object, table, is_owner: false, .. }) => {
            Some(Side { table, own: "b", other: "a", object: *object })
        }
        _ => None,
    }
}

/// Record, linked record, and what names it, for links that the reader may see, in their order; the name is left out
/// where he may not see that. Only the owning side has an order of its own, the other shows the oldest link first.
#[must_use]
pub fn links_of(
    dialect: Dialect,
    reader: Reader<'_>,
    object: &Object,
    field: FieldIndex,
    records: &[Id],
) -> Option<Statement> {
    let side = side(object, field)?;
    let target = reader.model.object(side.object);
    let scope = reader.reading(target);
    let mut sql = SqlWriter::new(dialect);
    sql.push("SELECT l.").push(side.own).push(",l.").push(side.other).columns(&[ColumnType::Id, ColumnType::Id]);
    if let (true, Some((title, column))) = (scope.can_read(target.title), &target.field(target.title).column) {
        sql.push(",r.").push(title).column(*column);
    }
    sql.push(" FROM ").push(side.table).push(" l JOIN ").push(&target.table).push(" r ON r.id=l.").push(side.other);
    sql.push(" WHERE l.").push(side.own).in_list(ColumnType::Id, records.iter().map(|id| Value::Id(*id)));
    sql.push(" AND ");
    Conditions::new(reader.model).rows(&mut sql, target, "r", scope.rows());
    sql.push(" ORDER BY l.").push(side.own).push(if side.own == "a" { ",l.position,l.id" } else { ",l.id" });
    Some(sql.finish())
}

/// Every record linked to one, whoever asks; an integrity question.
#[must_use]
pub fn linked_ids(
    dialect: Dialect,
    scope: &Scope,
    object: &Object,
    field: FieldIndex,
    record: Id,
) -> Option<Statement> {
    debug_assert_eq!(scope.object(), object.index, "the scope is of this object");
    let side = side(object, field)?;
    let mut sql = SqlWriter::new(dialect);
    sql.push("SELECT ").push(side.other).column(ColumnType::Id).push(" FROM ").push(side.table);
    sql.push(" WHERE ").push(side.own).push("=").bind(ColumnType::Id, record);
    Some(sql.finish())
}

/// Takes links of a record away.
#[must_use]
pub fn unlink(
    dialect: Dialect,
    scope: &Scope,
    object: &Object,
    field: FieldIndex,
    record: Id,
    others: &[Id],
) -> Option<Statement> {
    debug_assert_eq!(scope.object(), object.index, "the scope is of this object");
    let side = side(object, field)?;
    let mut sql = SqlWriter::new(dialect);
    sql.push("DELETE FROM ").push(side.table).push(" WHERE ").push(side.own).push("=").bind(ColumnType::Id, record);
    sql.push(" AND ").push(side.other).in_list(ColumnType::Id, others.iter().map(|id| Value::Id(*id)));
    Some(sql.finish())
}

/// The records among these that have more links than a field of theirs takes, whoever asks.
#[must_use]
pub fn overfull(
    dialect: Dialect,
    scope: &Scope,
    object: &Object,
    field: FieldIndex,
    records: &[Id],
) -> Option<Statement> {
    debug_assert_eq!(scope.object(), object.index, "the scope is of this object");
    let side = side(object, field)?;
    let Some(Target::Links { max_links, .. }) = &object.field(field).target else { return None };
    let most = i64::try_from(*max_links).unwrap_or(i64::MAX);
    let mut sql = SqlWriter::new(dialect);
    sql.push("SELECT ").push(side.own).column(ColumnType::Id).push(" FROM ").push(side.table);
    sql.push(" WHERE ").push(side.own).in_list(ColumnType::Id, records.iter().map(|id| Value::Id(*id)));
    sql.push(" GROUP BY ").push(side.own).push(" HAVING count(*)>").bind(ColumnType::Int, most);
    Some(sql.finish())
}

/// Whether a record in one of these approval states owns a link to the record, so that deleting it would change that one.
#[must_use]
pub fn links_are_held(
    dialect: Dialect,
    scope: &Scope,
    owner: &Object,
    field: FieldIndex,
    record: Id,
    states: &[&str],
) -> Option<Statement> {
    debug_assert_eq!(scope.object(), owner.index, "the scope is of this object");
    let side = side(owner, field)?;
    let mut sql = SqlWriter::new(dialect);
    sql.push("SELECT 1 FROM ").column(ColumnType::Int).push(side.table).push(" l JOIN ").push(&owner.table);
    sql.push(" r ON r.id=l.").push(side.own).push(" WHERE l.").push(side.other).push("=").bind(ColumnType::Id, record);
    sql.push(" AND r.approval_state").in_list(ColumnType::Text, states.iter().map(|state| Value::from(*state)));
    sql.push(" LIMIT 1");
    Some(sql.finish())
}

/// Whether any of the records is in one of these approval states.
#[must_use]
pub fn any_in_states(dialect: Dialect, scope: &Scope, object: &Object, records: &[Id], states: &[&str]) -> Statement {
    debug_assert_eq!(scope.object(), object.index, "the scope is of this object");
    let mut sql = SqlWriter::new(dialect);
    sql.push("SELECT 1 FROM ").column(ColumnType::Int).push(&object.table).push(" WHERE id");
    sql.in_list(ColumnType::Id, records.iter().map(|id| Value::Id(*id))).push(" AND approval_state");
    sql.in_list(ColumnType::Text, states.iter().map(|state| Value::from(*state))).push(" LIMIT 1");
    sql.finish()
}

/// Links a record to others, where somebody else has not done so at the same time: the identity of each link, the other record, and its place.
#[must_use]
pub fn link(
    dialect: Dialect,
    scope: &Scope,
    object: &Object,
    field: FieldIndex,
    record: Id,
    others: &[(Id, Id, i64)],
) -> Option<Statement> {
    debug_assert_eq!(scope.object(), object.index, "the scope is of this object");
    let side = side(object, field)?;
    let mut sql = SqlWriter::new(dialect);
    sql.push("INSERT INTO ").push(side.table).push(" (id,").push(side.own).push(",").push(side.other);
    sql.push(",position) VALUES ");
    for (index, (id, other, position)) in others.iter().enumerate() {
        sql.push(if index > 0 { ",(" } else { "(" }).bind(ColumnType::Id, *id).push(",").bind(ColumnType::Id, record);
        sql.push(",").bind(ColumnType::Id, *other).push(",").bind(ColumnType::Int, *position).push(")");
    }
    sql.push(" ON CONFLICT (a,b) DO NOTHING");
    Some(sql.finish())
}

impl Conditions<'_> {
    /// A comparison with the links that the reader may see; others do not exist for him.
    pub(crate) fn links(
        &mut self,
        sql: &mut SqlWriter,
        reader: Reader<'_>,
        object: &Object,
        alias: &str,
        comparison: &Comparison,
    ) {
        let ids = || {
            comparison.values.iter().filter_map(|value| match value {
                Value::List(ids) => ids.first().and_then(|id| Id::try_parse(id).ok()),
                _ => None,
            })
        };
        let field = comparison.path.field;
        match comparison.operator {
            Operator::ContainsAny => self.linked(sql, reader, object, alias, field, Some(&ids().collect::<Vec<_>>())),
            Operator::ContainsAll if !comparison.values.is_empty() => {
                sql.push("(1=1");
                for id in ids() {
                    sql.push(" AND ");
                    self.linked(sql, reader, object, alias, field, Some(&[id]));
                }
                sql.push(")");
            }
            Operator::Empty => {
                sql.push("NOT ");
                self.linked(sql, reader, object, alias, field, None);
            }
            _ => self.linked(sql, reader, object, alias, field, None),
        }
    }

    fn linked(
        &mut self,
        sql: &mut SqlWriter,
        reader: Reader<'_>,
        object: &Object,
        alias: &str,
        field: FieldIndex,
        ids: Option<&[Id]>,
    ) {
        let Some(side) = side(object, field) else {
            sql.push("1=0");
            return;
        };
        let target = self.model.object(side.object);
        let scope = reader.reading(target);
        let (link, record) = (self.alias(), self.alias());
        sql.push("EXISTS (SELECT 1 FROM ").push(side.table).push(" ").push(&link);
        sql.push(" JOIN ").push(&target.table).push(" ").push(&record).push(" ON ").push(&record).push(".id=");
        sql.push(&link).push(".").push(side.other).push(" WHERE ").push(&link).push(".").push(side.own).push("=");
        sql.push(alias).push(".id AND ");
        if let Some(ids) = ids {
            sql.push(&link).push(".").push(side.other);
            sql.in_list(ColumnType::Id, ids.iter().map(|id| Value::Id(*id))).push(" AND ");
        }
        self.rows(sql, target, &record, scope.rows());
        sql.push(")");
    }
}
