//! Order and the condition "after this record". A blank comes first in ascending order, on both databases.

use engine_definitions::Direction;
use engine_fields::SystemField;
use engine_model::Object;
use engine_sql::{Dialect, SqlWriter};
use engine_values::{ColumnType, Value};

use crate::Sort;
use crate::predicate::physical;

/// One column of the order.
struct Level<'a> {
    name: &'a str,
    column: ColumnType,
    direction: Direction,
    /// System columns are never null, which lets the database walk an index.
    nullable: bool,
}

fn levels<'a>(object: &'a Object, sort: &[Sort]) -> Vec<Level<'a>> {
    let mut levels: Vec<Level<'a>> = sort
        .iter()
        .map(|sort| {
            let field = object.field(sort.field);
            let never_null = matches!(
                field.system,
                Some(SystemField::Id | SystemField::Revision | SystemField::CreatedAt | SystemField::UpdatedAt)
            );
            Level {
                name: physical(object, sort.field),
                column: field.sql_column().map_or(ColumnType::Text, |(_, column)| *column),
                direction: sort.direction,
                nullable: !never_null,
            }
        })
        .collect();
    // The key makes the order total; in the direction of the last level, so that one index serves both.
    let direction = levels.last().map_or(Direction::Desc, |level| level.direction);
    levels.push(Level { name: "id", column: ColumnType::Id, direction, nullable: false });
    levels
}

/// ` ORDER BY …`.
pub(crate) fn order_by(sql: &mut SqlWriter, object: &Object, alias: &str, sort: &[Sort]) {
    sql.push(" ORDER BY ");
    for (index, level) in levels(object, sort).iter().enumerate() {
        if index > 0 {
            sql.push(",");
        }
        sql.push(alias).push(".").push(level.name);
        let is_postgres = sql.dialect() == Dialect::Postgres;
        sql.push(match (level.direction, level.nullable && is_postgres) {
            (Direction::Asc, false) => "",
            (Direction::Desc, false) => " DESC",
            (Direction::Asc, true) => " NULLS FIRST",
            (Direction::Desc, true) => " DESC NULLS LAST",
        });
    }
}

/// The records after the one with these sort values and key, one value for each level of the order.
pub(crate) fn after(sql: &mut SqlWriter, object: &Object, alias: &str, sort: &[Sort], values: &[Value]) {
    let levels = levels(object, sort);
    let uniform = levels.windows(2).all(|pair| matches!(pair, [a, b] if a.direction == b.direction));
    if uniform && levels.iter().all(|level| !level.nullable) {
        let is_ascending = levels.first().is_some_and(|level| level.direction == Direction::Asc);
        sql.push("(");
        for (index, level) in levels.iter().enumerate() {
            sql.push(if index > 0 { "," } else { "" }).push(alias).push(".").push(level.name);
        }
        sql.push(if is_ascending { ")>(" } else { ")<(" });
        for (index, (level, value)) in levels.iter().zip(values).enumerate() {
            sql.push(if index > 0 { "," } else { "" }).bind(level.column, value.clone());
        }
        sql.push(")");
        return;
    }
    let mut open = 0;
    for (level, value) in levels.iter().zip(values) {
        let name = format!("{alias}.{}", level.name);
        if open > 0 {
            sql.push(" OR (");
        } else {
            sql.push("(");
        }
        open += 1;
        match (level.direction, value.is_null()) {
            (Direction::Asc, true) => sql.push(&name).push(" IS NOT NULL"),
            (Direction::Desc, true) => sql.push("1=0"),
            (Direction::Asc, false) => sql.push(&name).push(">").bind(level.column, value.clone()),
            (Direction::Desc, false) => {
                sql.push("(").push(&name).push("<").bind(level.column, value.clone());
                sql.push(" OR ").push(&name).push(" IS NULL)")
            }
        };
        // Equal here: the next level decides. For the key there is no next, and nothing equal.
        if level.name != "id" || level.column != ColumnType::Id {
            sql.push(" OR (").push(&name);
            if value.is_null() {
                sql.push(" IS NULL");
            } else {
                sql.push("=").bind(level.column, value.clone());
            }
            sql.push(" AND (1=0");
            open += 2;
        }
    }
    sql.push(&")".repeat(open));
}
