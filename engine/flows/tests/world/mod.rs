//! A small organisation and record for the tests; both can be written as JSON.

#![allow(dead_code)]

pub mod generate;

use std::collections::BTreeMap;

use engine_expressions::{Environment, Path, PathType, Source, Type};
use engine_flows::{Context, Lookup, Organisation};
use engine_values::{Decimal, Id, Timestamp, Value};
use serde::Deserialize;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    #[serde(default)]
    pub superior: Option<String>,
    #[serde(default)]
    pub department: Option<String>,
    #[serde(default)]
    pub inactive: bool,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Department {
    #[serde(default)]
    pub head: Option<String>,
    #[serde(default)]
    pub parent: Option<String>,
}

/// Who is who, by login and department name.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Company {
    pub people: BTreeMap<String, Person>,
    #[serde(default)]
    pub departments: BTreeMap<String, Department>,
    #[serde(default)]
    pub roles: BTreeMap<String, Vec<String>>,
    /// The record's fields; texts that are logins are people, other texts are numbers.
    #[serde(default)]
    pub record: BTreeMap<String, serde_json::Value>,
}

const PEOPLE: u128 = 0x1000;
const DEPARTMENTS: u128 = 0x2000;

fn place<T>(map: &BTreeMap<String, T>, name: &str) -> Option<u128> {
    map.keys().position(|key| key == name).map(|index| index as u128)
}

impl Company {
    /// The identity of a login, also of one that nobody has.
    pub fn id(&self, login: &str) -> Id {
        place(&self.people, login).map_or(Id::from_u128(0x9999), |index| Id::from_u128(PEOPLE + index))
    }

    pub fn login(&self, id: Id) -> Option<&str> {
        self.people.keys().find(|login| self.id(login) == id).map(String::as_str)
    }

    fn person(&self, id: Id) -> Option<&Person> {
        self.people.get(self.login(id)?)
    }

    fn department_id(&self, name: &str) -> Option<Id> {
        place(&self.departments, name).map(|index| Id::from_u128(DEPARTMENTS + index))
    }

    fn department_by(&self, id: Id) -> Option<&Department> {
        self.departments.iter().find(|(name, _)| self.department_id(name) == Some(id)).map(|(_, department)| department)
    }

    fn known(&self, login: Option<&String>) -> Option<Id> {
        login.filter(|login| self.people.contains_key(*login)).map(|login| self.id(login))
    }
}

impl Organisation for Company {
    fn is_active(&self, user: Id) -> bool {
        self.person(user).is_some_and(|person| !person.inactive)
    }
    fn superior(&self, user: Id) -> Option<Id> {
        self.known(self.person(user)?.superior.as_ref())
    }
    fn department(&self, user: Id) -> Option<Id> {
        self.department_id(self.person(user)?.department.as_ref()?)
    }
    fn head(&self, department: Id) -> Option<Id> {
        self.known(self.department_by(department)?.head.as_ref())
    }
    fn parent(&self, department: Id) -> Option<Id> {
        self.department_id(self.department_by(department)?.parent.as_ref()?)
    }
    fn role_members(&self, role: &str) -> Vec<Id> {
        self.roles.get(role).into_iter().flatten().map(|login| self.id(login)).collect()
    }
    fn user_by_login(&self, login: &str) -> Option<Id> {
        self.people.contains_key(login).then(|| self.id(login))
    }
}

impl Source for Company {
    fn value(&self, path: &Path) -> Value {
        match path.names.first().and_then(|name| self.record.get(name)) {
            Some(serde_json::Value::String(text)) if self.people.contains_key(text) => Value::Id(self.id(text)),
            Some(serde_json::Value::String(text)) => {
                text.parse::<Decimal>().map_or(Value::Text(text.clone()), Value::Decimal)
            }
            Some(serde_json::Value::Bool(flag)) => Value::Bool(*flag),
            Some(serde_json::Value::Number(number)) => number.as_i64().map_or(Value::Null, Value::Int),
            _ => Value::Null,
        }
    }
    fn row_count(&self, _: &Path) -> usize {
        2
    }
    fn row_values(&self, _: &Path) -> Vec<Value> {
        vec![Value::Int(40_000), Value::Int(70_000)]
    }
    fn now(&self) -> Timestamp {
        instant(0)
    }
    fn user(&self) -> Option<Id> {
        None
    }
}

impl Environment for Company {
    fn resolve(&self, path: &[&str]) -> Option<PathType> {
        Some(match path {
            ["record", "amount" | "discount"] => PathType::Scalar(Type::Number),
            ["record", "kind" | "status"] => PathType::Scalar(Type::Text),
            ["record", "urgent"] => PathType::Scalar(Type::Boolean),
            ["record", "owner"] => PathType::Scalar(Type::Record),
            ["record", "lines"] => PathType::Rows,
            ["record", "lines", "amount"] => PathType::Scalar(Type::Number),
            _ => return None,
        })
    }
}

impl Lookup for Company {
    fn environment(&self, object: &str) -> Option<&dyn Environment> {
        (object == "contract").then_some(self as &dyn Environment)
    }
    fn user_exists(&self, login: &str) -> bool {
        self.people.contains_key(login)
    }
    fn role_exists(&self, role: &str) -> bool {
        self.roles.contains_key(role)
    }
    fn person_field(&self, _: &str, path: &str) -> bool {
        path == "owner"
    }
    fn settable_field(&self, _: &str, field: &str) -> bool {
        field == "status"
    }
}

/// The instant some minutes after the beginning of the test's time.
pub fn instant(minutes: i64) -> Timestamp {
    Timestamp::from_second(1_795_680_000 + minutes * 60).expect("instant")
}

/// Fresh identities in order.
#[derive(Debug, Clone, Default)]
pub struct Ids(pub u128);

impl Ids {
    pub fn next(&mut self) -> Id {
        self.0 += 1;
        Id::from_u128(0x10_0000 + self.0)
    }
}

/// Runs something with a context over the company.
pub fn within<T>(company: &Company, minutes: i64, ids: &mut Ids, work: impl FnOnce(&mut Context<'_>) -> T) -> T {
    let mut new_id = || ids.next();
    work(&mut Context { now: instant(minutes), organisation: company, record: company, new_id: &mut new_id })
}
