//! The organisation in memory: people, departments, roles, and the rates it counts with. Small, asked on every request,
//! and replaced whole when it changes.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use engine_model::Model;
use engine_store::{Db, StoreError, tables};
use engine_values::Id;

use crate::rates::Rates;

/// A person.
#[derive(Debug, Clone)]
pub struct Person {
    /// Identity.
    pub id: Id,
    /// What the person signs in with.
    pub login: String,
    /// What people call the person.
    pub name: String,
    /// Language of messages; the system's when none is set.
    pub language: Option<String>,
    /// Main department.
    pub department: Option<Id>,
    /// Further departments.
    pub further: Vec<Id>,
    /// Direct superior.
    pub superior: Option<Id>,
    /// May sign in and be asked to decide.
    pub is_active: bool,
    /// Roles by identity.
    pub roles: Vec<String>,
}

/// A department.
#[derive(Debug, Clone)]
pub struct Department {
    /// Identity.
    pub id: Id,
    /// What people call it.
    pub name: String,
    /// The department above.
    pub parent: Option<Id>,
    /// Who leads it.
    pub head: Option<Id>,
}

/// Key of the setting that changes with every change of the organisation, for other processes to notice.
pub(crate) const REVISION: &str = "directory_revision";

/// Says to other processes that the organisation has changed; part of the changing transaction.
pub(crate) async fn mark_changed(db: &mut Db) -> Result<(), StoreError> {
    tables::settings::put(db, REVISION, &serde_json::json!(engine_values::new_id())).await
}

/// The organisation at one moment.
#[derive(Debug, Default)]
pub struct Directory {
    people: HashMap<Id, Arc<Person>>,
    logins: HashMap<String, Id>,
    departments: HashMap<Id, Department>,
    order: Vec<Id>,
    /// What currencies are worth.
    pub rates: Rates,
}

impl Directory {
    /// Reads the organisation.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn load(db: &mut Db) -> Result<Self, StoreError> {
        let departments = tables::departments::list(db).await?;
        let roles = tables::role_members::all(db).await?;
        let mut by_user: HashMap<Id, Vec<String>> = HashMap::new();
        for member in roles {
            by_user.entry(member.user_id).or_default().push(member.role);
        }
        let mut directory = Self { rates: Rates::load(db).await?, ..Self::default() };
        for department in departments {
            directory.order.push(department.id);
            let tables::departments::Department { id, name, parent, head, .. } = department;
            directory.departments.insert(id, Department { id, name, parent, head });
        }
        let mut after = None;
        loop {
            let page = tables::users::UserList { search: None, active_only: false, after: after.take(), limit: 500 };
            let users = tables::users::list(db, &page).await?;
            let Some(last) = users.last() else { break };
            after = Some((last.name.clone(), last.id));
            for user in users {
                let further = tables::users::extra_departments(db, user.id).await?;
                let person = Person {
                    id: user.id,
                    login: user.login,
                    name: user.name,
                    language: user.language,
                    department: user.department,
                    further,
                    superior: user.superior,
                    is_active: user.active,
                    roles: by_user.remove(&user.id).unwrap_or_default(),
                };
                directory.logins.insert(person.login.clone(), person.id);
                directory.people.insert(person.id, Arc::new(person));
            }
        }
        Ok(directory)
    }

    /// A person.
    #[must_use]
    pub fn person(&self, id: Id) -> Option<&Arc<Person>> {
        self.people.get(&id)
    }

    /// A person by login; letter case does not matter.
    #[must_use]
    pub fn person_with_login(&self, login: &str) -> Option<&Arc<Person>> {
        self.logins.get(&login.to_lowercase()).and_then(|id| self.people.get(id))
    }

    /// Everybody.
    pub fn people(&self) -> impl Iterator<Item = &Arc<Person>> {
        self.people.values()
    }

    /// A department.
    #[must_use]
    pub fn department(&self, id: Id) -> Option<&Department> {
        self.departments.get(&id)
    }

    /// Every department in its order.
    pub fn departments(&self) -> impl Iterator<Item = &Department> {
        self.order.iter().filter_map(|id| self.departments.get(id))
    }

    /// Whether a person has the role with this name.
    #[must_use]
    pub fn has_role(&self, model: &Model, user: Id, role: &str) -> bool {
        let uid = model.roles().find(|known| known.name == role).and_then(|role| role.uid.as_ref());
        uid.zip(self.person(user)).is_some_and(|(uid, person)| person.roles.contains(uid))
    }

    /// Whether a person belongs to a department or one below it.
    #[must_use]
    pub fn is_in(&self, user: Id, department: Id) -> bool {
        let below = self.with_below(&[department]);
        let person = self.person(user);
        person.is_some_and(|person| person.department.iter().chain(&person.further).any(|own| below.contains(own)))
    }

    /// The departments themselves and all below them.
    #[must_use]
    pub fn with_below(&self, roots: &[Id]) -> Vec<Id> {
        let mut found: Vec<Id> = Vec::new();
        let mut seen: HashSet<Id> = HashSet::new();
        let mut open: Vec<Id> = roots.to_vec();
        while let Some(id) = open.pop() {
            if seen.insert(id) {
                found.push(id);
                open.extend(self.departments.values().filter(|other| other.parent == Some(id)).map(|other| other.id));
            }
        }
        found
    }
}
