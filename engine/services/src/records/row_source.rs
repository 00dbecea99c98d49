//! A record in memory and those that it refers to, as conditions see them.

use engine_expressions::{Path, Root, Source};
use engine_model::{Field, Model, Object, Target};
use engine_values::{Date, Decimal, Id, Timestamp, Value};

use super::{Moment, Referred, Row};
use crate::directory::Directory;

/// A record as expressions see it.
pub(crate) struct RowSource<'a> {
    pub(crate) model: &'a Model,
    pub(crate) object: &'a Object,
    pub(crate) row: &'a Row,
    /// What is stored of the record, when something is.
    old: Option<&'a Row>,
    /// People, departments and rates, for conditions that ask for them.
    directory: Option<&'a Directory>,
    /// Records that references point to, for conditions that reach one reference far.
    referred: Option<&'a Referred>,
    moment: Moment<'a>,
}

impl<'a> RowSource<'a> {
    /// A record alone with its rows.
    pub(crate) fn new(model: &'a Model, object: &'a Object, row: &'a Row, moment: Moment<'a>) -> Self {
        Self { model, object, row, old: None, directory: None, referred: None, moment }
    }

    /// The same with the records that it refers to.
    pub(crate) fn referring(self, referred: &'a Referred) -> Self {
        Self { referred: Some(referred), ..self }
    }

    /// The same with what is stored of it.
    pub(crate) fn over(self, old: Option<&'a Row>) -> Self {
        Self { old, ..self }
    }

    /// The same with the organisation and its rates.
    pub(crate) fn knowing(self, directory: &'a Directory) -> Self {
        Self { directory: Some(directory), ..self }
    }

    /// The row that a path begins at.
    fn row_of(&self, path: &Path) -> Option<&Row> {
        if path.root == Root::Old { self.old } else { Some(self.row) }
    }

    fn target(&self, field: &Field) -> Option<&Object> {
        match field.target {
            Some(Target::Record { object, .. } | Target::Children { object, .. }) => Some(self.model.object(object)),
            _ => None,
        }
    }
}

impl Source for RowSource<'_> {
    fn value(&self, path: &Path) -> Value {
        match (path.root, path.names.as_slice()) {
            (Root::User, [name]) => match name.as_str() {
                "id" => self.moment.user.map(Value::Id).unwrap_or_default(),
                "department" => self.moment.department.map(Value::Id).unwrap_or_default(),
                "name" => Value::from(self.moment.user_name),
                _ => Value::Null,
            },
            (Root::Old, []) => self.old.and_then(|old| old.id(self.object)).map(Value::Id).unwrap_or_default(),
            (Root::Old, [name]) => {
                let found = self.object.field_named(name).zip(self.old);
                found.map(|((index, _), old)| old.get(index).clone()).unwrap_or_default()
            }
            (Root::Record, []) => self.row.id(self.object).map(Value::Id).unwrap_or_default(),
            (Root::Record, [name]) => {
                self.object.field_named(name).map(|(index, _)| self.row.get(index).clone()).unwrap_or_default()
            }
            (Root::Record, [first, second]) => {
                let Some((index, field)) = self.object.field_named(first) else { return Value::Null };
                let Some(target) = self.target(field) else { return Value::Null };
                let Some((inner, _)) = target.field_named(second) else { return Value::Null };
                let other = self.row.get(index).as_id().and_then(|id| self.referred?.get(target.index, id));
                other.map(|row| row.get(inner).clone()).unwrap_or_default()
            }
            _ => Value::Null,
        }
    }

    fn row_count(&self, path: &Path) -> usize {
        let name = path.names.first().map(String::as_str).unwrap_or_default();
        let found = self.object.field_named(name).zip(self.row_of(path));
        found.map_or(0, |((index, _), row)| row.rows_of(index).len())
    }

    fn row_values(&self, path: &Path) -> Vec<Value> {
        let [name, column, ..] = path.names.as_slice() else { return Vec::new() };
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
        self.moment.user
    }

    fn has_role(&self, role: &str) -> bool {
        let directory = self.directory.zip(self.moment.user);
        directory.is_some_and(|(directory, user)| directory.has_role(self.model, user, role))
    }

    fn in_department(&self, department: Id) -> bool {
        self.directory.zip(self.moment.user).is_some_and(|(directory, user)| directory.is_in(user, department))
    }

    fn rate(&self, from: &str, to: &str, day: Date) -> Option<Decimal> {
        self.directory?.rates.between(from, to, day)
    }
}
