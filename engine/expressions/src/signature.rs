//! What functions take and give.

use serde::Serialize;

use crate::Type;

/// The units of time that DATEADD and DATEDIF take, the longest first.
pub const UNITS: &[&str] = &["year", "quarter", "month", "week", "day", "hour", "minute", "second"];
/// So many of them count whole days; the others need an instant.
pub(crate) const DAY_UNITS: usize = 5;

/// What an argument must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Want {
    /// A number.
    Number,
    /// Text.
    Text,
    /// TRUE or FALSE.
    Boolean,
    /// A day; an instant counts as its day in the zone of the organisation.
    Date,
    /// An instant.
    DateTime,
    /// A length of time.
    Duration,
    /// A record, person or department.
    Record,
    /// Any single value that has a text form: everything but records and lists.
    Printable,
    /// The same, or a list of them.
    Printables,
    /// A number, day or instant.
    Formattable,
    /// A text or an instant.
    TextOrDateTime,
    /// A day or an instant; the result is of the same type.
    Moment,
    /// A unit of time, written out in quotes.
    Unit,
    /// A pattern that suits the first argument, written out in quotes.
    Pattern,
    /// Text, or a list of texts.
    TextOrTexts,
    /// Anything.
    Any,
    /// Any single value; all arguments wanted so have one type in common.
    Common,
    /// Any single value; all arguments wanted so have one type in common, apart from `Common`.
    Compared,
    /// A single value that `<` compares; all arguments wanted so have one type in common.
    Comparable,
    /// A number or a list of numbers.
    Numbers,
    /// Numbers or lengths of time, or lists of them; all arguments wanted so have one type in common.
    Quantities,
    /// TRUE or FALSE, or a list of them.
    Booleans,
    /// A number, day, instant or length of time, or a list of them; all arguments wanted so have one type in common.
    Ordered,
    /// Values or a list of them; counts as `Common`.
    Items,
    /// Values or a list of them; counts as `Compared`.
    ItemsCompared,
    /// A column of child rows; counts as `Compared`. All columns of one call belong to the same rows.
    ColumnCompared,
    /// A column of numbers in child rows.
    ColumnNumbers,
    /// A column of child rows; counts as `Common`.
    ColumnCommon,
}

/// Which arguments must have a type in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shared {
    Common,
    Compared,
}

impl Want {
    /// The group of arguments with one type to which it belongs.
    pub(crate) fn shared(self) -> Option<Shared> {
        match self {
            Self::Common | Self::Ordered | Self::Quantities | Self::Items | Self::ColumnCommon | Self::Moment => {
                Some(Shared::Common)
            }
            Self::Compared | Self::Comparable | Self::ItemsCompared | Self::ColumnCompared => Some(Shared::Compared),
            _ => None,
        }
    }

    /// It is compared with the other arguments of which this is true.
    #[must_use]
    pub fn is_compared(self) -> bool {
        self.shared() == Some(Shared::Compared)
    }

    /// It must be a column of child rows.
    #[must_use]
    pub fn is_column(self) -> bool {
        matches!(self, Self::ColumnCompared | Self::ColumnNumbers | Self::ColumnCommon)
    }

    /// Whether an argument of type `found` may stand here. Rows themselves fit only `Any`, which the caller sees to.
    pub(crate) fn accepts(self, found: &Type) -> bool {
        let item = found.item();
        let printable = *item != Type::Record;
        match self {
            Self::Number => found.fits(&Type::Number),
            Self::Text | Self::Unit | Self::Pattern => found.fits(&Type::Text),
            Self::Boolean => found.fits(&Type::Boolean),
            Self::Date => found.fits(&Type::Date),
            Self::DateTime => found.fits(&Type::DateTime),
            Self::Duration => found.fits(&Type::Duration),
            Self::Record => found.fits(&Type::Record),
            Self::Printable => found.is_scalar() && printable,
            Self::Printables => printable,
            Self::Formattable => matches!(found, Type::Number | Type::Date | Type::DateTime | Type::Blank),
            Self::TextOrDateTime => found.fits(&Type::Text) || *found == Type::DateTime,
            Self::Moment => matches!(found, Type::Date | Type::DateTime | Type::Blank),
            Self::TextOrTexts => item.fits(&Type::Text),
            Self::Any | Self::Items | Self::ItemsCompared => true,
            Self::Common | Self::Compared => found.is_scalar(),
            Self::Comparable => found.is_ordered(),
            Self::Numbers => item.fits(&Type::Number),
            Self::Quantities => matches!(item, Type::Number | Type::Duration | Type::Blank),
            Self::Booleans => item.fits(&Type::Boolean),
            Self::Ordered => item.is_ordered() && *item != Type::Text,
            Self::ColumnCompared | Self::ColumnCommon => !found.is_scalar(),
            Self::ColumnNumbers => *found == Type::list(Type::Number),
        }
    }
}

/// What a function gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Gives {
    /// A number.
    Number,
    /// Text.
    Text,
    /// TRUE or FALSE.
    Boolean,
    /// A day.
    Date,
    /// An instant.
    DateTime,
    /// A length of time.
    Duration,
    /// A record's identity.
    Record,
    /// A list of texts.
    Texts,
    /// The type that the arguments wanted as `Common`, `Ordered`, `Items`, `Moment` or `ColumnCommon` have in common.
    Common,
    /// A list of that type.
    Commons,
    /// A length of time when the arguments wanted as `Quantities` are, otherwise a number.
    Quantity,
}

impl Gives {
    /// The type of the result, when `common` is the type that arguments share.
    #[must_use]
    pub fn kind(self, common: Type) -> Type {
        match self {
            Self::Number => Type::Number,
            Self::Text => Type::Text,
            Self::Boolean => Type::Boolean,
            Self::Date => Type::Date,
            Self::DateTime => Type::DateTime,
            Self::Duration => Type::Duration,
            Self::Record => Type::Record,
            Self::Texts => Type::list(Type::Text),
            Self::Common => common,
            Self::Commons => Type::list(common),
            Self::Quantity if common == Type::Duration => common,
            Self::Quantity => Type::Number,
        }
    }
}

/// The arguments of a function and its result.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Signature {
    /// First come these.
    pub fixed: &'static [Want],
    /// Then these, or a part of them.
    pub optional: &'static [Want],
    /// Or this group, once or more often.
    pub repeated: &'static [Want],
    /// And after the groups perhaps this.
    pub tail: Option<Want>,
    /// The result.
    pub gives: Gives,
}

impl Signature {
    pub(crate) const fn fixed(fixed: &'static [Want], gives: Gives) -> Self {
        Self { fixed, optional: &[], repeated: &[], tail: None, gives }
    }

    pub(crate) const fn optional(self, optional: &'static [Want]) -> Self {
        Self { optional, ..self }
    }

    pub(crate) const fn repeated(self, repeated: &'static [Want]) -> Self {
        Self { repeated, ..self }
    }

    pub(crate) const fn tail(self, tail: Want) -> Self {
        Self { tail: Some(tail), ..self }
    }

    /// Whether the function takes so many arguments.
    #[must_use]
    pub fn takes(&self, count: usize) -> bool {
        let Some(rest) = count.checked_sub(self.fixed.len()) else { return false };
        match rest.checked_rem(self.repeated.len()) {
            None => rest <= self.optional.len(),
            Some(left) => rest >= self.repeated.len() && (left == 0 || (left == 1 && self.tail.is_some())),
        }
    }

    /// What each of `count` arguments must be; nothing when the function does not take so many.
    #[must_use]
    pub fn wants(&self, count: usize) -> Option<Vec<Want>> {
        let mut wants = self.fixed.to_vec();
        let rest = count.checked_sub(wants.len())?;
        if self.repeated.is_empty() {
            wants.extend(self.optional.get(..rest)?);
            return Some(wants);
        }
        let (groups, left) = (rest / self.repeated.len(), rest % self.repeated.len());
        if groups == 0 {
            return None;
        }
        wants.extend(self.repeated.iter().cycle().take(groups * self.repeated.len()));
        match (left, self.tail) {
            (0, _) => Some(wants),
            (1, Some(tail)) => {
                wants.push(tail);
                Some(wants)
            }
            _ => None,
        }
    }
}
