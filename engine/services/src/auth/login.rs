//! Sign in with login and password.

use engine_errors::Code;
use engine_store::{Db, tables};
use engine_values::{Id, Timestamp, new_id};
use serde::Deserialize;
use serde_json::json;

use super::{password, token};
use crate::text::{random_bytes, sha256_hex, to_base64};
use crate::{Answer, Failure, Tenon};

/// Days after which an unused session ends.
pub(crate) const REFRESH_DAYS: i64 = 14;

/// What somebody signs in with.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Credentials {
    /// The login.
    pub login: String,
    /// The password.
    pub password: String,
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
    /// `{"id", "login", "name", "language"}`.
    pub user: serde_json::Value,
}

/// Signs in.
///
/// # Errors
/// `login_failed` for an unknown login, a wrong password or an inactive person alike; `login_throttled`.
pub async fn login(tenon: &Tenon, credentials: Credentials, address: &str, agent: Option<String>) -> Answer<Session> {
    tenon.is_current()?;
    let name = credentials.login.trim().to_lowercase();
    let now = tenon.clock.now();
    let wait = tenon.throttle.wait(&name, address, now);
    if wait > 0 {
        return Err(Failure::new(Code::LoginThrottled).with("seconds", wait));
    }
    // PostgreSQL knows no text with a NUL, so it is nobody's login.
    let user = if name.contains('\0') {
        None
    } else {
        tenon.store.read(async |db: &mut Db| tables::users::by_login(db, &name).await).await?
    };
    let stored = user.as_ref().filter(|user| user.active).and_then(|user| user.password_hash.clone());
    let fits = password::fits(&credentials.password, stored).await?;
    let Some(user) = user.filter(|_| fits) else {
        tenon.throttle.failed(&name, address, now);
        return Err(Failure::new(Code::LoginFailed));
    };
    tenon.throttle.succeeded(&name, address);
    let session = tables::sessions::Session {
        id: new_id(),
        user_id: user.id,
        created_at: now,
        last_used_at: now,
        revoked_at: None,
        user_agent: agent.map(|agent| agent.chars().take(200).collect()),
    };
    let id = session.id;
    let fresh = fresh_refresh_token()?;
    let row = refresh_row(&fresh, id, now);
    tenon
        .store
        .write(async move |db: &mut Db| -> Answer<()> {
            tables::sessions::insert(db, &session).await?;
            tables::refresh_tokens::insert(db, &row).await?;
            Ok(())
        })
        .await?;
    opened(tenon, user.id, id, fresh, now)
}

/// The answer of a sign-in or refresh.
pub(crate) fn opened(tenon: &Tenon, user: Id, session: Id, refresh_token: String, now: Timestamp) -> Answer<Session> {
    let world = tenon.world();
    let person = world.directory.person(user).ok_or_else(|| Failure::new(Code::SessionExpired))?;
    let language = person.language.as_deref().unwrap_or(crate::DEFAULT_LANGUAGE);
    Ok(Session {
        access_token: token::issue(tenon, user, session, now)?,
        expires_in: token::LIFETIME,
        refresh_token,
        refresh_in: REFRESH_DAYS * 86_400,
        user: json!({"id": user, "login": person.login, "name": person.name, "language": language}),
    })
}

/// 256 random bits as text.
pub(crate) fn fresh_refresh_token() -> Answer<String> {
    let bytes = random_bytes::<32>().ok_or_else(|| Failure::internal("no random bytes"))?;
    Ok(to_base64(&bytes))
}

/// The stored form: only the hash, so that a stolen database opens no session.
pub(crate) fn refresh_row(token: &str, session: Id, now: Timestamp) -> tables::refresh_tokens::RefreshToken {
    let expires_at = Timestamp::from_second(now.as_second() + REFRESH_DAYS * 86_400).unwrap_or(now);
    tables::refresh_tokens::RefreshToken {
        hash: sha256_hex(token.as_bytes()),
        session,
        created_at: now,
        expires_at,
        used_at: None,
    }
}
