//! Invariant: an error code is for ever, is used, and has a text in every language.

use std::collections::{BTreeMap, BTreeSet};

use engine_errors::Code;

use crate::repository::{files, none, read};
use crate::rust_source::Parts;

const CATALOGUE: &str = "engine/errors/src/codes.rs";
/// Every code that was ever released.
const SNAPSHOT: &str = "tests/tidy/codes.txt";
const LANGUAGES: [&str; 2] = ["zh-CN", "en"];

fn texts(language: &str) -> BTreeMap<String, String> {
    serde_json::from_str(&read(&format!("seeds/locales/{language}/errors.json"))).unwrap()
}

#[test]
fn every_code_is_used() {
    let uses: String = files(&[".rs"])
        .iter()
        .filter(|source| !source.is_test() && source.path != CATALOGUE)
        .map(|source| Parts::of(&source.text).code)
        .collect();
    let is_used = |code: &Code| {
        let name = format!("Code::{code:?}");
        uses.match_indices(&name)
            .any(|(at, _)| !uses[at + name.len()..].starts_with(|next: char| next.is_alphanumeric()))
    };
    let findings: Vec<String> =
        Code::ALL.iter().filter(|code| !is_used(code)).map(|code| format!("{code} ({code:?})")).collect();
    none(
        &findings,
        "answer with the code where it belongs, or take its line out of the catalogue before it is released.",
    );
}

#[test]
fn every_code_has_a_text_in_every_language() {
    let codes: BTreeSet<String> = Code::ALL.iter().map(|code| code.name().to_owned()).collect();
    let mut findings = Vec::new();
    for language in LANGUAGES {
        let texts: BTreeSet<String> = texts(language).into_keys().collect();
        findings.extend(codes.difference(&texts).map(|code| format!("{language}: {code} has no text")));
        findings.extend(texts.difference(&codes).map(|code| format!("{language}: {code} is no code")));
    }
    none(&findings, "seeds/locales/<language>/errors.json has one line per code.");
}

#[test]
fn texts_name_the_same_parameters_in_every_language() {
    let parameters = |text: &str| -> BTreeSet<String> {
        text.split('{').skip(1).filter_map(|part| Some(part.split_once('}')?.0.to_owned())).collect()
    };
    let (one, other) = (texts(LANGUAGES[0]), texts(LANGUAGES[1]));
    let findings: Vec<String> = one
        .iter()
        .filter(|(code, text)| {
            other.get(*code).is_some_and(|text_of_other| parameters(text) != parameters(text_of_other))
        })
        .map(|(code, text)| format!("{code}: {:?} and {:?}", parameters(text), parameters(&other[code])))
        .collect();
    none(&findings, "a text that leaves a parameter out tells its readers less than the other one.");
}

#[test]
fn no_code_disappears() {
    let present: BTreeSet<String> = Code::ALL.iter().map(|code| format!("{} {}", code.name(), code.status())).collect();
    let released: BTreeSet<String> = read(SNAPSHOT).lines().map(str::to_owned).collect();
    let mut findings: Vec<String> =
        released.difference(&present).map(|line| format!("gone or with another status: {line}")).collect();
    findings.extend(present.difference(&released).map(|line| format!("not in {SNAPSHOT}: {line}")));
    assert_eq!(Code::ALL.len(), present.len(), "two codes have the same name");
    none(
        &findings,
        "programs of others depend on codes: put it back. A new code is added to the list, which stays sorted.",
    );
}
