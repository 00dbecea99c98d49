//! Go on with a session, and end it.

use engine_errors::Code;
use engine_store::{Db, tables};
use engine_values::Id;

use super::opening::{Caller, Open, Session, end_of, fresh_token, go_on, opened};
use super::rules::SignInRules;
use crate::audit::Event;
use crate::text::sha256_hex;
use crate::{Answer, Failure, Tenon};

/// What became of a presented refresh token.
enum Turn {
    Rotated(Open),
    Reused { session: Id },
    Unknown,
}

/// Exchanges a refresh token for fresh tokens; each is good once. A second use means that it was copied: the whole
/// session ends, for the thief and for the owner.
///
/// # Errors
/// `session_expired`, `refresh_reused`.
pub async fn refresh(tenon: &Tenon, presented: &str, caller: &Caller) -> Answer<Session> {
    tenon.is_current()?;
    let now = tenon.clock.now();
    let hash = sha256_hex(presented.as_bytes());
    let (fresh, address, trail) = (fresh_token()?, caller.address.clone(), tenon.keys.trail().clone());
    let turn = tenon
        .store
        .write(async move |db: &mut Db| -> Answer<Turn> {
            let Some(token) = tables::refresh_tokens::get(db, &hash).await? else {
                return Ok(Turn::Unknown);
            };
            let Some(session) = tables::sessions::get(db, token.session).await? else {
                return Ok(Turn::Unknown);
            };
            let rules = SignInRules::load(db).await?;
            if session.revoked_at.is_some() || token.expires_at <= now || end_of(&session, &rules) <= now {
                return Ok(Turn::Unknown);
            }
            if !tables::refresh_tokens::use_once(db, &hash, now).await? {
                tables::sessions::revoke(db, session.id, now).await?;
                let detail = serde_json::json!({"session": session.id});
                let event = Event::new("refresh_reused").to(session.user_id).from(&address).with(detail);
                trail.note(db, now, &event).await?;
                return Ok(Turn::Reused { session: session.id });
            }
            let open = go_on(db, &session, &fresh, now).await?;
            tables::sessions::touch(db, session.id, now, &address).await?;
            Ok(Turn::Rotated(open))
        })
        .await?;
    match turn {
        Turn::Unknown => Err(Failure::new(Code::SessionExpired)),
        Turn::Reused { session } => {
            tenon.ended.add([session], now);
            Err(Failure::new(Code::RefreshReused))
        }
        Turn::Rotated(open) => {
            if tenon.world().actor(open.user).is_none() {
                return Err(Failure::new(Code::SessionExpired));
            }
            opened(tenon, open, None, now)
        }
    }
}

/// Ends the session that a refresh token belongs to; an unknown token is no error.
///
/// # Errors
/// Whatever the database says.
pub async fn logout(tenon: &Tenon, presented: &str, caller: &Caller) -> Answer<()> {
    let now = tenon.clock.now();
    let hash = sha256_hex(presented.as_bytes());
    let (address, trail) = (caller.address.clone(), tenon.keys.trail().clone());
    let ended = tenon
        .store
        .write(async move |db: &mut Db| -> Answer<Option<Id>> {
            let Some(token) = tables::refresh_tokens::get(db, &hash).await? else {
                return Ok(None);
            };
            let Some(session) = tables::sessions::get(db, token.session).await? else {
                return Ok(None);
            };
            if tables::sessions::revoke(db, session.id, now).await? {
                let detail = serde_json::json!({"session": session.id});
                let (user, event) = (session.user_id, Event::new("sign_out"));
                trail.note(db, now, &event.by(user).to(user).from(&address).with(detail)).await?;
            }
            Ok(Some(session.id))
        })
        .await?;
    tenon.ended.add(ended, now);
    Ok(())
}
