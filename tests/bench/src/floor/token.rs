//! The token check that Tenon does: HS256, issuer, age, and that the person is known.

use std::collections::HashMap;
use std::path::Path;

use actix_web::HttpRequest;
use actix_web::http::header;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode};
use serde::Deserialize;
use uuid::Uuid;

use crate::Outcome;

#[derive(Deserialize)]
struct Claims {
    sub: Uuid,
    #[expect(dead_code, reason = "decoded as the real server decodes it")]
    sid: Uuid,
    exp: i64,
}

/// A person as the floor knows one.
pub(super) struct Person {
    /// Shown in references.
    pub(super) name: String,
    /// Home of what the person creates.
    pub(super) department: Option<Uuid>,
    /// Departments whose rows the person sees beside the own ones; empty for an ordinary member. Always four, the
    /// last one repeated, so that one statement serves.
    pub(super) sees: Option<[Uuid; 4]>,
}

/// Everything that stays the same while the floor runs.
pub(super) struct Office {
    key: DecodingKey,
    validation: Validation,
    /// People by identity.
    pub(super) people: HashMap<Uuid, Person>,
    /// Names of departments.
    pub(super) departments: HashMap<Uuid, String>,
}

impl Office {
    /// Reads the key of the installation.
    #[expect(clippy::disallowed_methods, reason = "the floor checks the tokens of the installation beside it")]
    pub(super) fn open(
        folder: &Path,
        people: HashMap<Uuid, Person>,
        departments: HashMap<Uuid, String>,
    ) -> Outcome<Self> {
        let key = DecodingKey::from_secret(&std::fs::read(folder.join("keys/token.key"))?);
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_issuer(&["tenon"]);
        validation.set_required_spec_claims(&["exp", "iss", "sub"]);
        validation.validate_exp = false;
        Ok(Self { key, validation, people, departments })
    }

    /// Who asks.
    pub(super) fn reader(&self, request: &HttpRequest) -> Option<(Uuid, &Person)> {
        let header = request.headers().get(header::AUTHORIZATION)?.to_str().ok()?;
        let claims = decode::<Claims>(header.strip_prefix("Bearer ")?, &self.key, &self.validation).ok()?.claims;
        let now = engine_values::Clock::now(&engine_values::SystemClock).as_second();
        if claims.exp <= now {
            return None;
        }
        Some((claims.sub, self.people.get(&claims.sub)?))
    }
}
