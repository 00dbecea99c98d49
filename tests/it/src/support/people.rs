//! The company of the tests: four departments, people with superiors and roles.

use std::collections::HashMap;
use std::sync::OnceLock;

use argon2::password_hash::PasswordHasher as _;
use argon2::{Algorithm, Argon2, Params, Version};
use engine_services::Tenon;
use engine_store::{Db, StoreError, tables};
use engine_values::{Id, Timestamp};

/// Everybody's password.
pub const PASSWORD: &str = "correct horse 电池";

/// A person before the database knows it.
#[derive(Debug, Clone, Copy)]
pub struct Person {
    pub login: &'static str,
    pub department: &'static str,
    pub superior: &'static str,
    pub roles: &'static [&'static str],
}

const fn person(
    login: &'static str,
    department: &'static str,
    superior: &'static str,
    roles: &'static [&'static str],
) -> Person {
    Person { login, department, superior, roles }
}

/// Departments: name, the one above, head.
pub const DEPARTMENTS: &[(&str, &str, &str)] =
    &[("hq", "", "boss"), ("sales", "hq", "mia"), ("east", "sales", "ed"), ("ops", "hq", "otto")];

/// Who works there.
pub const COMPANY: &[Person] = &[
    person("boss", "hq", "", &["board"]),
    person("bea", "hq", "boss", &["board"]),
    person("mia", "sales", "boss", &["manager"]),
    person("ed", "east", "mia", &["head"]),
    person("rita", "east", "mia", &["rep"]),
    person("ray", "sales", "mia", &["rep"]),
    person("rob", "ops", "boss", &["rep"]),
    person("dina", "hq", "boss", &["director"]),
    person("dan", "hq", "boss", &["director"]),
    person("cleo", "ops", "otto", &["clerk"]),
    person("otto", "ops", "boss", &["auditor"]),
    person("ada", "hq", "", &["admin"]),
    person("nina", "ops", "", &[]),
];

/// A hash of [`PASSWORD`] at the lowest cost: a test signs in often and guards nothing.
fn cheap_hash() -> String {
    static HASH: OnceLock<String> = OnceLock::new();
    HASH.get_or_init(|| {
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(16, 1, 1, None).unwrap());
        let hash: argon2::password_hash::phc::PasswordHash = argon.hash_password(PASSWORD.as_bytes()).unwrap();
        hash.to_string()
    })
    .clone()
}

/// Stores departments and people; answers identities by login and by department name.
pub async fn store(tenon: &Tenon, people: &[Person]) -> HashMap<String, Id> {
    let world = tenon.world();
    let role_uid = |name: &str| {
        let role = world.model().roles().find(|role| role.name == name);
        role.and_then(|role| role.uid.clone()).unwrap_or_else(|| panic!("no role {name}"))
    };
    let names = DEPARTMENTS.iter().map(|(name, ..)| *name).chain(people.iter().map(|person| person.login));
    let ids: HashMap<String, Id> = names.map(|name| (name.to_owned(), engine_values::new_id())).collect();
    let find = |name: &str| ids.get(name).copied();
    let departments: Vec<tables::departments::Department> = DEPARTMENTS
        .iter()
        .zip(0..)
        .map(|((name, parent, head), position)| tables::departments::Department {
            id: find(name).unwrap(),
            name: (*name).to_owned(),
            parent: find(parent),
            head: find(head),
            position,
        })
        .collect();
    let users: Vec<tables::users::User> = people.iter().map(|person| user(person, &find)).collect();
    let roles: Vec<(String, Id)> = people
        .iter()
        .flat_map(|person| person.roles.iter().map(|role| (role_uid(role), find(person.login).unwrap())))
        .collect();
    tenon
        .store()
        .write(async move |db: &mut Db| -> Result<(), StoreError> {
            for department in &departments {
                let headless = tables::departments::Department { head: None, ..department.clone() };
                tables::departments::insert(db, &headless).await?;
            }
            for user in &users {
                tables::users::insert(db, &tables::users::User { superior: None, ..user.clone() }).await?;
            }
            for user in &users {
                tables::users::update(db, user).await?;
            }
            for department in &departments {
                tables::departments::update(db, department).await?;
            }
            for (role, user) in &roles {
                tables::role_members::add(db, role, *user).await?;
            }
            Ok(())
        })
        .await
        .unwrap();
    tenon.reload().await.unwrap();
    ids
}

fn user(person: &Person, find: &dyn Fn(&str) -> Option<Id>) -> tables::users::User {
    tables::users::User {
        id: find(person.login).unwrap(),
        login: person.login.to_owned(),
        name: format!("{} of {}", person.login, person.department),
        email: None,
        phone: None,
        password_hash: Some(cheap_hash()),
        language: Some("en".to_owned()),
        department: find(person.department),
        superior: find(person.superior),
        active: true,
        created_at: Timestamp::from_second(1_795_000_000).unwrap(),
    }
}
