//! The table of places against the schemas: a new key of documents says here whether it names something.

use engine_definitions::{Kind, schema_of};
use engine_fields::REGISTRY;
use serde_json::Value as Json;

use super::places::{PLACES, VALUES_BY_KEY, matched};

/// Texts that name nothing which a rename changes; the same for every kind.
const PLAIN: &[&str] = &[
    "/kind",
    "/format",
    "/name",
    "/uid",
    "/icon",
    "/**/uid",
    "/**/icon",
    "/label/*",
    "/description/*",
    "/**/label/*",
    "/**/help/*",
    "/**/color",
    "/**/former_names/*/name",
    "/**/former_names/*/until",
    "/fields/*/name",
    "/fields/*/type",
    "/fields/*/options/pattern",
    "/fields/*/options/reset",
    "/fields/*/options/currency",
    "/fields/*/options/symbology",
    "/fields/*/options/level",
    "/fields/*/options/schema",
    "/fields/*/options/min",
    "/fields/*/options/max",
    "/fields/*/options/on_delete",
    "/fields/*/options/function",
    "/fields/*/options/accept/*",
    "/fields/*/options/options/*/value",
    "/options/*/value",
    "/rules/*/name",
    "/rules/*/severity",
    "/rules/*/on/*",
    "/rules/*/message/*",
    "/sections/*/name",
    "/sort/*/direction",
    "/steps/**/id",
    "/steps/**/kind",
    "/steps/**/ballot",
    "/steps/**/who/*/user",
    "/settings/admins/*/user",
    "/settings/self_approval",
    "/settings/dedupe",
    "/settings/withdraw",
    "/page/size",
    "/styles/**",
    "/objects/*/read",
    "/objects/*/update",
    "/objects/*/delete",
    "/objects/*/fields/*",
    "/system/*",
];

/// Every place of a schema at which a text may stand.
fn texts(schema: &Json, root: &Json, at: &mut Vec<String>, found: &mut Vec<Vec<String>>) {
    if at.len() > 12 {
        return;
    }
    if let Some(reference) = schema.get("$ref").and_then(Json::as_str) {
        let name = reference.rsplit('/').next().unwrap_or_default();
        texts(&root["$defs"][name], root, at, found);
    }
    for word in ["anyOf", "oneOf", "allOf"] {
        for part in schema.get(word).and_then(Json::as_array).into_iter().flatten() {
            texts(part, root, at, found);
        }
    }
    let has_type = |word: &str| match &schema["type"] {
        Json::String(own) => own == word,
        Json::Array(own) => own.iter().any(|one| one == word),
        _ => false,
    };
    let is_anything = schema.as_bool() == Some(true)
        || schema.as_object().is_some_and(|keys| {
            !["type", "$ref", "anyOf", "oneOf", "allOf", "const", "enum"].iter().any(|key| keys.contains_key(*key))
        });
    if (has_type("string") || is_anything) && !at.is_empty() {
        found.push(at.clone());
    }
    let deeper = |key: &str, inner: &Json, at: &mut Vec<String>, found: &mut Vec<Vec<String>>| {
        at.push(key.to_owned());
        texts(inner, root, at, found);
        at.pop();
    };
    for (key, inner) in schema.get("properties").and_then(Json::as_object).into_iter().flatten() {
        deeper(key, inner, at, found);
    }
    for word in ["items", "additionalProperties"] {
        if let Some(inner) = schema.get(word).filter(|inner| inner.as_bool() != Some(false)) {
            deeper("0", inner, at, found);
        }
    }
}

fn is_known(kind: Kind, at: &[String]) -> bool {
    let in_table = PLACES.iter().any(|(own, pattern, _)| *own == kind && matched(pattern, at).is_some());
    let under_key = VALUES_BY_KEY.iter().any(|(own, pattern, _)| *own == kind && matched(pattern, at).is_some());
    // What lies inside a filter, a value or blocks is followed with it.
    let inside = (1..at.len()).any(|end| {
        PLACES
            .iter()
            .any(|(own, pattern, _)| *own == kind && at.get(..end).is_some_and(|at| matched(pattern, at).is_some()))
    });
    in_table || under_key || inside || PLAIN.iter().any(|pattern| matched(pattern, at).is_some())
}

#[test]
fn every_text_of_a_document_is_known_to_name_something_or_nothing() {
    let mut unknown = Vec::new();
    for kind in Kind::ALL {
        let schema = schema_of(*kind);
        let mut found = Vec::new();
        texts(&schema, &schema, &mut Vec::new(), &mut found);
        assert!(found.len() > 3, "{} has texts", kind.word());
        // Options of fields are looked at type by type below.
        found.retain(|at| at.join("/") != "fields/0/options/0");
        unknown.extend(found.into_iter().filter(|at| !is_known(*kind, at)).map(|at| (kind.word(), at.join("/"))));
    }
    for entry in REGISTRY {
        let schema = (entry.options_schema)();
        let mut found = Vec::new();
        let mut at = ["fields", "0", "options"].map(str::to_owned).to_vec();
        texts(&schema, &schema, &mut at, &mut found);
        unknown.extend(
            found
                .into_iter()
                .filter(|at| at.len() > 3 && !is_known(Kind::Object, at))
                .map(|at| (entry.kind, at.join("/"))),
        );
    }
    unknown.sort();
    unknown.dedup();
    assert!(unknown.is_empty(), "say in places.rs what these name, or here that they name nothing: {unknown:#?}");
}

#[test]
fn patterns_bind_their_stars() {
    let at = |text: &str| text.split('/').map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(matched("/a/*/b/*", &at("a/1/b/x")), Some(vec!["1", "x"]));
    assert_eq!(matched("/a/*/{}", &at("a/1/{}")), Some(vec!["1"]));
    assert_eq!(matched("/a/*", &at("a/{}")), None);
    assert_eq!(matched("/steps/**/when", &at("steps/0/branches/1/when")), Some(vec![]));
    assert_eq!(super::places::pointer("/related/*/object", &["3", "1"]), "/related/3/object");
}
