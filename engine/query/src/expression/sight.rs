//! Which names an expression over an object may use in SQL, and where their values are. What the reader may not see has
//! no name, and a record that he may not see is blank.

use engine_access::{Reader, Rows, Scope};
use engine_expressions::{Environment, Path, PathType, Root, Type};
use engine_fields::SystemField;
use engine_model::{Field, FieldIndex, Model, Object, ObjectIndex, Target, field_type};
use engine_values::ColumnType;

use crate::predicate::physical;

/// With whose eyes names are looked up.
#[derive(Debug, Clone, Copy)]
pub enum Sight<'a> {
    /// A person's: his fields, and rows within his scopes.
    Reader(Reader<'a>),
    /// The system's own, for what is kept whatever the reader may see: every field and every row.
    Everything(&'a Model),
}

/// A name resolved to a value in the tables.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Place {
    /// The way from the record to the value.
    pub(crate) hops: Vec<Hop>,
    pub(crate) leaf: Leaf,
    /// The way leads through child rows, so there are many values.
    pub(crate) is_many: bool,
}

/// A step to another table.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Hop {
    pub(crate) object: ObjectIndex,
    /// The physical column that joins: of the table before for a reference, of this table for child rows.
    pub(crate) column: String,
    pub(crate) to_children: bool,
    /// Which rows of this table there are for the reader.
    pub(crate) rows: Rows,
}

/// Where a way ends.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Leaf {
    /// At a column.
    Column { name: String, column: ColumnType },
    /// At the rows themselves.
    Rows,
}

impl<'a> Sight<'a> {
    /// The model.
    #[must_use]
    pub fn model(&self) -> &'a Model {
        match self {
            Self::Reader(reader) => reader.model,
            Self::Everything(model) => model,
        }
    }

    /// What may be seen of an object.
    #[must_use]
    pub fn scope(&self, object: &Object) -> Scope {
        match self {
            Self::Reader(reader) => reader.reading(object),
            Self::Everything(_) => Scope::integrity(object),
        }
    }

    /// The place of a record path; its parts are the names after the root.
    pub(crate) fn place(&self, object: &Object, names: &[&str]) -> Option<(Place, PathType)> {
        let mut at = Walk { object: object.index, hops: Vec::new(), is_many: false };
        let (last, before) = names.split_last()?;
        for name in before {
            at = self.step(at, name)?;
        }
        let object = self.model().object(at.object);
        let (index, field) = self.field(object, last)?;
        match &field.target {
            Some(Target::Children { .. }) if !at.is_many => {
                let at = self.step(at, last)?;
                Some((Place { hops: at.hops, leaf: Leaf::Rows, is_many: true }, PathType::Rows))
            }
            Some(Target::Children { .. }) => None,
            Some(Target::Record { object: target, disclose_label, .. }) => {
                let scope = self.scope(self.model().object(*target));
                let is_open = *scope.rows() == Rows::All || (*disclose_label && at.hops.is_empty());
                if is_open {
                    return self.leaf(at, object, index, field);
                }
                // A reference to a row that may not be seen is blank.
                let target = self.model().object(*target);
                at.hops.push(reference(object, index, target, scope.rows()));
                let id = target.system(SystemField::Id).unwrap_or(FieldIndex(0));
                self.leaf(at, target, id, target.field(id))
            }
            _ => self.leaf(at, object, index, field),
        }
    }

    fn field<'b>(&self, object: &'b Object, name: &str) -> Option<(FieldIndex, &'b Field)> {
        let scope = self.scope(object);
        object.field_named(name).filter(|(index, _)| !scope.is_empty() && scope.can_read(*index))
    }

    fn step(&self, mut at: Walk, name: &str) -> Option<Walk> {
        let object = self.model().object(at.object);
        let (index, field) = self.field(object, name)?;
        let target = match field.target {
            Some(Target::Record { object: target, .. }) => {
                let target = self.model().object(target);
                at.hops.push(reference(object, index, target, self.scope(target).rows()));
                target
            }
            Some(Target::Children { object: rows, field: back, .. }) if !at.is_many => {
                let rows = self.model().object(rows);
                // Rows follow their parent, which is seen already when the way leads here.
                let follows = rows.parent.is_some_and(|link| link.object == object.index);
                at.hops.push(Hop {
                    object: rows.index,
                    column: physical(rows, back).to_owned(),
                    to_children: true,
                    rows: if follows { Rows::All } else { self.scope(rows).rows().clone() },
                });
                at.is_many = true;
                rows
            }
            _ => return None,
        };
        at.object = target.index;
        (!self.scope(target).is_empty()).then_some(at)
    }

    fn leaf(&self, at: Walk, object: &Object, index: FieldIndex, field: &Field) -> Option<(Place, PathType)> {
        let (_, column) = field.column.as_ref()?;
        // What no filter may ask, such as a secret, is no name here either.
        if field.rules.operators().is_empty() {
            return None;
        }
        let leaf = Leaf::Column { name: physical(object, index).to_owned(), column: *column };
        // A type that reads its column in its own way has no form here.
        let kind = field_type(field).filter(|kind| *kind == type_of(*column))?;
        Some((Place { hops: at.hops, leaf, is_many: at.is_many }, PathType::Scalar(kind)))
    }
}

/// The type of the values in a column.
pub(crate) fn type_of(column: ColumnType) -> Type {
    match column {
        ColumnType::Bool => Type::Boolean,
        ColumnType::Int | ColumnType::Decimal { .. } => Type::Number,
        ColumnType::Date => Type::Date,
        ColumnType::Instant => Type::DateTime,
        ColumnType::Id => Type::Record,
        ColumnType::TextList => Type::list(Type::Text),
        ColumnType::Text => Type::Text,
        ColumnType::Json | ColumnType::Bytes => Type::Blank,
    }
}

struct Walk {
    object: ObjectIndex,
    hops: Vec<Hop>,
    is_many: bool,
}

fn reference(object: &Object, index: FieldIndex, target: &Object, rows: &Rows) -> Hop {
    let column = physical(object, index).to_owned();
    Hop { object: target.index, column, to_children: false, rows: rows.clone() }
}

/// The names of expressions that become SQL over records of one object.
#[derive(Debug, Clone, Copy)]
pub struct SqlNames<'a> {
    /// With whose eyes.
    pub sight: Sight<'a>,
    /// The object.
    pub object: &'a Object,
}

impl Environment for SqlNames<'_> {
    fn resolve(&self, path: &[&str]) -> Option<PathType> {
        match path.split_first()? {
            (&"record", names) => self.sight.place(self.object, names).map(|(_, kind)| kind),
            (&"user", ["id" | "department"]) => Some(PathType::Scalar(Type::Record)),
            (&"user", ["name"]) => Some(PathType::Scalar(Type::Text)),
            _ => None,
        }
    }
}

impl SqlNames<'_> {
    /// The place of a path below the record.
    pub(crate) fn place(&self, path: &Path) -> Option<Place> {
        let names: Vec<&str> = path.names.iter().map(String::as_str).collect();
        if path.root == Root::Record { self.sight.place(self.object, &names).map(|(place, _)| place) } else { None }
    }
}
