//! `signature`: one drawn signature, kept as a picture.

use engine_errors::{Problem, Problems};
use engine_values::{ColumnType, Value};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::identity;
use crate::{FieldType, Operator, OptionSets, Relation};

/// `signature` has no options.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Options {}

/// A drawn signature.
pub(crate) struct Signature;

impl FieldType for Signature {
    const KIND: &'static str = "signature";
    type Options = Options;

    fn compile(_options: Options, _sets: &dyn OptionSets) -> Result<Self, Problems> {
        Ok(Self)
    }

    fn column(&self) -> Option<ColumnType> {
        Some(ColumnType::TextList)
    }

    fn parse(&self, json: &Json) -> Result<Value, Problem> {
        identity::parse_list(json, 1, "files")
    }

    fn operators(&self) -> &'static [Operator] {
        &[Operator::Empty, Operator::NotEmpty]
    }

    fn record_schema(&self) -> Json {
        json!({"type": "array", "maxItems": 1, "items": identity::schema("a picture")})
    }

    fn relation(&self) -> Option<Relation> {
        // What a drawing surface makes, and a scan of a signature on paper.
        let accept = vec!["image/png".to_owned(), "image/jpeg".to_owned()];
        Some(Relation::Files { max_files: 1, accept, is_verified: true })
    }

    fn sample() -> (Json, Json) {
        (json!({}), json!(["01939f8e-0000-7000-8000-000000000004"]))
    }
}
