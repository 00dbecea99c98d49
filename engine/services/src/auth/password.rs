//! Password hashes: argon2id at the library's recommended cost (19 MiB, 2 passes), a few at a time.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use engine_errors::Code;
use tokio::sync::Semaphore;

use super::password_rules::MAX_LENGTH;
use crate::{Answer, Failure};

/// Hashes at once; more would take all memory and cores from everybody else (security.md §1.1).
static LANES: Semaphore = Semaphore::const_new(4);
/// Hashes a new password that was checked before.
///
/// # Errors
/// `busy` when too many are being hashed.
pub(crate) async fn hash(password: &str) -> Answer<String> {
    let password = password.to_owned();
    in_lane(move || {
        let hash: Result<argon2::password_hash::phc::PasswordHash, _> =
            Argon2::default().hash_password(password.as_bytes());
        hash.map(|hash| hash.to_string()).map_err(|error| Failure::internal(error.to_string()))
    })
    .await?
}

/// Whether a password fits a stored hash. Without a hash the same work is done, so that the time tells nothing about
/// which logins exist.
pub(crate) async fn fits(password: &str, stored: Option<String>) -> Answer<bool> {
    if password.chars().count() > MAX_LENGTH {
        return Ok(false);
    }
    let password = password.to_owned();
    in_lane(move || match stored {
        Some(stored) => PasswordHash::new(&stored)
            .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok()),
        None => {
            let hash: Result<argon2::password_hash::phc::PasswordHash, _> =
                Argon2::default().hash_password(password.as_bytes());
            drop(hash);
            false
        }
    })
    .await
}

async fn in_lane<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Answer<T> {
    let waiting = tokio::time::timeout(std::time::Duration::from_secs(5), LANES.acquire()).await;
    let Ok(Ok(_permit)) = waiting else {
        return Err(Failure::new(Code::Busy));
    };
    tokio::task::spawn_blocking(work).await.map_err(|error| Failure::internal(error.to_string()))
}
