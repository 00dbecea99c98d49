//! What the choice types share: options of their own or from a shared set.

use engine_errors::{Code, Problem, Problems};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value as Json, json};

use crate::{Choice, OptionSets};

/// Options of `select` and `multi_select`: exactly one of the two.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Options {
    /// The options.
    options: Vec<Choice>,
    /// A shared option set.
    option_set: Option<String>,
}

impl Options {
    /// The options, wherever they come from; keys are checked.
    pub(crate) fn choices(self, sets: &dyn OptionSets) -> Result<Vec<Choice>, Problems> {
        match (self.option_set, self.options) {
            (Some(name), options) if options.is_empty() => sets.options(&name).ok_or_else(|| {
                vec![Problem::at(Code::ReferenceDangling, "/option_set").with("kind", "option_set").with("name", name)]
            }),
            (None, options) if !options.is_empty() => {
                let problems = key_problems(&options);
                if problems.is_empty() { Ok(options) } else { Err(problems) }
            }
            _ => Err(vec![Problem::new(Code::OptionsInvalid).with("detail", "options or option_set, exactly one")]),
        }
    }
}

/// Keys are short, without white space or commas, and differ from each other.
pub(crate) fn key_problems(options: &[Choice]) -> Problems {
    let mut problems = Vec::new();
    for (index, option) in options.iter().enumerate() {
        let path = format!("/options/{index}/value");
        let key = option.value.as_str();
        let is_sound = !key.is_empty() && key.len() <= 64 && !key.contains([',', '\0', '"']) && key.trim() == key;
        if !is_sound {
            problems.push(Problem::at(Code::NameInvalid, path).with("name", key));
        } else if options.iter().take(index).any(|other| other.value == key) {
            problems.push(Problem::at(Code::NameDuplicate, path).with("name", key));
        }
    }
    problems
}

/// The key of a known option.
pub(crate) fn known<'a>(choices: &'a [Choice], key: &str) -> Result<&'a str, Problem> {
    choices
        .iter()
        .find(|choice| choice.value == key)
        .map(|choice| choice.value.as_str())
        .ok_or_else(|| Problem::new(Code::OptionUnknown).with("value", key))
}

/// What people call an option; its key when it is gone from the list.
pub(crate) fn label<'a>(choices: &'a [Choice], key: &'a str, language: &str) -> &'a str {
    let choice = choices.iter().find(|choice| choice.value == key);
    choice.and_then(|choice| choice.label.text(language)).unwrap_or(key)
}

/// Schema of one key.
pub(crate) fn schema(choices: &[Choice]) -> Json {
    json!({"type": "string", "enum": choices.iter().map(|choice| choice.value.as_str()).collect::<Vec<_>>()})
}
