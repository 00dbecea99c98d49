//! What the choice types share: options of their own or from a shared set.

use engine_errors::{Code, Problem, Problems};
use engine_values::{Date, date_from_text};
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

/// Keys are short, without white space or commas, and differ from each other and from those of before a rename.
#[must_use]
pub fn key_problems(options: &[Choice]) -> Problems {
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
        for (place, former) in option.former_names.iter().enumerate() {
            let path = |key: &str| format!("/options/{index}/former_names/{place}/{key}");
            // Also after its day: an old key in a record or a file must never mean something else.
            let is_taken = options.iter().enumerate().any(|(at, other)| {
                other.value == former.name
                    || (at < index && other.former_names.iter().any(|own| own.name == former.name))
            });
            if is_taken {
                problems.push(Problem::at(Code::NameDuplicate, path("name")).with("name", former.name.as_str()));
            }
            if date_from_text(&former.until).is_none() {
                problems.push(Problem::at(Code::FormatInvalid, path("until")));
            }
        }
    }
    problems
}

/// The present key of an option that a caller knows by a former one, and the last day on which it is understood.
#[must_use]
pub fn former_key<'a>(choices: &'a [Choice], key: &str) -> Option<(&'a str, Date)> {
    if choices.iter().any(|choice| choice.value == key) {
        return None;
    }
    choices.iter().find_map(|choice| {
        let former = choice.former_names.iter().find(|former| former.name == key)?;
        Some((choice.value.as_str(), date_from_text(&former.until)?))
    })
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
