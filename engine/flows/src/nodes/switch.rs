//! `switch` 条件分支: the first branch whose condition holds on the record as it is in this very commit (C30).

use engine_definitions::StepDocument;
use engine_values::{Id, Value};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use super::{Entered, Node};
use crate::check::Checker;
use crate::machine::Run;
use crate::{Branch, Event, FlowError};
use engine_expressions::{CheckedExpression, Source, evaluate};

/// A switch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Switch {
    /// In the order they are tried; the last is `otherwise`.
    pub branches: Vec<Branch>,
}

impl Switch {
    pub(crate) fn check(document: &StepDocument, checker: &mut Checker<'_>, pointer: &str) -> Option<Self> {
        let StepDocument::Switch { branches, .. } = document else { return None };
        let mut checked = Vec::new();
        if branches.is_empty() {
            checker.unsound(&format!("{pointer}/branches"), "otherwise_missing");
        }
        for (index, branch) in branches.iter().enumerate() {
            let pointer = format!("{pointer}/branches/{index}");
            let last = index + 1 == branches.len();
            checker.identity(&branch.id, &pointer);
            match (last, branch.otherwise) {
                (true, false) => checker.unsound(&pointer, "otherwise_missing"),
                (false, true) => checker.unsound(&format!("{pointer}/otherwise"), "otherwise_not_last"),
                _ => {}
            }
            match (&branch.when, branch.otherwise) {
                (None, false) => checker.unsound(&format!("{pointer}/when"), "when_missing"),
                (Some(_), true) => checker.unsound(&format!("{pointer}/when"), "when_on_otherwise"),
                _ => {}
            }
            let when = branch.when.as_deref().and_then(|when| checker.condition(when, &format!("{pointer}/when")));
            let steps = checker.branch(&branch.steps, &format!("{pointer}/steps"));
            checked.push(Branch { id: branch.id.clone(), label: branch.label.clone(), when, steps });
        }
        Some(Self { branches: checked })
    }
}

impl Node for Switch {
    fn enter<'a>(&'a self, machine: &mut Run<'_, '_>, step: &str, run: Id) -> Result<Entered<'a>, FlowError> {
        let mut inputs = Map::new();
        for branch in &self.branches {
            if let Some(when) = &branch.when {
                read(when, machine.record(), &mut inputs);
                if !holds(when, machine.record(), &branch.id)? {
                    continue;
                }
            }
            machine.emit(Event::BranchTaken { run, step: step.to_owned(), branch: branch.id.clone(), inputs });
            return Ok(Entered::Into(branch));
        }
        // A checked switch ends with `otherwise`.
        Err(FlowError::StateInvalid)
    }

    fn branches(&self) -> &[Branch] {
        &self.branches
    }

    fn is_shown(&self) -> bool {
        false
    }
}

/// Whether a condition holds; blank does not.
pub(crate) fn holds(when: &CheckedExpression, record: &dyn Source, place: &str) -> Result<bool, FlowError> {
    match evaluate(when, record) {
        Ok(value) => Ok(value == Value::Bool(true)),
        Err(error) => Err(FlowError::Condition { place: place.to_owned(), error }),
    }
}

/// Notes what a condition reads, so that the log explains the choice.
fn read(when: &CheckedExpression, record: &dyn Source, inputs: &mut Map<String, Json>) {
    for path in &when.dependencies {
        let value = match when.rows.iter().find(|rows| rows.path == *path) {
            None => record.value(path).to_json(),
            Some(rows) if rows.column => record.row_values(path).iter().map(Value::to_json).collect(),
            Some(_) => Json::from(record.row_count(path)),
        };
        inputs.insert(path.to_string(), value);
    }
    if when.reads_clock {
        inputs.insert("NOW()".to_owned(), Json::from(engine_values::instant_to_text(record.now())));
    }
    if when.reads_user {
        inputs.insert("ME()".to_owned(), record.user().map_or(Json::Null, |user| Json::from(user.to_string())));
    }
}
