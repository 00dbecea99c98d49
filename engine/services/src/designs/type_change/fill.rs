//! Fills the columns after, lot by lot.

use engine_access::Scope;
use engine_model::{Model, Object};
use engine_query::{Which, columns_of_rows, set_converted};
use engine_store::Db;
use engine_values::{ColumnType, Id, Value};

use super::tally::{columns, converters, kept, outcomes};
use super::turns::{Outcome, Turning};
use crate::Answer;

/// Most values that one statement writes.
const VALUES: usize = 4096;

/// What a lot came to.
pub(super) struct Lot {
    /// The last record; none when there was none.
    pub(super) last: Option<Id>,
    /// How many records.
    pub(super) records: usize,
    /// Records with the identities of the fields whose values did not convert; behind `!` when nothing was chosen.
    pub(super) failing: Vec<(Id, Vec<String>)>,
}

/// What stands before the identity of a field whose failing value is refused.
pub(super) const REFUSED: char = '!';

/// How many records make a lot.
pub(super) fn lot_of(turning: &Turning) -> i64 {
    i64::try_from(VALUES / turning.turns.len().max(1)).unwrap_or(1).max(64)
}

/// Fills the columns of every record, in the transaction of the caller.
pub(in crate::designs) async fn fill(db: &mut Db, before: &Model, turning: &Turning) -> Answer<()> {
    let object = before.object(turning.before);
    let mut after = None;
    loop {
        let lot = convert(db, object, turning, Which::After(after, lot_of(turning)), false).await?;
        match lot.last {
            Some(last) => after = Some(last),
            None => return Ok(()),
        }
    }
}

/// Reads, converts and writes some records. With `anew` the columns after may hold something already, so that blanks
/// are written too, and what was noted of the records is about to be forgotten, so that nobody may write them meanwhile.
pub(super) async fn convert(
    db: &mut Db,
    object: &Object,
    turning: &Turning,
    which: Which<'_>,
    anew: bool,
) -> Answer<Lot> {
    let scope = Scope::integrity(object);
    let rows = db.rows(&columns_of_rows(db.dialect(), &scope, object, &columns(turning), which, anew)).await?;
    let converters = converters(&turning.turns)?;
    let (mut written, mut failing) = (Vec::with_capacity(rows.len()), Vec::new());
    for row in &rows {
        let Some(Value::Id(id)) = row.first() else { continue };
        let (made, _) = outcomes(&converters, row);
        let failed: Vec<String> = made
            .iter()
            .zip(&turning.turns)
            .filter_map(|(outcome, turn)| match outcome {
                Outcome::Chosen(..) => Some(turn.field.clone()),
                Outcome::Refused(_) => Some(format!("{REFUSED}{}", turn.field)),
                _ => None,
            })
            .collect();
        if !failed.is_empty() {
            failing.push((*id, failed));
        }
        let values: Vec<Value> = made.iter().map(|outcome| kept(outcome).clone()).collect();
        if anew || values.iter().any(|value| !value.is_blank()) {
            written.push((*id, values));
        }
    }
    if !written.is_empty() {
        let after: Vec<(&str, ColumnType)> =
            turning.turns.iter().map(|turn| (turn.after.0.as_str(), turn.after.1)).collect();
        db.execute(&set_converted(db.dialect(), &scope, object, &after, &written)).await?;
    }
    let last = rows.last().and_then(|row| row.first().and_then(Value::as_id));
    Ok(Lot { last, records: rows.len(), failing })
}
