//! A person who cannot sign in gets a token from somebody who keeps people, and chooses a password with it. Nobody but
//! the person ever knows the password.

use engine_access::Actor;
use engine_errors::Code;
use engine_store::{Db, StoreError, tables};
use engine_values::{Id, Timestamp, instant_to_text};
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::brake::Guess;
use super::one_time::{Purpose, consume, find, store};
use super::opening::fresh_token;
use super::own_sessions::end_all_of;
use super::{password, password_rules};
use crate::audit::Event;
use crate::people::account_kept_by;
use crate::{Answer, Failure, Tenon};

/// Seconds that a token is good for: long enough to be handed over.
const LIFETIME: i64 = 24 * 3_600;

/// A token with the password to come.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResetBody {
    /// The token.
    pub token: String,
    /// The password to come.
    pub password: String,
}

/// Makes a token with which somebody chooses a new password. The present password is good until then; an older token is
/// not.
///
/// # Errors
/// `forbidden`, also for somebody with more rights over the system; `person_not_found`.
pub async fn start_reset(tenon: &Tenon, actor: &Actor, person: Id, address: &str) -> Answer<Json> {
    account_kept_by(&tenon.world(), actor, person)?;
    let (now, token, trail) = (tenon.clock.now(), fresh_token()?, tenon.keys.trail().clone());
    let event = Event::new("password_reset_started").by(actor.user).to(person).from(address);
    let stored = token.clone();
    let expires_at = tenon
        .store
        .write(async move |db: &mut Db| -> Result<Timestamp, StoreError> {
            let expires_at = invite(db, person, &stored, now).await?;
            trail.note(db, now, &event).await?;
            Ok(expires_at)
        })
        .await?;
    Ok(told(&token, expires_at))
}

/// Stores a token for choosing a password in the caller's transaction, in place of older ones; answers when it ends.
pub(crate) async fn invite(db: &mut Db, person: Id, token: &str, now: Timestamp) -> Result<Timestamp, StoreError> {
    tables::one_time_tokens::remove(db, Purpose::Password.word(), Some(person)).await?;
    store(db, token, Purpose::Password, Some(person), now, LIFETIME).await
}

/// A token as it is answered, once: with the address in the web app, where it stands behind `#` and so reaches no log.
pub(crate) fn told(token: &str, expires_at: Timestamp) -> Json {
    json!({"token": token, "path": format!("/set-password#{token}"), "expires_at": instant_to_text(expires_at)})
}

/// Chooses a password with a token. Every session of the person ends; the person then signs in as ever, with the second
/// step where there is one.
///
/// # Errors
/// `one_time_token_invalid` for one that is wrong, used or too old; a problem of the password, which leaves the token
/// good; `login_throttled`.
pub async fn reset_password(tenon: &Tenon, body: ResetBody, address: &str) -> Answer<()> {
    tenon.is_current()?;
    let now = tenon.clock.now();
    let (guess, token) = (Guess::token(address), body.token.clone());
    let counted = tenon.store.write(async move |db: &mut Db| guess.begin(db, now).await).await?;
    let person = tenon.store.read(async |db: &mut Db| find(db, &token, Purpose::Password, now).await).await?;
    tenon.store.write(async move |db: &mut Db| counted.succeeded(db).await).await?;
    let world = tenon.world();
    let person = person.and_then(|id| world.directory.person(id)).filter(|person| person.is_active);
    let person = person.ok_or_else(|| Failure::new(Code::OneTimeTokenInvalid))?;
    password_rules::check(tenon, &body.password, &[&person.login, &person.name], "/password").await?;
    let hash = password::hash(&body.password).await?;
    let (user, trail) = (person.id, tenon.keys.trail().clone());
    let event = Event::new("password_reset").to(user).from(address);
    let ended = tenon
        .store
        .write(async move |db: &mut Db| -> Answer<Vec<Id>> {
            consume(db, &token, Purpose::Password, now).await?;
            tables::users::set_password(db, user, &hash).await?;
            let ended = end_all_of(db, user, None, now).await?;
            trail.note(db, now, &event).await?;
            Ok(ended)
        })
        .await?;
    tenon.ended.add(ended, now);
    Ok(())
}
