//! What turning would come to, counted over every record.

use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use engine_access::Scope;
use engine_errors::Problem;
use engine_model::Model;
use engine_query::{Which, columns_of_rows};
use engine_store::Db;
use engine_values::{ColumnType, Id, Value};

use super::choices::shown;
use super::turns::{Converters, KeyPart, Outcome, Turn, TurnedKey, Turning};
use crate::Answer;

/// Rows that are looked at in one go.
pub(super) const LOT: i64 = 5000;
/// Most failing values that are shown with their records.
const SAMPLES: usize = 20;
/// Most different failing values that are listed.
const VALUES: usize = 200;

/// What the values of one field come to.
#[derive(Debug, Default, Clone)]
pub(in crate::designs) struct Tally {
    /// Records without a value.
    pub(in crate::designs) blank: u64,
    /// Values that convert.
    pub(in crate::designs) convert: u64,
    /// Those of them that stay the same value.
    pub(in crate::designs) unchanged: u64,
    /// Records that get back what they had before an earlier change.
    pub(in crate::designs) restored: u64,
    /// Values that do not convert, whatever becomes of them.
    pub(in crate::designs) fail: u64,
    /// Those of them that nothing was chosen for.
    pub(in crate::designs) refused: u64,
    /// Records without a value afterwards.
    pub(in crate::designs) blank_after: u64,
    /// Failing values by reason.
    pub(in crate::designs) reasons: BTreeMap<&'static str, u64>,
    /// Some of them.
    pub(super) samples: Vec<Sample>,
    /// The different ones with their number.
    pub(super) values: BTreeMap<String, u64>,
    /// There are more different ones.
    pub(super) has_more_values: bool,
}

impl Tally {
    /// Every record.
    pub(in crate::designs) fn records(&self) -> u64 {
        self.blank + self.convert + self.restored + self.fail
    }
}

/// A value that does not convert.
#[derive(Debug, Clone)]
pub(super) struct Sample {
    pub(super) id: Id,
    pub(super) value: serde_json::Value,
    pub(super) reason: Problem,
}

/// What all fields of an object come to.
pub(in crate::designs) struct Counted {
    /// One for each turn.
    pub(in crate::designs) tallies: Vec<Tally>,
    /// For each key, how many records would share their values with another.
    pub(in crate::designs) alike: Vec<i64>,
}

/// The columns that turning reads, in the order in which [`Reading::outcomes`] takes them apart.
pub(super) fn columns(turning: &Turning) -> Vec<(&str, ColumnType)> {
    let of_keys = turning.keys.iter().flat_map(|key| &key.parts).filter_map(|part| match part {
        KeyPart::Kept((name, column)) => Some((name.as_str(), *column)),
        KeyPart::Turned(_) => None,
    });
    turning.turns.iter().flat_map(Turn::read).chain(of_keys).collect()
}

/// The converters of an object's turns.
pub(super) fn converters(turns: &[Turn]) -> Answer<Vec<Converters<'_>>> {
    let made: Result<Vec<_>, Problem> = turns.iter().map(Turn::converters).collect();
    Ok(made.map_err(|problem| vec![problem])?)
}

/// Takes a row apart: what each turn makes of it. Answers also where the columns of keys begin.
pub(super) fn outcomes(converters: &[Converters<'_>], row: &[Value]) -> (Vec<Outcome>, usize) {
    let mut place = 1;
    let mut next = || {
        let value = row.get(place);
        place += 1;
        value
    };
    let made = converters
        .iter()
        .map(|converter| {
            let value = next().unwrap_or(&Value::Null);
            let kept = if converter.turn.former.is_some() { next() } else { None };
            converter.outcome(value, kept)
        })
        .collect();
    (made, place)
}

/// The value that the field keeps after a turn.
pub(super) fn kept(outcome: &Outcome) -> &Value {
    match outcome {
        Outcome::Blank | Outcome::Refused(_) => &Value::Null,
        Outcome::Converted(value) | Outcome::Restored(value) | Outcome::Chosen(value, _) => value,
    }
}

/// Counts row by row.
pub(super) struct Counter<'a> {
    converters: Vec<Converters<'a>>,
    keys: &'a [TurnedKey],
    tallies: Vec<Tally>,
    seen: Vec<HashMap<(u64, u64), u32>>,
}

impl<'a> Counter<'a> {
    pub(super) fn new(turns: &'a [Turn], keys: &'a [TurnedKey]) -> Answer<Self> {
        Ok(Self {
            converters: converters(turns)?,
            keys,
            tallies: vec![Tally::default(); turns.len()],
            seen: keys.iter().map(|_| HashMap::new()).collect(),
        })
    }

    pub(super) fn add(&mut self, row: &[Value]) {
        let Some(Value::Id(id)) = row.first() else { return };
        let (made, mut place) = outcomes(&self.converters, row);
        for ((outcome, tally), converter) in made.iter().zip(&mut self.tallies).zip(&self.converters) {
            // Where the turn's own value lies is known from the columns before it.
            let value = value_of(&self.converters, converter, row);
            note(tally, outcome, *id, value);
        }
        for (key, seen) in self.keys.iter().zip(&mut self.seen) {
            let mut values = Vec::with_capacity(key.parts.len());
            for part in &key.parts {
                match part {
                    KeyPart::Turned(turn) => values.push(made.get(*turn).map_or(&Value::Null, kept)),
                    KeyPart::Kept(_) => {
                        values.push(row.get(place).unwrap_or(&Value::Null));
                        place += 1;
                    }
                }
            }
            if values.iter().all(|value| !value.is_blank()) {
                *seen.entry(digest(&values)).or_default() += 1;
            }
        }
    }

    pub(super) fn finish(self) -> Counted {
        let alike = |seen: &HashMap<(u64, u64), u32>| {
            seen.values().filter(|count| **count > 1).map(|count| i64::from(*count)).sum()
        };
        Counted { alike: self.seen.iter().map(alike).collect(), tallies: self.tallies }
    }
}

fn value_of<'a>(converters: &[Converters<'_>], wanted: &Converters<'_>, row: &'a [Value]) -> &'a Value {
    let mut place = 1;
    for converter in converters {
        if std::ptr::eq(converter.turn, wanted.turn) {
            break;
        }
        place += 1 + usize::from(converter.turn.former.is_some());
    }
    row.get(place).unwrap_or(&Value::Null)
}

fn note(tally: &mut Tally, outcome: &Outcome, id: Id, value: &Value) {
    let mut failed = |problem: &Problem| {
        tally.fail += 1;
        *tally.reasons.entry(problem.code.name()).or_default() += 1;
        if tally.samples.len() < SAMPLES {
            tally.samples.push(Sample { id, value: value.to_json(), reason: problem.clone() });
        }
        let text = shown(value);
        if tally.values.len() < VALUES || tally.values.contains_key(&text) {
            *tally.values.entry(text).or_default() += 1;
        } else {
            tally.has_more_values = true;
        }
    };
    match outcome {
        Outcome::Blank => tally.blank += 1,
        Outcome::Converted(new) => {
            tally.convert += 1;
            tally.unchanged += u64::from(new == value);
        }
        Outcome::Restored(_) => tally.restored += 1,
        Outcome::Chosen(_, problem) => failed(problem),
        Outcome::Refused(problem) => {
            failed(problem);
            tally.refused += 1;
        }
    }
    tally.blank_after += u64::from(kept(outcome).is_blank());
}

/// Two values are alike when they have the same digest: of 128 bits, so that no two others ever have.
fn digest(values: &[&Value]) -> (u64, u64) {
    let half = |seed: u8| {
        let mut hasher = DefaultHasher::new();
        seed.hash(&mut hasher);
        for value in values {
            match value {
                Value::Decimal(number) => number.normalize().to_string().hash(&mut hasher),
                other => other.to_json().to_string().hash(&mut hasher),
            }
        }
        hasher.finish()
    };
    (half(0), half(1))
}

/// Goes through every record of an object.
pub(in crate::designs) async fn count(db: &mut Db, before: &Model, turning: &Turning) -> Answer<Counted> {
    let object = before.object(turning.before);
    let scope = Scope::integrity(object);
    let columns = columns(turning);
    let mut counter = Counter::new(&turning.turns, &turning.keys)?;
    let mut after = None;
    loop {
        let which = Which::After(after, LOT);
        let rows = db.rows(&columns_of_rows(db.dialect(), &scope, object, &columns, which, false)).await?;
        rows.iter().for_each(|row| counter.add(row));
        after = rows.last().and_then(|row| row.first().and_then(Value::as_id));
        if i64::try_from(rows.len()).unwrap_or(i64::MAX) < LOT {
            return Ok(counter.finish());
        }
    }
}
