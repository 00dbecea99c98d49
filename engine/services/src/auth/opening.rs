//! Opening a session for somebody who has proven who he is, and the tokens of a session.

use engine_errors::Code;
use engine_store::tables::{refresh_tokens, sessions};
use engine_store::{Db, StoreError};
use engine_values::{Id, Timestamp, new_id};
use serde_json::json;

use super::rules::SignInRules;
use super::{device, token};
use crate::text::{random_bytes, sha256_hex, to_base64};
use crate::{Answer, Failure, Tenon};

/// Characters of a browser's name that are kept.
const AGENT_LENGTH: usize = 300;

/// Where a request comes from.
#[derive(Debug, Clone, Default)]
pub struct Caller {
    /// The network address.
    pub address: String,
    /// What the browser calls itself.
    pub agent: Option<String>,
    /// The cookie of a browser where somebody has signed in before.
    pub device: Option<String>,
}

/// A session's fresh tokens.
pub struct Session {
    /// For the `Authorization` header.
    pub access_token: String,
    /// Seconds until the access token ends.
    pub expires_in: i64,
    /// For the cookie; good once.
    pub refresh_token: String,
    /// Seconds until the refresh token ends.
    pub refresh_in: i64,
    /// For the cookie of the browser, with the seconds until it ends; after a sign-in only.
    pub device: Option<(String, i64)>,
    /// `{"id", "login", "name", "language"}`.
    pub user: serde_json::Value,
}

/// A session before its person hears of it.
pub(crate) struct Open {
    pub(crate) user: Id,
    pub(crate) session: Id,
    pub(crate) refresh_token: String,
    pub(crate) refresh_until: Timestamp,
    /// When the session ends however much it is used.
    pub(crate) session_until: Timestamp,
}

/// Stores a new session.
pub(crate) async fn open(
    db: &mut Db,
    user: Id,
    caller: &Caller,
    refresh_token: &str,
    now: Timestamp,
) -> Result<Open, StoreError> {
    let session = sessions::Session {
        id: new_id(),
        user_id: user,
        created_at: now,
        last_used_at: now,
        revoked_at: None,
        user_agent: caller.agent.as_ref().map(|agent| agent.chars().take(AGENT_LENGTH).collect()),
        address: Some(caller.address.clone()),
    };
    sessions::insert(db, &session).await?;
    go_on(db, &session, refresh_token, now).await
}

/// Stores the next refresh token of a session.
pub(crate) async fn go_on(
    db: &mut Db,
    session: &sessions::Session,
    refresh_token: &str,
    now: Timestamp,
) -> Result<Open, StoreError> {
    let rules = SignInRules::load(db).await?;
    let session_until = end_of(session, &rules);
    let idle_until = later(now, rules.idle_hours * 3_600);
    let refresh_until = idle_until.min(session_until);
    let row = refresh_tokens::RefreshToken {
        hash: sha256_hex(refresh_token.as_bytes()),
        session: session.id,
        created_at: now,
        expires_at: refresh_until,
        used_at: None,
    };
    refresh_tokens::insert(db, &row).await?;
    let refresh_token = refresh_token.to_owned();
    Ok(Open { user: session.user_id, session: session.id, refresh_token, refresh_until, session_until })
}

/// When a session ends however much it is used.
pub(crate) fn end_of(session: &sessions::Session, rules: &SignInRules) -> Timestamp {
    later(session.created_at, rules.session_days * 86_400)
}

fn later(instant: Timestamp, seconds: i64) -> Timestamp {
    Timestamp::from_second(instant.as_second() + seconds).unwrap_or(instant)
}

/// The answer of a sign-in or refresh; a sign-in makes the browser known.
pub(crate) fn opened(tenon: &Tenon, open: Open, caller: Option<&Caller>, now: Timestamp) -> Answer<Session> {
    let world = tenon.world();
    let person = world.directory.person(open.user).ok_or_else(|| Failure::new(Code::SessionExpired))?;
    let language = person.language.as_deref().unwrap_or(crate::DEFAULT_LANGUAGE);
    let expires_in = token::LIFETIME.min(open.session_until.as_second() - now.as_second());
    let device = match caller {
        Some(caller) => Some((device::issue(tenon, open.user, caller.device.as_deref(), now)?, device::LIFETIME)),
        None => None,
    };
    Ok(Session {
        access_token: token::issue(tenon, open.user, open.session, now, expires_in)?,
        expires_in,
        refresh_token: open.refresh_token,
        refresh_in: open.refresh_until.as_second() - now.as_second(),
        device,
        user: json!({"id": open.user, "login": person.login, "name": person.name, "language": language}),
    })
}

/// 256 random bits as text.
pub(crate) fn fresh_token() -> Answer<String> {
    let bytes = random_bytes::<32>().ok_or_else(|| Failure::internal("no random bytes"))?;
    Ok(to_base64(&bytes))
}
