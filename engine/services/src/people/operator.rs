//! People and departments as the operator makes them on the command line: the shell needs no scope.

use engine_errors::{Code, Problem, Problems};
use engine_store::{Db, StoreError, tables};
use engine_values::{Id, new_id};
use serde_json::json;

use crate::audit::Event;
use crate::directory::mark_changed;
use crate::{Answer, Failure, Tenon, auth};

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
    check_login(&login, &mut problems);
    if person.name.trim().is_empty() {
        problems.push(Problem::at(Code::Required, "/name").with("field", "name"));
    }
    let mut roles = Vec::new();
    for name in &person.roles {
        let role = world.model().roles().find(|role| role.name == *name);
        match role.and_then(|role| role.uid.clone()) {
            Some(uid) => roles.push(uid),
            None => problems
                .push(Problem::at(Code::ReferenceDangling, "/roles").with("kind", "role").with("name", name.as_str())),
        }
    }
    if let Err(failure) = auth::check_password(tenon, &person.password, &[&login, &person.name], "/password").await {
        problems.extend(failure.problems);
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
    let (id, trail) = (user.id, tenon.keys.trail().clone());
    let event = Event::new("person_created").to(id).with(json!({"login": user.login, "roles": person.roles}));
    let written = tenon
        .store
        .write(async move |db: &mut Db| -> Result<(), StoreError> {
            tables::users::insert(db, &user).await?;
            for role in &roles {
                tables::role_members::add(db, role, user.id).await?;
            }
            mark_changed(db).await?;
            trail.note(db, user.created_at, &event).await
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

/// A login is 2 to 64 lower-case letters, digits, `.`, `_`, `-`, `@`.
pub(crate) fn check_login(login: &str, problems: &mut Problems) {
    let is_sound = (2..=64).contains(&login.len())
        && login.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-' | b'@'));
    if !is_sound {
        problems.push(Problem::at(Code::NameInvalid, "/login").with("name", login));
    }
}

/// Makes a department.
///
/// # Errors
/// Whatever the database says.
pub async fn add_department(tenon: &Tenon, name: &str, parent: Option<Id>) -> Answer<Id> {
    let position = i64::try_from(tenon.world().directory.departments().count()).unwrap_or(i64::MAX);
    let row = tables::departments::Department { id: new_id(), name: name.to_owned(), parent, head: None, position };
    let id = row.id;
    tenon
        .store
        .write(async move |db: &mut Db| -> Result<(), StoreError> {
            tables::departments::insert(db, &row).await?;
            mark_changed(db).await
        })
        .await?;
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
    auth::check_password(tenon, password, &[&person.login, &person.name], "/password").await?;
    let (id, now) = (person.id, tenon.clock.now());
    let (hash, trail) = (auth::hash(password).await?, tenon.keys.trail().clone());
    let ended = tenon
        .store
        .write(async move |db: &mut Db| -> Result<Vec<Id>, StoreError> {
            tables::users::set_password(db, id, &hash).await?;
            let ended = auth::end_all_of(db, id, None, now).await?;
            trail.note(db, now, &Event::new("password_set_at_terminal").to(id)).await?;
            Ok(ended)
        })
        .await?;
    tenon.ended.add(ended, now);
    Ok(())
}
