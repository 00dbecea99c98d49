//! People as an administrator with the system right `users` keeps them.

use engine_access::Actor;
use engine_definitions::SystemRight;
use engine_errors::{Code, Problem, Problems};
use engine_store::{Db, StoreError, tables};
use engine_values::{Id, Timestamp, new_id};
use serde::Deserialize;
use serde_json::{Value as Json, json};

use crate::audit::Event;
use crate::directory::mark_changed;
use crate::locales::LANGUAGES;
use crate::world::World;
use crate::{Answer, Failure, Person, Tenon, auth};

/// What may be said of a person; what is left out stays as it is, or is blank for a new one.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PersonBody {
    /// What the person signs in with; for new people only.
    pub login: Option<String>,
    /// What people call the person.
    pub name: Option<String>,
    /// Mail address.
    pub email: Option<String>,
    /// Phone number.
    pub phone: Option<String>,
    /// Language of messages.
    pub language: Option<String>,
    /// Main department; null takes it away.
    #[serde(deserialize_with = "given")]
    pub department: Option<Option<Id>>,
    /// Direct superior; null takes it away.
    #[serde(deserialize_with = "given")]
    pub superior: Option<Option<Id>>,
    /// May sign in and be asked to decide.
    pub active: Option<bool>,
    /// Names of roles; replaces the present ones.
    pub roles: Option<Vec<String>>,
}

/// Tells a null that was written from a key that was left out.
pub(super) fn given<'de, D: serde::Deserializer<'de>>(value: D) -> Result<Option<Option<Id>>, D::Error> {
    Option::deserialize(value).map(Some)
}

/// Refuses everybody without the right.
pub(super) fn admit(actor: &Actor) -> Answer<()> {
    if actor.has_system_right(SystemRight::Users) { Ok(()) } else { Err(Failure::new(Code::Forbidden)) }
}

/// Makes a person; answers `{"id", "login"}` and the token with which the person chooses a password.
///
/// # Errors
/// `forbidden`, every problem of the body; nothing is stored then.
pub async fn create_person(tenon: &Tenon, actor: &Actor, body: PersonBody) -> Answer<Json> {
    admit(actor)?;
    let world = tenon.world();
    let login = body.login.as_deref().unwrap_or_default().trim().to_lowercase();
    let mut problems = Vec::new();
    super::operator::check_login(&login, &mut problems);
    if body.name.as_deref().unwrap_or_default().trim().is_empty() {
        problems.push(Problem::at(Code::Required, "/name").with("field", "name"));
    }
    let roles = checked(&world, actor, &body, None, &mut problems);
    if !problems.is_empty() {
        return Err(Failure::problems(problems));
    }
    let (now, token, trail) = (tenon.clock.now(), auth::fresh_token()?, tenon.keys.trail().clone());
    let user = tables::users::User {
        id: new_id(),
        login: login.clone(),
        name: body.name.unwrap_or_default().trim().to_owned(),
        email: body.email,
        phone: body.phone,
        password_hash: None,
        language: body.language,
        department: body.department.flatten(),
        superior: body.superior.flatten(),
        active: body.active.unwrap_or(true),
        created_at: now,
    };
    let id = user.id;
    let event = Event::new("person_created").by(actor.user).to(id).with(json!({"login": login, "roles": body.roles}));
    let stored = token.clone();
    let written = tenon
        .store
        .write(async move |db: &mut Db| -> Result<Timestamp, StoreError> {
            tables::users::insert(db, &user).await?;
            for role in roles.iter().flatten() {
                tables::role_members::add(db, role, user.id).await?;
            }
            mark_changed(db).await?;
            let expires_at = auth::invite(db, user.id, &stored, now).await?;
            trail.note(db, now, &event).await?;
            Ok(expires_at)
        })
        .await;
    if let Err(StoreError::UniqueViolation { .. }) = written {
        return Err(Failure::problems(vec![Problem::at(Code::NotUnique, "/login").with("field", "login")]));
    }
    let invitation = auth::told_invitation(&token, written?);
    tenon.reload_directory().await?;
    Ok(json!({"id": id, "login": login, "invitation": invitation}))
}

/// Changes a person. Whoever is made inactive is signed out everywhere at once.
///
/// # Errors
/// `forbidden`, `reference_not_found` for an unknown person, every problem of the body; nothing is changed then.
pub async fn update_person(tenon: &Tenon, actor: &Actor, id: Id, body: PersonBody) -> Answer<Json> {
    admit(actor)?;
    let world = tenon.world();
    let person = world.directory.person(id).ok_or_else(|| Failure::new(Code::PersonNotFound))?;
    let mut problems = Vec::new();
    if body.login.is_some() {
        problems.push(Problem::at(Code::FieldNotWritable, "/login").with("field", "login"));
    }
    if body.name.as_deref().is_some_and(|name| name.trim().is_empty()) {
        problems.push(Problem::at(Code::Required, "/name").with("field", "name"));
    }
    if body.active == Some(false) && id == actor.user {
        problems.push(Problem::at(Code::FieldNotWritable, "/active").with("field", "active"));
    }
    let roles = checked(&world, actor, &body, Some(person), &mut problems);
    if !problems.is_empty() {
        return Err(Failure::problems(problems));
    }
    let (trail, by) = (tenon.keys.trail().clone(), actor.user);
    let now = tenon.clock.now();
    let login = person.login.clone();
    let present = person.roles.clone();
    let ends_sessions = body.active == Some(false);
    let ended = tenon
        .store
        .write(async move |db: &mut Db| -> Answer<Vec<Id>> {
            let missing = || Failure::new(Code::PersonNotFound);
            let before = tables::users::get(db, id).await?.ok_or_else(missing)?;
            let body = body.clone();
            let after = tables::users::User {
                name: body.name.map_or(before.name, |name| name.trim().to_owned()),
                email: body.email.or(before.email),
                phone: body.phone.or(before.phone),
                language: body.language.or(before.language),
                department: body.department.unwrap_or(before.department),
                superior: body.superior.unwrap_or(before.superior),
                active: body.active.unwrap_or(before.active),
                ..before
            };
            tables::users::update(db, &after).await?;
            if let Some(roles) = &roles {
                for role in present.iter().filter(|role| !roles.contains(role)) {
                    tables::role_members::remove(db, role, id).await?;
                }
                for role in roles.iter().filter(|role| !present.contains(role)) {
                    tables::role_members::add(db, role, id).await?;
                }
            }
            mark_changed(db).await?;
            let ended = if ends_sessions { auth::end_all_of(db, id, None, now).await? } else { Vec::new() };
            if body.roles.is_some() || body.active.is_some() {
                let detail = json!({"active": body.active, "roles": body.roles});
                trail.note(db, now, &Event::new("person_changed").by(by).to(id).with(detail)).await?;
            }
            Ok(ended)
        })
        .await?;
    // Their access tokens end with them, not a quarter of an hour later.
    tenon.ended.add(ended, now);
    tenon.reload_directory().await?;
    Ok(json!({"id": id, "login": login}))
}

/// Whether a role gives more rights over the system than the actor has.
fn is_mighty(world: &World, actor: &Actor, uid: &str) -> bool {
    let role = world.model().roles().find(|role| role.uid.as_deref() == Some(uid));
    role.is_some_and(|role| {
        let beyond = |right: &SystemRight| !actor.has_system_right(*right);
        (role.everything && !actor.has_system_right(SystemRight::Metadata)) || role.system.iter().any(beyond)
    })
}

/// Whether the actor may do something to the account of a person.
///
/// # Errors
/// `forbidden`, also for somebody with more rights over the system than the actor; `person_not_found`.
pub(crate) fn account_kept_by(world: &World, actor: &Actor, id: Id) -> Answer<()> {
    admit(actor)?;
    let person = world.directory.person(id).ok_or_else(|| Failure::new(Code::PersonNotFound))?;
    let is_beyond = person.roles.iter().any(|uid| is_mighty(world, actor, uid));
    if is_beyond { Err(Failure::new(Code::Forbidden)) } else { Ok(()) }
}

/// Checks what a body names; answers the identities of the roles. Nobody gives, takes or takes over more rights over
/// the system than the person has.
fn checked(
    world: &World,
    actor: &Actor,
    body: &PersonBody,
    person: Option<&std::sync::Arc<Person>>,
    problems: &mut Problems,
) -> Option<Vec<String>> {
    let missing = |path: &str| Problem::at(Code::ReferenceNotFound, path);
    for (path, text) in [("/name", &body.name), ("/email", &body.email), ("/phone", &body.phone)] {
        // PostgreSQL keeps no NUL.
        if text.as_ref().is_some_and(|text| text.contains('\0')) {
            problems.push(Problem::at(Code::FormatInvalid, path));
        }
    }
    if body.department.flatten().is_some_and(|id| world.directory.department(id).is_none()) {
        problems.push(missing("/department"));
    }
    if body
        .superior
        .flatten()
        .is_some_and(|id| world.directory.person(id).is_none() || person.is_some_and(|own| own.id == id))
    {
        problems.push(missing("/superior"));
    }
    if let Some(language) = body.language.as_deref().filter(|language| !LANGUAGES.contains(language)) {
        problems.push(Problem::at(Code::OptionUnknown, "/language").with("value", language));
    }
    let is_mighty = |uid: &str| is_mighty(world, actor, uid);
    let touches_account = body.roles.is_some() || body.active.is_some();
    if touches_account && person.is_some_and(|person| person.roles.iter().any(|uid| is_mighty(uid))) {
        problems.push(Problem::at(Code::Forbidden, ""));
    }
    let names = body.roles.as_ref()?;
    let mut roles = Vec::with_capacity(names.len());
    for (index, name) in names.iter().enumerate() {
        let path = format!("/roles/{index}");
        let uid = world.model().roles().find(|role| role.name == *name).and_then(|role| role.uid.clone());
        match uid {
            Some(uid) if is_mighty(&uid) => problems.push(Problem::at(Code::Forbidden, path)),
            Some(uid) => roles.push(uid),
            None => {
                let problem = Problem::at(Code::ReferenceDangling, path).with("kind", "role");
                problems.push(problem.with("name", name.as_str()));
            }
        }
    }
    Some(roles)
}
