//! `superior` 第N级主管: the initiator's superior, some levels up.

use engine_definitions::SuperiorDocument;
use engine_values::Id;
use serde::{Deserialize, Serialize};

use super::climb::superior_of;
use super::{Note, Scene, Strategy};
use crate::check::Checker;

/// A superior of the initiator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Superior {
    /// Levels up; 1 is the direct one.
    pub level: u8,
}

impl Superior {
    pub(crate) fn check(document: &SuperiorDocument, checker: &mut Checker<'_>, pointer: &str) -> Option<Self> {
        if !(1..=20).contains(&document.level) {
            checker.unsound(&format!("{pointer}/superior/level"), "level_invalid");
            return None;
        }
        Some(Self { level: document.level })
    }
}

impl Strategy for Superior {
    fn people(&self, scene: &Scene<'_>, notes: &mut Vec<Note>) -> Vec<Id> {
        superior_of(scene.organisation, scene.initiator, self.level, notes).into_iter().collect()
    }
}
