//! A checked flow. It can be stored as JSON and loaded again without the model, so that an instance keeps running on
//! its version whatever is published later (C34).

use engine_definitions::{Dedupe, FlowDocument, FlowEffectsDocument, Label, SelfApproval, WithdrawWindow};
use engine_errors::Problems;
use engine_expressions::CheckedExpression;
use serde::{Deserialize, Serialize};

use crate::check::{self, Lookup};
use crate::registry::{StepKind, Who};

/// An approval flow that can run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Flow {
    /// Version of this form, [`crate::FORMAT`].
    pub format: u16,
    /// API name.
    pub name: String,
    /// What people read.
    pub label: Label,
    /// Whose records are approved.
    pub object: String,
    /// SHA-256 of the document's canonical text.
    pub version: String,
    /// When a record may be submitted.
    pub submit_when: Option<CheckedExpression>,
    /// Policies.
    pub settings: Settings,
    /// The steps; the first is the start.
    pub steps: Vec<Step>,
    /// Changes of the record at the start and the end.
    pub effects: FlowEffectsDocument,
}

/// Policies of a flow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// Who steps in; nobody named means the admins of the organisation.
    pub admins: Vec<Who>,
    /// When the initiator would decide for himself.
    pub self_approval: SelfApproval,
    /// When somebody who agreed would be asked again.
    pub dedupe: Dedupe,
    /// Until when the initiator may take it back.
    pub withdraw: WithdrawWindow,
    /// A rejection says why.
    pub reject_comment_required: bool,
}

/// A step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Stable slug.
    pub id: String,
    /// What people read.
    pub label: Label,
    /// What it does.
    pub kind: StepKind,
}

/// A branch of a switch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Branch {
    /// Stable slug.
    pub id: String,
    /// What people read.
    pub label: Label,
    /// Its condition; none for `otherwise`.
    pub when: Option<CheckedExpression>,
    /// What happens in it.
    pub steps: Vec<Step>,
}

impl Flow {
    /// Checks a document against the names that exist.
    ///
    /// # Errors
    /// Every problem at once, with JSON pointers into the document.
    pub fn check(document: &FlowDocument, lookup: &dyn Lookup) -> Result<Self, Problems> {
        check::check(document, lookup)
    }

    /// A step by identity, however deep.
    #[must_use]
    pub fn step(&self, id: &str) -> Option<&Step> {
        self.way_to(id).and_then(|way| way.last().copied())
    }

    /// The switches around a step, outermost first, and the step itself.
    pub(crate) fn way_to(&self, id: &str) -> Option<Vec<&Step>> {
        let mut way = Vec::new();
        way_in(&self.steps, id, &mut way).then_some(way)
    }

    /// The step that follows another in the same sequence.
    pub(crate) fn after(&self, id: &str) -> Option<&Step> {
        let sequence = match self.way_to(id)?.as_slice() {
            [.., around, _] => around.kind.node().branches().iter().find_map(|branch| sequence_with(&branch.steps, id)),
            _ => sequence_with(&self.steps, id),
        };
        let (sequence, index) = sequence?;
        sequence.get(index + 1)
    }
}

fn sequence_with<'a>(steps: &'a [Step], id: &str) -> Option<(&'a [Step], usize)> {
    steps.iter().position(|step| step.id == id).map(|index| (steps, index))
}

fn way_in<'a>(steps: &'a [Step], id: &str, way: &mut Vec<&'a Step>) -> bool {
    steps.iter().any(|step| {
        way.push(step);
        let found = step.id == id || step.kind.node().branches().iter().any(|branch| way_in(&branch.steps, id, way));
        if !found {
            way.pop();
        }
        found
    })
}
