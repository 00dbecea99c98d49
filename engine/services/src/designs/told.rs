//! Differences and places of use in the reader's language.

use engine_definitions::{Kind, Label};
use engine_errors::Problem;
use engine_model::diff::Change;
use engine_model::uses::{Thing, Use};
use serde_json::{Map, Value as Json, json};

use crate::locales::{error_text, message};

/// Parameters that hold texts by language.
const LABELS: &[&str] = &["label", "from", "to", "object", "field", "option"];
/// Parameters whose values are words of ours with a text of their own.
const WORDS: &[&str] = &["kind", "when"];

/// A difference with its text.
pub(super) fn change(change: &Change, language: &str) -> Json {
    json!({
        "code": change.code,
        "document": change.document,
        "path": change.path,
        "text": text(&format!("change.{}", change.code.name()), &change.document, &change.params, language),
        "params": change.params,
    })
}

/// A problem with its text, as a refusal shows it.
pub(super) fn problem(problem: &Problem, language: &str) -> Json {
    json!({
        "code": problem.code.name(),
        "path": problem.path,
        "document": problem.document,
        "message": error_text(problem.code, &problem.params, language),
        "params": problem.params,
    })
}

/// A message with parameters as people read them: labels in one language, words in words, values as JSON.
pub(super) fn text(key: &str, document: &str, params: &Map<String, Json>, language: &str) -> String {
    let mut readable = Map::new();
    readable.insert("document".to_owned(), Json::from(document));
    for (name, value) in params {
        let shown = match value {
            Json::Null => message("change.nothing", &Map::new(), language),
            Json::String(word) if WORDS.contains(&name.as_str()) => {
                message(&format!("word.{word}"), &Map::new(), language).or_else(|| Some(word.clone()))
            }
            Json::String(text) => Some(text.clone()),
            Json::Object(_) if LABELS.contains(&name.as_str()) => {
                let label: Option<Label> = serde_json::from_value(value.clone()).ok();
                label.and_then(|label| label.text(language).map(str::to_owned)).or_else(|| Some(value.to_string()))
            }
            other => Some(other.to_string()),
        };
        readable.insert(name.clone(), Json::from(shown.unwrap_or_default()));
    }
    message(key, &readable, language).unwrap_or_else(|| key.to_owned())
}

/// A place that names something: `{"kind", "name", "path", "used"}`.
pub(super) fn place(place: &Use) -> Json {
    json!({"kind": place.kind.word(), "name": place.name, "path": place.path, "used": thing(&place.thing)})
}

/// What is named, in short: `object/contract`, `contract.amount`.
pub(super) fn thing(thing: &Thing) -> String {
    match thing {
        Thing::Document { kind, name } => format!("{}/{name}", kind.word()),
        Thing::Field { object, field } => format!("{object}.{field}"),
    }
}

/// The thing that a request asks about.
pub(super) fn thing_of(kind: Kind, name: &str, field: Option<&str>) -> Thing {
    match field {
        Some(field) => Thing::Field { object: name.to_owned(), field: field.to_owned() },
        None => Thing::Document { kind, name: name.to_owned() },
    }
}

#[cfg(test)]
mod tests {
    use engine_model::diff::ChangeCode;

    use super::*;
    use crate::locales::LANGUAGES;

    #[test]
    fn every_change_has_a_text_in_every_language() {
        for language in LANGUAGES {
            for code in ChangeCode::ALL {
                let key = format!("change.{}", code.name());
                assert!(message(&key, &Map::new(), language).is_some(), "{language}: {key} has no text");
            }
        }
    }

    #[test]
    fn every_step_has_a_text_in_every_language() {
        for language in LANGUAGES {
            for code in crate::designs::plan::StepCode::ALL {
                let key = format!("plan.{}", code.name());
                assert!(message(&key, &Map::new(), language).is_some(), "{language}: {key} has no text");
            }
        }
    }

    #[test]
    fn a_text_names_labels_and_values_in_one_language() {
        let label = json!({"zh-CN": "金额", "en": "Amount"});
        let params = json!({"kind": "object", "name": "deal", "label": label, "from": null, "to": {"a": 1}});
        let told = |key: &str, language| text(key, "object/deal", params.as_object().unwrap(), language);
        assert_eq!(told("change.document_added", "en"), "New object: Amount (deal)");
        assert_eq!(told("change.document_added", "zh-CN"), "新增对象：金额（deal）");
        assert!(told("change.property_changed", "en").contains("{\"a\":1}"));
    }
}
