//! The part of the data that computed fields are evaluated over: records in memory, read set by set along what is needed.

use std::collections::{HashMap, HashSet};

use engine_access::Scope;
use engine_model::{FieldIndex, Model, Needs, Object, ObjectIndex, Target};
use engine_query::{Lock, columns_of, rows_referring};
use engine_sql::Dialect;
use engine_store::Db;
use engine_values::{Id, Value};

use super::super::Row;
use crate::Answer;

/// Most keys of one statement.
pub(super) const LOT: usize = 500;

/// Records and rows by key.
#[derive(Default)]
pub(crate) struct Facts {
    rows: HashMap<(ObjectIndex, Id), Row>,
    related: HashMap<(ObjectIndex, FieldIndex, Id), Vec<Id>>,
    /// Records that were put here whole; the database is not asked for them.
    own: HashSet<(ObjectIndex, Id)>,
    /// Records that are read here stay as they are until the transaction ends.
    is_locking: bool,
}

impl Facts {
    /// Facts for a transaction that writes: what is read along references may not change behind its back.
    pub(crate) fn locking() -> Self {
        Self { is_locking: true, ..Self::default() }
    }

    /// No facts yet, for the same transaction.
    pub(super) fn beside(&self) -> Self {
        Self { is_locking: self.is_locking, ..Self::default() }
    }

    /// Puts a whole record here.
    pub(crate) fn put(&mut self, object: &Object, id: Id, row: Row) {
        self.own.insert((object.index, id));
        self.rows.insert((object.index, id), row);
    }

    /// Says which rows refer to a record, in their order.
    pub(crate) fn relate(&mut self, rows: ObjectIndex, reference: FieldIndex, parent: Id, ids: Vec<Id>) {
        self.related.insert((rows, reference, parent), ids);
    }

    pub(crate) fn row(&self, object: ObjectIndex, id: Id) -> Option<&Row> {
        self.rows.get(&(object, id))
    }

    pub(super) fn row_mut(&mut self, object: ObjectIndex, id: Id) -> Option<&mut Row> {
        self.rows.get_mut(&(object, id))
    }

    pub(super) fn get(&self, object: ObjectIndex, id: Id, field: FieldIndex) -> &Value {
        self.rows.get(&(object, id)).map_or(&Value::Null, |row| row.get(field))
    }

    /// The rows that refer to a record, when they are here.
    pub(super) fn rows_of(&self, rows: ObjectIndex, reference: FieldIndex, parent: Id) -> Option<&[Id]> {
        self.related.get(&(rows, reference, parent)).map(Vec::as_slice)
    }

    /// Reads what is needed of records and beyond; `lock` is for the records themselves.
    pub(crate) async fn load(
        &mut self,
        db: &mut Db,
        model: &Model,
        object: ObjectIndex,
        ids: &[Id],
        needs: &Needs,
        lock: Lock,
    ) -> Answer<()> {
        let resolved = model.object(object);
        let fields = columns(resolved, needs);
        let missing: Vec<Id> = ids.iter().copied().filter(|id| !self.own.contains(&(object, *id))).collect();
        if !fields.is_empty() || lock != Lock::None {
            let scope = Scope::integrity(resolved);
            for lot in missing.chunks(LOT) {
                let statement = columns_of(db.dialect(), &scope, resolved, lot, &fields, lock);
                for columns in db.rows(&statement).await? {
                    let mut cells = columns.into_iter();
                    if let Some(id) = cells.next().and_then(|id| id.as_id()) {
                        self.take(resolved, id, &fields, cells);
                    }
                }
            }
        }
        self.load_beyond(db, model, object, ids, needs).await
    }

    /// Reads what is needed behind references and rows of records whose own columns are here.
    pub(crate) async fn load_beyond(
        &mut self,
        db: &mut Db,
        model: &Model,
        object: ObjectIndex,
        ids: &[Id],
        needs: &Needs,
    ) -> Answer<()> {
        for (field, inner) in &needs.references {
            let Some(Target::Record { object: target, .. }) = model.object(object).field(*field).target else {
                continue;
            };
            let mut targets: Vec<Id> = ids.iter().filter_map(|id| self.get(object, *id, *field).as_id()).collect();
            targets.sort_unstable();
            targets.dedup();
            if !targets.is_empty() {
                let lock = self.lock_of(db.dialect(), model, target);
                Box::pin(self.load(db, model, target, &targets, inner, lock)).await?;
            }
        }
        for ((rows, reference), inner) in &needs.rows {
            let found = self.load_rows(db, model, *rows, *reference, ids, inner).await?;
            Box::pin(self.load_beyond(db, model, *rows, &found, inner)).await?;
        }
        Ok(())
    }

    /// Reads the rows that refer to records; answers their keys.
    async fn load_rows(
        &mut self,
        db: &mut Db,
        model: &Model,
        rows: ObjectIndex,
        reference: FieldIndex,
        parents: &[Id],
        needs: &Needs,
    ) -> Answer<Vec<Id>> {
        let object = model.object(rows);
        let mut fields = columns(object, needs);
        if !fields.contains(&reference) {
            fields.push(reference);
        }
        let scope = Scope::integrity(object);
        let mut found = Vec::new();
        let mut missing = Vec::new();
        for parent in parents {
            let is_whole = |ids: &[Id]| ids.iter().all(|id| self.own.contains(&(rows, *id)));
            match self.related.get(&(rows, reference, *parent)) {
                Some(ids) if is_whole(ids) => found.extend(ids),
                _ => missing.push(*parent),
            }
        }
        for lot in missing.chunks(LOT) {
            for parent in lot {
                self.related.insert((rows, reference, *parent), Vec::new());
            }
            let statement = rows_referring(db.dialect(), &scope, object, reference, lot, &fields);
            for columns in db.rows(&statement).await? {
                let mut cells = columns.into_iter();
                let key = cells.next().and_then(|id| id.as_id());
                let parent = cells.next().and_then(|id| id.as_id());
                if let (Some(id), Some(parent)) = (key, parent) {
                    self.take(object, id, &fields, cells);
                    self.related.entry((rows, reference, parent)).or_default().push(id);
                    found.push(id);
                }
            }
        }
        Ok(found)
    }

    fn take(&mut self, object: &Object, id: Id, fields: &[FieldIndex], cells: impl Iterator<Item = Value>) {
        let row = self.rows.entry((object.index, id)).or_insert_with(|| Row::blank(object));
        for (field, value) in fields.iter().zip(cells) {
            row.set(*field, value);
        }
    }

    /// Who reads along a reference in a writing transaction wants the record to stay as it is. Where its own roll-ups
    /// may have to be written next, it takes the stronger lock at once: two who share it could never both go on.
    fn lock_of(&self, dialect: Dialect, model: &Model, object: ObjectIndex) -> Lock {
        match (self.is_locking, dialect) {
            (true, Dialect::Postgres) if model.graph().is_summed(object) => Lock::Update,
            (true, Dialect::Postgres) => Lock::Share,
            _ => Lock::None,
        }
    }
}

/// The columns among the fields that are needed.
fn columns(object: &Object, needs: &Needs) -> Vec<FieldIndex> {
    needs.fields.iter().copied().filter(|field| object.field(*field).column.is_some()).collect()
}
