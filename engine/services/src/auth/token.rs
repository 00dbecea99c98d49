//! Access tokens: signed, short, and checked against the organisation on every request.

use std::sync::{Arc, LazyLock};

use engine_access::Actor;
use engine_errors::Code;
use engine_values::{Id, Timestamp};
use jsonwebtoken::{Algorithm, Header, Validation, decode, encode};
use serde::{Deserialize, Serialize};

use crate::world::World;
use crate::{Answer, Failure, Tenon};

/// Seconds that an access token is good for at most.
pub(crate) const LIFETIME: i64 = 900;
/// Longest token that is looked at.
const MAX_LENGTH: usize = 2048;

/// What every token is held against; made once, because it is asked for on every request.
static VALIDATION: LazyLock<Validation> = LazyLock::new(|| {
    let mut validation = Validation::new(Algorithm::HS256);
    validation.set_issuer(&["tenon"]);
    validation.set_required_spec_claims(&["exp", "iss", "sub"]);
    // Our own clock decides, so that tests can turn it.
    validation.validate_exp = false;
    validation
});

#[derive(Debug, Serialize, Deserialize)]
struct Claims {
    iss: String,
    sub: Id,
    sid: Id,
    iat: i64,
    exp: i64,
}

/// A proven request: who asks, over which world.
#[derive(Clone)]
pub struct Access {
    /// Who asks.
    pub actor: Arc<Actor>,
    /// The session.
    pub session: Id,
    /// Model and organisation of this request.
    pub world: Arc<World>,
}

/// A token for a person's session, for so many seconds.
pub(crate) fn issue(tenon: &Tenon, user: Id, session: Id, now: Timestamp, seconds: i64) -> Answer<String> {
    let claims = Claims {
        iss: "tenon".to_owned(),
        sub: user,
        sid: session,
        iat: now.as_second(),
        exp: now.as_second() + seconds,
    };
    encode(&Header::new(Algorithm::HS256), &claims, tenon.keys.encoding())
        .map_err(|error| Failure::internal(error.to_string()))
}

/// Proves an access token: signature, age, session, and that the person is still active.
///
/// # Errors
/// `not_signed_in`, the same for every kind of bad token; `session_expired` when it was good once; `model_too_new` while
/// this process cannot serve the newest release.
pub fn access(tenon: &Tenon, token: &str) -> Answer<Access> {
    let refused = || Failure::new(Code::NotSignedIn);
    if token.len() > MAX_LENGTH {
        return Err(refused());
    }
    let claims = decode::<Claims>(token, tenon.keys.decoding(), &VALIDATION).map_err(|_| refused())?.claims;
    let expired = claims.exp <= tenon.clock.now().as_second();
    if expired || tenon.ended.has(claims.sid) {
        return Err(Failure::new(Code::SessionExpired));
    }
    tenon.is_current()?;
    let world = tenon.world();
    let actor = world.actor(claims.sub).cloned().ok_or_else(|| Failure::new(Code::SessionExpired))?;
    Ok(Access { actor, session: claims.sid, world })
}
