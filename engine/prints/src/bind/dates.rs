//! How dates and instants are written.

use engine_values::{date_from_text, instant_from_text};
use jiff::civil::{DateTime, Time};
use jiff::tz::Offset;

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Language and zone of the reader.
#[derive(Debug, Clone, Copy)]
pub(super) struct DateLook {
    pub chinese: bool,
    pub utc_offset_minutes: i16,
}

/// A date or instant as text, `None` when the text is neither.
/// Patterns know `yyyy yy MM M dd d HH H mm ss`; everything else stands for itself.
pub(super) fn date_text(text: &str, pattern: Option<&str>, look: DateLook) -> Option<String> {
    let moment = civil(text, look.utc_offset_minutes)?;
    let pattern = pattern.unwrap_or(if look.chinese { "yyyy年M月d日" } else { "d MMM yyyy" });
    Some(written(moment, pattern))
}

fn civil(text: &str, utc_offset_minutes: i16) -> Option<DateTime> {
    if let Some(date) = date_from_text(text) {
        return Some(date.to_datetime(Time::midnight()));
    }
    let instant = instant_from_text(text)?;
    let offset = Offset::from_seconds(i32::from(utc_offset_minutes) * 60).ok()?;
    Some(offset.to_datetime(instant))
}

fn written(moment: DateTime, pattern: &str) -> String {
    let mut text = String::new();
    let mut rest = pattern;
    while let Some(letter) = rest.chars().next() {
        let count = rest.chars().take_while(|next| *next == letter).count();
        let width = count * letter.len_utf8();
        match (letter, count) {
            ('y', 4) => text.push_str(&format!("{:04}", moment.year())),
            ('y', 2) => text.push_str(&format!("{:02}", moment.year().rem_euclid(100))),
            ('M', 3) => text.push_str(MONTHS[usize::from(moment.month().unsigned_abs()).clamp(1, 12) - 1]),
            ('M', 2) => text.push_str(&format!("{:02}", moment.month())),
            ('M', 1) => text.push_str(&moment.month().to_string()),
            ('d', 2) => text.push_str(&format!("{:02}", moment.day())),
            ('d', 1) => text.push_str(&moment.day().to_string()),
            ('H', 2) => text.push_str(&format!("{:02}", moment.hour())),
            ('H', 1) => text.push_str(&moment.hour().to_string()),
            ('m', 2) => text.push_str(&format!("{:02}", moment.minute())),
            ('s', 2) => text.push_str(&format!("{:02}", moment.second())),
            _ => text.push_str(&rest[..width]),
        }
        rest = &rest[width..];
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHANGHAI: DateLook = DateLook { chinese: true, utc_offset_minutes: 480 };

    #[test]
    fn dates_by_language_and_pattern() {
        assert_eq!(date_text("2026-11-21", None, SHANGHAI).as_deref(), Some("2026年11月21日"));
        assert_eq!(date_text("2026-01-05", None, SHANGHAI).as_deref(), Some("2026年1月5日"));
        let english = DateLook { chinese: false, ..SHANGHAI };
        assert_eq!(date_text("2026-11-21", None, english).as_deref(), Some("21 Nov 2026"));
        assert_eq!(date_text("2026-11-21", Some("yyyy-MM-dd"), SHANGHAI).as_deref(), Some("2026-11-21"));
        assert_eq!(date_text("soon", None, SHANGHAI), None);
    }

    #[test]
    fn an_instant_is_read_in_the_readers_zone() {
        let text = date_text("2026-11-20T17:05:00Z", Some("yyyy-MM-dd HH:mm"), SHANGHAI);
        assert_eq!(text.as_deref(), Some("2026-11-21 01:05"));
    }
}
