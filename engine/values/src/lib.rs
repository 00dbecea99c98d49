//! The values that fields hold, their column types, and the clock. Pure data: no I/O, no knowledge of objects.

mod clock;
mod column;
mod date_text;
mod value;

pub use clock::{Clock, FixedClock, SystemClock};
pub use column::ColumnType;
pub use date_text::{date_from_text, instant_from_text, instant_to_text};
pub use jiff::Timestamp;
pub use jiff::civil::Date;
pub use rust_decimal::Decimal;
pub use uuid::Uuid;
pub use value::Value;

/// The identity of a record, user, department, task …: a UUID of version 7, so that keys grow with time.
pub type Id = Uuid;

/// A new time-ordered identity.
#[must_use]
pub fn new_id() -> Id {
    Uuid::now_v7()
}
