//! What nobody in his senses writes, and somebody does: formulas that are deep, huge, circular or of the wrong type, a
//! thousand options, texts in every script, documents from the future.

use std::time::{Duration, Instant};

use serde_json::{Value as Json, json};

use crate::support::{App, document, field, id_of, object_document};

fn with_formula(kind: &str, formula: &str) -> Json {
    object_document(
        "sheet",
        vec![
            field("name", "text", json!({})),
            field("amount", "integer", json!({})),
            field("x", kind, json!({"formula": formula})),
        ],
    )
}

/// The reason for which a formula is refused, told at once and with its place in the text.
fn reason(app: &App, kind: &str, formula: &str) -> String {
    let before = Instant::now();
    let answer = app.unchanged(|| app.publish(vec![with_formula(kind, formula)]));
    assert!(before.elapsed() < Duration::from_secs(20), "a formula keeps everybody waiting");
    answer.tells(&[("expression_invalid", "/fields/2/formula")]);
    let params = answer.json()["error"]["problems"][0]["params"].clone();
    let (start, end) = (params["start"].as_u64().unwrap(), params["end"].as_u64().unwrap());
    assert!(start <= end && end <= formula.len() as u64, "{params}");
    params["reason"].as_str().unwrap().to_owned()
}

/// A label in a script from right to left, with marks that change the direction, and letters beyond the first plane.
const MIXED: &str = "🚀 عقد \u{202e}رقم\u{202c} 𠮷野 👨‍👩‍👧 é";

on_both! {
    fn a_formula_without_measure_is_refused(app) {
        let nested = |depth: usize| format!("{}amount{}", "(".repeat(depth), ")".repeat(depth));
        let signs = |depth: usize| format!("{}amount", "-".repeat(depth));
        let calls = |depth: usize| format!("{}amount{}", "ABS(".repeat(depth), ")".repeat(depth));
        let sum = |terms: usize| vec!["amount"; terms].join("+");
        for deep in [nested(4_000), signs(9_000), calls(1_500), sum(100)] {
            assert_eq!(reason(app, "integer", &deep), "too_deep", "{}…", &deep[..40]);
        }
        assert_eq!(reason(app, "integer", &sum(3_000)), "source_too_long");
        assert_eq!(reason(app, "integer", &format!("MAX({})", vec!["1"; 2_500].join(","))), "too_many_nodes");
        app.publish(vec![with_formula("integer", &sum(30))]).expect(200);
        let made = app.by("ada").create("sheet", json!({"name": "n", "amount": 2}));
        assert_eq!(made["x"], 60);
    }

    fn a_formula_of_the_wrong_type_or_name_is_refused(app) {
        for (kind, formula) in [
            ("integer", "name & \"x\""),
            ("text", "amount + name"),
            ("boolean", "amount"),
            ("date", "amount"),
            ("integer", "IF(amount, 1, 2)"),
            ("integer", "IF(amount > 1, 1, \"two\")"),
            ("integer", "SUM(amount"),
            ("integer", "SUMM(amount)"),
            ("integer", "nothing + 1"),
            ("integer", "name.amount"),
            ("integer", "amount ÷ 2 💥"),
            ("integer", ""),
        ] {
            reason(app, kind, formula);
        }
    }

    fn circles_of_formulas_name_their_way(app) {
        let fields = (0..20).map(|place| field(&format!("f{place}"), "integer", json!({"formula": format!("f{} + 1", (place + 1) % 20)})));
        let ring = object_document("ring", std::iter::once(field("name", "text", json!({}))).chain(fields).collect());
        let answer = app.unchanged(|| app.publish(vec![ring]));
        let problems = answer.json()["error"]["problems"].clone();
        assert_eq!((problems.as_array().unwrap().len(), &problems[0]["code"]), (1, &json!("formula_cycle")), "{}", answer.text());
        let way = problems[0]["params"]["circle"].as_str().unwrap();
        assert!((0..20).all(|place| way.contains(&format!("ring.f{place}"))), "{way}");
    }

    fn a_division_by_zero_is_blank_and_stops_nobody(app) {
        app.publish(vec![with_formula("decimal", "100 / amount")]).expect(200);
        let ada = app.by("ada");
        let made = ada.create("sheet", json!({"name": "n", "amount": 0}));
        assert_eq!(made["x"], json!(null));
        assert_eq!(ada.patch("sheet", id_of(&made), 1, json!({"amount": 8})).expect(200)["x"], "12.50");
        assert_eq!(ada.patch("sheet", id_of(&made), 2, json!({"amount": null})).expect(200)["x"], json!(null));
    }

    fn a_thousand_options_are_usable(app) {
        let options = |count: usize| -> Json {
            (0..count).map(|place| json!({"value": format!("k{place}"), "label": {"zh-CN": format!("选项 {place}"), "en": format!("Option {place}")}})).collect()
        };
        let sheet = |count: usize| object_document("sheet", vec![
            field("name", "text", json!({})),
            field("one", "select", json!({"options": {"options": options(count)}})),
            field("many", "multi_select", json!({"options": {"options": options(count)}})),
        ]);
        app.publish(vec![sheet(1000)]).expect(200);
        let ada = app.by("ada");
        let before = Instant::now();
        let page = ada.get("/api/v1/meta/objects/sheet").expect(200);
        assert!(before.elapsed() < Duration::from_secs(2), "the form takes {:?}", before.elapsed());
        let shown = page["fields"].as_array().unwrap().iter().find(|field| field["name"] == "one").unwrap();
        assert_eq!(shown["options"]["options"].as_array().unwrap().len(), 1000);
        assert!(page.to_string().len() < 250_000, "{} bytes for the form", page.to_string().len());
        let made = ada.create("sheet", json!({"name": "n", "one": "k999", "many": ["k0", "k500", "k999"]}));
        assert_eq!((&made["one"], &made["many"]), (&json!("k999"), &json!(["k0", "k500", "k999"])));
        let all: Vec<String> = (0..1000).map(|place| format!("k{place}")).collect();
        let found = ada.find("sheet", json!({"field": "one", "op": "in", "value": all})).expect(200);
        assert_eq!(found["count"], 1);
        ada.try_create("sheet", json!({"one": "k1000"})).tells(&[("option_unknown", "/one")]);
        assert!(app.by("ada").get("/api/v1/openapi.json").status == 200);
    }

    fn every_script_goes_through(app) {
        let label = || json!({"zh-CN": MIXED, "en": MIXED});
        let mut sheet = object_document("sheet", vec![
            field("name", "text", json!({"label": label(), "help": label()})),
            field("kind", "select", json!({"label": label(), "options": {"options": [{"value": "a", "label": label()}]}})),
            field("tags", "tags", json!({"label": label()})),
        ]);
        sheet["label"] = label();
        let view = document("view", "sheets", json!({"object": "sheet", "label": label(), "columns": [{"field": "name"}, {"field": "kind"}, {"field": "tags"}]}));
        app.publish(vec![sheet, view]).expect(200);
        let ada = app.by("ada");
        let page = ada.get("/api/v1/meta/objects/sheet").expect(200);
        let named = |name: &str| page["fields"].as_array().unwrap().iter().find(|field| field["name"] == name).unwrap().clone();
        assert_eq!((&page["label"], &named("name")["label"], &named("name")["help"]), (&json!(MIXED), &json!(MIXED), &json!(MIXED)));
        assert_eq!(named("kind")["options"]["options"][0]["label"], MIXED);
        assert_eq!(page["views"][0]["label"], MIXED);
        let made = ada.create("sheet", json!({"name": MIXED, "kind": "a", "tags": [MIXED]}));
        let listed = ada.list("sheet", &[("view", "sheets"), ("search", "👨‍👩‍👧")]).expect(200);
        assert_eq!((&listed["data"][0]["name"], &listed["data"][0]["tags"]), (&json!(MIXED), &json!([MIXED])));
        for filter in [
            json!({"field": "name", "op": "eq", "value": MIXED}),
            json!({"field": "name", "op": "contains", "value": "\u{202e}رقم"}),
            json!({"field": "tags", "op": "contains_any", "value": [MIXED]}),
            json!({"expression": format!("RIGHT(name, 4) = RIGHT(\"{MIXED}\", 4)")}),
        ] {
            assert_eq!(ada.find("sheet", filter.clone()).expect(200)["count"], 1, "{filter}");
        }
        ada.patch("sheet", id_of(&made), 1, json!({"name": "plain"})).expect(200);
        let history = ada.get(&format!("/api/v1/records/sheet/{}/history", id_of(&made))).expect(200);
        assert_eq!(history["data"][0]["changes"][0]["old"], MIXED);
        assert!(ada.get("/api/v1/openapi.json").text().contains("𠮷野"));
        let back = ada.get("/api/v1/meta/documents/object/sheet").expect(200);
        assert_eq!(back["label"]["en"], MIXED);
    }

    fn a_document_from_the_future_is_refused_and_changes_nothing(app) {
        let newer = |format: Json| {
            let mut sheet = object_document("sheet", vec![field("name", "text", json!({}))]);
            sheet["format"] = format;
            app.unchanged(|| app.publish(vec![sheet]))
        };
        newer(json!(2)).tells(&[("format_too_new", "/format")]);
        newer(json!(4_000_000_000_u64)).tells(&[("format_too_new", "/format")]);
        for wrong in [json!(0), json!(-1), json!(1.5), json!("1"), json!(null)] {
            let answer = newer(wrong.clone());
            assert_eq!(answer.status, 422, "{wrong}: {}", answer.text());
        }
    }
}
