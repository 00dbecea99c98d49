//! The names that an expression over records of one object may use.

use engine_expressions::{Environment, Name, PathType, Type};

use crate::{Field, Model, Object, Target, Trail, TrailEnd};

/// How far an expression may reach from its record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// The record's own fields and its children rows.
    Own,
    /// Also through one reference, for conditions that are evaluated once.
    OneReference,
    /// Also to what is stored of the record, under `old`: its own fields and rows, blank for a new one.
    Written,
    /// Through every reference, to rows, and to names of people and departments: what the graph of computed fields keeps
    /// current.
    Everywhere,
    /// No record at all: defaults.
    Nothing,
}

/// The environment of expressions over one object.
pub struct RecordPaths<'a> {
    model: &'a Model,
    object: &'a Object,
    reach: Reach,
    language: &'a str,
}

impl<'a> RecordPaths<'a> {
    /// Names seen from records of `object`.
    #[must_use]
    pub fn new(model: &'a Model, object: &'a Object, reach: Reach) -> Self {
        Self { model, object, reach, language: "zh-CN" }
    }

    /// The same names; an editor shows their labels in this language.
    #[must_use]
    pub fn in_language(self, language: &'a str) -> Self {
        Self { language, ..self }
    }

    fn record(&self, names: &[&str], follows: bool) -> Option<PathType> {
        if self.reach == Reach::Everywhere {
            return self.anywhere(names);
        }
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
                    Some(Target::Record { object, .. }) if follows => object,
                    _ => return None,
                };
                let (_, inner) = self.model.object(target).field_named(second)?;
                field_type(inner).map(PathType::Scalar)
            }
            _ => None,
        }
    }

    /// The object whose fields may follow a way of names.
    fn end_of(&self, way: &[&str]) -> Option<&'a Object> {
        way.iter().try_fold(self.object, |here, name| match here.field_named(name)?.1.target.as_ref()? {
            Target::Record { object, .. } | Target::Children { object, .. } => Some(self.model.object(*object)),
            _ => None,
        })
    }

    fn anywhere(&self, names: &[&str]) -> Option<PathType> {
        let trail = Trail::follow(self.model, self.object, names)?;
        match trail.end {
            // The path itself ends with rows; the values of rows have a type each.
            TrailEnd::Record if trail.is_many() => Some(PathType::Rows),
            TrailEnd::Record => Some(PathType::Scalar(Type::Record)),
            TrailEnd::NameOf(_) => Some(PathType::Scalar(Type::Text)),
            TrailEnd::Field(field) => field_type(self.model.object(trail.object).field(field)).map(PathType::Scalar),
        }
    }
}

impl Environment for RecordPaths<'_> {
    fn resolve(&self, path: &[&str]) -> Option<PathType> {
        match path.split_first()? {
            (&"record", names) if self.reach != Reach::Nothing => {
                self.record(names, matches!(self.reach, Reach::OneReference | Reach::Written))
            }
            (&"old", names) if self.reach == Reach::Written => self.record(names, false),
            (&"user", ["id" | "department"]) => Some(PathType::Scalar(Type::Record)),
            (&"user", ["name"]) => Some(PathType::Scalar(Type::Text)),
            _ => None,
        }
    }

    fn names(&self, path: &[&str]) -> Vec<Name> {
        let kind = |name: &str| match self.resolve(&path.iter().copied().chain([name]).collect::<Vec<_>>())? {
            PathType::Rows => Some(Type::list(Type::Record)),
            PathType::Scalar(kind) => Some(kind),
        };
        let named = |name: &str, label: Option<&str>| {
            let label = label.unwrap_or(name).to_owned();
            kind(name).map(|kind| Name { name: name.to_owned(), label, kind: Some(kind) })
        };
        let object = match path {
            ["user"] => return ["id", "name", "department"].iter().filter_map(|name| named(name, None)).collect(),
            ["record", way @ ..] if way.len() <= 1 || self.reach == Reach::Everywhere => match self.end_of(way) {
                Some(object) => object,
                None => return Vec::new(),
            },
            _ => return Vec::new(),
        };
        object.fields().filter_map(|(_, field)| named(&field.name, field.label.text(self.language))).collect()
    }
}

/// The type of a field's value in expressions; none when they may not read it.
#[must_use]
pub fn field_type(field: &Field) -> Option<Type> {
    field.rules.value_type()
}
