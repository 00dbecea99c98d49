//! The names that an expression over records of one object may use.

use engine_expressions::{Environment, PathType, Type};

use crate::{Field, Model, Object, Target};

/// How far an expression may reach from its record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// The record's own fields and its children rows: what a stored formula can follow in the same write.
    Own,
    /// Also through one reference, for conditions that are evaluated once.
    OneReference,
    /// No record at all: defaults.
    Nothing,
}

/// The environment of expressions over one object.
pub struct RecordPaths<'a> {
    model: &'a Model,
    object: &'a Object,
    reach: Reach,
}

impl<'a> RecordPaths<'a> {
    /// Names seen from records of `object`.
    #[must_use]
    pub fn new(model: &'a Model, object: &'a Object, reach: Reach) -> Self {
        Self { model, object, reach }
    }

    fn record(&self, names: &[&str]) -> Option<PathType> {
        match names {
            [] => Some(PathType::Scalar(Type::Record)),
            [name] => {
                let (_, field) = self.object.field_named(name)?;
                match field.target {
                    Some(Target::Children { .. }) => Some(PathType::Rows),
                    _ => field_type(field).map(PathType::Scalar),
                }
            }
            [first, second] => {
                let (_, field) = self.object.field_named(first)?;
                let target = match field.target {
                    Some(Target::Children { object, .. }) => object,
                    Some(Target::Record { object, .. }) if self.reach == Reach::OneReference => object,
                    _ => return None,
                };
                let (_, inner) = self.model.object(target).field_named(second)?;
                field_type(inner).map(PathType::Scalar)
            }
            _ => None,
        }
    }
}

impl Environment for RecordPaths<'_> {
    fn resolve(&self, path: &[&str]) -> Option<PathType> {
        match path.split_first()? {
            (&"record", names) if self.reach != Reach::Nothing => self.record(names),
            (&"user", ["id" | "department"]) => Some(PathType::Scalar(Type::Record)),
            (&"user", ["name"]) => Some(PathType::Scalar(Type::Text)),
            _ => None,
        }
    }
}

/// The type of a field's value in expressions; none when they may not read it.
#[must_use]
pub fn field_type(field: &Field) -> Option<Type> {
    field.rules.value_type()
}
