//! Moves from stage to stage: whether they are allowed, and what the entered stage asks for. On every write.

use engine_errors::{Code, Problem, Problems};
use engine_fields::CompanionRole;
use engine_model::{Field, FieldIndex, Object, Target};
use engine_values::Value;

use super::Row;
use super::conditions::{is_blank, is_told};
use super::judge::Judge;

impl Judge<'_> {
    /// Notes when the present stage was entered, in the record and its rows.
    pub(crate) fn enter_stages(&self, row: &mut Row) {
        let object = self.change.object;
        self.enter(object, row, self.writing.before);
        let mut children = std::mem::take(&mut row.children);
        for (field, rows) in &mut children {
            let Some(Target::Children { object: child, .. }) = object.field(*field).target else { continue };
            let child = self.change.world.model().object(child);
            for row in rows {
                let before = self.row_before(*field, child, row);
                self.enter(child, row, before);
            }
        }
        row.children = children;
    }

    fn enter(&self, object: &Object, row: &mut Row, before: Option<&Row>) {
        for (index, field) in object.fields() {
            let Some(of) = field.companion_of.filter(|of| of.role == CompanionRole::StageSince) else { continue };
            let stage = row.get(of.field);
            if before.is_none_or(|before| before.get(of.field) != stage) {
                let since = if stage.is_blank() { Value::Null } else { Value::Instant(self.change.now) };
                row.set(index, since);
            }
        }
    }

    /// Every move that is not allowed, and everything that an entered stage lacks.
    pub(crate) fn stages(&mut self, row: &Row, problems: &mut Problems) {
        self.see(row);
        let object = self.change.object;
        self.moves(object, row, self.writing.before, "", problems);
        for (field, rows) in &row.children {
            let Some(Target::Children { object: child, .. }) = object.field(*field).target else { continue };
            let child = self.change.world.model().object(child);
            for (position, row) in rows.iter().enumerate() {
                let prefix = format!("/{}/{position}", object.field(*field).name);
                self.moves(child, row, self.row_before(*field, child, row), &prefix, problems);
            }
        }
    }

    fn moves(&self, object: &Object, row: &Row, before: Option<&Row>, prefix: &str, problems: &mut Problems) {
        for (index, field) in object.fields().filter(|(_, field)| !field.stages.is_empty()) {
            let path = format!("{prefix}/{}", field.name);
            let from = before.map(|before| before.get(index)).filter(|stage| !stage.is_blank());
            if from == Some(row.get(index)) || is_told(problems, prefix, &path) {
                continue;
            }
            self.leave(field, from, row.get(index), &path, problems);
            self.asks(object, index, row, before, prefix, problems);
        }
    }

    /// Whether the stage before lets the record go there. A record that has a stage keeps one.
    fn leave(&self, field: &Field, from: Option<&Value>, to: &Value, path: &str, problems: &mut Problems) {
        let Some(from) = from else { return };
        let allowed = field.stages.iter().find(|stage| from.as_text() == Some(&stage.value));
        let allowed = allowed.and_then(|stage| stage.allowed.as_ref());
        let is_open = |key: &str| allowed.is_none_or(|allowed| allowed.iter().any(|other| other == key));
        if !to.as_text().is_some_and(is_open) {
            let label = |value: &Value| {
                let choice = field.rules.choices().iter().find(|choice| value.as_text() == Some(&choice.value));
                choice.and_then(|choice| choice.label.text(&self.change.actor.language)).unwrap_or_default().to_owned()
            };
            let problem = Problem::at(Code::StageMoveForbidden, path).with("field", field.name.as_str());
            problems.push(problem.with("from", label(from)).with("to", label(to)));
        }
    }

    /// What the entered stage asks for.
    fn asks(
        &self,
        object: &Object,
        index: FieldIndex,
        row: &Row,
        before: Option<&Row>,
        prefix: &str,
        problems: &mut Problems,
    ) {
        let field = object.field(index);
        let to = row.get(index);
        let Some(stage) = field.stages.iter().find(|stage| to.as_text() == Some(&stage.value)) else { return };
        for wanted in &stage.required {
            let other = object.field(*wanted);
            let path = format!("{prefix}/{}", other.name);
            if is_blank(other, row, *wanted) && !is_told(problems, prefix, &path) {
                problems.push(Problem::at(Code::Required, path).with("field", other.name.as_str()));
            }
        }
        if stage.entry.as_ref().is_some_and(|entry| self.says_over(entry, object, row, before) == Some(false)) {
            let path = format!("{prefix}/{}", field.name);
            let choice = field.rules.choices().iter().find(|choice| choice.value == stage.value);
            let label = choice.and_then(|choice| choice.label.text(&self.change.actor.language)).unwrap_or_default();
            problems.push(Problem::at(Code::StageCondition, path).with("field", field.name.as_str()).with("to", label));
        }
    }
}
