//! Types whose values stand for themselves.

use serde_json::{Value as Json, json};

use super::{found, gadget};
use crate::support::{App, id_of};

fn fields(app: &App) {
    let schema = json!({"type": "object", "required": ["sku"], "properties": {"sku": {"type": "string"}}});
    gadget(
        app,
        &[
            ("url", "url", json!({})),
            ("rich", "rich_text", json!({"max_length": 100})),
            ("stars", "rating", json!({"max": 5})),
            ("length", "duration", json!({"min": 0})),
            ("opens", "time", json!({})),
            ("color", "color", json!({})),
            ("tags", "tags", json!({})),
            ("team", "users", json!({"max_users": 3})),
            ("code", "barcode", json!({"symbology": "ean13"})),
            ("place", "location", json!({})),
            ("data", "json", json!({"schema": schema})),
        ],
    );
}

fn values(app: &App) -> Json {
    json!({
        "url": "https://example.com/a?b=1", "rich": "# 标题\n\n<b>x</b> **粗**", "stars": 4, "length": 5400, "opens": "08:30",
        "color": "#1677ff", "tags": [" 甲 ", "b", "甲"], "team": [app.id("ray"), {"id": app.id("rita")}],
        "code": "6901234567892", "place": {"latitude": 31.299, "longitude": 120.585, "address": "姑苏区"},
        "data": {"z": [1, 2.5, null], "sku": "A-1"},
    })
}

on_both! {
    fn every_value_comes_back_as_people_mean_it(app) {
        fields(app);
        let ada = app.by("ada");
        let record = ada.create("gadget", values(app));
        let person = |login: &str, at: &str| json!({"id": app.id(login), "label": format!("{login} of {at}")});
        let mut wanted = values(app);
        wanted["opens"] = json!("08:30:00");
        wanted["color"] = json!("#1677FF");
        wanted["tags"] = json!(["甲", "b"]);
        wanted["team"] = json!([person("ray", "sales"), person("rita", "east")]);
        for (name, value) in wanted.as_object().unwrap() {
            assert_eq!(record[name], *value, "{name}");
        }
        assert_eq!(ada.read("gadget", id_of(&record)), record);
        let page = ada.list("gadget", &[]).expect(200);
        for (name, value) in wanted.as_object().unwrap() {
            assert_eq!(page["data"][0][name], *value, "{name} in a list");
        }
        let blank: Json = wanted.as_object().unwrap().keys().map(|name| (name.clone(), Json::Null)).collect();
        let cleared = ada.patch("gadget", id_of(&record), 1, blank).expect(200);
        for name in wanted.as_object().unwrap().keys() {
            let none = if name == "team" { json!([]) } else { Json::Null };
            assert_eq!(cleared[name], none, "{name}");
        }
        let history = ada.get(&format!("/api/v1/records/gadget/{}/history", id_of(&record))).expect(200);
        let change = |name: &str| {
            let changes = history["data"][0]["changes"].as_array().unwrap();
            changes.iter().find(|change| change["field"] == name).unwrap().clone()
        };
        assert_eq!(change("team")["old"], wanted["team"]);
        assert_eq!(change("place")["old"]["address"], "姑苏区");
        assert_eq!(change("length")["new"], json!(null));
    }

    fn filters_find_what_they_say(app) {
        fields(app);
        let ada = app.by("ada");
        let me = app.id("ada");
        for (name, rest) in [
            ("a", json!({"url": "https://a.example.com", "stars": 1, "length": 60, "opens": "08:00", "color": "#f00",
                "tags": ["x", "y"], "team": [app.id("ray"), me], "code": "6901234567892"})),
            ("b", json!({"url": "https://b.example.com", "stars": 3, "length": 3600, "opens": "09:30", "color": "#00ff00",
                "tags": ["y", "O'x"], "team": [app.id("ray")], "code": "4006381333931", "rich": "**Bold** word",
                "place": {"latitude": 1, "longitude": 2}, "data": {"sku": "1"}})),
            ("c", json!({"stars": 5, "opens": "17:45:30"})),
            ("d", json!({})),
        ] {
            let mut body = rest;
            body["name"] = json!(name);
            ada.create("gadget", body);
        }
        let on = |field: &str, operator: &str, value: Json| json!({"field": field, "op": operator, "value": value});
        let cases = [
            (on("url", "contains", json!("B.EXAMPLE")), "b"),
            (on("url", "ne", json!("https://a.example.com")), "bcd"),
            (on("rich", "contains", json!("bold")), "b"),
            (on("rich", "empty", json!(null)), "acd"),
            (on("stars", "gte", json!(3)), "bc"),
            (on("stars", "in", json!([1, "5"])), "ac"),
            (on("length", "between", json!([60, 3599])), "a"),
            (on("length", "lt", json!("3600")), "a"),
            (on("opens", "lte", json!("09:30")), "ab"),
            (on("opens", "gt", json!("09:30:00")), "c"),
            (on("color", "eq", json!("#0f0")), "b"),
            (on("color", "not_in", json!(["#FF0000"])), "bcd"),
            (on("tags", "contains_any", json!(["x", "O'x"])), "ab"),
            (on("tags", "contains_all", json!(["y", "x"])), "a"),
            (on("tags", "contains_any", json!([])), ""),
            (on("tags", "contains_any", json!([" "])), ""),
            (on("tags", "contains_all", json!(["y", ""])), ""),
            (on("tags", "empty", json!(null)), "cd"),
            (on("team", "contains_any", json!([app.id("ray")])), "ab"),
            (on("team", "contains_all", json!([app.id("ray"), {"id": me}])), "a"),
            (on("team", "me", json!(null)), "a"),
            (json!({"not": on("team", "me", json!(null))}), "bcd"),
            (on("team", "not_empty", json!(null)), "ab"),
            (on("code", "starts_with", json!("69")), "a"),
            (on("place", "not_empty", json!(null)), "b"),
            (on("data", "empty", json!(null)), "acd"),
        ];
        for (filter, names) in cases {
            assert_eq!(found(app, filter.clone()).concat(), names, "{filter}");
        }
        for (field, operator) in
            [("place", "eq"), ("data", "contains"), ("tags", "eq"), ("team", "eq"), ("rich", "eq"), ("color", "contains")]
        {
            let answer = ada.find("gadget", on(field, operator, json!("x")));
            answer.refused(400, "operator_unknown").tells(&[("operator_unknown", "filter/op")]);
        }
        let order = ada.list("gadget", &[("sort", "-opens")]).expect(200);
        assert_eq!(crate::support::names_in(&order, "name").concat(), "cbad", "the order of texts is that of times");
        for field in ["place", "data", "tags", "team"] {
            ada.list("gadget", &[("sort", field)]).refused(400, "sort_invalid");
        }
    }

    fn wrong_values_are_told_with_their_place(app) {
        fields(app);
        let ada = app.by("ada");
        let stranger = engine_values::new_id();
        let wrong = [
            ("url", json!("javascript:alert(1)"), "format_invalid", "/url"),
            ("rich", json!("x".repeat(101)), "too_long", "/rich"),
            ("stars", json!(6), "out_of_range", "/stars"),
            ("length", json!(-1), "out_of_range", "/length"),
            ("opens", json!("25:00"), "type_mismatch", "/opens"),
            ("color", json!("red"), "format_invalid", "/color"),
            ("tags", json!(["a", 1]), "type_mismatch", "/tags/1"),
            ("team", json!([app.id("ray"), stranger]), "reference_not_found", "/team/1"),
            ("code", json!("6901234567890"), "format_invalid", "/code"),
            ("place", json!({"latitude": 91, "longitude": 0}), "out_of_range", "/place/latitude"),
            ("data", json!({"sku": 1}), "format_invalid", "/data/sku"),
            ("data", json!({"sku": "a\u{0}"}), "format_invalid", "/data"),
        ];
        app.unchanged(|| {
            for (name, value, code, path) in wrong {
                let answer = ada.try_create("gadget", json!({name: value}));
                assert_eq!(answer.status, 422, "{name} {value}: {}", answer.text());
                answer.tells(&[(code, path)]);
            }
        });
    }

    fn one_who_has_left_may_stay_on_a_team_and_not_join_one(app) {
        fields(app);
        let ada = app.by("ada");
        let record = ada.create("gadget", json!({"team": [app.id("ray")]}));
        app.change_person("ray", |user| user.active = false);
        let team = json!({"team": [app.id("ray"), app.id("rita")]});
        let changed = ada.patch("gadget", id_of(&record), 1, team.clone()).expect(200);
        assert_eq!(changed["team"][0]["label"], "ray of sales");
        ada.try_create("gadget", team).tells(&[("reference_not_found", "/team/0")]);
    }

    fn the_page_says_what_an_input_must_know(app) {
        fields(app);
        let page = app.by("ada").get("/api/v1/meta/objects/gadget").expect(200);
        let options = |name: &str| {
            let fields = page["fields"].as_array().unwrap();
            fields.iter().find(|field| field["name"] == name).unwrap()["options"].clone()
        };
        assert_eq!(options("stars")["max"], 5);
        assert_eq!(options("team")["max_users"], 3);
        assert_eq!(options("code")["symbology"], "ean13");
        let document = app.by("ada").get("/api/v1/openapi.json").expect(200);
        let schema = &document["components"]["schemas"]["gadget"]["properties"];
        assert_eq!(schema["data"]["properties"]["sku"]["type"], "string");
        assert_eq!(schema["place"]["required"], json!(["latitude", "longitude"]));
    }

    fn expressions_read_simple_values_and_no_structured_ones(app) {
        let formula = |object: &str, text: &str, kind: &str| {
            let fields = vec![
                crate::support::field("name", "text", json!({})),
                crate::support::field("stars", "rating", json!({})),
                crate::support::field("length", "duration", json!({})),
                crate::support::field("data", "json", json!({})),
                crate::support::field("result", kind, json!({"formula": text})),
            ];
            app.publish(vec![crate::support::object_document(object, fields)])
        };
        formula("sound", "stars * 2", "integer").expect(200);
        assert_eq!(app.by("ada").create("sound", json!({"stars": 4}))["result"], 8);
        formula("reading", "ISBLANK(data)", "boolean").tells(&[("expression_invalid", "/fields/4/formula")]);
        formula("making", "stars", "json").tells(&[("options_invalid", "/fields/4")]);
        let unique = vec![
            crate::support::field("name", "text", json!({})),
            crate::support::field("place", "location", json!({"unique": true})),
        ];
        app.publish(vec![crate::support::object_document("other", unique)]).tells(&[("options_invalid", "/fields/1")]);
    }
}
