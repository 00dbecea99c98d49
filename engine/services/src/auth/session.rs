//! Go on with a session, and end it.

use engine_errors::Code;
use engine_store::{Db, tables};
use engine_values::Id;

use super::login::{Session, fresh_refresh_token, opened, refresh_row};
use crate::text::sha256_hex;
use crate::{Answer, Failure, Tenon};

/// What became of a presented refresh token.
enum Turn {
    Rotated { user: Id, session: Id },
    Reused { session: Id },
    Unknown,
}

/// Exchanges a refresh token for fresh tokens; each is good once. A second use means that it was copied: the whole
/// session ends, for the thief and for the owner.
///
/// # Errors
/// `session_expired`, `refresh_reused`.
pub async fn refresh(tenon: &Tenon, presented: &str) -> Answer<Session> {
    tenon.is_current()?;
    let now = tenon.clock.now();
    let hash = sha256_hex(presented.as_bytes());
    let fresh = fresh_refresh_token()?;
    let next = fresh.clone();
    let turn = tenon
        .store
        .write(async move |db: &mut Db| -> Answer<Turn> {
            let Some(token) = tables::refresh_tokens::get(db, &hash).await? else {
                return Ok(Turn::Unknown);
            };
            let Some(session) = tables::sessions::get(db, token.session).await? else {
                return Ok(Turn::Unknown);
            };
            if session.revoked_at.is_some() || token.expires_at <= now {
                return Ok(Turn::Unknown);
            }
            if !tables::refresh_tokens::use_once(db, &hash, now).await? {
                tables::sessions::revoke(db, session.id, now).await?;
                return Ok(Turn::Reused { session: session.id });
            }
            tables::refresh_tokens::insert(db, &refresh_row(&next, session.id, now)).await?;
            tables::sessions::touch(db, session.id, now).await?;
            Ok(Turn::Rotated { user: session.user_id, session: session.id })
        })
        .await?;
    match turn {
        Turn::Unknown => Err(Failure::new(Code::SessionExpired)),
        Turn::Reused { session } => {
            tenon.throttle.end_session(session);
            Err(Failure::new(Code::RefreshReused))
        }
        Turn::Rotated { user, session } => {
            if tenon.world().actor(user).is_none() {
                return Err(Failure::new(Code::SessionExpired));
            }
            opened(tenon, user, session, fresh, now)
        }
    }
}

/// Ends the session that a refresh token belongs to; an unknown token is no error.
///
/// # Errors
/// Whatever the database says.
pub async fn logout(tenon: &Tenon, presented: &str) -> Answer<()> {
    let now = tenon.clock.now();
    let hash = sha256_hex(presented.as_bytes());
    let ended = tenon
        .store
        .write(async move |db: &mut Db| -> Answer<Option<Id>> {
            let Some(token) = tables::refresh_tokens::get(db, &hash).await? else {
                return Ok(None);
            };
            tables::sessions::revoke(db, token.session, now).await?;
            Ok(Some(token.session))
        })
        .await?;
    if let Some(session) = ended {
        tenon.throttle.end_session(session);
    }
    Ok(())
}
