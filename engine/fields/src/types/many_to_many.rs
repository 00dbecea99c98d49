//! `many_to_many`: several records of another object, each of which may be linked to several of these.

use engine_errors::{Code, Problem, Problems};
use engine_values::{ColumnType, Value};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

use super::identity;
use crate::{FieldType, Operator, OptionSets, Relation};

/// Most links of one record.
const MAX: usize = 500;

/// Options of `many_to_many`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Options {
    /// API name of the object linked to.
    object: String,
    /// Name of a `many_to_many` field of that object: this field shows the same links from the other side.
    inverse: Option<String>,
    /// Most links of one record, 1 to 500.
    #[serde(default = "usual_links")]
    max_links: usize,
}

fn usual_links() -> usize {
    MAX
}

/// Links to records of another object.
pub(crate) struct ManyToMany(Options);

impl FieldType for ManyToMany {
    const KIND: &'static str = "many_to_many";
    type Options = Options;

    fn compile(options: Options, _sets: &dyn OptionSets) -> Result<Self, Problems> {
        if !(1..=MAX).contains(&options.max_links) {
            return Err(vec![Problem::at(Code::OptionsInvalid, "/max_links").with("min", 1).with("max", MAX)]);
        }
        Ok(Self(options))
    }

    /// The links are in a table of their own.
    fn column(&self) -> Option<ColumnType> {
        None
    }

    fn parse(&self, json: &Json) -> Result<Value, Problem> {
        identity::parse_list(json, self.0.max_links, "records")
    }

    fn operators(&self) -> &'static [Operator] {
        &[Operator::ContainsAny, Operator::ContainsAll, Operator::Empty, Operator::NotEmpty]
    }

    fn record_schema(&self) -> Json {
        json!({"type": "array", "maxItems": self.0.max_links, "items": identity::schema(&self.0.object)})
    }

    fn relation(&self) -> Option<Relation> {
        let Options { object, inverse, max_links } = &self.0;
        Some(Relation::Links { object: object.clone(), inverse: inverse.clone(), max_links: *max_links })
    }

    fn input_options(&self) -> Map<String, Json> {
        Map::from_iter([("max_links".to_owned(), json!(self.0.max_links))])
    }

    fn sample() -> (Json, Json) {
        (json!({"object": "customer"}), json!(["01939f8e-0000-7000-8000-000000000003"]))
    }
}
