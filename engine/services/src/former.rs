//! Former names: what they still mean today.

use engine_expressions::default_zone;
use engine_values::{Date, Timestamp};

/// The day in the zone of the organisation.
pub(crate) fn day(now: Timestamp) -> Date {
    now.to_zoned(default_zone()).date()
}
