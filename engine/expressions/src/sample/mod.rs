//! Six sample records: the examples of the handbook are evaluated over the first, and whoever evaluates expressions in
//! another way compares his answers with those over all six.

mod grow;
mod table;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use engine_values::{Date, Decimal, Id, Timestamp, Value, date_from_text, instant_from_text};

pub use grow::Grower;
pub use table::{HOLIDAYS, Kind, NOW, RATES, RECORDS, ROLE, TABLE, WORKED};

use crate::{Environment, Name, Path, PathType, Source, Type, is_weekday};

/// A name of the sample with its values in every record.
struct Entry {
    kind: PathType,
    /// One value each; below rows one per row.
    values: Vec<Vec<Value>>,
}

static ENTRIES: LazyLock<BTreeMap<&'static str, Entry>> = LazyLock::new(|| {
    let entry = |(path, kind, texts): &(&'static str, Kind, [&'static str; RECORDS])| {
        let in_rows = path.split('.').nth(1) == Some("lines") && *kind != Kind::Rows;
        let values = texts.iter().map(|text| match kind {
            Kind::Rows => vec![Value::Null; text.parse().unwrap_or_default()],
            _ if in_rows && text.is_empty() => Vec::new(),
            _ if in_rows => text.split('|').map(|part| kind.value(part)).collect(),
            _ => vec![kind.value(text)],
        });
        let kind = if *kind == Kind::Rows { PathType::Rows } else { PathType::Scalar(kind.of()) };
        (*path, Entry { kind, values: values.collect() })
    };
    TABLE.iter().map(entry).collect()
});

impl Kind {
    /// The type of the language.
    #[must_use]
    pub fn of(self) -> Type {
        match self {
            Self::Number => Type::Number,
            Self::Text => Type::Text,
            Self::Boolean => Type::Boolean,
            Self::Date => Type::Date,
            Self::DateTime => Type::DateTime,
            Self::Duration => Type::Duration,
            Self::Record | Self::Rows => Type::Record,
            Self::Texts => Type::list(Type::Text),
        }
    }

    /// The value that a text of the table stands for; blank when it is empty.
    fn value(self, text: &str) -> Value {
        let read = match self {
            _ if text.is_empty() => None,
            Self::Number | Self::Duration => text.parse::<Decimal>().ok().map(Value::Decimal),
            Self::Text => Some(Value::from(text)),
            Self::Boolean => Some(Value::Bool(text == "TRUE")),
            Self::Date => date_from_text(text).map(Value::Date),
            Self::DateTime => instant_from_text(text).map(Value::Instant),
            Self::Record => text.parse::<u128>().ok().map(|number| Value::Id(Id::from_u128(number))),
            Self::Texts => Some(Value::List(text.split('|').map(str::to_owned).collect())),
            Self::Rows => None,
        };
        Value::from(read)
    }
}

/// One of the sample records, with its names. The person who asks is the first record's owner.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sample {
    /// Which, from 0 on.
    pub record: usize,
}

impl Sample {
    /// Every name with its type, in order; names below rows have the type that they have in one row.
    pub fn names() -> impl Iterator<Item = (&'static str, &'static PathType)> {
        ENTRIES.iter().map(|(path, entry)| (*path, &entry.kind))
    }

    fn values(self, path: &Path) -> &'static [Value] {
        let entry = ENTRIES.get(path.parts().join(".").as_str());
        entry.and_then(|entry| entry.values.get(self.record)).map_or(&[], Vec::as_slice)
    }
}

impl Environment for Sample {
    fn resolve(&self, path: &[&str]) -> Option<PathType> {
        ENTRIES.get(path.join(".").as_str()).map(|entry| entry.kind.clone())
    }

    fn names(&self, path: &[&str]) -> Vec<Name> {
        let prefix = format!("{}.", path.join("."));
        let below = ENTRIES.iter().filter_map(|(name, entry)| Some((name.strip_prefix(&prefix)?, entry)));
        let direct = below.filter(|(name, _)| !name.contains('.'));
        direct
            .map(|(name, entry)| {
                let kind = match &entry.kind {
                    PathType::Rows => Type::list(Type::Record),
                    PathType::Scalar(kind) => kind.clone(),
                };
                Name { name: name.to_owned(), label: name.to_owned(), kind: Some(kind) }
            })
            .collect()
    }
}

impl Source for Sample {
    fn value(&self, path: &Path) -> Value {
        self.values(path).first().cloned().unwrap_or_default()
    }

    fn row_count(&self, path: &Path) -> usize {
        self.values(path).len()
    }

    fn row_values(&self, path: &Path) -> Vec<Value> {
        self.values(path).to_vec()
    }

    fn now(&self) -> Timestamp {
        instant_from_text(table::NOW).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    fn user(&self) -> Option<Id> {
        Some(Id::from_u128(table::USER))
    }

    fn has_role(&self, role: &str) -> bool {
        role == table::ROLE
    }

    /// The week of the national holiday of 2026 is free, and the Saturday after it is worked.
    fn is_working_day(&self, day: Date) -> bool {
        let text = day.to_string();
        let free = table::HOLIDAYS.contains(&text.as_str());
        table::WORKED.contains(&text.as_str()) || (is_weekday(day) && !free)
    }

    fn rate(&self, from: &str, to: &str, day: Date) -> Option<Decimal> {
        let mut known = table::RATES.iter().filter(|(one, two, since, _)| {
            *one == from && *two == to && date_from_text(since).is_some_and(|since| since <= day)
        });
        known.next_back().and_then(|(.., rate)| rate.parse().ok())
    }
}

/// A result as the examples of the handbook write it: text in quotes, lengths of time in seconds.
#[must_use]
pub fn shown(value: &Value, kind: &Type) -> String {
    match value {
        Value::Null => "BLANK".to_owned(),
        Value::Bool(flag) => (if *flag { "TRUE" } else { "FALSE" }).to_owned(),
        Value::Text(text) => format!("\"{text}\""),
        Value::Decimal(number) if *kind == Type::Duration => format!("{} s", number.normalize()),
        Value::Decimal(number) => number.normalize().to_string(),
        Value::Date(day) => day.to_string(),
        Value::Instant(at) => engine_values::instant_to_text(*at),
        other => other.to_json().to_string(),
    }
}
