//! One stored value, whatever its field type.

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use uuid::Uuid;

/// A typed value on its way between a request, an expression and a column.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Value {
    /// Blank: no value.
    #[default]
    Null,
    /// True or false.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// An exact decimal; never a float.
    Decimal(Decimal),
    /// Text, also the key of a select option.
    Text(String),
    /// A calendar day without a zone.
    Date(Date),
    /// An instant, to the microsecond.
    Instant(Timestamp),
    /// A reference to a record, user, department or file.
    Id(Uuid),
    /// An ordered set of keys (multi-select, files).
    List(Vec<String>),
    /// Structured data kept as it is.
    Json(serde_json::Value),
}

impl Value {
    /// True for [`Value::Null`].
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// True for null, the empty text and the empty list: what a user calls "not filled in".
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Null => true,
            Self::Text(text) => text.is_empty(),
            Self::List(items) => items.is_empty(),
            _ => false,
        }
    }

    /// The text, if this is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The identity, if this is one.
    #[must_use]
    pub fn as_id(&self) -> Option<Uuid> {
        match self {
            Self::Id(id) => Some(*id),
            _ => None,
        }
    }

    /// The whole number, if this is one.
    #[must_use]
    pub fn as_int(&self) -> Option<i64> {
        match self {
            Self::Int(number) => Some(*number),
            _ => None,
        }
    }

    /// The number, whole or decimal, as an exact decimal.
    #[must_use]
    pub fn as_decimal(&self) -> Option<Decimal> {
        match self {
            Self::Decimal(number) => Some(*number),
            Self::Int(number) => Some(Decimal::from(*number)),
            _ => None,
        }
    }

    /// The value as the API writes it: decimals and ids as strings, instants as RFC 3339 in UTC.
    /// References become the bare id; labels are added by whoever knows them.
    #[must_use]
    pub fn to_json(&self) -> serde_json::Value {
        use serde_json::Value as Json;
        match self {
            Self::Null => Json::Null,
            Self::Bool(flag) => Json::Bool(*flag),
            Self::Int(number) => Json::from(*number),
            Self::Decimal(number) => Json::String(number.to_string()),
            Self::Text(text) => Json::String(text.clone()),
            Self::Date(date) => Json::String(date.to_string()),
            Self::Instant(instant) => Json::String(crate::instant_to_text(*instant)),
            Self::Id(id) => Json::String(id.to_string()),
            Self::List(items) => Json::Array(items.iter().cloned().map(Json::String).collect()),
            Self::Json(json) => json.clone(),
        }
    }
}

impl From<Option<Self>> for Value {
    fn from(value: Option<Self>) -> Self {
        value.unwrap_or(Self::Null)
    }
}
impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}
impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}
impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}
impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Bool(flag)
    }
}
impl From<Uuid> for Value {
    fn from(id: Uuid) -> Self {
        Self::Id(id)
    }
}
impl From<Timestamp> for Value {
    fn from(instant: Timestamp) -> Self {
        Self::Instant(instant)
    }
}
