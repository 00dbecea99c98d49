//! `user` 指定成员: one person, by login.

use engine_values::Id;
use serde::{Deserialize, Serialize};

use super::{Note, Scene, Strategy};
use crate::check::Checker;

/// A named person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// His login.
    pub login: String,
}

impl User {
    pub(crate) fn check(login: &str, checker: &mut Checker<'_>, pointer: &str) -> Option<Self> {
        if !checker.lookup.user_exists(login) {
            checker.dangling(&format!("{pointer}/user"), "user", login);
            return None;
        }
        Some(Self { login: login.to_owned() })
    }
}

impl Strategy for User {
    fn people(&self, scene: &Scene<'_>, notes: &mut Vec<Note>) -> Vec<Id> {
        let found = scene.organisation.user_by_login(&self.login);
        if found.is_none() {
            notes.push(Note::new("unknown").with(self.login.as_str()));
        }
        found.into_iter().collect()
    }
}
