//! The rules of an object and of its rows, on every write. A message is a constant text, so a rule over a field that
//! the writer may not read tells nothing of its value.

use engine_definitions::{Operation, Severity};
use engine_errors::{Code, Problem, Problems};
use engine_expressions::Root;
use engine_model::{Object, Rule, Target};

use super::Row;
use super::conditions::is_told;
use super::judge::Judge;
use super::write::Change;
use crate::{Answer, Failure};

/// Refuses a confirmation of something that is no warning of the object or of its rows.
///
/// # Errors
/// `parameter_invalid`.
pub(crate) fn check_confirmed(change: Change<'_>, confirmed: &[String]) -> Answer<()> {
    let model = change.world.model();
    let objects = || change.object.children().map(|(_, _, child, _)| model.object(child)).chain([change.object]);
    let is_warning = |name: &String| {
        objects().flat_map(|object| &object.rules).any(|rule| rule.severity == Severity::Warning && rule.name == *name)
    };
    match confirmed.iter().find(|name| !is_warning(name)) {
        Some(name) => Err(Failure::from(Problem::at(Code::ParameterInvalid, "confirm").with("value", name.as_str()))),
        None => Ok(()),
    }
}

impl Judge<'_> {
    /// Every rule that the record or one of its rows breaks. `row` is the record as it will be, or the stored one that
    /// is being deleted.
    pub(crate) fn rules(&mut self, row: &Row, problems: &mut Problems) {
        self.see(row);
        let (object, operation) = (self.change.object, self.writing.operation);
        let mut broken = Vec::new();
        self.broken(object, row, self.writing.before, operation, "", problems, &mut broken);
        for (field, rows) in &row.children {
            let Some(Target::Children { object: child, .. }) = object.field(*field).target else { continue };
            let child = self.change.world.model().object(child);
            let name = &object.field(*field).name;
            for (position, row) in rows.iter().enumerate() {
                let before = self.row_before(*field, child, row);
                let operation = match (operation, before) {
                    (Operation::Delete, _) => Operation::Delete,
                    (_, Some(_)) => Operation::Update,
                    (_, None) => Operation::Create,
                };
                let prefix = format!("/{name}/{position}");
                self.broken(child, row, before, operation, &prefix, problems, &mut broken);
            }
            if operation == Operation::Update {
                let stored = self.writing.before.map(|before| before.rows_of(*field)).unwrap_or_default();
                let is_gone = |stored: &&Row| !rows.iter().any(|row| row.id(child) == stored.id(child));
                for gone in stored.iter().filter(is_gone) {
                    self.broken(child, gone, Some(gone), Operation::Delete, &format!("/{name}"), problems, &mut broken);
                }
            }
        }
        problems.extend(broken);
    }

    #[expect(clippy::too_many_arguments, reason = "a row, what is done to it, and where")]
    fn broken(
        &self,
        object: &Object,
        row: &Row,
        before: Option<&Row>,
        operation: Operation,
        prefix: &str,
        known: &Problems,
        broken: &mut Problems,
    ) {
        for rule in object.rules.iter().filter(|rule| rule.on.contains(&operation)) {
            if is_about_wrong_values(rule, prefix, known)
                || self.says_over(&rule.condition, object, row, before) != Some(false)
            {
                continue;
            }
            let code = match (rule.severity, self.writing.confirmed) {
                (Severity::Error, Some(_)) => Code::RuleViolated,
                // Nobody is there to mend the record, so the system only may not break what held before.
                (Severity::Error, None) => {
                    let held = before
                        .is_none_or(|stored| self.says_over(&rule.condition, object, stored, before) != Some(false));
                    if !held {
                        continue;
                    }
                    Code::RuleViolated
                }
                (Severity::Warning, Some(confirmed)) if !confirmed.contains(&rule.name) => Code::RuleWarning,
                (Severity::Warning, _) => continue,
            };
            let field = rule.field.map(|index| object.field(index).name.as_str());
            let path = field.map_or_else(|| prefix.to_owned(), |name| format!("{prefix}/{name}"));
            let message = rule.message.text(&self.change.actor.language).unwrap_or(&rule.name);
            broken.push(Problem::at(code, path).with("rule", rule.name.as_str()).with("message", message));
        }
    }
}

/// Whether the rule reads a value that is refused already; what it makes of that is nobody's problem.
fn is_about_wrong_values(rule: &Rule, prefix: &str, known: &Problems) -> bool {
    let mut names = rule.condition.dependencies.iter().filter(|path| path.root != Root::User);
    names.any(|path| path.names.first().is_some_and(|name| is_told(known, prefix, &format!("{prefix}/{name}"))))
}
