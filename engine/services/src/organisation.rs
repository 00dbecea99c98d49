//! The organisation as approval flows see it.

use engine_flows::Organisation;
use engine_values::Id;

use crate::World;

impl Organisation for World {
    fn is_active(&self, user: Id) -> bool {
        self.directory.person(user).is_some_and(|person| person.is_active)
    }

    fn superior(&self, user: Id) -> Option<Id> {
        self.directory.person(user)?.superior
    }

    fn department(&self, user: Id) -> Option<Id> {
        self.directory.person(user)?.department
    }

    fn head(&self, department: Id) -> Option<Id> {
        self.directory.department(department)?.head
    }

    fn parent(&self, department: Id) -> Option<Id> {
        self.directory.department(department)?.parent
    }

    fn role_members(&self, role: &str) -> Vec<Id> {
        let document = self.model().roles().find(|document| document.name == role);
        let Some(uid) = document.and_then(|document| document.uid.as_deref()) else {
            return Vec::new();
        };
        let mut members: Vec<&std::sync::Arc<crate::Person>> =
            self.directory.people().filter(|person| person.roles.iter().any(|own| own == uid)).collect();
        members.sort_by(|one, other| one.login.cmp(&other.login));
        members.into_iter().map(|person| person.id).collect()
    }

    fn user_by_login(&self, login: &str) -> Option<Id> {
        self.directory.person_with_login(login).map(|person| person.id)
    }
}
