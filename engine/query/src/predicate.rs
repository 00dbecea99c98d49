//! Scopes and filters as SQL conditions.

use engine_access::{Reader, Rows};
use engine_fields::{Operator, SystemField};
use engine_model::{Field, FieldIndex, Model, Object, Target};
use engine_sql::{Dialect, SqlWriter};
use engine_values::{ColumnType, Id, Timestamp, Value};

use crate::expression::{At, Moment};
use crate::{Comparison, FieldPath, Filter};

/// Writes conditions and hands out aliases for the tables of sub-queries.
pub(crate) struct Conditions<'a> {
    pub(crate) model: &'a Model,
    aliases: usize,
    now: Timestamp,
}

impl<'a> Conditions<'a> {
    pub(crate) fn new(model: &'a Model) -> Self {
        Self::at(model, Timestamp::UNIX_EPOCH)
    }

    /// With the instant that expressions go by.
    pub(crate) fn at(model: &'a Model, now: Timestamp) -> Self {
        Self { model, aliases: 0, now }
    }

    /// When and for whom expressions are worked out.
    pub(crate) fn moment(&self, reader: Reader<'_>) -> Moment {
        Moment {
            now: self.now,
            user: Some(reader.actor.user),
            department: reader.actor.department,
            user_name: reader.actor.name.clone(),
        }
    }

    pub(crate) fn alias(&mut self) -> String {
        self.aliases += 1;
        format!("q{}", self.aliases)
    }

    /// The rows of a scope. Writes something for every case, so that it can always follow `AND`.
    pub(crate) fn rows(&mut self, sql: &mut SqlWriter, object: &Object, alias: &str, rows: &Rows) {
        match rows {
            Rows::None => {
                sql.push("1=0");
            }
            Rows::All => {
                sql.push("1=1");
            }
            Rows::Of { owner, departments, approvals } => {
                sql.push("(").push(alias).push(".owner=").bind(ColumnType::Id, *owner);
                if !departments.is_empty() {
                    sql.push(" OR ").push(alias).push(".department");
                    sql.in_list(ColumnType::Id, departments.iter().map(|id| Value::Id(*id)));
                }
                if *approvals {
                    sql.push(" OR ");
                    self::approvals(sql, object, alias, *owner);
                }
                sql.push(")");
            }
            Rows::OfParent { parent, reference, rows } => {
                let parent = self.model.object(*parent);
                let inner = self.alias();
                sql.push("EXISTS (SELECT 1 FROM ").push(&parent.table).push(" ").push(&inner).push(" WHERE ");
                sql.push(&inner).push(".id=").push(alias).push(".").push(physical(object, *reference)).push(" AND ");
                self.rows(sql, parent, &inner, rows);
                sql.push(")");
            }
        }
    }

    /// A filter. What a comparison says about a blank is written here once: only `empty`, `ne` and `not_in` match it.
    pub(crate) fn filter(
        &mut self,
        sql: &mut SqlWriter,
        reader: Reader<'_>,
        object: &Object,
        alias: &str,
        filter: &Filter,
    ) {
        match filter {
            Filter::And(items) => self.joined(sql, reader, object, alias, items, " AND ", "1=1"),
            Filter::Or(items) => self.joined(sql, reader, object, alias, items, " OR ", "1=0"),
            Filter::Not(inner) => {
                // A comparison with a blank is unknown in SQL; here it is plainly false, so that NOT makes it true.
                sql.push("NOT COALESCE(");
                self.filter(sql, reader, object, alias, inner);
                sql.push(match sql.dialect() {
                    Dialect::Sqlite => ",0)",
                    Dialect::Postgres => ",false)",
                });
            }
            Filter::Compare(comparison) => self.comparison(sql, reader, object, alias, comparison),
            Filter::Expression(expression) => {
                let moment = self.moment(reader);
                expression.condition(sql, At { conditions: self, alias, moment: &moment });
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "the place in the statement is one thing in four parts")]
    fn joined(
        &mut self,
        sql: &mut SqlWriter,
        reader: Reader<'_>,
        object: &Object,
        alias: &str,
        items: &[Filter],
        word: &str,
        when_empty: &str,
    ) {
        if items.is_empty() {
            sql.push(when_empty);
            return;
        }
        sql.push("(");
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                sql.push(word);
            }
            self.filter(sql, reader, object, alias, item);
        }
        sql.push(")");
    }

    fn comparison(
        &mut self,
        sql: &mut SqlWriter,
        reader: Reader<'_>,
        object: &Object,
        alias: &str,
        comparison: &Comparison,
    ) {
        let field = object.field(comparison.path.through.unwrap_or(comparison.path.field));
        if field.has_links() && comparison.path.through.is_none() {
            self.links(sql, reader, object, alias, comparison);
            return;
        }
        if let (Some(Target::AnyRecord { objects, .. }), None) = (&field.target, comparison.path.through) {
            self.any_reference(sql, reader, object, alias, objects, comparison);
            return;
        }
        let Some(Target::Record { object: target, disclose_label, .. }) = field.target else {
            compare(sql, object, alias, comparison.path.field, comparison, reader.actor.user);
            return;
        };
        let target = self.model.object(target);
        let scope = reader.reading(target);
        let is_open = matches!(scope.rows(), Rows::All) || (disclose_label && comparison.path.through.is_none());
        if comparison.path.through.is_none() && is_open {
            compare(sql, object, alias, comparison.path.field, comparison, reader.actor.user);
            return;
        }
        // A reference to a row that the reader may not see is blank for him, in filters as in answers.
        let is_about_blank = matches!(comparison.operator, Operator::Empty | Operator::Ne | Operator::NotIn);
        let inner = self.alias();
        let reference = comparison.path.through.unwrap_or(comparison.path.field);
        sql.push(if is_about_blank { "NOT EXISTS (SELECT 1 FROM " } else { "EXISTS (SELECT 1 FROM " });
        sql.push(&target.table).push(" ").push(&inner).push(" WHERE ").push(&inner).push(".id=").push(alias).push(".");
        sql.push(physical(object, reference)).push(" AND ");
        self.rows(sql, target, &inner, scope.rows());
        match (comparison.path.through, comparison.operator) {
            (Some(_), operator) => {
                // What follows `NOT EXISTS` is the opposite: a record with the value.
                let operator = match operator {
                    Operator::Empty => Operator::NotEmpty,
                    Operator::Ne => Operator::Eq,
                    Operator::NotIn => Operator::In,
                    other => other,
                };
                let path = FieldPath { through: None, field: comparison.path.field };
                sql.push(" AND ");
                self.comparison(sql, reader, target, &inner, &Comparison { path, operator, ..comparison.clone() });
            }
            (None, Operator::Empty | Operator::NotEmpty) => {}
            (None, operator) => {
                let operator = if operator == Operator::Ne { Operator::Eq } else { operator };
                let id = target.system(SystemField::Id).unwrap_or(FieldIndex(0));
                let positive = Comparison { operator, ..comparison.clone() };
                sql.push(" AND ");
                compare(sql, target, &inner, id, &positive, reader.actor.user);
            }
        }
        sql.push(")");
    }
}

/// The rows that a person takes part in approving.
pub(crate) fn approvals(sql: &mut SqlWriter, object: &Object, alias: &str, user: Id) {
    sql.push(alias).push(".id IN (SELECT record FROM flow_grant WHERE user_id=").bind(ColumnType::Id, user);
    sql.push(" AND object=").bind(ColumnType::Text, object.uid.as_str()).push(")");
}

/// The physical column of a field that has one, or the column that a list makes for a live one.
pub(crate) fn physical(object: &Object, index: FieldIndex) -> &str {
    object.field(index).sql_column().map_or("id", |(name, _)| name.as_str())
}

fn column_type(field: &Field) -> ColumnType {
    field.sql_column().map_or(ColumnType::Text, |(_, column)| *column)
}

pub(crate) fn compare(
    sql: &mut SqlWriter,
    object: &Object,
    alias: &str,
    index: FieldIndex,
    comparison: &Comparison,
    user: Id,
) {
    let column = column_type(object.field(index));
    let name = format!("{alias}.{}", physical(object, index));
    let value = || comparison.values.first().cloned().unwrap_or_default();
    let mut simple = |operator: &str| {
        sql.push(&name).push(operator).bind(column, value());
    };
    match comparison.operator {
        Operator::Eq => simple("="),
        Operator::Lt => simple("<"),
        Operator::Lte => simple("<="),
        Operator::Gt => simple(">"),
        Operator::Gte => simple(">="),
        Operator::Ne => {
            sql.push("(").push(&name).push("<>").bind(column, value()).push(" OR ").push(&name).push(" IS NULL)");
        }
        Operator::Between | Operator::Within => {
            let high = comparison.values.get(1).cloned().unwrap_or_default();
            sql.push("(").push(&name).push(">=").bind(column, value()).push(" AND ").push(&name).push("<=");
            sql.bind(column, high).push(")");
        }
        Operator::In => {
            sql.push(&name).in_list(column, comparison.values.iter().cloned());
        }
        Operator::NotIn if comparison.values.is_empty() => {
            sql.push("1=1");
        }
        Operator::NotIn => {
            sql.push("(").push(&name).push(" IS NULL OR NOT ").push(&name);
            sql.in_list(column, comparison.values.iter().cloned()).push(")");
        }
        Operator::Me if column == ColumnType::TextList => {
            list_overlap(sql, &name, &[Value::List(vec![user.to_string()])], " OR ", "1=0");
        }
        Operator::Me => {
            sql.push(&name).push("=").bind(ColumnType::Id, user);
        }
        Operator::Contains => like(sql, &name, "%", value().as_text().unwrap_or_default()),
        Operator::StartsWith => like(sql, &name, "", value().as_text().unwrap_or_default()),
        Operator::ContainsAny => list_overlap(sql, &name, &comparison.values, " OR ", "1=0"),
        Operator::ContainsAll if comparison.values.is_empty() => {
            sql.push(&name).push(" IS NOT NULL");
        }
        Operator::ContainsAll => list_overlap(sql, &name, &comparison.values, " AND ", "1=1"),
        Operator::Empty => {
            sql.push(&name).push(" IS NULL");
        }
        Operator::NotEmpty => {
            sql.push(&name).push(" IS NOT NULL");
        }
    }
}

/// Letter case does not matter; `%` and `_` in the text stand for themselves.
pub(crate) fn like(sql: &mut SqlWriter, name: &str, before: &str, text: &str) {
    let escaped = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    let operator = match sql.dialect() {
        Dialect::Sqlite => " LIKE ",
        Dialect::Postgres => " ILIKE ",
    };
    sql.push(name).push(operator).bind(ColumnType::Text, format!("{before}{escaped}%")).push(" ESCAPE '\\'");
}

/// Keys within a stored list.
fn list_overlap(sql: &mut SqlWriter, name: &str, values: &[Value], word: &str, when_empty: &str) {
    let keys = values.iter().map(|value| match value {
        Value::List(items) => items.first(),
        _ => None,
    });
    if values.is_empty() {
        sql.push(when_empty);
        return;
    }
    sql.push("(");
    for (index, key) in keys.enumerate() {
        if index > 0 {
            sql.push(word);
        }
        let Some(key) = key else {
            // No list has a blank in it.
            sql.push("1=0");
            continue;
        };
        match sql.dialect() {
            Dialect::Sqlite => {
                sql.push("EXISTS (SELECT 1 FROM json_each(").push(name).push(") WHERE value=");
                sql.bind(ColumnType::Text, key.as_str()).push(")");
            }
            Dialect::Postgres => {
                sql.bind(ColumnType::Text, key.as_str()).push("=ANY(").push(name).push(")");
            }
        }
    }
    sql.push(")");
}
