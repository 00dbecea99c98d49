//! The first administrator: made in the browser with a token that the program printed, because only whoever started it
//! can read that.

use std::sync::Arc;

use engine_definitions::SystemRight;
use engine_errors::{Code, Problem};
use engine_store::{Db, StoreError, tables};
use engine_values::new_id;
use serde::Deserialize;
use serde_json::json;

use super::brake::Guess;
use super::one_time::{Purpose, consume, find, store};
use super::{password, password_rules};
use crate::audit::Event;
use crate::directory::mark_changed;
use crate::locales::LANGUAGES;
use crate::people::check_login;
use crate::prints::COMPANY;
use crate::seed::{install_documents, random_letters};
use crate::{Answer, Failure, Tenon};

/// Seconds that a set-up token is good for; a restart prints a new one.
const LIFETIME: i64 = 24 * 3_600;
/// Letters of a set-up token, which may have to be typed: about 100 bits.
const LETTERS: usize = 20;
/// None that is mistaken for another.
const ALPHABET: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
/// Name of the role with every right that an empty installation gets.
const ROLE: &str = "admin";

/// What the first administrator says.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetupBody {
    /// The token that the program printed; spaces and hyphens do not matter.
    pub token: String,
    /// What the company is called.
    pub company: String,
    /// What the administrator signs in with.
    pub login: String,
    /// What people call the administrator.
    pub name: String,
    /// The password.
    pub password: String,
    /// Language of the administrator.
    pub language: String,
}

/// Whether there is nobody yet.
#[must_use]
pub fn setup_wanted(tenon: &Tenon) -> bool {
    tenon.world().directory.people().next().is_none()
}

/// Makes a set-up token when there is nobody yet. It is told once and stored as a hash.
///
/// # Errors
/// Whatever the database says.
pub async fn new_setup_token(tenon: &Tenon) -> Answer<Option<String>> {
    if !setup_wanted(tenon) {
        return Ok(None);
    }
    let (letters, now) = (random_letters(ALPHABET, LETTERS)?, tenon.clock.now());
    let stored = letters.clone();
    tenon
        .store
        .write(async move |db: &mut Db| -> Result<(), StoreError> {
            tables::one_time_tokens::purge_expired(db, now).await?;
            store(db, &stored, Purpose::Setup, None, now, LIFETIME).await.map(|_| ())
        })
        .await?;
    let groups: Vec<String> =
        letters.as_bytes().chunks(4).map(|group| String::from_utf8_lossy(group).into_owned()).collect();
    Ok(Some(groups.join("-")))
}

/// Makes the first administrator, with a role of every right where no template has brought one, and names the company.
///
/// # Errors
/// `setup_done` when there is somebody; `one_time_token_invalid`; every problem of the body; `login_throttled`.
pub async fn set_up(tenon: &Arc<Tenon>, body: SetupBody, address: &str) -> Answer<()> {
    tenon.is_current()?;
    if !setup_wanted(tenon) {
        return Err(Failure::new(Code::SetupDone));
    }
    let now = tenon.clock.now();
    let token: String = body.token.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    let (guess, presented) = (Guess::token(address), token.clone());
    let counted = tenon.store.write(async move |db: &mut Db| guess.begin(db, now).await).await?;
    tenon.store.read(async |db: &mut Db| find(db, &presented, Purpose::Setup, now).await).await?;
    tenon.store.write(async move |db: &mut Db| counted.succeeded(db).await).await?;
    let user = checked(tenon, &body).await?;
    let role = administrators(tenon).await?;
    let (id, trail) = (user.id, tenon.keys.trail().clone());
    let company = json!({"name": {body.language.as_str(): body.company.trim()}});
    let event = Event::new("set_up").by(id).to(id).from(address);
    tenon
        .store
        .write(async move |db: &mut Db| -> Answer<()> {
            // Of two at once only one may be the first: the row of the setting is taken by one of them.
            if !tables::settings::put_new(db, "set_up_at", &json!(now.as_second())).await?
                || tables::users::count(db).await? > 0
            {
                return Err(Failure::new(Code::SetupDone));
            }
            consume(db, &token, Purpose::Setup, now).await?;
            tables::one_time_tokens::remove(db, Purpose::Setup.word(), None).await?;
            tables::users::insert(db, &user).await?;
            tables::role_members::add(db, &role, id).await?;
            if tables::settings::get(db, COMPANY).await?.is_none() {
                tables::settings::put(db, COMPANY, &company).await?;
            }
            mark_changed(db).await?;
            trail.note(db, now, &event).await?;
            Ok(())
        })
        .await?;
    tenon.reload_directory().await
}

/// The administrator to be stored.
async fn checked(tenon: &Tenon, body: &SetupBody) -> Answer<tables::users::User> {
    let login = body.login.trim().to_lowercase();
    let mut problems = Vec::new();
    check_login(&login, &mut problems);
    for (path, field, text) in [("/name", "name", &body.name), ("/company", "company", &body.company)] {
        if text.trim().is_empty() {
            problems.push(Problem::at(Code::Required, path).with("field", field));
        } else if text.chars().count() > 200 || text.contains('\0') {
            problems.push(Problem::at(Code::TooLong, path).with("field", field).with("max", 200));
        }
    }
    if !LANGUAGES.contains(&body.language.as_str()) {
        problems.push(Problem::at(Code::OptionUnknown, "/language").with("value", body.language.as_str()));
    }
    let words = [login.as_str(), body.name.as_str(), body.company.as_str()];
    if let Err(failure) = password_rules::check(tenon, &body.password, &words, "/password").await {
        problems.extend(failure.problems);
    }
    if !problems.is_empty() {
        return Err(Failure::problems(problems));
    }
    Ok(tables::users::User {
        id: new_id(),
        login,
        name: body.name.trim().to_owned(),
        email: None,
        phone: None,
        password_hash: Some(password::hash(&body.password).await?),
        language: Some(body.language.clone()),
        department: None,
        superior: None,
        active: true,
        created_at: tenon.clock.now(),
    })
}

/// The identity of the role of administrators: the one named so, or one with every right.
async fn administrators(tenon: &Arc<Tenon>) -> Answer<String> {
    let found = || {
        let world = tenon.world();
        let mut roles: Vec<_> = world.model().roles().filter(|role| role.everything).collect();
        roles.sort_by_key(|role| (role.name != ROLE, !role.system.contains(&SystemRight::Users)));
        roles.first().and_then(|role| role.uid.clone())
    };
    if let Some(uid) = found() {
        return Ok(uid);
    }
    let role = json!({
        "kind": "role", "format": 1, "name": ROLE, "everything": true,
        "label": {"zh-CN": "系统管理员", "en": "Administrator"},
    });
    install_documents(tenon, vec![role], "set-up").await?;
    found().ok_or_else(|| Failure::internal("the role of administrators is not there"))
}
