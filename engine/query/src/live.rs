//! Live fields in lists: what has no column the database works out, where a filter or an order asks for it. The rows that
//! it looks at are all rows: the value is the one that the answer shows, and whoever may not see what it reads does not
//! see the field.

use engine_access::Reader;
use engine_expressions::{Ast, Expression, Node, Path, Root};
use engine_model::{Field, FieldIndex, Model, Object, Trail, TrailEnd};
use engine_sql::{Dialect, SqlWriter};
use engine_values::ColumnType;

use crate::expression::{At, Sight, SqlExpression, SqlLimits, SqlNames};
use crate::predicate::Conditions;
use crate::{Filter, ListRequest};

/// Deepest nesting of live fields in live fields.
const DEEPEST: usize = 8;

/// Types whose values are what their formula gives, apart from rounding.
const KINDS: &[&str] = &["boolean", "integer", "decimal", "money", "percent", "date", "datetime", "text"];

/// Whether lists may be filtered and sorted by a live field: its formula has a form in SQL, and what it gives is shown as
/// it is. Limits of the field would blank some values, and nothing here knows them.
#[must_use]
pub fn is_answered(model: &Model, object: &Object, index: FieldIndex) -> bool {
    let field = object.field(index);
    let kept = matches!(
        field.live_column,
        Some((
            _,
            ColumnType::Bool
                | ColumnType::Int
                | ColumnType::Decimal { .. }
                | ColumnType::Date
                | ColumnType::Instant
                | ColumnType::Text
        ))
    );
    field.is_live()
        && kept
        && KINDS.contains(&field.rules.kind())
        && !model.limits_values(object, field)
        && expression(model, object, index).is_some()
}

/// The formula of a live field with the formulas of live fields in it.
fn expression(model: &Model, object: &Object, index: FieldIndex) -> Option<SqlExpression> {
    let whole = formula(model, object, index, 0)?;
    // The text goes through the checker again: what was put together is as sound as what somebody wrote.
    let names = SqlNames { sight: Sight::Everything(model), object };
    SqlExpression::compile(&whole.to_string(), names, None, SqlLimits::DOCUMENT).ok()
}

fn formula(model: &Model, object: &Object, index: FieldIndex, depth: usize) -> Option<Ast> {
    let mut ast = object.field(index).computed.as_ref()?.formula()?.ast.clone();
    if depth > DEEPEST {
        return None;
    }
    put_in(model, object, &mut ast, depth)?;
    Some(ast)
}

/// Puts formulas in the place of live fields; nothing when one of them stands in rows.
fn put_in(model: &Model, object: &Object, ast: &mut Ast, depth: usize) -> Option<()> {
    match &mut ast.node {
        Node::Path(path) if path.root == Root::Record => {
            let names: Vec<&str> = path.names.iter().map(String::as_str).collect();
            let trail = Trail::follow(model, object, &names)?;
            let TrailEnd::Field(index) = trail.end else { return Some(()) };
            let target = model.object(trail.object);
            if !target.field(index).is_live() {
                return Some(());
            }
            // Of rows there would be many.
            if trail.is_many() || model.limits_values(target, target.field(index)) {
                return None;
            }
            let mut inner = formula(model, target, index, depth + 1)?;
            let (_, way) = path.names.split_last()?;
            lead(&mut inner, way);
            *ast = rounded(target.field(index), inner);
        }
        Node::Path(_) | Node::Number { .. } | Node::Text { .. } | Node::Boolean { .. } | Node::Blank => {}
        Node::Unary { operand, .. } => put_in(model, object, operand, depth)?,
        Node::Binary { left, right, .. } => {
            put_in(model, object, left, depth)?;
            put_in(model, object, right, depth)?;
        }
        Node::Call { arguments, .. } => {
            for argument in arguments {
                put_in(model, object, argument, depth)?;
            }
        }
    }
    Some(())
}

/// Lets a formula begin at a record that a way leads to.
fn lead(ast: &mut Ast, way: &[String]) {
    match &mut ast.node {
        Node::Path(Path { root: Root::Record, names }) => {
            names.splice(0..0, way.iter().cloned());
        }
        Node::Path(_) | Node::Number { .. } | Node::Text { .. } | Node::Boolean { .. } | Node::Blank => {}
        Node::Unary { operand, .. } => lead(operand, way),
        Node::Binary { left, right, .. } => {
            lead(left, way);
            lead(right, way);
        }
        Node::Call { arguments, .. } => arguments.iter_mut().for_each(|argument| lead(argument, way)),
    }
}

/// A number as its field keeps it.
fn rounded(field: &Field, ast: Ast) -> Ast {
    let scale = match field.live_column {
        Some((_, ColumnType::Decimal { scale, .. })) => scale,
        Some((_, ColumnType::Int)) => 0,
        _ => return ast,
    };
    match Expression::parse(&format!("ROUND({ast}, {scale})")) {
        Ok(rounded) => rounded,
        Err(_) => ast,
    }
}

/// The live fields that a request filters and sorts by, each once.
pub(crate) fn asked(object: &Object, request: &ListRequest) -> Vec<FieldIndex> {
    let mut fields: Vec<FieldIndex> = request.sort.iter().map(|sort| sort.field).collect();
    if let Some(filter) = &request.filter {
        compared(filter, &mut fields);
    }
    fields.retain(|field| object.field(*field).is_live());
    fields.sort_unstable();
    fields.dedup();
    fields
}

fn compared(filter: &Filter, fields: &mut Vec<FieldIndex>) {
    match filter {
        Filter::And(items) | Filter::Or(items) => items.iter().for_each(|item| compared(item, fields)),
        Filter::Not(inner) => compared(inner, fields),
        Filter::Compare(comparison) if comparison.path.through.is_none() => fields.push(comparison.path.field),
        Filter::Compare(_) | Filter::Expression(_) => {}
    }
}

/// The table under the alias `t`, with a column for each of some live fields.
pub(crate) fn table(
    sql: &mut SqlWriter,
    conditions: &mut Conditions<'_>,
    reader: Reader<'_>,
    object: &Object,
    fields: &[FieldIndex],
) {
    if fields.is_empty() {
        sql.push(&object.table).push(" t");
        return;
    }
    let moment = conditions.moment(reader);
    sql.push("(SELECT t.*");
    for index in fields {
        let Some((name, column)) = &object.field(*index).live_column else { continue };
        let Some(expression) = expression(reader.model, object, *index) else { continue };
        // A field keeps texts without spaces around them, and an empty one is a blank.
        let is_text = *column == ColumnType::Text;
        sql.push(if is_text { ",NULLIF(TRIM(" } else { ",(" });
        expression.value(sql, At { conditions, alias: "t", moment: &moment }, *column);
        // Texts are in the order of their characters, whatever the server was set up with.
        sql.push(match (is_text, sql.dialect()) {
            (true, Dialect::Postgres) => "),'') COLLATE \"C\" AS ",
            (true, Dialect::Sqlite) => "),'') AS ",
            _ => ") AS ",
        });
        sql.push(name);
    }
    sql.push(" FROM ").push(&object.table).push(" t) t");
}
