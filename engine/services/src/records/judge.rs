//! A write as conditions over it see it: the record as it will be, what is stored of it, and what both refer to.

use engine_definitions::Operation;
use engine_expressions::{CheckedExpression, evaluate};
use engine_model::{FieldIndex, Object, Target};
use engine_store::Db;
use engine_values::Value;

use super::Row;
use super::referred::Referred;
use super::row_source::RowSource;
use super::write::Change;
use crate::Answer;

/// What is being done to a record.
#[derive(Clone, Copy)]
pub(crate) struct Writing<'a> {
    /// The kind of write.
    pub(crate) operation: Operation,
    /// The stored record, when there is one.
    pub(crate) before: Option<&'a Row>,
    /// Names of the warnings that the writer has confirmed; nothing when nobody is there to be warned.
    pub(crate) confirmed: Option<&'a [String]>,
}

/// Judges one write. Conditions of fields are in `conditions.rs`, rules in `rules.rs`.
pub(crate) struct Judge<'a> {
    pub(super) change: Change<'a>,
    pub(super) writing: Writing<'a>,
    referred: Referred,
}

impl<'a> Judge<'a> {
    /// Loads what the conditions over the record and its rows look at.
    pub(crate) async fn load(db: &mut Db, change: Change<'a>, writing: Writing<'a>, row: &Row) -> Answer<Self> {
        let mut rows = with_rows(change, row);
        rows.extend(writing.before.map(|before| with_rows(change, before)).unwrap_or_default());
        let mut referred = Referred::load(db, change.reader(), rows.into_iter()).await?;
        referred.fill_live(db, change.world, change.actor, change.now).await?;
        Ok(Self { change, writing, referred })
    }

    /// Its rows see the record as it will be, not as it is stored.
    pub(super) fn see(&mut self, row: &Row) {
        let model = self.change.world.model();
        if self.change.object.children().any(|(_, _, child, _)| !model.object(child).followed.is_empty()) {
            self.referred.insert(self.change.object, row);
        }
    }

    /// What a condition says of a record or row; nothing when it is blank or cannot be computed.
    pub(super) fn says(&self, condition: &CheckedExpression, object: &Object, row: &Row) -> Option<bool> {
        let source = RowSource::new(self.change.world.model(), object, row, self.change.moment());
        match evaluate(condition, &source.referring(&self.referred)) {
            Ok(Value::Bool(flag)) => Some(flag),
            _ => None,
        }
    }

    /// The stored state of a row of a `children` field.
    pub(super) fn row_before(&self, field: FieldIndex, child: &Object, row: &Row) -> Option<&'a Row> {
        let id = row.id(child)?;
        self.writing.before?.rows_of(field).iter().find(|other| other.id(child) == Some(id))
    }
}

/// The record and its rows with the references that their conditions look through.
fn with_rows<'a>(change: Change<'a>, row: &'a Row) -> Vec<(&'a Object, &'a [FieldIndex], &'a Row)> {
    let mut all = vec![(change.object, change.object.followed.as_slice(), row)];
    for (field, rows) in &row.children {
        if let Some(Target::Children { object: child, .. }) = change.object.field(*field).target {
            let child = change.world.model().object(child);
            all.extend(rows.iter().map(|row| (child, child.followed.as_slice(), row)));
        }
    }
    all
}
