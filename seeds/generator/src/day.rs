//! Calendar days, just enough to count with them.

/// A day, counted from 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Day(i64);

impl Day {
    /// The first day on which something happens in the demo.
    pub(crate) const FIRST: Self = Self::of(2025, 10, 1);
    /// The last day on which something has happened; plans reach further.
    pub(crate) const LAST: Self = Self::of(2026, 11, 20);

    /// A day of the proleptic Gregorian calendar (Howard Hinnant's algorithm `days_from_civil`).
    pub(crate) const fn of(year: i64, month: i64, day: i64) -> Self {
        let year = if month <= 2 { year - 1 } else { year };
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Self(era * 146_097 + day_of_era - 719_468)
    }

    /// So many days later.
    pub(crate) const fn plus(self, days: i64) -> Self {
        Self(self.0 + days)
    }

    /// How many days from `self` to `other`.
    pub(crate) const fn until(self, other: Self) -> i64 {
        other.0 - self.0
    }

    /// Moves a Saturday or Sunday to the Monday after it: nobody signs or pays at the weekend.
    pub(crate) fn workday(self) -> Self {
        match (self.0 + 3).rem_euclid(7) {
            5 => self.plus(2),
            6 => self.plus(1),
            _ => self,
        }
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let shifted = self.0 + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        write!(formatter, "{year:04}-{month:02}-{day:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_across_months_and_leap_days() {
        assert_eq!(Day::of(1970, 1, 1), Day(0));
        assert_eq!(Day::of(2024, 2, 28).plus(1).to_string(), "2024-02-29");
        assert_eq!(Day::of(2026, 2, 28).plus(1).to_string(), "2026-03-01");
        assert_eq!(Day::of(2025, 12, 31).plus(1).to_string(), "2026-01-01");
        assert_eq!(Day::of(2025, 10, 1).until(Day::of(2026, 10, 1)), 365);
    }

    #[test]
    fn moves_a_weekend_to_monday() {
        assert_eq!(Day::of(2026, 11, 21).workday().to_string(), "2026-11-23", "a Saturday");
        assert_eq!(Day::of(2026, 11, 22).workday().to_string(), "2026-11-23", "a Sunday");
        assert_eq!(Day::LAST.workday(), Day::LAST, "a Friday");
    }
}
