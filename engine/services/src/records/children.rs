//! The rows of a record: loading them, and bringing them to what a request wants.

use engine_access::{Reader, Scope};
use engine_fields::SystemField;
use engine_model::{FieldIndex, Object, ObjectIndex};
use engine_query::{delete, full_rows_of_parent, insert, update};
use engine_store::Db;
use engine_values::{Id, Timestamp, Value, new_id};

use super::{Change, Row};
use crate::Answer;

/// Loads the rows of every `children` field of a record.
pub(crate) async fn load(db: &mut Db, reader: Reader<'_>, object: &Object, row: &mut Row, id: Id) -> Answer<()> {
    for (field, _, child, back) in object.children() {
        let child = reader.model.object(child);
        // The caller has been let to the parent; its rows belong to it whole.
        let scope = Scope::integrity(child);
        let statement = full_rows_of_parent(db.dialect(), reader, child, &scope, back, id);
        let rows = db.rows(&statement).await?.into_iter().map(|values| Row::from_columns(child, values)).collect();
        row.children.push((field, rows));
    }
    Ok(())
}

/// What became of the rows of one `children` field.
#[derive(Debug, Default)]
pub(crate) struct RowChanges {
    pub(crate) added: usize,
    pub(crate) changed: usize,
    pub(crate) removed: usize,
}

impl RowChanges {
    pub(crate) fn is_empty(&self) -> bool {
        self.added == 0 && self.changed == 0 && self.removed == 0
    }
}

/// The parent as its rows need it.
#[derive(Clone, Copy)]
pub(crate) struct Parent {
    pub(crate) id: Id,
    pub(crate) owner: Option<Id>,
    pub(crate) department: Option<Id>,
    pub(crate) now: Timestamp,
}

/// Stores the rows of one field: `old` is what the database has, `new` is what it shall have, in its order.
pub(crate) async fn store(
    db: &mut Db,
    change: Change<'_>,
    child: ObjectIndex,
    back: FieldIndex,
    parent: Parent,
    old: &[Row],
    new: &mut [Row],
) -> Answer<RowChanges> {
    let reader = change.reader();
    let child = reader.model.object(child);
    let scope = Scope::integrity(child);
    let mut changes = RowChanges::default();
    let kept: Vec<Id> = new.iter().filter_map(|row| row.id(child)).collect();
    let removed: Vec<Id> = old.iter().filter_map(|row| row.id(child)).filter(|id| !kept.contains(id)).collect();
    if !removed.is_empty() {
        changes.removed = removed.len();
        db.execute(&delete(db.dialect(), reader, &scope, child, &removed)).await?;
    }
    let mut added: Vec<Vec<Value>> = Vec::new();
    let columns: Vec<FieldIndex> = child.columns().map(|(index, _)| index).collect();
    for (position, row) in new.iter_mut().enumerate() {
        row.set_system(child, SystemField::Position, i64::try_from(position).unwrap_or(i64::MAX));
        let before = row.id(child).and_then(|id| old.iter().find(|other| other.id(child) == Some(id)));
        match before {
            Some(before) => {
                let differing: Vec<(FieldIndex, Value)> = columns
                    .iter()
                    .filter(|index| before.get(**index) != row.get(**index))
                    .map(|index| (*index, row.get(*index).clone()))
                    .collect();
                if let (false, Some(id)) = (differing.is_empty(), row.id(child)) {
                    changes.changed += 1;
                    let mut values = differing;
                    values.extend(stamp(child, SystemField::UpdatedAt, Value::Instant(parent.now)));
                    values.extend(stamp(child, SystemField::UpdatedBy, Value::Id(reader.actor.user)));
                    let revision = before.revision(child);
                    let statement = update(db.dialect(), reader, &scope, child, id, revision, &values);
                    db.execute(&statement).await.map_err(|error| change.refusal(&error))?;
                }
            }
            None => {
                changes.added += 1;
                begin(child, row, parent, reader.actor.user);
                row.set(back, Value::Id(parent.id));
                added.push(columns.iter().map(|index| row.get(*index).clone()).collect());
            }
        }
    }
    // Bound parameters per statement are limited to 32766 on SQLite.
    let lot = (30_000 / columns.len().max(1)).max(1);
    while !added.is_empty() {
        let rest = added.split_off(added.len().min(lot));
        let rows = std::mem::replace(&mut added, rest);
        let statement = insert(db.dialect(), &scope, child, &columns, rows);
        db.execute(&statement).await.map_err(|error| change.refusal(&error))?;
    }
    Ok(changes)
}

fn stamp(object: &Object, field: SystemField, value: Value) -> Option<(FieldIndex, Value)> {
    object.system(field).map(|index| (index, value))
}

fn begin(child: &Object, row: &mut Row, parent: Parent, user: Id) {
    row.set_system(child, SystemField::Id, new_id());
    row.set_system(child, SystemField::Revision, 1);
    for at in [SystemField::CreatedAt, SystemField::UpdatedAt] {
        row.set_system(child, at, parent.now);
    }
    for by in [SystemField::CreatedBy, SystemField::UpdatedBy] {
        row.set_system(child, by, user);
    }
    row.set_system(child, SystemField::Owner, parent.owner.map(Value::Id).unwrap_or_default());
    row.set_system(child, SystemField::Department, parent.department.map(Value::Id).unwrap_or_default());
}
