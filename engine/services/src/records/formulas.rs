//! Computed fields of one record: rows first, then the record, in the order that the model fixed.

use engine_access::Actor;
use engine_errors::{Code, Problem, Problems};
use engine_expressions::{Source, evaluate};
use engine_model::{Field, Model, Object, Target};
use engine_values::{ColumnType, Date, Decimal, Id, Timestamp, Value};
use rust_decimal::RoundingStrategy;
use rust_decimal::prelude::ToPrimitive as _;

use super::{Referred, Row};
use crate::directory::Directory;

/// A record as expressions see it.
pub(crate) struct RowSource<'a> {
    pub(crate) model: &'a Model,
    pub(crate) object: &'a Object,
    pub(crate) row: &'a Row,
    /// What is stored of the record, when something is.
    old: Option<&'a Row>,
    /// Records that references point to, for conditions that reach one reference far.
    referred: Option<&'a Referred>,
    moment: Moment<'a>,
}

impl<'a> RowSource<'a> {
    /// A record alone with its rows.
    pub(crate) fn new(model: &'a Model, object: &'a Object, row: &'a Row, moment: Moment<'a>) -> Self {
        Self { model, object, row, old: None, referred: None, moment }
    }

    /// The same with what is stored of it.
    pub(crate) fn over(self, old: Option<&'a Row>) -> Self {
        Self { old, ..self }
    }

    /// The row that a path begins at.
    fn row_of(&self, path: &[String]) -> Option<&Row> {
        if path.first().is_some_and(|root| root == "old") { self.old } else { Some(self.row) }
    }

    /// The same with the records that it refers to.
    pub(crate) fn referring(self, referred: &'a Referred) -> Self {
        Self { referred: Some(referred), ..self }
    }

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
            ["user", "id"] => Value::Id(self.moment.actor.user),
            ["user", "department"] => self.moment.actor.department.map(Value::Id).unwrap_or_default(),
            ["user", "name"] => Value::from(self.moment.actor.name.as_str()),
            ["old"] => self.old.and_then(|old| old.id(self.object)).map(Value::Id).unwrap_or_default(),
            ["old", name] => {
                let found = self.object.field_named(name).zip(self.old);
                found.map(|((index, _), old)| old.get(index).clone()).unwrap_or_default()
            }
            ["record"] => self.row.id(self.object).map(Value::Id).unwrap_or_default(),
            ["record", name] => {
                self.object.field_named(name).map(|(index, _)| self.row.get(index).clone()).unwrap_or_default()
            }
            ["record", first, second] => {
                let Some((index, field)) = self.object.field_named(first) else { return Value::Null };
                let Some(target) = self.target(field) else { return Value::Null };
                let Some((inner, _)) = target.field_named(second) else { return Value::Null };
                let other = self.row.get(index).as_id().and_then(|id| self.referred?.get(target.index, id));
                other.map(|row| row.get(inner).clone()).unwrap_or_default()
            }
            _ => Value::Null,
        }
    }

    fn row_count(&self, path: &[String]) -> usize {
        let name = path.get(1).map(String::as_str).unwrap_or_default();
        let found = self.object.field_named(name).zip(self.row_of(path));
        found.map_or(0, |((index, _), row)| row.rows_of(index).len())
    }

    fn row_values(&self, path: &[String]) -> Vec<Value> {
        let (Some(name), Some(column)) = (path.get(1), path.get(2)) else { return Vec::new() };
        let Some((index, field)) = self.object.field_named(name) else { return Vec::new() };
        let Some((inner, _)) = self.target(field).and_then(|target| target.field_named(column)) else {
            return Vec::new();
        };
        let rows = self.row_of(path).map(|row| row.rows_of(index)).unwrap_or_default();
        rows.iter().map(|row| row.get(inner).clone()).collect()
    }

    fn now(&self) -> Timestamp {
        self.moment.now
    }

    fn user(&self) -> Option<Id> {
        Some(self.moment.actor.user)
    }

    fn has_role(&self, role: &str) -> bool {
        let uid = self.model.roles().find(|known| known.name == role).and_then(|role| role.uid.as_ref());
        let person = self.moment.directory.person(self.moment.actor.user);
        uid.zip(person).is_some_and(|(uid, person)| person.roles.contains(uid))
    }

    fn in_department(&self, department: Id) -> bool {
        let below = self.moment.directory.with_below(&[department]);
        self.moment.actor.departments.iter().any(|own| below.contains(own))
    }

    fn rate(&self, from: &str, to: &str, day: Date) -> Option<Decimal> {
        self.moment.directory.rates.between(from, to, day)
    }
}

/// Who writes, and when: what formulas may depend on besides the record.
#[derive(Clone, Copy)]
pub(crate) struct Moment<'a> {
    pub(crate) now: Timestamp,
    pub(crate) actor: &'a Actor,
    pub(crate) directory: &'a Directory,
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
        let result = evaluate(formula, &RowSource::new(model, object, row, moment));
        let path = || format!("{prefix}/{}", field.name);
        let fitted = match result {
            Ok(value) => fit(field, value),
            Err(error) => Err(Problem::new(Code::OutOfRange).with("detail", error.code.name())),
        };
        match fitted {
            Ok(value) => row.set(*index, value),
            Err(problem) => problems.push(problem.below(&path())),
        }
    }
}

/// A result as a value of the field: numbers rounded half away from zero to its scale, everything within the limits and
/// options that hold for people too.
///
/// # Errors
/// A problem with an empty path when the result does not fit.
pub(crate) fn fit(field: &Field, value: Value) -> Result<Value, Problem> {
    let too_large = || Problem::new(Code::OutOfRange);
    let column = field.column.as_ref().map(|(_, column)| *column).ok_or_else(too_large)?;
    let value = match (column, value) {
        (ColumnType::Decimal { scale, .. }, Value::Decimal(number)) => {
            let strategy = RoundingStrategy::MidpointAwayFromZero;
            let mut rounded = number.round_dp_with_strategy(u32::from(scale), strategy);
            rounded.rescale(u32::from(scale));
            Value::Decimal(rounded)
        }
        (ColumnType::Int, Value::Decimal(number)) => {
            let rounded = number.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
            Value::Int(rounded.to_i64().ok_or_else(too_large)?)
        }
        (_, value) => value,
    };
    if value.is_blank() { Ok(Value::Null) } else { field.rules.parse(&value.to_json()) }
}
