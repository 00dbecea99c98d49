//! `role` 角色: everybody who has a role.

use engine_values::Id;
use serde::{Deserialize, Serialize};

use super::{Note, Scene, Strategy};
use crate::check::Checker;

/// The members of a role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    /// The role's name.
    pub role: String,
}

impl Role {
    pub(crate) fn check(role: &str, checker: &mut Checker<'_>, pointer: &str) -> Option<Self> {
        if !checker.lookup.role_exists(role) {
            checker.dangling(&format!("{pointer}/role"), "role", role);
            return None;
        }
        Some(Self { role: role.to_owned() })
    }
}

impl Strategy for Role {
    fn people(&self, scene: &Scene<'_>, notes: &mut Vec<Note>) -> Vec<Id> {
        let members = scene.organisation.role_members(&self.role);
        if members.is_empty() {
            notes.push(Note::new("blank").with(self.role.as_str()));
        }
        members
    }
}
