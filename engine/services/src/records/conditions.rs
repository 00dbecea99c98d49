//! What depends on the record itself: which of its fields keep their value, are shown, are required.

use engine_errors::{Code, Problem, Problems};
use engine_fields::SystemField;
use engine_model::{Field, FieldIndex, Object, Target};
use engine_values::Value;

use super::Row;
use super::draft::Draft;
use super::judge::Judge;

impl Judge<'_> {
    /// Refuses given values that differ from stored ones which are to stay. The stored record decides, because the
    /// writer could otherwise unlock a field in the same request; a new record has nothing to keep.
    pub(crate) fn refuse_read_only(&self, draft: &Draft, after: &Row, problems: &mut Problems) {
        let Some(before) = self.writing.before else { return };
        let object = self.change.object;
        let keeps = |object: &Object, index: FieldIndex, before: &Row| {
            let condition = object.field(index).when.read_only.as_ref();
            condition.is_some_and(|condition| self.says(condition, object, before) == Some(true))
        };
        let mut refuse = |field: &Field, path: String| {
            problems.push(Problem::at(Code::FieldReadOnly, path).with("field", field.name.as_str()));
        };
        for (index, value) in &draft.values {
            if value != before.get(*index) && keeps(object, *index, before) {
                refuse(object.field(*index), format!("/{}", object.field(*index).name));
            }
        }
        for (index, rows) in &draft.children {
            let field = object.field(*index);
            let Some(Target::Children { object: child, .. }) = field.target else { continue };
            if after.rows_of(*index) != before.rows_of(*index) && keeps(object, *index, before) {
                refuse(field, format!("/{}", field.name));
                continue;
            }
            let child = self.change.world.model().object(child);
            for (position, row) in rows.iter().enumerate() {
                let stored = before.rows_of(*index).iter().find(|other| row.id.is_some() && other.id(child) == row.id);
                let Some(stored) = stored else { continue };
                for (inner, value) in &row.values {
                    if value != stored.get(*inner) && keeps(child, *inner, stored) {
                        let path = format!("/{}/{position}/{}", field.name, child.field(*inner).name);
                        refuse(child.field(*inner), path);
                    }
                }
            }
        }
    }

    /// A field that this write hides loses its value, and one that was hidden before keeps what is stored: what nobody
    /// sees in the form is not written by it. True when something has changed, so that formulas are computed again.
    pub(crate) fn clear_hidden(&mut self, row: &mut Row) -> bool {
        self.see(row);
        let object = self.change.object;
        let mut has_changed = false;
        for (index, field) in object.fields().filter(|(_, field)| field.when.visible.is_some() && field.is_writable()) {
            if self.is_visible(object, field, row) {
                continue;
            }
            let stored = self.writing.before.filter(|before| !self.is_visible(object, field, before));
            if let Some(Target::Children { .. }) = field.target {
                let rows = stored.map(|stored| stored.rows_of(index).to_vec()).unwrap_or_default();
                if let Some((_, present)) = row.children.iter_mut().find(|(field, _)| *field == index) {
                    has_changed |= *present != rows;
                    *present = rows;
                }
                continue;
            }
            let value = stored.map_or(Value::Null, |stored| stored.get(index).clone());
            has_changed |= *row.get(index) != value;
            row.set(index, value);
        }
        let mut children = std::mem::take(&mut row.children);
        for (field, rows) in &mut children {
            let Some(Target::Children { object: child, .. }) = object.field(*field).target else { continue };
            let child = self.change.world.model().object(child);
            for row in rows {
                let before = self.row_before(*field, child, row);
                has_changed |= self.clear_hidden_of_row(child, row, before);
            }
        }
        row.children = children;
        has_changed
    }

    fn clear_hidden_of_row(&self, child: &Object, row: &mut Row, before: Option<&Row>) -> bool {
        let mut has_changed = false;
        for (index, field) in child.fields().filter(|(_, field)| field.when.visible.is_some() && field.is_writable()) {
            if field.column.is_some() && !self.is_visible(child, field, row) {
                let stored = before.filter(|before| !self.is_visible(child, field, before));
                let value = stored.map_or(Value::Null, |stored| stored.get(index).clone());
                has_changed |= *row.get(index) != value;
                row.set(index, value);
            }
        }
        has_changed
    }

    fn is_visible(&self, object: &Object, field: &Field, row: &Row) -> bool {
        field.when.visible.as_ref().is_none_or(|condition| self.says(condition, object, row) != Some(false))
    }

    fn is_required(&self, object: &Object, field: &Field, row: &Row) -> bool {
        let when = |condition| self.says(condition, object, row) == Some(true);
        (field.required || field.when.required.as_ref().is_some_and(when)) && self.is_visible(object, field, row)
    }

    /// Every required field that a finished record or one of its rows lacks, where nothing else is wrong with the field
    /// or its row already.
    pub(crate) fn missing(&mut self, row: &Row, problems: &mut Problems) {
        self.see(row);
        let object = self.change.object;
        self.missing_in(object, row, "", problems);
        for (field, rows) in &row.children {
            if let Some(Target::Children { object: child, .. }) = object.field(*field).target {
                for (position, row) in rows.iter().enumerate() {
                    let prefix = format!("/{}/{position}", object.field(*field).name);
                    self.missing_in(self.change.world.model().object(child), row, &prefix, problems);
                }
            }
        }
    }

    fn missing_in(&self, object: &Object, row: &Row, prefix: &str, problems: &mut Problems) {
        for (index, field) in object.fields() {
            if !is_blank(field, row, index) || !self.is_required(object, field, row) {
                continue;
            }
            let path = format!("{prefix}/{}", field.name);
            if !is_told(problems, prefix, &path) {
                problems.push(Problem::at(Code::Required, path).with("field", field.name.as_str()));
            }
        }
    }
}

/// Whether a field of a record has nothing in it.
pub(super) fn is_blank(field: &Field, row: &Row, index: FieldIndex) -> bool {
    match field.target {
        Some(Target::Children { .. }) => row.rows_of(index).is_empty(),
        _ => row.get(index).is_blank() && !row.has_unseen(index),
    }
}

/// Whether a problem of the field itself, of something in it, or of its whole row is known.
pub(super) fn is_told(problems: &Problems, row: &str, path: &str) -> bool {
    let key = format!("{row}/{}", SystemField::Id.name());
    problems.iter().any(|problem| {
        let inside = problem.path.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        inside || (!row.is_empty() && (problem.path == row || problem.path == key))
    })
}
