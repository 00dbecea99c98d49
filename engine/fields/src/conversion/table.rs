//! Which type a field may become, and how: one row per pair. docs/type-changes.md shows the same table.

/// How a value of one type becomes one of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// The value is taken as it is, when the new field takes it.
    Checked,
    /// A number is read from text.
    ReadNumber,
    /// A number stays the same number.
    SameNumber,
    /// Yes or no is read from text or a number.
    ReadTruth,
    /// Yes is 1, no is 0.
    Counted,
    /// A day is read from text.
    ReadDay,
    /// The day of an instant, in the zone of the organisation.
    Day,
    /// The first instant of a day, in the zone of the organisation.
    StartOfDay,
    /// The option whose key or label the text is.
    Option,
    /// A list of this one.
    One,
    /// The one of a list.
    Only,
    /// The parts of a text.
    Split,
    /// The items of a list in one text.
    Joined,
    /// The value as text.
    Written,
}

impl Way {
    /// What happens, and what fails, in a sentence.
    #[must_use]
    pub fn told(self) -> &'static str {
        match self {
            Self::Checked => "as it is; what the new field would refuse fails",
            Self::ReadNumber => {
                "`1,234.50`, `￥1 234.5`, `12%` are read; other text, too many decimals and numbers out of range fail"
            }
            Self::SameNumber => "the same number; too many decimals and numbers out of range fail, nothing is rounded",
            Self::ReadTruth => {
                "`true`, `yes`, `y`, `1`, `是`, `对` and `false`, `no`, `n`, `0`, `否`, `错` in any case; everything else fails"
            }
            Self::Counted => "yes is 1, no is 0",
            Self::ReadDay => "`2026-11-21`, `2026/11/21`, `2026.11.21`, `2026年11月21日`; everything else fails",
            Self::Day => "its day in the zone of the organisation; the time of day is lost",
            Self::StartOfDay => "midnight in the zone of the organisation",
            Self::Option => "the option whose key or label it is, in any language; everything else fails",
            Self::One => "a list of this one",
            Self::Only => "the one of the list; several fail",
            Self::Split => {
                "the parts between `,` `，` `、` `;` `；`; a part that the new field refuses fails the whole"
            }
            Self::Joined => "the items, joined by `、`; a text that is too long fails",
            Self::Written => "written as the API writes it; a text that is too long fails",
        }
    }
}

/// One row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Conversion {
    /// The type as it is.
    pub from: &'static str,
    /// The type as it becomes.
    pub to: &'static str,
    /// How.
    pub way: Way,
}

/// Types whose values are one short text.
const TEXTS: &[&str] = &["text", "long_text", "rich_text", "email", "phone", "url", "barcode", "color"];
/// Types whose values are one number.
const NUMBERS: &[&str] = &["integer", "decimal", "money", "percent", "rating", "duration"];

/// Every pair of two families, a type with itself left out.
fn pairs(from: &[&'static str], to: &[&'static str], way: Way) -> Vec<Conversion> {
    let of = |from: &'static str| to.iter().filter(move |to| **to != from).map(move |to| Conversion { from, to, way });
    from.iter().flat_map(|from| of(from)).collect()
}

/// The whole table.
#[must_use]
pub fn conversions() -> Vec<Conversion> {
    let mut all = [
        pairs(TEXTS, TEXTS, Way::Checked),
        pairs(&["auto_number", "select", "stage", "region", "time"], TEXTS, Way::Checked),
        pairs(TEXTS, &["time", "datetime", "region", "auto_number"], Way::Checked),
        pairs(TEXTS, NUMBERS, Way::ReadNumber),
        pairs(NUMBERS, NUMBERS, Way::SameNumber),
        pairs(TEXTS, &["boolean"], Way::ReadTruth),
        pairs(NUMBERS, &["boolean"], Way::ReadTruth),
        pairs(&["boolean"], NUMBERS, Way::Counted),
        pairs(TEXTS, &["date"], Way::ReadDay),
        pairs(&["datetime"], &["date"], Way::Day),
        pairs(&["date"], &["datetime"], Way::StartOfDay),
        pairs(TEXTS, &["select", "stage"], Way::Option),
        pairs(&["select", "stage"], &["select", "stage"], Way::Option),
        pairs(&["select"], &["multi_select", "tags"], Way::One),
        pairs(&["user"], &["users"], Way::One),
        pairs(&["multi_select", "tags"], &["select"], Way::Only),
        pairs(&["users"], &["user"], Way::Only),
        pairs(TEXTS, &["multi_select", "tags"], Way::Split),
        pairs(&["multi_select", "tags"], TEXTS, Way::Joined),
        pairs(&["multi_select"], &["tags"], Way::Checked),
        pairs(&["tags"], &["multi_select"], Way::Checked),
        pairs(NUMBERS, TEXTS, Way::Written),
        pairs(&["boolean", "date", "datetime"], TEXTS, Way::Written),
    ]
    .concat();
    // The same type with other settings: more or fewer decimals, another list of options.
    let own = TEXTS.iter().chain(NUMBERS).chain(&["select", "stage", "multi_select", "users"]);
    all.extend(own.map(|kind| {
        let way = if NUMBERS.contains(kind) { Way::SameNumber } else { Way::Checked };
        Conversion { from: kind, to: kind, way }
    }));
    all.sort_by_key(|conversion| (conversion.from, conversion.to));
    all
}

/// How one type becomes another; nothing when it does not.
#[must_use]
pub fn conversion(from: &str, to: &str) -> Option<Conversion> {
    conversions().into_iter().find(|conversion| conversion.from == from && conversion.to == to)
}

/// What a type may become, by name.
#[must_use]
pub fn possible(from: &str) -> Vec<&'static str> {
    conversions().into_iter().filter(|conversion| conversion.from == from).map(|conversion| conversion.to).collect()
}
