//! People and departments: lists for pickers, and making new ones from the command line and templates.

use engine_access::Actor;
use engine_errors::{Code, Problem};
use engine_store::{Db, StoreError, tables};
use engine_values::{Id, new_id};
use serde_json::{Value as Json, json};

use crate::{Answer, Failure, Tenon, auth};

/// People of one answer.
const MAX_LIMIT: usize = 50;

/// Active people for pickers, by part of name or login.
///
/// # Errors
/// Never; a search without matches is an empty list.
pub fn users(tenon: &Tenon, _actor: &Actor, search: Option<&str>, limit: Option<usize>) -> Answer<Json> {
    let world = tenon.world();
    let wanted = search.unwrap_or_default().trim().to_lowercase();
    let mut people: Vec<_> = world
        .directory
        .people()
        .filter(|person| person.is_active)
        .filter(|person| person.name.to_lowercase().contains(&wanted) || person.login.contains(&wanted))
        .collect();
    people.sort_by(|one, other| one.login.cmp(&other.login));
    let data: Vec<Json> = people
        .into_iter()
        .take(limit.unwrap_or(MAX_LIMIT).min(MAX_LIMIT))
        .map(|person| {
            let department = person.department.and_then(|id| world.directory.department(id));
            let department = department.map(|department| json!({"id": department.id, "label": department.name}));
            json!({"id": person.id, "label": person.name, "login": person.login, "department": department})
        })
        .collect();
    Ok(json!({"data": data}))
}

/// Every department.
///
/// # Errors
/// Never.
pub fn departments(tenon: &Tenon, _actor: &Actor) -> Answer<Json> {
    let world = tenon.world();
    let data: Vec<Json> = world
        .directory
        .departments()
        .map(|department| json!({"id": department.id, "label": department.name, "parent": department.parent}))
        .collect();
    Ok(json!({"data": data}))
}

/// A person to be made.
#[derive(Debug, Clone)]
pub struct NewPerson {
    /// What the person signs in with: 2 to 64 lower-case letters, digits, `.`, `_`, `-`, `@`.
    pub login: String,
    /// What people call the person.
    pub name: String,
    /// Mail address.
    pub email: Option<String>,
    /// Phone number.
    pub phone: Option<String>,
    /// The first password.
    pub password: String,
    /// Language of messages.
    pub language: Option<String>,
    /// Main department.
    pub department: Option<Id>,
    /// Names of role documents.
    pub roles: Vec<String>,
}

/// Makes a person; for the operator, who needs no scope.
///
/// # Errors
/// Every problem of the input; `not_unique` for a login that is taken.
pub async fn add_person(tenon: &Tenon, person: NewPerson) -> Answer<Id> {
    let world = tenon.world();
    let login = person.login.trim().to_lowercase();
    let mut problems = Vec::new();
    let is_sound = (2..=64).contains(&login.len())
        && login.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-' | b'@'));
    if !is_sound {
        problems.push(Problem::at(Code::NameInvalid, "/login").with("name", login.as_str()));
    }
    if person.name.trim().is_empty() {
        problems.push(Problem::at(Code::Required, "/name").with("field", "name"));
    }
    let mut roles = Vec::new();
    for name in &person.roles {
        let role = world.model().roles().find(|role| role.name == *name);
        match role.and_then(|role| role.uid.clone()) {
            Some(uid) => roles.push(uid),
            None => problems.push(Problem::at(Code::ReferenceDangling, "/roles").with("kind", "role").with("name", name.as_str())),
        }
    }
    if !problems.is_empty() {
        return Err(Failure::problems(problems));
    }
    let user = tables::users::User {
        id: new_id(),
        login,
        name: person.name.trim().to_owned(),
        email: person.email,
        phone: person.phone,
        password_hash: Some(auth::hash(&person.password).await?),
        language: person.language,
        department: person.department,
        superior: None,
        active: true,
        created_at: tenon.clock.now(),
    };
    let id = user.id;
    let written = tenon
        .store
        .write(async move |db: &mut Db| -> Result<(), StoreError> {
            tables::users::insert(db, &user).await?;
            for role in &roles {
                tables::role_members::add(db, role, user.id).await?;
            }
            Ok(())
        })
        .await;
    match written {
        Err(StoreError::UniqueViolation { .. }) => {
            return Err(Failure::problems(vec![Problem::at(Code::NotUnique, "/login").with("field", "login")]));
        }
        other => other?,
    }
    tenon.reload_directory().await?;
    Ok(id)
}

/// Makes a department.
///
/// # Errors
/// Whatever the database says.
pub async fn add_department(tenon: &Tenon, name: &str, parent: Option<Id>) -> Answer<Id> {
    let position = i64::try_from(tenon.world().directory.departments().count()).unwrap_or(i64::MAX);
    let row = tables::departments::Department { id: new_id(), name: name.to_owned(), parent, head: None, position };
    let id = row.id;
    tenon.store.write(async move |db: &mut Db| tables::departments::insert(db, &row).await).await?;
    tenon.reload_directory().await?;
    Ok(id)
}

/// Sets a person's password and ends all sessions; for the operator.
///
/// # Errors
/// `login_failed` for an unknown login; a problem of the password.
pub async fn set_password(tenon: &Tenon, login: &str, password: &str) -> Answer<()> {
    let world = tenon.world();
    let person = world.directory.person_with_login(login).ok_or_else(|| Failure::new(Code::LoginFailed))?;
    let (id, now) = (person.id, tenon.clock.now());
    let hash = auth::hash(password).await?;
    tenon
        .store
        .write(async move |db: &mut Db| -> Result<(), StoreError> {
            tables::users::set_password(db, id, &hash).await?;
            tables::sessions::revoke_all_of(db, id, now).await?;
            Ok(())
        })
        .await?;
    Ok(())
}
