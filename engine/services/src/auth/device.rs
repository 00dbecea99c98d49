//! Browsers where a person has signed in before: a signed cookie gives them a count of failures of their own.

use std::sync::LazyLock;

use engine_values::{Id, Timestamp, new_id};
use jsonwebtoken::{Algorithm, Header, Validation, decode, encode};
use serde::{Deserialize, Serialize};

use crate::{Answer, Failure, Tenon};

/// Seconds after which a browser is a stranger again.
pub(crate) const LIFETIME: i64 = 180 * 86_400;
/// Keeps these tokens apart from access tokens, which the same key signs.
const ISSUER: &str = "tenon-device";

static VALIDATION: LazyLock<Validation> = LazyLock::new(|| {
    let mut validation = Validation::new(Algorithm::HS256);
    validation.set_issuer(&[ISSUER]);
    validation.set_required_spec_claims(&["exp", "iss", "sub"]);
    validation.validate_exp = false;
    validation
});

#[derive(Debug, Serialize, Deserialize)]
struct Claims {
    iss: String,
    sub: Id,
    device: Id,
    exp: i64,
}

/// A token for a browser; the one that it has keeps its identity.
pub(crate) fn issue(tenon: &Tenon, user: Id, presented: Option<&str>, now: Timestamp) -> Answer<String> {
    let device = presented.and_then(|token| known(tenon, token, user, now)).unwrap_or_else(new_id);
    let claims = Claims { iss: ISSUER.to_owned(), sub: user, device, exp: now.as_second() + LIFETIME };
    encode(&Header::new(Algorithm::HS256), &claims, tenon.keys.encoding())
        .map_err(|error| Failure::internal(error.to_string()))
}

/// The browser's identity when this person has signed in there before.
pub(crate) fn known(tenon: &Tenon, token: &str, user: Id, now: Timestamp) -> Option<Id> {
    let claims = decode::<Claims>(token, tenon.keys.decoding(), &VALIDATION).ok()?.claims;
    (claims.sub == user && claims.exp > now.as_second()).then_some(claims.device)
}
