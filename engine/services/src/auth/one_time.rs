//! Tokens that are good once and for a short time. Only their hash is stored.

use engine_errors::Code;
use engine_store::tables::one_time_tokens::{self, OneTimeToken};
use engine_store::{Db, StoreError};
use engine_values::{Id, Timestamp};

use crate::text::sha256_hex;
use crate::{Answer, Failure};

/// What a token permits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Making the first administrator.
    Setup,
    /// Choosing a password.
    Password,
    /// The second step of a sign-in.
    SecondStep,
}

impl Purpose {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Setup => "setup",
            Self::Password => "password",
            Self::SecondStep => "second_step",
        }
    }
}

/// Stores a token for so many seconds; answers when it ends.
pub(crate) async fn store(
    db: &mut Db,
    token: &str,
    purpose: Purpose,
    user_id: Option<Id>,
    now: Timestamp,
    seconds: i64,
) -> Result<Timestamp, StoreError> {
    let expires_at = Timestamp::from_second(now.as_second() + seconds).unwrap_or(now);
    let row = OneTimeToken {
        hash: sha256_hex(token.as_bytes()),
        purpose: purpose.word().to_owned(),
        user_id,
        created_at: now,
        expires_at,
        used_at: None,
    };
    one_time_tokens::insert(db, &row).await?;
    Ok(expires_at)
}

/// Whom a token is for, while it is good.
///
/// # Errors
/// `one_time_token_invalid`, the same for one that is wrong, used, or too old.
pub(crate) async fn find(db: &mut Db, token: &str, purpose: Purpose, now: Timestamp) -> Answer<Option<Id>> {
    let found = one_time_tokens::get(db, &sha256_hex(token.as_bytes())).await?;
    let good = found.filter(|row| row.purpose == purpose.word() && row.used_at.is_none() && row.expires_at > now);
    good.map(|row| row.user_id).ok_or_else(invalid)
}

/// Uses a token up: of two who present it only one succeeds.
///
/// # Errors
/// `one_time_token_invalid`.
pub(crate) async fn consume(db: &mut Db, token: &str, purpose: Purpose, now: Timestamp) -> Answer<Option<Id>> {
    let user = find(db, token, purpose, now).await?;
    if one_time_tokens::use_once(db, &sha256_hex(token.as_bytes()), now).await? { Ok(user) } else { Err(invalid()) }
}

fn invalid() -> Failure {
    Failure::new(Code::OneTimeTokenInvalid)
}
