//! The sessions of a person: seen and ended by the person, and by those who keep people.

use engine_access::Actor;
use engine_errors::Code;
use engine_store::{Db, StoreError, tables};
use engine_values::{Id, Timestamp, instant_to_text};
use serde_json::{Value as Json, json};

use super::opening::end_of;
use super::rules::SignInRules;
use super::token::Access;
use crate::audit::Event;
use crate::people::account_kept_by;
use crate::{Answer, Failure, Tenon};

/// The sessions of the signed-in person, the newest first.
///
/// # Errors
/// Whatever the database says.
pub async fn own_sessions(tenon: &Tenon, access: &Access) -> Answer<Json> {
    listed(tenon, access.actor.user, Some(access.session)).await
}

/// The sessions of somebody, for those who keep people.
///
/// # Errors
/// `forbidden`, `person_not_found`.
pub async fn sessions_of(tenon: &Tenon, actor: &Actor, person: Id) -> Answer<Json> {
    account_kept_by(&tenon.world(), actor, person)?;
    listed(tenon, person, None).await
}

async fn listed(tenon: &Tenon, user: Id, current: Option<Id>) -> Answer<Json> {
    let now = tenon.clock.now();
    let read = async |db: &mut Db| -> Result<_, StoreError> {
        Ok((SignInRules::load(db).await?, tables::sessions::list_of(db, user).await?))
    };
    let (rules, sessions) = tenon.store.read(read).await?;
    let idle = rules.idle_hours * 3_600;
    let data: Vec<Json> = sessions
        .iter()
        .filter(|session| session.last_used_at.as_second() + idle > now.as_second() && end_of(session, &rules) > now)
        .map(|session| {
            json!({
                "id": session.id,
                "current": Some(session.id) == current,
                "agent": session.user_agent,
                "address": session.address,
                "created_at": instant_to_text(session.created_at),
                "last_used_at": instant_to_text(session.last_used_at),
            })
        })
        .collect();
    Ok(json!({"data": data}))
}

/// Ends one of the signed-in person's sessions.
///
/// # Errors
/// `session_not_found` for one that has ended, is somebody else's, or never was.
pub async fn end_own_session(tenon: &Tenon, access: &Access, session: Id, address: &str) -> Answer<()> {
    let (user, now, trail) = (access.actor.user, tenon.clock.now(), tenon.keys.trail().clone());
    let event = Event::new("session_ended").by(user).to(user).from(address).with(json!({"session": session}));
    tenon
        .store
        .write(async move |db: &mut Db| -> Answer<()> {
            let found = tables::sessions::get(db, session).await?.filter(|found| found.user_id == user);
            if found.is_none() || !tables::sessions::revoke(db, session, now).await? {
                return Err(Failure::new(Code::SessionNotFound));
            }
            trail.note(db, now, &event).await?;
            Ok(())
        })
        .await?;
    tenon.ended.add([session], now);
    Ok(())
}

/// Ends every session of the signed-in person but the present one; answers `{"ended"}` with their number.
///
/// # Errors
/// Whatever the database says.
pub async fn end_other_sessions(tenon: &Tenon, access: &Access, address: &str) -> Answer<Json> {
    let (user, present, now, trail) =
        (access.actor.user, access.session, tenon.clock.now(), tenon.keys.trail().clone());
    let event = Event::new("sessions_ended").by(user).to(user).from(address);
    let ended = tenon
        .store
        .write(async move |db: &mut Db| -> Result<Vec<Id>, StoreError> {
            let ended = end_all_of(db, user, Some(present), now).await?;
            trail.note(db, now, &event.clone().with(json!({"count": ended.len()}))).await?;
            Ok(ended)
        })
        .await?;
    let count = ended.len();
    tenon.ended.add(ended, now);
    Ok(json!({"ended": count}))
}

/// Ends every session of somebody, for those who keep people; answers `{"ended"}` with their number.
///
/// # Errors
/// `forbidden`, `person_not_found`.
pub async fn end_sessions_of(tenon: &Tenon, actor: &Actor, person: Id, address: &str) -> Answer<Json> {
    account_kept_by(&tenon.world(), actor, person)?;
    let (now, trail) = (tenon.clock.now(), tenon.keys.trail().clone());
    let event = Event::new("sessions_ended").by(actor.user).to(person).from(address);
    let ended = tenon
        .store
        .write(async move |db: &mut Db| -> Result<Vec<Id>, StoreError> {
            let ended = end_all_of(db, person, None, now).await?;
            trail.note(db, now, &event.clone().with(json!({"count": ended.len()}))).await?;
            Ok(ended)
        })
        .await?;
    let count = ended.len();
    tenon.ended.add(ended, now);
    Ok(json!({"ended": count}))
}

/// Ends the sessions of somebody in the caller's transaction, save one; answers which. Their access tokens are refused
/// once they are added to the ended ones, after the transaction.
pub(crate) async fn end_all_of(db: &mut Db, user: Id, save: Option<Id>, now: Timestamp) -> Result<Vec<Id>, StoreError> {
    let mut ended = Vec::new();
    for session in tables::sessions::list_of(db, user).await? {
        if Some(session.id) != save && tables::sessions::revoke(db, session.id, now).await? {
            ended.push(session.id);
        }
    }
    Ok(ended)
}
