//! Where the values of an expression come from.

use engine_values::{Date, Decimal, Id, Timestamp, Value};
use jiff::civil::Weekday;
use jiff::tz::{self, TimeZone};

use crate::{Path, Root};

/// Gives the values that an expression reads.
///
/// Only the first five have no default; an environment that offers no more names and functions needs no more.
pub trait Source {
    /// The value of a path that leads to one value; `Null` when a reference on the way is blank.
    fn value(&self, path: &Path) -> Value;

    /// How many rows a path to rows has, as in `record.lines`.
    fn row_count(&self, path: &Path) -> usize;

    /// The value in each row, as in `record.lines.amount`, or in the record that a reference in each row leads to, as in
    /// `record.lines.product.price`: one per row, in their order, also when it is blank.
    fn row_values(&self, path: &Path) -> Vec<Value>;

    /// The instant that NOW and TODAY go by; the same in the whole evaluation.
    fn now(&self) -> Timestamp;

    /// Who asks, if somebody does.
    fn user(&self) -> Option<Id>;

    /// The zone that tells which day an instant belongs to.
    fn zone(&self) -> TimeZone {
        default_zone()
    }

    /// The department of who asks.
    fn department(&self) -> Option<Id> {
        self.value(&Path { root: Root::User, names: vec!["department".to_owned()] }).as_id()
    }

    /// Whether who asks has the role with this name.
    fn has_role(&self, _role: &str) -> bool {
        false
    }

    /// Whether who asks belongs to the department or one below it.
    fn in_department(&self, department: Id) -> bool {
        self.department() == Some(department)
    }

    /// Whether people work on that day. A calendar of holidays and of worked weekends overrides this.
    fn is_working_day(&self, day: Date) -> bool {
        is_weekday(day)
    }

    /// How much of the currency `to` one unit of the currency `from` is worth on that day, both by their ISO 4217
    /// codes; nothing without a rate. Never asked for equal currencies.
    fn rate(&self, _from: &str, _to: &str, _day: Date) -> Option<Decimal> {
        None
    }
}

/// Monday to Friday.
#[must_use]
pub fn is_weekday(day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// China Standard Time (UTC+8, no summer time).
#[must_use]
pub fn default_zone() -> TimeZone {
    TimeZone::fixed(tz::offset(8))
}
