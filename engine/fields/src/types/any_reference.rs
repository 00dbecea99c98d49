//! `any_reference`: one record of one of several objects.

use engine_errors::{Code, Problem, Problems};
use engine_expressions::Type;
use engine_values::{ColumnType, Value};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::{identity, short_text::mismatch};
use crate::{FieldType, OnDelete, Operator, OptionSets, Relation, any_key, any_key_range};

/// Most objects of one field.
const MAX_OBJECTS: usize = 20;

/// Options of `any_reference`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Options {
    /// API names of the objects, 1 to 20.
    objects: Vec<String>,
    /// What happens when the record referred to is deleted.
    #[serde(default)]
    on_delete: OnDelete,
}

/// One record of one of several objects.
pub(crate) struct AnyReference {
    /// API name and identity of each object.
    objects: Vec<(String, String)>,
    on_delete: OnDelete,
}

impl AnyReference {
    /// Identity of the object that a value names.
    fn uid(&self, json: &Json) -> Result<&str, Problem> {
        let name = json.get("object").and_then(Json::as_str).ok_or_else(|| mismatch("object and id"))?;
        let found = self.objects.iter().find(|(known, _)| known == name);
        found
            .map(|(_, uid)| uid.as_str())
            .ok_or_else(|| Problem::at(Code::OptionUnknown, "/object").with("value", name))
    }
}

impl FieldType for AnyReference {
    const KIND: &'static str = "any_reference";
    type Options = Options;

    fn compile(options: Options, sets: &dyn OptionSets) -> Result<Self, Problems> {
        let mut problems = Vec::new();
        let mut objects: Vec<(String, String)> = Vec::new();
        for (index, name) in options.objects.into_iter().enumerate() {
            let path = format!("/objects/{index}");
            match sets.object_uid(&name) {
                None => {
                    problems.push(Problem::at(Code::ReferenceDangling, path).with("kind", "object").with("name", name));
                }
                Some(_) if objects.iter().any(|(known, _)| *known == name) => {
                    problems.push(Problem::at(Code::NameDuplicate, path).with("name", name));
                }
                Some(uid) => objects.push((name, uid)),
            }
        }
        if problems.is_empty() && !(1..=MAX_OBJECTS).contains(&objects.len()) {
            problems.push(Problem::at(Code::OptionsInvalid, "/objects").with("min", 1).with("max", MAX_OBJECTS));
        }
        if problems.is_empty() { Ok(Self { objects, on_delete: options.on_delete }) } else { Err(problems) }
    }

    fn column(&self) -> Option<ColumnType> {
        Some(ColumnType::Text)
    }

    /// `{"object", "id"}`, with or without the label that a read adds.
    fn parse(&self, json: &Json) -> Result<Value, Problem> {
        let Json::Object(given) = json else {
            return Err(mismatch("object and id"));
        };
        if given.keys().any(|key| !matches!(key.as_str(), "object" | "id" | "label")) {
            return Err(mismatch("object and id"));
        }
        let uid = self.uid(json)?;
        let id = given.get("id").ok_or_else(|| Problem::at(Code::Required, "/id"))?;
        let id = identity::parse(id).map_err(|problem| problem.below("/id"))?;
        let id = id.as_id().ok_or_else(|| Problem::at(Code::Required, "/id"))?;
        Ok(Value::Text(any_key(uid, id)))
    }

    /// All records of one object: `{"object"}` or its name.
    fn range_within(&self, json: &Json) -> Result<(Value, Value), Problem> {
        let named = if json.is_string() { json!({"object": json}) } else { json.clone() };
        let (low, high) = any_key_range(self.uid(&named)?);
        Ok((Value::Text(low), Value::Text(high)))
    }

    fn operators(&self) -> &'static [Operator] {
        &[Operator::Eq, Operator::Ne, Operator::In, Operator::Within, Operator::Empty, Operator::NotEmpty]
    }

    fn record_schema(&self) -> Json {
        let names: Vec<&str> = self.objects.iter().map(|(name, _)| name.as_str()).collect();
        json!({
            "type": "object",
            "required": ["object", "id"],
            "properties": {
                "object": {"type": "string", "enum": names},
                "id": {"type": "string", "format": "uuid"},
                "label": {"type": ["string", "null"]},
            },
        })
    }

    fn relation(&self) -> Option<Relation> {
        let objects = self.objects.iter().map(|(name, _)| name.clone()).collect();
        Some(Relation::AnyRecord { objects, on_delete: self.on_delete })
    }

    fn value_type(&self) -> Option<Type> {
        None
    }

    fn sample() -> (Json, Json) {
        (
            json!({"objects": ["customer", "supplier"]}),
            json!({"object": "supplier", "id": "01939f8e-0000-7000-8000-000000000003"}),
        )
    }
}
