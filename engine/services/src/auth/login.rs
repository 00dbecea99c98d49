//! Sign in with login and password.

use engine_errors::Code;
use engine_store::{Db, tables};
use serde::Deserialize;
use serde_json::json;

use super::brake::Guess;
use super::opening::{Caller, Open, fresh_token, open, opened};
use super::rules::SignInRules;
use super::second_step::{SignIn, Wanted, ticket, wanted};
use super::{device, password};
use crate::audit::Event;
use crate::{Answer, Failure, Tenon};

/// What somebody signs in with.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Credentials {
    /// The login.
    pub login: String,
    /// The password.
    pub password: String,
}

/// Signs in, or as far as the second step.
///
/// # Errors
/// `login_failed` for an unknown login, a wrong password or an inactive person alike; `login_throttled` with the seconds
/// to wait, for every login alike.
pub async fn login(tenon: &Tenon, credentials: Credentials, caller: &Caller) -> Answer<SignIn> {
    tenon.is_current()?;
    let name = credentials.login.trim().to_lowercase();
    let now = tenon.clock.now();
    // PostgreSQL knows no text with a NUL, so it is nobody's login.
    let user = if name.contains('\0') {
        None
    } else {
        tenon.store.read(async |db: &mut Db| tables::users::by_login(db, &name).await).await?
    };
    let known = user.as_ref().zip(caller.device.as_deref());
    let device = known.and_then(|(user, token)| device::known(tenon, token, user.id, now));
    let guess = device.map_or_else(|| Guess::login(&name, &caller.address), Guess::device);
    let counted = tenon.store.write(async move |db: &mut Db| guess.begin(db, now).await).await?;
    let stored = user.as_ref().filter(|user| user.active).and_then(|user| user.password_hash.clone());
    let fits = match password::fits(&credentials.password, stored).await {
        Ok(fits) => fits,
        Err(failure) => {
            tenon.store.write(async move |db: &mut Db| counted.take_back(db).await).await?;
            return Err(failure);
        }
    };
    let trail = tenon.keys.trail().clone();
    let Some(user) = user.as_ref().filter(|_| fits) else {
        let event = Event::new("sign_in_failed").from(&caller.address).with(json!({"pause": counted.pause}));
        let event = user.iter().fold(event, |event, user| event.to(user.id));
        tenon.store.write(async move |db: &mut Db| trail.note(db, now, &event).await).await?;
        return Err(Failure::new(Code::LoginFailed));
    };
    let (id, from, fresh) = (user.id, caller.clone(), fresh_token()?);
    let rules = tenon.store.read(async |db: &mut Db| SignInRules::load(db).await).await?;
    let is_required = rules.wants_second_factor(tenon, id);
    let given = fresh.clone();
    let step = tenon
        .store
        .write(async move |db: &mut Db| -> Answer<Result<Open, bool>> {
            counted.succeeded(db).await?;
            let wanted = wanted(db, id, is_required).await?;
            if wanted != Wanted::Nothing {
                ticket(db, id, &fresh, now).await?;
                trail.note(db, now, &Event::new("password_right").by(id).to(id).from(&from.address)).await?;
                return Ok(Err(wanted == Wanted::Enrolment));
            }
            let session = open(db, id, &from, &fresh, now).await?;
            let detail = json!({"session": session.session, "device": from.agent});
            trail.note(db, now, &Event::new("sign_in").by(id).to(id).from(&from.address).with(detail)).await?;
            Ok(Ok(session))
        })
        .await?;
    match step {
        Ok(session) => Ok(SignIn::Done(Box::new(opened(tenon, session, Some(caller), now)?))),
        Err(enrol) => Ok(SignIn::SecondStep { ticket: given, enrol }),
    }
}
