//! Fields that a field brings with it: ordinary fields of the model, named after the one they belong to.

use engine_definitions::Label;
use serde_json::{Map, Value as Json};

/// What a companion is to its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CompanionRole {
    /// When the present stage was entered; written by the system.
    StageSince,
    /// The probability of the present stage.
    StageProbability,
    /// Whether the present stage is open, won or lost.
    StageCategory,
    /// The currency of an amount.
    Currency,
    /// What one unit of that currency is worth in the company's own.
    Rate,
    /// The day of that rate.
    RateDate,
    /// The amount in the company currency.
    CompanyAmount,
}

/// A field that comes with another one.
#[derive(Debug, Clone)]
pub struct Companion {
    /// What it is to its field.
    pub role: CompanionRole,
    /// Follows the name and the identity of its field after a `_`.
    pub suffix: &'static str,
    /// Its type, a key of the registry.
    pub kind: &'static str,
    /// Settings of the type.
    pub options: Map<String, Json>,
    /// Follows the label of its field.
    pub label: Label,
    /// Makes it computed.
    pub formula: Option<String>,
    /// Nobody writes it by hand.
    pub read_only: bool,
}

/// A label in both languages of the product.
pub(crate) fn label(chinese: &str, english: &str) -> Label {
    Label([("zh-CN".to_owned(), chinese.to_owned()), ("en".to_owned(), english.to_owned())].into())
}
