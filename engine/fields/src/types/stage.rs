//! `stage`: where a record stands on its way, with the moves that are allowed and what each stage asks for.

use engine_definitions::{FormerName, Label, OptionColor};
use engine_errors::{Code, Problem, Problems};
use engine_values::{ColumnType, Value};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

use super::{choice, short_text::mismatch};
use crate::companion::label;
use crate::{Choice, Companion, CompanionRole, FieldType, Operator, OptionSets};

/// Options of `stage`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Options {
    /// The stages in their order.
    stages: Vec<Stage>,
    /// The stage of a new record; the first one when left out.
    #[serde(default)]
    initial: Option<String>,
}

/// One stage, as documents have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// The stored key.
    pub value: String,
    /// Keys that it was stored under before a rename. Records follow; callers are understood until the day.
    #[serde(default)]
    pub former_names: Vec<FormerName>,
    /// What people read.
    pub label: Label,
    /// Colour of the tag.
    #[serde(default)]
    pub color: OptionColor,
    /// Whether the way goes on, has ended well, or has ended badly.
    #[serde(default)]
    pub category: StageCategory,
    /// How probable a good end is, 0 to 100.
    #[serde(default)]
    pub probability: u8,
    /// The stages that may follow; any when left out.
    #[serde(default)]
    pub allowed: Option<Vec<String>>,
    /// Fields that must be filled when the stage is entered.
    #[serde(default)]
    pub required: Vec<String>,
    /// An expression that must hold when the stage is entered; a blank result passes.
    #[serde(default)]
    pub entry: Option<String>,
    /// File fields that must hold a file when the stage is entered.
    #[serde(default)]
    pub deliverables: Vec<String>,
}

/// What a stage means for the whole way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the meaning")]
pub enum StageCategory {
    #[default]
    Open,
    Won,
    Lost,
}

impl StageCategory {
    fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Won => "won",
            Self::Lost => "lost",
        }
    }
}

/// Where a record stands on its way.
pub(crate) struct StageField {
    stages: Vec<Stage>,
    choices: Vec<Choice>,
    initial: String,
}

impl FieldType for StageField {
    const KIND: &'static str = "stage";
    type Options = Options;

    fn compile(options: Options, _sets: &dyn OptionSets) -> Result<Self, Problems> {
        let Options { stages, initial } = options;
        let choices: Vec<Choice> = stages
            .iter()
            .map(|stage| Choice {
                value: stage.value.clone(),
                former_names: stage.former_names.clone(),
                label: stage.label.clone(),
                color: stage.color,
            })
            .collect();
        let mut problems: Problems = choice::key_problems(&choices)
            .into_iter()
            .map(|problem| Problem { path: problem.path.replacen("/options/", "/stages/", 1), ..problem })
            .collect();
        let is_known = |key: &str| stages.iter().any(|stage| stage.value == key);
        for (index, stage) in stages.iter().enumerate() {
            if stage.label.is_empty() {
                problems.push(Problem::at(Code::Required, format!("/stages/{index}/label")));
            }
            if stage.probability > 100 {
                let path = format!("/stages/{index}/probability");
                problems.push(Problem::at(Code::OutOfRange, path).with("min", 0).with("max", 100));
            }
            for (place, key) in stage.allowed.iter().flatten().enumerate().filter(|(_, key)| !is_known(key)) {
                let path = format!("/stages/{index}/allowed/{place}");
                problems.push(Problem::at(Code::OptionUnknown, path).with("value", key.as_str()));
            }
        }
        let Some(first) = stages.first().map(|stage| stage.value.clone()) else {
            return Err(vec![Problem::at(Code::Required, "/stages")]);
        };
        if let Some(key) = initial.as_deref().filter(|key| !is_known(key)) {
            problems.push(Problem::at(Code::OptionUnknown, "/initial").with("value", key));
        }
        let initial = initial.unwrap_or(first);
        if problems.is_empty() { Ok(Self { stages, choices, initial }) } else { Err(problems) }
    }

    fn column(&self) -> Option<ColumnType> {
        Some(ColumnType::Text)
    }

    fn parse(&self, json: &Json) -> Result<Value, Problem> {
        match json {
            Json::String(key) if key.is_empty() => Ok(Value::Null),
            Json::String(key) => choice::known(&self.choices, key).map(Value::from),
            _ => Err(mismatch("option")),
        }
    }

    fn operators(&self) -> &'static [Operator] {
        &[Operator::Eq, Operator::Ne, Operator::In, Operator::NotIn, Operator::Empty, Operator::NotEmpty]
    }

    fn record_schema(&self) -> Json {
        choice::schema(&self.choices)
    }

    fn choices(&self) -> &[Choice] {
        &self.choices
    }

    fn stages(&self) -> &[Stage] {
        &self.stages
    }

    fn initial(&self) -> Option<Value> {
        Some(Value::from(self.initial.as_str()))
    }

    fn companions(&self, name: &str) -> Vec<Companion> {
        // A computed field follows when the document changes what a stage means, and when it is moved.
        let by_stage = |result: &dyn Fn(&Stage) -> String| {
            let cases: Vec<String> =
                self.stages.iter().map(|stage| format!("\"{}\", {}", stage.value, result(stage))).collect();
            Some(format!("SWITCH({name}, {})", cases.join(", ")))
        };
        let options = |json: Json| json.as_object().cloned().unwrap_or_default();
        let categories = json!({"options": [
            {"value": "open", "label": label("进行中", "Open"), "color": "blue"},
            {"value": "won", "label": label("成功", "Won"), "color": "green"},
            {"value": "lost", "label": label("失败", "Lost"), "color": "red"},
        ]});
        vec![
            Companion {
                role: CompanionRole::StageSince,
                suffix: "since",
                kind: "datetime",
                options: options(json!({})),
                label: label("进入时间", "since"),
                formula: None,
                read_only: true,
            },
            Companion {
                role: CompanionRole::StageProbability,
                suffix: "probability",
                kind: "integer",
                options: options(json!({"min": 0, "max": 100})),
                label: label("概率", "probability"),
                formula: by_stage(&|stage| stage.probability.to_string()),
                read_only: true,
            },
            Companion {
                role: CompanionRole::StageCategory,
                suffix: "category",
                kind: "select",
                options: options(categories),
                label: label("类别", "category"),
                formula: by_stage(&|stage| format!("\"{}\"", stage.category.word())),
                read_only: true,
            },
        ]
    }

    fn sample() -> (Json, Json) {
        let stages = json!([
            {"value": "new", "label": {"en": "New"}, "probability": 10, "allowed": ["won", "lost"]},
            {"value": "won", "label": {"en": "Won"}, "category": "won", "probability": 100},
            {"value": "lost", "label": {"en": "Lost"}, "category": "lost"},
        ]);
        (json!({"stages": stages}), json!("new"))
    }
}
