//! Computed fields of one record: rows first, then the record, in the order that the model fixed.

use engine_errors::{Code, Problem, Problems};
use engine_expressions::{Source, evaluate};
use engine_model::{Field, FieldIndex, Model, Object, Target};
use engine_values::{ColumnType, Decimal, Id, Timestamp, Value};
use rust_decimal::RoundingStrategy;
use rust_decimal::prelude::ToPrimitive as _;

use super::Row;

/// A record as expressions see it.
pub(crate) struct RowSource<'a> {
    pub(crate) model: &'a Model,
    pub(crate) object: &'a Object,
    pub(crate) row: &'a Row,
    /// Records that references point to, for conditions that reach one reference far.
    pub(crate) referred: &'a [(FieldIndex, Row)],
    pub(crate) now: Timestamp,
    pub(crate) user: Option<Id>,
    pub(crate) department: Option<Id>,
    pub(crate) user_name: &'a str,
}

impl RowSource<'_> {
    fn target(&self, field: &Field) -> Option<&Object> {
        match field.target {
            Some(Target::Record { object, .. } | Target::Children { object, .. }) => Some(self.model.object(object)),
            _ => None,
        }
    }
}

impl Source for RowSource<'_> {
    fn value(&self, path: &[String]) -> Value {
        let names: Vec<&str> = path.iter().map(String::as_str).collect();
        match names.as_slice() {
            ["user", "id"] => self.user.map(Value::Id).unwrap_or_default(),
            ["user", "department"] => self.department.map(Value::Id).unwrap_or_default(),
            ["user", "name"] => Value::from(self.user_name),
            ["record"] => self.row.id(self.object).map(Value::Id).unwrap_or_default(),
            ["record", name] => {
                self.object.field_named(name).map(|(index, _)| self.row.get(index).clone()).unwrap_or_default()
            }
            ["record", first, second] => {
                let Some((index, field)) = self.object.field_named(first) else { return Value::Null };
                let Some(target) = self.target(field) else { return Value::Null };
                let Some((inner, _)) = target.field_named(second) else { return Value::Null };
                let referred = self.referred.iter().find(|(field, _)| *field == index);
                referred.map(|(_, row)| row.get(inner).clone()).unwrap_or_default()
            }
            _ => Value::Null,
        }
    }

    fn row_count(&self, path: &[String]) -> usize {
        let name = path.get(1).map(String::as_str).unwrap_or_default();
        self.object.field_named(name).map_or(0, |(index, _)| self.row.rows_of(index).len())
    }

    fn row_values(&self, path: &[String]) -> Vec<Value> {
        let (Some(name), Some(column)) = (path.get(1), path.get(2)) else { return Vec::new() };
        let Some((index, field)) = self.object.field_named(name) else { return Vec::new() };
        let Some((inner, _)) = self.target(field).and_then(|target| target.field_named(column)) else {
            return Vec::new();
        };
        self.row.rows_of(index).iter().map(|row| row.get(inner).clone()).collect()
    }

    fn now(&self) -> Timestamp {
        self.now
    }

    fn user(&self) -> Option<Id> {
        self.user
    }
}

/// Who writes, and when: what formulas may depend on besides the record.
#[derive(Clone, Copy)]
pub(crate) struct Moment<'a> {
    pub(crate) now: Timestamp,
    pub(crate) user: Id,
    pub(crate) user_name: &'a str,
    pub(crate) department: Option<Id>,
}

/// Fills every computed field of the record and its rows. Values that do not fit their field become problems.
pub(crate) fn fill(model: &Model, object: &Object, row: &mut Row, moment: Moment<'_>, problems: &mut Problems) {
    let mut children = std::mem::take(&mut row.children);
    for (field, rows) in &mut children {
        let Some(Target::Children { object: child, .. }) = object.field(*field).target else { continue };
        let child = model.object(child);
        for (position, child_row) in rows.iter_mut().enumerate() {
            let prefix = format!("/{}/{position}", object.field(*field).name);
            own(model, child, child_row, moment, &prefix, problems);
        }
    }
    row.children = children;
    own(model, object, row, moment, "", problems);
}

fn own(model: &Model, object: &Object, row: &mut Row, moment: Moment<'_>, prefix: &str, problems: &mut Problems) {
    for index in &object.formulas {
        let field = object.field(*index);
        let Some(formula) = &field.formula else { continue };
        let result = {
            let source = RowSource {
                model,
                object,
                row,
                referred: &[],
                now: moment.now,
                user: Some(moment.user),
                department: moment.department,
                user_name: moment.user_name,
            };
            evaluate(formula, &source)
        };
        let path = || format!("{prefix}/{}", field.name);
        let value = match result {
            Ok(value) => fit(field, value),
            Err(error) => {
                problems.push(Problem::at(Code::OutOfRange, path()).with("detail", format!("{:?}", error.code)));
                continue;
            }
        };
        match value {
            Some(value) => row.set(*index, value),
            None => problems.push(Problem::at(Code::OutOfRange, path())),
        }
    }
}

/// A result in the form that the field's column keeps: numbers rounded half away from zero to its scale.
/// Nothing when the number is too large.
pub(crate) fn fit(field: &Field, value: Value) -> Option<Value> {
    let column = field.column.as_ref().map(|(_, column)| *column)?;
    match (column, &value) {
        (ColumnType::Decimal { precision, scale }, Value::Decimal(number)) => {
            let strategy = RoundingStrategy::MidpointAwayFromZero;
            let mut rounded = number.round_dp_with_strategy(u32::from(scale), strategy);
            rounded.rescale(u32::from(scale));
            let limit = Decimal::from(10u64.checked_pow(u32::from(precision.saturating_sub(scale)))?);
            (rounded.abs() < limit).then_some(Value::Decimal(rounded))
        }
        (ColumnType::Int, Value::Decimal(number)) => {
            let rounded = number.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
            rounded.to_i64().map(Value::Int)
        }
        _ => Some(value),
    }
}
