//! Bodies, bounded and typed.

use actix_web::web::{Bytes, Payload};
use engine_errors::{Code, Problem};
use engine_services::Failure;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json};

use crate::refusal::Refusal;

/// Largest JSON body: 2 MiB.
pub(crate) const JSON_LIMIT: usize = 2 * 1024 * 1024;
/// Largest file: 50 MiB.
pub(crate) const FILE_LIMIT: usize = 50 * 1024 * 1024;

/// The whole body, at most `limit` bytes.
pub(crate) async fn bytes(payload: Payload, limit: usize) -> Result<Bytes, Refusal> {
    let too_large = || Refusal(Failure::new(Code::BodyTooLarge).with("max", limit));
    match payload.to_bytes_limited(limit).await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(_)) => Err(Refusal::from(Code::BodyNotJson)),
        Err(_) => Err(too_large()),
    }
}

/// A JSON object; nothing at all counts as the empty one.
pub(crate) fn object(bytes: &[u8]) -> Result<Map<String, Json>, Refusal> {
    if bytes.is_empty() {
        return Ok(Map::new());
    }
    match serde_json::from_slice(bytes) {
        Ok(Json::Object(object)) => Ok(object),
        _ => Err(Refusal::from(Code::BodyNotJson)),
    }
}

/// A typed body; unknown keys and wrong types are problems of the body.
pub(crate) fn typed<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Refusal> {
    let json = Json::Object(object(bytes)?);
    serde_json::from_value(json).map_err(|error| {
        let problem = Problem::new(Code::DocumentInvalid).with("detail", error.to_string());
        Refusal(Failure::problems(vec![problem]))
    })
}
