//! `field` 表单内联系人: the person in a field of the record.

use engine_expressions::{Path, Root};
use engine_values::{Id, Value};
use serde::{Deserialize, Serialize};

use super::{Note, Scene, Strategy};
use crate::check::Checker;

/// A field that holds a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// The field's name, or a path to it over references.
    pub path: String,
}

impl Field {
    pub(crate) fn check(name: &str, checker: &mut Checker<'_>, pointer: &str) -> Option<Self> {
        let path = name.strip_prefix("record.").unwrap_or(name);
        if !checker.lookup.person_field(checker.object, path) {
            checker.dangling(&format!("{pointer}/field"), "field", name);
            return None;
        }
        Some(Self { path: path.to_owned() })
    }
}

impl Strategy for Field {
    fn people(&self, scene: &Scene<'_>, notes: &mut Vec<Note>) -> Vec<Id> {
        let names = self.path.split('.').map(str::to_owned).collect();
        if let Value::Id(user) = scene.record.value(&Path { root: Root::Record, names }) {
            return vec![user];
        }
        notes.push(Note::new("blank").with(self.path.as_str()));
        Vec::new()
    }
}
