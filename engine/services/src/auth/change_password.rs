//! A person changes the own password.

use engine_errors::{Code, Problem};
use engine_store::{Db, StoreError, tables};
use engine_values::Id;
use serde::Deserialize;
use serde_json::json;

use super::brake::Guess;
use super::one_time::Purpose;
use super::own_sessions::end_all_of;
use super::token::Access;
use super::{password, password_rules};
use crate::audit::Event;
use crate::{Answer, Failure, Tenon};

/// The present password and the one to come.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PasswordBody {
    /// The present password.
    pub current: String,
    /// The password to come.
    pub password: String,
}

/// Changes the password; every other session of the person ends.
///
/// # Errors
/// `password_wrong` at `/current`, slowed down like a sign-in; a problem of the new password.
pub async fn change_password(tenon: &Tenon, access: &Access, body: PasswordBody, address: &str) -> Answer<()> {
    let (user, present, now) = (access.actor.user, access.session, tenon.clock.now());
    prove(tenon, user, &body.current, "/current", address).await?;
    let world = tenon.world();
    let person = world.directory.person(user).ok_or_else(|| Failure::new(Code::SessionExpired))?;
    password_rules::check(tenon, &body.password, &[&person.login, &person.name], "/password").await?;
    let hash = password::hash(&body.password).await?;
    let trail = tenon.keys.trail().clone();
    let event = Event::new("password_changed").by(user).to(user).from(address);
    let ended = tenon
        .store
        .write(async move |db: &mut Db| -> Result<Vec<Id>, StoreError> {
            tables::users::set_password(db, user, &hash).await?;
            tables::one_time_tokens::remove(db, Purpose::Password.word(), Some(user)).await?;
            let ended = end_all_of(db, user, Some(present), now).await?;
            trail.note(db, now, &event.clone().with(json!({"sessions_ended": ended.len()}))).await?;
            Ok(ended)
        })
        .await?;
    tenon.ended.add(ended, now);
    Ok(())
}

/// Proves once more that the signed-in person is there, by the password.
///
/// # Errors
/// `password_wrong` at the place in the body; `login_throttled` after some failures.
pub(crate) async fn prove(tenon: &Tenon, user: Id, given: &str, path: &str, address: &str) -> Answer<()> {
    let now = tenon.clock.now();
    let guess = Guess::person("password", user);
    let counted = tenon.store.write(async move |db: &mut Db| guess.begin(db, now).await).await?;
    let stored = tenon.store.read(async |db: &mut Db| tables::users::get(db, user).await).await?;
    let fits = password::fits(given, stored.and_then(|user| user.password_hash)).await;
    let trail = tenon.keys.trail().clone();
    let event = Event::new("password_wrong").by(user).to(user).from(address);
    let outcome = fits.clone();
    tenon
        .store
        .write(async move |db: &mut Db| -> Result<(), StoreError> {
            match &outcome {
                Ok(true) => counted.succeeded(db).await,
                Ok(false) => trail.note(db, now, &event).await,
                Err(_) => counted.take_back(db).await,
            }
        })
        .await?;
    if fits? { Ok(()) } else { Err(Failure::problems(vec![Problem::at(Code::PasswordWrong, path)])) }
}
