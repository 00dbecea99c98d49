//! What editors of expressions are told.

use serde_json::json;

use crate::support::document;

const CHECK: &str = "/api/v1/meta/expressions/check";

on_both! {
    fn an_expression_is_checked_and_completed_as_it_is_written(app) {
        let ada = app.by("ada");
        let right = ada.post(CHECK, json!({"object": "deal", "text": "COUNT(lines) > 1", "result": "boolean"})).expect(200);
        assert_eq!(right, json!({"errors": [], "type": "boolean", "completions": []}));
        let wrong = ada.post(CHECK, json!({"object": "deal", "text": "nam & 1", "caret": 3, "result": "number"})).expect(200);
        assert_eq!(wrong["errors"][0]["code"], "name_unknown");
        assert_eq!(wrong["errors"][0]["position"], json!({"start": 0, "end": 3}));
        assert_eq!(wrong["type"], json!(null));
        let completion = &wrong["completions"][0];
        assert_eq!((&completion["text"], &completion["kind"], &completion["type"]), (&json!("name"), &json!("name"), &json!("text")));
        let rows = ada.post(CHECK, json!({"object": "deal", "text": "SUM(lines.", "caret": 10})).expect(200);
        assert!(rows["completions"].as_array().unwrap().iter().any(|name| name["text"] == "price"), "{rows}");
    }

    fn names_are_those_of_the_place_that_the_expression_is_written_for(app) {
        let ada = app.by("ada");
        let codes = |place: &str, text: &str| {
            let told = ada.post(CHECK, json!({"object": "deal_line", "text": text, "place": place})).expect(200);
            let mut codes: Vec<String> =
                told["errors"].as_array().unwrap().iter().map(|error| error["code"].as_str().unwrap().to_owned()).collect();
            codes.dedup();
            codes
        };
        let unknown = ["name_unknown".to_owned()];
        // The text, and the places that know its names.
        for (text, places) in [
            ("deal.company.name", &["formula", "rollup_filter", "filter"][..]),
            ("deal.name", &["formula", "rollup_filter", "rule", "condition", "filter"]),
            ("old.price < price", &["rule"]),
            ("price", &["formula", "rollup_filter", "rule", "condition", "print", "filter"]),
            ("user.name", &["formula", "rollup_filter", "default", "rule", "condition", "print", "filter"]),
        ] {
            for place in ["formula", "rollup_filter", "default", "rule", "condition", "print", "filter"] {
                let found = codes(place, text);
                match places.contains(&place) {
                    true => assert_eq!(found, [""; 0], "{text} as {place}"),
                    false => assert_eq!(found, unknown, "{text} as {place}"),
                }
            }
        }
        assert_eq!(codes("formula", "RMBCAPITAL(price)"), [""; 0]);
        assert_eq!(codes("filter", "RMBCAPITAL(price)").len(), 1, "no database computes it");
        let offered = |place: &str, text: &str| {
            let body = json!({"object": "deal_line", "text": text, "caret": text.len(), "place": place});
            let told = ada.post(CHECK, body).expect(200);
            told["completions"].as_array().unwrap().iter().map(|name| name["text"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert!(offered("formula", "deal.company.na").contains(&"name".to_owned()));
        assert_eq!(offered("condition", "deal.company.na"), [""; 0]);
        assert!(offered("filter", "pri").contains(&"price".to_owned()));
        assert_eq!(ada.post(CHECK, json!({"object": "deal", "text": "1", "place": "somewhere"})).status, 422);
    }

    fn only_people_who_publish_may_ask(app) {
        app.publish(vec![document("role", "author", json!({"system": ["metadata"]}))]).expect(200);
        let body = json!({"object": "deal", "text": "name"});
        app.by("nina").post(CHECK, body.clone()).refused(403, "forbidden");
        app.set_role("nina", "author", true);
        assert_eq!(app.by("nina").post(CHECK, body).expect(200)["type"], "text");
        app.by("nina").post(CHECK, json!({"object": "nothing", "text": "1"})).refused(404, "object_not_found");
        assert_eq!(app.by("nina").post(CHECK, json!({"object": "deal", "text": "1", "result": "colour"})).status, 422);
        assert_eq!(app.by("nina").post(CHECK, json!({"object": "deal", "text": "1", "more": 1})).status, 422);
    }

    fn everybody_may_read_the_functions(app) {
        let functions = app.by("nina").get("/api/v1/meta/functions").expect(200);
        let data = functions["data"].as_array().unwrap();
        assert!(data.len() >= 100);
        let round = data.iter().find(|function| function["name"] == "ROUND").unwrap();
        assert_eq!((&round["usage"], &round["family"]), (&json!("ROUND(number, [decimals])"), &json!("number")));
        assert!(round["help"]["zh-CN"].is_string() && round["help"]["en"].is_string());
        assert_eq!(round["examples"][0], json!({"text": "ROUND(1.005, 2)", "result": "1.01"}));
    }
}
