//! Who asks, and what the address and headers say, as typed values.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest, web};
use engine_errors::{Code, Problem};
use engine_services::{Access, Failure, Once, Tenon, access};
use engine_values::Id;

use crate::refusal::{ReaderLanguage, Refusal};

/// A signed-in person: the only way for a handler to get an actor.
pub(crate) struct Signed(pub(crate) Access);

impl FromRequest for Signed {
    type Error = Refusal;
    type Future = Ready<Result<Self, Refusal>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        ready(signed(request))
    }
}

fn signed(request: &HttpRequest) -> Result<Signed, Refusal> {
    let tenon = request.app_data::<web::Data<Tenon>>().ok_or(Refusal::from(Code::Internal))?;
    let header = request.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let token = header.and_then(|value| value.strip_prefix("Bearer ")).ok_or(Refusal::from(Code::NotSignedIn))?;
    let access = access(tenon, token)?;
    request.extensions_mut().insert(ReaderLanguage(access.actor.language.clone()));
    Ok(Signed(access))
}

/// An identity in the address. What is not one cannot exist.
pub(crate) fn id(text: &str, missing: Code) -> Result<Id, Refusal> {
    Id::try_parse(text).map_err(|_| Refusal::from(missing))
}

/// The revision in `If-Match`.
pub(crate) fn if_match(request: &HttpRequest) -> Result<i64, Refusal> {
    let value = request.headers().get(header::IF_MATCH).and_then(|value| value.to_str().ok());
    let value = value.ok_or(Refusal::from(Code::RevisionMissing))?;
    value.trim().trim_start_matches("W/").trim_matches('"').parse().map_err(|_| Refusal::from(Code::RevisionMissing))
}

/// The idempotency key of a write with the fingerprint of the request.
pub(crate) fn once(request: &HttpRequest, body: &[u8]) -> Result<Option<Once>, Refusal> {
    let Some(value) = request.headers().get("idempotency-key") else { return Ok(None) };
    let key = value.to_str().ok().filter(|key| (1..=200).contains(&key.len()));
    let invalid = || Failure::from(Problem::at(Code::ParameterInvalid, "Idempotency-Key").with("max", 200));
    let key = key.ok_or_else(invalid)?;
    let address = request.uri().to_string();
    Ok(Some(Once::new(key.to_owned(), request.method().as_str(), &address, body)))
}

/// The query string as pairs; a name may come once.
pub(crate) fn parameters(request: &HttpRequest, known: &[&str]) -> Result<Parameters, Refusal> {
    let pairs = web::Query::<Vec<(String, String)>>::from_query(request.query_string())
        .map_err(|_| Refusal::from(Problem::at(Code::ParameterInvalid, "?")))?
        .into_inner();
    let mut problems = Vec::new();
    for (index, (name, _)) in pairs.iter().enumerate() {
        if !known.contains(&name.as_str()) {
            problems.push(Problem::at(Code::ParameterUnknown, name.as_str()).with("name", name.as_str()));
        } else if pairs.iter().take(index).any(|(other, _)| other == name) {
            problems.push(Problem::at(Code::ParameterInvalid, name.as_str()).with("name", name.as_str()));
        }
    }
    if problems.is_empty() { Ok(Parameters(pairs)) } else { Err(Refusal(Failure::problems(problems))) }
}

/// Parameters of a request.
pub(crate) struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// The value of a parameter.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
            .filter(|value| !value.is_empty())
    }

    /// A parameter that is a whole number.
    pub(crate) fn number<T: std::str::FromStr>(&self, name: &str) -> Result<Option<T>, Refusal> {
        let invalid = |text: &str| Refusal::from(Problem::at(Code::ParameterInvalid, name).with("value", text));
        self.get(name).map(|text| text.parse().map_err(|_| invalid(text))).transpose()
    }

    /// A parameter that is a list separated by commas.
    pub(crate) fn list(&self, name: &str) -> Option<Vec<String>> {
        let text = self.get(name)?;
        Some(text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect())
    }
}
