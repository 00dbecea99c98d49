//! Texts of codes, notices and system fields in every language, from `seeds/locales`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use engine_errors::Code;
use serde_json::{Map, Value as Json};

/// Languages with complete texts; the first is the default.
pub const LANGUAGES: &[&str] = &["zh-CN", "en"];

/// Texts of one language.
struct Texts {
    errors: BTreeMap<String, String>,
    messages: BTreeMap<String, String>,
}

fn texts(language: &str) -> &'static Texts {
    static CHINESE: OnceLock<Texts> = OnceLock::new();
    static ENGLISH: OnceLock<Texts> = OnceLock::new();
    let parse = |errors: &str, messages: &str| Texts {
        errors: serde_json::from_str(errors).unwrap_or_default(),
        messages: serde_json::from_str(messages).unwrap_or_default(),
    };
    match supported(language) {
        "en" => ENGLISH.get_or_init(|| {
            parse(
                include_str!("../../../seeds/locales/en/errors.json"),
                include_str!("../../../seeds/locales/en/messages.json"),
            )
        }),
        _ => CHINESE.get_or_init(|| {
            parse(
                include_str!("../../../seeds/locales/zh-CN/errors.json"),
                include_str!("../../../seeds/locales/zh-CN/messages.json"),
            )
        }),
    }
}

/// The language with texts that fits best: the same base language, else the default.
#[must_use]
pub fn supported(language: &str) -> &'static str {
    let base = language.split('-').next().unwrap_or(language).to_ascii_lowercase();
    if base == "en" { "en" } else { "zh-CN" }
}

/// The text of a code with its parameters.
#[must_use]
pub fn error_text(code: Code, params: &Map<String, Json>, language: &str) -> String {
    let texts = texts(language);
    let template = texts.errors.get(code.name()).map_or(code.name(), String::as_str);
    let mut params = params.clone();
    // These carry words of our own, for programs; people read them in their language.
    for name in ["expected", "found", "reason", "kind"] {
        if let Some(Json::String(word)) = params.get_mut(name)
            && let Some(text) = texts.messages.get(&format!("word.{word}"))
        {
            word.clone_from(text);
        }
    }
    fill(template, &params)
}

/// A text of `messages.json` by its key, for example `notice.cc`, with its parameters.
#[must_use]
pub fn message(key: &str, params: &Map<String, Json>, language: &str) -> Option<String> {
    texts(language).messages.get(key).map(|template| fill(template, params))
}

/// Puts parameters into `{name}`; an unknown one becomes nothing, so that no braces reach a person.
fn fill(template: &str, params: &Map<String, Json>) -> String {
    let mut text = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            text.push('{');
            rest = after;
            continue;
        };
        match params.get(name) {
            Some(Json::String(value)) => text.push_str(value),
            Some(Json::Null) | None => {}
            Some(other) => text.push_str(&other.to_string()),
        }
        rest = after;
    }
    text.push_str(rest);
    text
}
