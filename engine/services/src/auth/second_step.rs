//! The second step of a sign-in: after the password, the code of an app or a recovery code. A ticket stands for the
//! first step; it opens nothing by itself.

use engine_errors::Code;
use engine_store::tables::second_factors;
use engine_store::{Db, StoreError};
use engine_values::{Id, Timestamp};
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::one_time::{Purpose, consume, find, store};
use super::opening::{Caller, Open, Session, fresh_token, open, opened};
use super::rules::SignInRules;
use super::second_factor::{Proof, begin, confirm, fresh_codes, proven, use_up};
use crate::audit::Event;
use crate::{Answer, Failure, Tenon};

/// Seconds that a ticket is good for.
const LIFETIME: i64 = 600;

/// What a right password leads to.
pub enum SignIn {
    /// A session.
    Done(Box<Session>),
    /// A second step, with the ticket for it.
    SecondStep {
        /// Stands for the first step.
        ticket: String,
        /// The person must have a second factor and has none: the step begins with setting one up.
        enrol: bool,
    },
}

/// What the second step wants of somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    Nothing,
    Code,
    Enrolment,
}

/// A ticket, and the code where there is one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SecondStepBody {
    /// The ticket of the first step.
    pub ticket: String,
    /// What the app shows, or a recovery code.
    #[serde(default)]
    pub code: String,
}

/// What is wanted of a person after the password.
pub(crate) async fn wanted(db: &mut Db, user: Id, is_required: bool) -> Result<Wanted, StoreError> {
    let factor = second_factors::get(db, user).await?;
    Ok(match factor.and_then(|factor| factor.confirmed_at) {
        Some(_) => Wanted::Code,
        None if is_required => Wanted::Enrolment,
        None => Wanted::Nothing,
    })
}

/// Stores the ticket of a first step.
pub(crate) async fn ticket(db: &mut Db, user: Id, ticket: &str, now: Timestamp) -> Result<(), StoreError> {
    store(db, ticket, Purpose::SecondStep, Some(user), now, LIFETIME).await.map(|_| ())
}

/// Whose ticket it is.
async fn owner(tenon: &Tenon, ticket: &str, now: Timestamp) -> Answer<Id> {
    let user = tenon.store.read(async |db: &mut Db| find(db, ticket, Purpose::SecondStep, now).await).await?;
    user.filter(|user| tenon.world().actor(*user).is_some()).ok_or_else(|| Failure::new(Code::SessionExpired))
}

/// Makes the secret for the app of a person who must have a second factor and has none.
///
/// # Errors
/// `one_time_token_invalid` for a ticket that is wrong, used or too old; `second_factor_present`.
pub async fn enrol(tenon: &Tenon, body: SecondStepBody) -> Answer<Json> {
    tenon.is_current()?;
    let user = owner(tenon, &body.ticket, tenon.clock.now()).await?;
    begin(tenon, user).await
}

/// Signs in with ticket and code; answers recovery codes as well when the step has set up the second factor.
///
/// # Errors
/// `one_time_token_invalid`; `second_factor_wrong`, slowed down after some.
pub async fn second_step(
    tenon: &Tenon,
    body: SecondStepBody,
    caller: &Caller,
) -> Answer<(Session, Option<Vec<String>>)> {
    tenon.is_current()?;
    let now = tenon.clock.now();
    let user = owner(tenon, &body.ticket, now).await?;
    let proof = proven(tenon, user, &body.code, true, &caller.address).await?;
    let (codes, hashes) = fresh_codes()?;
    let (trail, from, fresh) = (tenon.keys.trail().clone(), caller.clone(), fresh_token()?);
    let (session, enrolled) = tenon
        .store
        .write(async move |db: &mut Db| -> Answer<(Open, bool)> {
            consume(db, &body.ticket, Purpose::SecondStep, now).await?;
            use_up(db, user, &proof, now).await?;
            let factor = second_factors::get(db, user).await?;
            let enrols = factor.is_some_and(|factor| factor.confirmed_at.is_none());
            if enrols {
                confirm(db, user, &hashes, now).await?;
                trail.note(db, now, &Event::new("second_factor_on").by(user).to(user).from(&from.address)).await?;
            }
            let session = open(db, user, &from, &fresh, now).await?;
            let second = if matches!(proof, Proof::Step(_)) { "code" } else { "recovery" };
            let detail = json!({"session": session.session, "device": from.agent, "second": second});
            trail.note(db, now, &Event::new("sign_in").by(user).to(user).from(&from.address).with(detail)).await?;
            Ok((session, enrols))
        })
        .await?;
    Ok((opened(tenon, session, Some(caller), now)?, enrolled.then_some(codes)))
}

impl SignInRules {
    /// Whether a role of the person must have a second factor.
    pub(crate) fn wants_second_factor(&self, tenon: &Tenon, user: Id) -> bool {
        let world = tenon.world();
        let person = world.directory.person(user);
        person.is_some_and(|person| person.roles.iter().any(|role| self.second_factor_roles.contains(role)))
    }
}
