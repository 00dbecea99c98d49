//! Who asks.

use std::sync::Arc;

use engine_definitions::SystemRight;
use engine_values::Id;

use crate::Grants;

/// A person proved by sign-in, with the place in the organisation and the grants of the roles at this moment.
#[derive(Debug, Clone)]
pub struct Actor {
    /// The person.
    pub user: Id,
    /// What people call the person; for logs of approvals and prints.
    pub name: String,
    /// Language of messages and labels.
    pub language: String,
    /// Main department: the home of what the person creates.
    pub department: Option<Id>,
    /// Own departments.
    pub departments: Arc<[Id]>,
    /// Own departments and all below them.
    pub departments_below: Arc<[Id]>,
    /// What the roles give together.
    pub grants: Arc<Grants>,
}

impl Actor {
    /// Whether the person has a right over the system.
    #[must_use]
    pub fn has_system_right(&self, right: SystemRight) -> bool {
        self.grants.has_system_right(right)
    }
}
