//! The fields that every record has. They are read like any other and never written through a generic body.

use std::sync::Arc;

use engine_definitions::{Label, OptionColor, OptionDocument};
use engine_errors::{Problem, Problems};
use engine_values::{ColumnType, Value};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

use crate::types::identity;
use crate::{AnyField, Choice, FieldType, Operator, OptionSets, entry, operator};

/// A system field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the words are the meaning")]
pub enum SystemField {
    Id,
    Revision,
    CreatedAt,
    CreatedBy,
    UpdatedAt,
    UpdatedBy,
    Owner,
    Department,
    ApprovalState,
    Position,
}

impl SystemField {
    /// All of them, in the order of the columns. `Position` is only in tables of children rows.
    pub const ALL: &'static [Self] = &[
        Self::Id,
        Self::Revision,
        Self::CreatedAt,
        Self::CreatedBy,
        Self::UpdatedAt,
        Self::UpdatedBy,
        Self::Owner,
        Self::Department,
        Self::ApprovalState,
        Self::Position,
    ];

    /// API name, and physical name too: user fields' physical names begin with `f_`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Revision => "revision",
            Self::CreatedAt => "created_at",
            Self::CreatedBy => "created_by",
            Self::UpdatedAt => "updated_at",
            Self::UpdatedBy => "updated_by",
            Self::Owner => "owner",
            Self::Department => "department",
            Self::ApprovalState => "approval_state",
            Self::Position => "position",
        }
    }

    fn kind(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Revision | Self::Position => "integer",
            Self::CreatedAt | Self::UpdatedAt => "datetime",
            Self::CreatedBy | Self::UpdatedBy | Self::Owner => "user",
            Self::Department => "department",
            Self::ApprovalState => "select",
        }
    }
}

/// The rules of a system field.
#[must_use]
pub fn system_rules(field: SystemField) -> Arc<dyn AnyField> {
    struct NoSets;
    impl OptionSets for NoSets {
        fn options(&self, _name: &str) -> Option<Vec<Choice>> {
            None
        }
    }
    let options = match field {
        SystemField::ApprovalState => json!({"options": approval_states()}),
        _ => json!({}),
    };
    let options = options.as_object().cloned().unwrap_or_else(Map::new);
    entry(field.kind()).and_then(|entry| (entry.compile)(&options, &NoSets).ok()).unwrap_or_else(|| Arc::new(RecordId))
}

fn approval_states() -> Vec<OptionDocument> {
    let option = |value: &str, chinese: &str, english: &str, color| OptionDocument {
        value: value.to_owned(),
        former_names: Vec::new(),
        label: Label([("zh-CN".to_owned(), chinese.to_owned()), ("en".to_owned(), english.to_owned())].into()),
        color,
    };
    vec![
        option("running", "审批中", "In approval", OptionColor::Blue),
        option("approved", "已通过", "Approved", OptionColor::Green),
        option("rejected", "已驳回", "Rejected", OptionColor::Red),
        option("withdrawn", "已撤回", "Withdrawn", OptionColor::Gray),
    ]
}

/// The identity of a record. Not in the registry: nobody adds an `id` field to an object.
struct RecordId;

/// `id` has no options.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NoOptions {}

impl FieldType for RecordId {
    const KIND: &'static str = "id";
    type Options = NoOptions;

    fn compile(_options: NoOptions, _sets: &dyn OptionSets) -> Result<Self, Problems> {
        Ok(Self)
    }

    fn column(&self) -> Option<ColumnType> {
        Some(ColumnType::Id)
    }

    fn parse(&self, json: &Json) -> Result<Value, Problem> {
        identity::parse(json)
    }

    fn operators(&self) -> &'static [Operator] {
        operator::IDENTITY
    }

    fn record_schema(&self) -> Json {
        json!({"type": "string", "format": "uuid"})
    }

    fn sample() -> (Json, Json) {
        (json!({}), json!("01939f8e-0000-7000-8000-000000000005"))
    }
}
