//! The pattern of an automatic number.

use engine_values::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// When counting starts again at 1.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the meaning")]
pub enum Reset {
    #[default]
    Never,
    Year,
    Month,
    Day,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Literal(String),
    Year4,
    Year2,
    Month,
    Day,
    Sequence { digits: usize },
}

/// A parsed pattern such as `HT{yyyy}{mm}-{seq:4}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberPattern {
    parts: Vec<Part>,
    reset: Reset,
}

impl NumberPattern {
    /// Reads the text of a pattern.
    ///
    /// # Errors
    /// One sentence that says what is wrong.
    pub fn parse(text: &str, reset: Reset) -> Result<Self, String> {
        if text.is_empty() || text.chars().count() > 60 {
            return Err("1 to 60 characters".to_owned());
        }
        let mut parts = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let Some((literal, after)) = rest.split_once('{') else {
                parts.push(Part::Literal(rest.to_owned()));
                break;
            };
            if !literal.is_empty() {
                parts.push(Part::Literal(literal.to_owned()));
            }
            let (word, after) = after.split_once('}').ok_or("a { without }")?;
            parts.push(Self::part(word)?);
            rest = after;
        }
        if parts.iter().filter(|part| matches!(part, Part::Sequence { .. })).count() != 1 {
            return Err("exactly one {seq}".to_owned());
        }
        let has = |wanted: &[Part]| wanted.iter().any(|part| parts.contains(part));
        let has_year = has(&[Part::Year4, Part::Year2]);
        // Without the period in the text, the numbers of two periods would be the same.
        let is_told_apart = match reset {
            Reset::Never => true,
            Reset::Year => has_year,
            Reset::Month => has_year && has(&[Part::Month]),
            Reset::Day => has_year && has(&[Part::Month]) && has(&[Part::Day]),
        };
        if is_told_apart {
            Ok(Self { parts, reset })
        } else {
            Err("the pattern must show the period of the reset".to_owned())
        }
    }

    fn part(word: &str) -> Result<Part, String> {
        Ok(match word {
            "yyyy" => Part::Year4,
            "yy" => Part::Year2,
            "mm" => Part::Month,
            "dd" => Part::Day,
            "seq" => Part::Sequence { digits: 1 },
            _ => match word.strip_prefix("seq:").and_then(|digits| digits.parse().ok()) {
                Some(digits @ 1..=12) => Part::Sequence { digits },
                _ => return Err(format!("unknown part {{{word}}}")),
            },
        })
    }

    /// The period that the counter of `date` belongs to; part of the counter's name.
    #[must_use]
    pub fn period(&self, date: Date) -> String {
        match self.reset {
            Reset::Never => String::new(),
            Reset::Year => format!("{:04}", date.year()),
            Reset::Month => format!("{:04}{:02}", date.year(), date.month()),
            Reset::Day => format!("{:04}{:02}{:02}", date.year(), date.month(), date.day()),
        }
    }

    /// The number for a day and a place in the sequence.
    #[must_use]
    pub fn format(&self, date: Date, sequence: i64) -> String {
        use std::fmt::Write as _;
        let mut text = String::new();
        for part in &self.parts {
            let written = match part {
                Part::Literal(literal) => {
                    text.push_str(literal);
                    Ok(())
                }
                Part::Year4 => write!(text, "{:04}", date.year()),
                Part::Year2 => write!(text, "{:02}", date.year().rem_euclid(100)),
                Part::Month => write!(text, "{:02}", date.month()),
                Part::Day => write!(text, "{:02}", date.day()),
                Part::Sequence { digits } => write!(text, "{sequence:0width$}", width = *digits),
            };
            debug_assert!(written.is_ok(), "writing to a String cannot fail");
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_date_parts_and_padding() {
        let pattern = NumberPattern::parse("HT{yyyy}{mm}-{seq:4}", Reset::Month).unwrap();
        let day: Date = "2026-03-05".parse().unwrap();
        assert_eq!(pattern.format(day, 7), "HT202603-0007");
        assert_eq!(pattern.format(day, 123_456), "HT202603-123456");
        assert_eq!(pattern.period(day), "202603");
    }

    #[test]
    fn refuses_patterns_that_would_repeat_numbers() {
        assert!(NumberPattern::parse("HT{seq}", Reset::Month).is_err());
        assert!(NumberPattern::parse("HT{yyyy}", Reset::Never).is_err());
        assert!(NumberPattern::parse("{seq}{seq}", Reset::Never).is_err());
        assert!(NumberPattern::parse("{nope}{seq}", Reset::Never).is_err());
        assert!(NumberPattern::parse("{seq", Reset::Never).is_err());
    }
}
