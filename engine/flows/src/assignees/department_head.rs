//! `department_head` 部门负责人: the head of the initiator's department, or of one above. A department without an
//! active head hands over to the next above it (C23).

use engine_definitions::DepartmentHeadDocument;
use engine_values::Id;
use serde::{Deserialize, Serialize};

use super::climb::{department_above, first_head};
use super::{Note, Scene, Strategy};
use crate::check::Checker;

/// A head of department.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DepartmentHead {
    /// Departments up; 0 is the initiator's own.
    pub level: u8,
}

impl DepartmentHead {
    pub(crate) fn check(document: &DepartmentHeadDocument, checker: &mut Checker<'_>, pointer: &str) -> Option<Self> {
        if document.level > 20 {
            checker.unsound(&format!("{pointer}/department_head/level"), "level_invalid");
            return None;
        }
        Some(Self { level: document.level })
    }
}

impl Strategy for DepartmentHead {
    fn people(&self, scene: &Scene<'_>, notes: &mut Vec<Note>) -> Vec<Id> {
        let Some(own) = scene.organisation.department(scene.initiator) else {
            notes.push(Note::about("blank", scene.initiator).with("department"));
            return Vec::new();
        };
        let wanted = department_above(scene.organisation, own, self.level, notes);
        // The initiator himself fits here; whether he may decide is another rule's question.
        wanted.and_then(|wanted| first_head(scene.organisation, wanted, |_| true, notes)).into_iter().collect()
    }
}
