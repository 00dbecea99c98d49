//! Dates and instants as the API reads and writes them (ISO 8601 / RFC 3339).

use jiff::Timestamp;
use jiff::civil::Date;

/// Reads `YYYY-MM-DD`; anything longer or shorter is refused, so that a time never slips into a date field.
#[must_use]
pub fn date_from_text(text: &str) -> Option<Date> {
    if text.len() == 10 { text.parse().ok() } else { None }
}

/// Reads an RFC 3339 instant with a zone.
#[must_use]
pub fn instant_from_text(text: &str) -> Option<Timestamp> {
    let instant: Timestamp = text.parse().ok()?;
    Timestamp::from_microsecond(instant.as_microsecond()).ok()
}

/// Writes an instant in UTC with as many fraction digits as it has (0, 3 or 6).
#[must_use]
pub fn instant_to_text(instant: Timestamp) -> String {
    instant.to_string()
}
