//! The types of the language, and what gives a name its type.

use serde::{Deserialize, Serialize};

/// What kind of value a part of an expression has.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Type {
    /// An exact decimal; whole numbers, money and percent too.
    Number,
    /// Text; also the key of a choice.
    Text,
    /// TRUE or FALSE.
    Boolean,
    /// A calendar day.
    Date,
    /// An instant.
    #[serde(rename = "datetime", alias = "date_time")]
    DateTime,
    /// A length of time: an exact number of seconds.
    Duration,
    /// Always blank; goes with every other type.
    Blank,
    /// Several values: a column of child rows, or a field with several choices.
    List(Box<Type>),
    /// The identity of a record, person or department.
    Record,
}

impl Type {
    /// A list of `item`.
    #[must_use]
    pub fn list(item: Self) -> Self {
        Self::List(Box::new(item))
    }

    /// The word for messages.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Text => "text",
            Self::Boolean => "boolean",
            Self::Date => "date",
            Self::DateTime => "datetime",
            Self::Duration => "duration",
            Self::Blank => "blank",
            Self::List(_) => "list",
            Self::Record => "record",
        }
    }

    /// The type that holds values of both, if there is one: the same, or the other when one is blank.
    #[must_use]
    pub fn common(&self, other: &Self) -> Option<Self> {
        match (self, other) {
            (Self::Blank, any) | (any, Self::Blank) => Some(any.clone()),
            (one, two) if one == two => Some(one.clone()),
            _ => None,
        }
    }

    /// True when a value of this type may stand where `wanted` is expected. A date and time counts as its day.
    #[must_use]
    pub fn fits(&self, wanted: &Self) -> bool {
        self == wanted || *self == Self::Blank || (*self == Self::DateTime && *wanted == Self::Date)
    }

    /// True for everything but a list.
    #[must_use]
    pub fn is_scalar(&self) -> bool {
        !matches!(self, Self::List(_))
    }

    /// True for what `<` can compare.
    #[must_use]
    pub fn is_ordered(&self) -> bool {
        matches!(self, Self::Number | Self::Text | Self::Date | Self::DateTime | Self::Duration | Self::Blank)
    }

    /// The type of each value: that of the list's, or its own.
    #[must_use]
    pub fn item(&self) -> &Self {
        if let Self::List(item) = self { item } else { self }
    }
}

/// What a path leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PathType {
    /// One value. Below rows it is the type of the value in one row.
    Scalar(Type),
    /// Child rows; a longer path makes a list of one value per row.
    Rows,
}

/// Knows the names an expression may use and their types.
pub trait Environment {
    /// The type of a path, its root first: `["record", "amount"]`, `["record", "customer", "level"]`,
    /// `["record", "lines"]` (rows), `["record", "lines", "amount"]` (the type in one row),
    /// `["record", "lines", "product", "price"]` (over a reference in each row), `["user", "department"]`,
    /// `["old", "amount"]` where there is a record before the change.
    /// Nothing when there is no such name, or the author may not use it.
    fn resolve(&self, path: &[&str]) -> Option<PathType>;

    /// The names that may follow a path, in the order in which an editor offers them; the path has at least its root.
    /// A name that only leads on to others has no type.
    fn names(&self, _path: &[&str]) -> Vec<Name> {
        Vec::new()
    }
}

/// A name that an editor offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Name {
    /// The name as it is written.
    pub name: String,
    /// What a reader calls it.
    pub label: String,
    /// The type of its value; a list for rows; none when it only leads on.
    #[serde(rename = "type")]
    pub kind: Option<Type>,
}
