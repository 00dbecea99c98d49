//! The table of a section: what was measured, and whether it is what was wanted.

use crate::report;

/// A Markdown table that grows; each row is also told while the bench goes on.
pub(crate) struct Figures {
    text: String,
}

impl Figures {
    /// An empty table.
    pub(crate) fn new() -> Self {
        Self { text: "| database | figure | measured | goal |\n|---|---|--:|--:|\n".to_owned() }
    }

    /// A figure with a goal: `measured` may be `most` at the most.
    pub(crate) fn at_most(&mut self, database: &str, figure: &str, measured: f64, most: f64, unit: Unit) {
        let mark = if measured <= most { "" } else { " **missed**" };
        self.row(database, figure, &format!("{}{mark}", unit.shown(measured)), &unit.shown(most));
    }

    /// A figure that is told and has no goal.
    pub(crate) fn told(&mut self, database: &str, figure: &str, measured: f64, unit: Unit) {
        self.row(database, figure, &unit.shown(measured), "");
    }

    /// Whatever is no number.
    pub(crate) fn row(&mut self, database: &str, figure: &str, measured: &str, goal: &str) {
        report::tell(&format!("{database}: {figure}: {measured}"));
        self.text.push_str(&format!("| {database} | {figure} | {measured} | {goal} |\n"));
    }

    /// The table.
    pub(crate) fn finish(self) -> String {
        self.text
    }
}

/// In what a figure is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Milliseconds.
    Milliseconds,
    /// Seconds.
    Seconds,
    /// Megabytes.
    Megabytes,
    /// Times something else.
    Times,
}

impl Unit {
    fn shown(self, number: f64) -> String {
        match self {
            Self::Milliseconds if number < 10.0 => format!("{number:.1} ms"),
            Self::Milliseconds => format!("{number:.0} ms"),
            Self::Seconds if number < 10.0 => format!("{number:.2} s"),
            Self::Seconds => format!("{number:.0} s"),
            Self::Megabytes => format!("{number:.0} MB"),
            Self::Times => format!("{number:.2}×"),
        }
    }
}

/// The one in the middle.
pub(crate) fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_beyond_its_goal_is_marked() {
        let mut figures = Figures::new();
        figures.at_most("SQLite", "one", 2.0, 3.0, Unit::Seconds);
        figures.at_most("SQLite", "two", 3.5, 3.0, Unit::Seconds);
        let text = figures.finish();
        assert!(text.contains("| one | 2.00 s | 3.00 s |"));
        assert!(text.contains("| two | 3.50 s **missed** | 3.00 s |"));
    }

    #[test]
    fn the_median_is_the_one_in_the_middle() {
        assert!((median(vec![9.0, 1.0, 2.0]) - 2.0).abs() < f64::EPSILON);
    }
}
