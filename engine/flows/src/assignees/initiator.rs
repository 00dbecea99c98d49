//! `initiator` 发起人自己: who submitted. As an approver he is still subject to the rule about deciding for oneself.

use engine_values::Id;
use serde::{Deserialize, Serialize};

use super::{Note, Scene, Strategy};
use crate::check::Checker;

/// The initiator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Initiator {}

impl Initiator {
    pub(crate) fn check(named: &bool, checker: &mut Checker<'_>, pointer: &str) -> Option<Self> {
        if !named {
            // `false` would say nothing at all.
            checker.unsound(&format!("{pointer}/initiator"), "initiator_false");
            return None;
        }
        Some(Self {})
    }
}

impl Strategy for Initiator {
    fn people(&self, scene: &Scene<'_>, _: &mut Vec<Note>) -> Vec<Id> {
        vec![scene.initiator]
    }
}
