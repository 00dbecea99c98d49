//! `region`: a division of China down to the county, by its code.

use engine_errors::{Code, Problem, Problems};
use engine_values::{ColumnType, Value};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json, json};

use super::short_text::mismatch;
use crate::regions::{Region as Division, RegionLevel, region};
use crate::{FieldType, Operator, OptionSets};

/// The deepest division wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Level {
    /// 省.
    Province,
    /// 市.
    City,
    /// 区县.
    #[default]
    County,
}

/// Options of `region`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Options {
    /// The deepest division wanted.
    level: Level,
    /// Only that division, or the deepest that there is; otherwise a larger one is enough.
    exact: bool,
}

/// A division of China.
pub(crate) struct Region(Options);

impl Region {
    fn deepest(&self) -> RegionLevel {
        match self.0.level {
            Level::Province => RegionLevel::Province,
            Level::City => RegionLevel::City,
            Level::County => RegionLevel::County,
        }
    }

    /// Whether the level allows the division.
    fn fits(&self, division: &Division) -> bool {
        let deepest = self.deepest();
        let has_deeper = || crate::regions::parts_of(Some(&division.code)).any(|part| part.level() <= deepest);
        division.level() <= deepest && !(self.0.exact && has_deeper())
    }
}

/// The code, alone or in the object that a read answers.
fn known(json: &Json) -> Result<Option<&'static Division>, Problem> {
    let text = match json {
        Json::String(text) => text.as_str(),
        Json::Object(object) => object.get("code").and_then(Json::as_str).ok_or_else(|| mismatch("region"))?,
        _ => return Err(mismatch("region")),
    };
    if text.trim().is_empty() {
        return Ok(None);
    }
    region(text.trim()).map(Some).ok_or_else(|| Problem::new(Code::OptionUnknown).with("value", text))
}

impl FieldType for Region {
    const KIND: &'static str = "region";
    type Options = Options;

    fn compile(options: Options, _sets: &dyn OptionSets) -> Result<Self, Problems> {
        Ok(Self(options))
    }

    fn column(&self) -> Option<ColumnType> {
        Some(ColumnType::Text)
    }

    fn parse(&self, json: &Json) -> Result<Value, Problem> {
        match known(json)? {
            Some(division) if self.fits(division) => Ok(Value::from(division.code.as_str())),
            Some(division) => Err(Problem::new(Code::OptionUnknown).with("value", division.label())),
            None => Ok(Value::Null),
        }
    }

    /// Filters may name a division that the field does not take: all of a province, where records have counties.
    fn parse_operand(&self, json: &Json) -> Result<Value, Problem> {
        Ok(known(json)?.map_or(Value::Null, |division| Value::from(division.code.as_str())))
    }

    fn range_within(&self, json: &Json) -> Result<(Value, Value), Problem> {
        let division = known(json)?.ok_or_else(|| Problem::new(Code::Required))?;
        let (low, high) = division.range();
        Ok((Value::Text(low), Value::Text(high)))
    }

    fn operators(&self) -> &'static [Operator] {
        &[
            Operator::Within,
            Operator::Eq,
            Operator::Ne,
            Operator::In,
            Operator::NotIn,
            Operator::Empty,
            Operator::NotEmpty,
        ]
    }

    fn record_schema(&self) -> Json {
        let code = json!({"type": "string", "pattern": "^[0-9]{6}$"});
        json!({
            "description": "Written as the code, read as an object.",
            "oneOf": [
                code,
                {"type": "object", "required": ["code"], "properties": {"code": code, "label": {"type": ["string", "null"]}}},
            ],
        })
    }

    /// A code that is no longer in the table stays readable.
    fn answer(&self) -> Option<fn(&Value) -> Json> {
        Some(|value| match value.as_text() {
            Some(code) => json!({"code": code, "label": region(code).map(Division::label)}),
            None => Json::Null,
        })
    }

    fn input_options(&self) -> Map<String, Json> {
        let options = [("level", json!(self.0.level)), ("exact", json!(self.0.exact))];
        options.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
    }

    fn display(&self, value: &Value, _language: &str) -> Option<String> {
        value.as_text().map(|code| region(code).map_or_else(|| code.to_owned(), Division::label))
    }

    fn sample() -> (Json, Json) {
        (json!({"level": "county"}), json!("320508"))
    }
}
