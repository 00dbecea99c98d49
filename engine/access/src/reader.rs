//! An actor over a model: asks for scopes by object.

use engine_model::{Model, Object};

use crate::{Action, Actor, Scope};

/// Who asks, over which model.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    /// The model that the request began with.
    pub model: &'a Model,
    /// Who asks.
    pub actor: &'a Actor,
}

impl Reader<'_> {
    /// The scope for an action on an object.
    #[must_use]
    pub fn scope(&self, object: &Object, action: Action) -> Scope {
        Scope::compile(self.model, self.actor, object, action)
    }

    /// The scope for reading an object.
    #[must_use]
    pub fn reading(&self, object: &Object) -> Scope {
        self.scope(object, Action::Read)
    }
}
