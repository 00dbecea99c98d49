//! `location`: a point on the map, with an address if there is one.

use engine_errors::{Code, Problem, Problems};
use engine_values::{ColumnType, Value};
use rust_decimal::prelude::ToPrimitive as _;
use rust_decimal::{Decimal, RoundingStrategy};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Number, Value as Json, json};

use super::short_text::{self, mismatch};
use crate::{FieldType, Operator, OptionSets};

/// Places of a degree that are kept: a hundredth of a metre. What devices say beyond that is noise.
const PLACES: u32 = 7;
/// Longest address in characters.
const MAX_ADDRESS: usize = 200;

/// `location` has no options.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Options {}

/// A point on the map.
pub(crate) struct Location;

impl FieldType for Location {
    const KIND: &'static str = "location";
    type Options = Options;

    fn compile(_options: Options, _sets: &dyn OptionSets) -> Result<Self, Problems> {
        Ok(Self)
    }

    fn column(&self) -> Option<ColumnType> {
        Some(ColumnType::Json)
    }

    fn parse(&self, json: &Json) -> Result<Value, Problem> {
        let Json::Object(given) = json else {
            return Err(mismatch("location"));
        };
        if given.keys().any(|key| !matches!(key.as_str(), "latitude" | "longitude" | "address")) {
            return Err(mismatch("location"));
        }
        let mut kept = Map::new();
        for (key, limit) in [("latitude", 90), ("longitude", 180)] {
            let degrees = degrees(given.get(key), limit).map_err(|problem| problem.below(&format!("/{key}")))?;
            kept.insert(key.to_owned(), Json::Number(degrees));
        }
        if let Some(address) = given.get("address").filter(|address| !address.is_null()) {
            let address =
                short_text::parse(address, MAX_ADDRESS).map_err(|problem| problem.below("/address"))?.to_json();
            if !address.is_null() {
                kept.insert("address".to_owned(), address);
            }
        }
        Ok(Value::Json(Json::Object(kept)))
    }

    fn operators(&self) -> &'static [Operator] {
        &[Operator::Empty, Operator::NotEmpty]
    }

    fn record_schema(&self) -> Json {
        json!({
            "type": "object",
            "required": ["latitude", "longitude"],
            "properties": {
                "latitude": {"type": "number", "minimum": -90, "maximum": 90},
                "longitude": {"type": "number", "minimum": -180, "maximum": 180},
                "address": {"type": "string", "maxLength": MAX_ADDRESS},
            },
            "additionalProperties": false,
        })
    }

    fn display(&self, value: &Value, _language: &str) -> Option<String> {
        let Value::Json(point) = value else { return None };
        let (latitude, longitude) = (point.get("latitude")?, point.get("longitude")?);
        let address = point.get("address").and_then(Json::as_str);
        Some(address.map_or_else(|| format!("{latitude}, {longitude}"), str::to_owned))
    }

    fn sample() -> (Json, Json) {
        (json!({}), json!({"address": "苏州市姑苏区", "latitude": 31.299, "longitude": 120.585}))
    }
}

/// Degrees within `-limit` and `limit`, from a number or its text.
fn degrees(json: Option<&Json>, limit: i64) -> Result<Number, Problem> {
    let text = match json {
        Some(Json::Number(number)) => number.to_string(),
        Some(Json::String(text)) => text.trim().to_owned(),
        Some(Json::Null) | None => return Err(Problem::new(Code::Required)),
        Some(_) => return Err(mismatch("decimal")),
    };
    let number = text.parse().or_else(|_| Decimal::from_scientific(&text)).map_err(|_| mismatch("decimal"))?;
    if number.abs() > Decimal::from(limit) {
        return Err(Problem::new(Code::OutOfRange).with("min", -limit).with("max", limit));
    }
    let rounded = number.round_dp_with_strategy(PLACES, RoundingStrategy::MidpointAwayFromZero);
    rounded.to_f64().and_then(Number::from_f64).ok_or_else(|| mismatch("decimal"))
}
