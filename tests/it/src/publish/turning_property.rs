//! Invariant: what a plan counts for a change of type is what the release does, and going back gives the values back,
//! for any values and every pair of the table.

use std::collections::BTreeMap;

use engine_fields::{AnyField, Choice, OptionSets, conversions, entry};
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Map, Value as Json, json};

use super::change_sets::post;
use crate::support::{App, field, id_of, object_document};

/// Fields of one object.
const FIELDS: usize = 50;
/// Records of one object.
const RECORDS: usize = 8;

struct NoSets;

impl OptionSets for NoSets {
    fn options(&self, _name: &str) -> Option<Vec<Choice>> {
        None
    }
}

fn sample(kind: &str) -> (Json, Json) {
    (entry(kind).unwrap().sample)()
}

fn rules(kind: &str) -> std::sync::Arc<dyn AnyField> {
    let (options, _) = sample(kind);
    let none = Map::new();
    (entry(kind).unwrap().compile)(options.as_object().unwrap_or(&none), &NoSets)
        .unwrap_or_else(|found| panic!("{found:?}"))
}

/// What people write, in the forms of many types.
fn pool(app: &App, kind: &str) -> Vec<Json> {
    let (ada, rita) = (app.id("ada"), app.id("rita"));
    let mut pool = vec![
        json!("12.5"),
        json!("1,200"),
        json!("3"),
        json!("0"),
        json!("1"),
        json!("-7"),
        json!("n/a"),
        json!("a"),
        json!("A"),
        json!("是"),
        json!("no"),
        json!("2026-01-05"),
        json!("2026/2/30"),
        json!("2026年1月5日"),
        json!("12:30"),
        json!("#ff8800"),
        json!("x@example.com"),
        json!("https://example.com/x"),
        json!("+86 138 0013 8000"),
        json!("x，y"),
        json!("110101"),
        json!("2026-11-20T17:00:00Z"),
        json!(5),
        json!(0),
        json!(1),
        json!(99_999),
        json!(true),
        json!(false),
        json!(["a"]),
        json!(["x", "a"]),
        json!(["x"]),
        json!([ada]),
        json!([ada, rita]),
        json!(ada),
        json!("red"),
        json!("1.25"),
        json!("1.2345"),
    ];
    let rules = rules(kind);
    pool.retain(|value| rules.parse(value).is_ok_and(|value| !value.is_blank()));
    // A person is somebody.
    pool.retain(|value| {
        let is_person = |value: &Json| value == &json!(ada) || value == &json!(rita);
        match kind {
            "user" => is_person(value),
            "users" => value.as_array().is_some_and(|items| items.iter().all(is_person)),
            _ => true,
        }
    });
    pool.push(sample(kind).1);
    pool.retain(|value| kind != "user" && kind != "users" || value.to_string().contains(&ada));
    pool.push(Json::Null);
    pool
}

/// The pairs that are tried; files need uploads.
fn pairs() -> Vec<(&'static str, &'static str)> {
    let all = conversions().into_iter().filter(|row| row.from != row.to);
    all.map(|row| (row.from, row.to)).collect()
}

fn object(name: &str, pairs: &[(&str, &str)], is_after: bool) -> Json {
    let mut fields = vec![field("name", "text", json!({}))];
    for (place, (from, to)) in pairs.iter().enumerate() {
        let kind = if is_after { to } else { from };
        fields.push(field(&format!("p{place}"), kind, json!({"options": sample(kind).0})));
    }
    object_document(name, fields)
}

fn records(app: &App, name: &str) -> BTreeMap<String, Json> {
    let page = app.by("ada").post(&format!("/api/v1/records/{name}/query"), json!({"limit": 200})).expect(200);
    let rows = page["data"].as_array().unwrap();
    rows.iter().map(|row| (id_of(row).to_owned(), app.by("ada").read(name, id_of(row)))).collect()
}

/// The fields of the pairs alone: companions of a stage come and go with it.
fn values(records: &BTreeMap<String, Json>, count: usize) -> Vec<Vec<Json>> {
    records.values().map(|record| (0..count).map(|place| record[format!("p{place}")].clone()).collect()).collect()
}

fn one_case(app: &App, seed: u64, case: usize) {
    let (ada, all) = (app.by("ada"), pairs());
    let chunks: Vec<(String, &[(&str, &str)])> =
        all.chunks(FIELDS).enumerate().map(|(place, chunk)| (format!("pairs_{case}_{place}"), chunk)).collect();
    let first =
        app.publish(chunks.iter().map(|(name, chunk)| object(name, chunk, false)).collect()).expect(200)["release"]
            .clone();
    let mut draw = seed;
    let mut next = |many: usize| {
        draw = draw.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(draw >> 33).unwrap() % many
    };
    let mut pools: BTreeMap<&str, Vec<Json>> = BTreeMap::new();
    for (name, chunk) in &chunks {
        for number in 0..RECORDS {
            let mut record = json!({"name": format!("{number}")});
            for (place, (from, _)) in chunk.iter().enumerate().filter(|(_, (from, _))| *from != "auto_number") {
                let pool = pools.entry(from).or_insert_with(|| pool(app, from));
                record[format!("p{place}")] = pool[next(pool.len())].clone();
            }
            ada.create(name, record);
        }
    }
    let before: Vec<_> = chunks.iter().map(|(name, chunk)| values(&records(app, name), chunk.len())).collect();
    let documents: Vec<Json> = chunks.iter().map(|(name, chunk)| object(name, chunk, true)).collect();
    let mut choices = Map::new();
    let shown = ada.post("/api/v1/meta/plan", json!({"documents": documents})).expect(200);
    let steps = shown["steps"].as_array().unwrap().clone();
    let step_of = |key: &str| steps.iter().find(|step| step["key"] == format!("convert_field:{key}"));
    for (name, chunk) in &chunks {
        for place in 0..chunk.len() {
            let key = format!("{name}.p{place}");
            if step_of(&key).is_some() {
                choices.insert(key, json!({"failing": "blank"}));
            }
        }
    }
    ada.post("/api/v1/meta/publish", json!({"documents": documents, "type_changes": choices})).expect(200);
    for ((name, chunk), before) in chunks.iter().zip(&before) {
        let after = values(&records(app, name), chunk.len());
        for (place, pair) in chunk.iter().enumerate() {
            let blank =
                |rows: &[Vec<Json>]| rows.iter().filter(|row| row[place].is_null() || row[place] == json!([])).count();
            let Some(step) = step_of(&format!("{name}.p{place}")) else {
                assert_eq!(pair.1, "long_text", "{pair:?} has no step");
                continue;
            };
            let told = |key: &str| usize::try_from(step["conversion"][key].as_u64().unwrap()).unwrap();
            assert_eq!(told("records"), RECORDS, "{pair:?}");
            assert_eq!(told("blank"), blank(before), "{pair:?}: {step}");
            assert_eq!(told("convert"), RECORDS - blank(&after), "{pair:?}: {step} {after:?}");
            assert_eq!(told("fail"), blank(&after) - blank(before), "{pair:?}: {step}");
        }
    }
    let names: Vec<String> = chunks.iter().map(|(name, _)| format!("object/{name}")).collect();
    let set = ada.post(&format!("/api/v1/meta/releases/{first}/restore"), json!({"documents": names})).expect(201);
    let plan = post(app, id_of(&set), "plan", json!({})).expect(200);
    post(app, id_of(&set), "publish", json!({"plan_hash": plan["hash"], "accept": plan["losses"]})).expect(200);
    for ((name, chunk), before) in chunks.iter().zip(&before) {
        let again = values(&records(app, name), chunk.len());
        for (place, pair) in chunk.iter().enumerate() {
            let of = |rows: &[Vec<Json>]| -> Vec<Json> { rows.iter().map(|row| row[place].clone()).collect() };
            assert_eq!(of(&again), of(before), "{pair:?} went back to something else");
        }
    }
}

on_both! {
    fn what_a_plan_counts_is_what_happens_for_every_pair(app) {
        let cases = std::sync::atomic::AtomicUsize::new(0);
        let config = Config { cases: 1, failure_persistence: None, max_shrink_iters: 0, ..Config::default() };
        let mut runner = TestRunner::new(config);
        runner
            .run(&proptest::num::u64::ANY, |seed| {
                let case = cases.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                one_case(app, seed, case);
                Ok(())
            })
            .unwrap();
    }
}
