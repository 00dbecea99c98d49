//! Defaults that their own fields refuse: a constant, and an expression that is one, are refused when they are published.

use serde_json::{Value as Json, json};

use crate::support::{App, field, id_of, object_document};

fn sheet(kind: &str, rest: Json) -> Json {
    object_document("sheet", vec![field("name", "text", json!({})), field("x", kind, rest)])
}

fn refused(app: &App, kind: &str, rest: Json, code: &str, path: &str) {
    app.unchanged(|| {
        let documents = vec![sheet(kind, rest.clone())];
        let checked = app.by("ada").post("/api/v1/meta/check", json!({"documents": documents})).expect(200);
        assert_eq!(
            (&checked["problems"][0]["code"], &checked["problems"][0]["path"]),
            (&json!(code), &json!(path)),
            "{kind} {rest}"
        );
        let answer = app.publish(documents);
        assert_eq!(answer.status, 422, "{kind} {rest}: {}", answer.text());
        answer.tells(&[(code, path)]);
        assert_eq!(answer.json()["error"]["problems"][0]["document"], "object/sheet");
    });
}

on_both! {
    fn a_default_that_its_field_refuses_is_not_published(app) {
        let (constant, expression) = ("/fields/1/default", "/fields/1/default_expression");
        let options = json!([{"value": "a", "label": {"en": "A"}}]);
        let somebody = engine_values::new_id().to_string();
        for (kind, rest, code, path) in [
            ("integer", json!({"default": 11, "options": {"max": 10}}), "out_of_range", constant),
            ("integer", json!({"default_expression": "5 + 6", "options": {"max": 10}}), "out_of_range", expression),
            ("decimal", json!({"default_expression": "123456789012", "options": {"precision": 8}}), "out_of_range", expression),
            ("money", json!({"default_expression": "-1", "options": {"min": "0"}}), "out_of_range", expression),
            ("percent", json!({"default_expression": "101", "options": {"max": "100"}}), "out_of_range", expression),
            ("text", json!({"default": "abcd", "options": {"max_length": 3}}), "too_long", constant),
            ("text", json!({"default_expression": "\"ab\" & \"cd\"", "options": {"max_length": 3}}), "too_long", expression),
            ("text", json!({"default_expression": "UPPER(\"ab\")", "options": {"pattern": "^[a-z]+$"}}), "format_invalid", expression),
            ("email", json!({"default_expression": "\"nobody\""}), "format_invalid", expression),
            ("select", json!({"default": "b", "options": {"options": options}}), "option_unknown", constant),
            ("select", json!({"default_expression": "\"b\"", "options": {"options": options}}), "option_unknown", expression),
            ("text", json!({"default": "", "required": true}), "required", constant),
            ("text", json!({"default_expression": "\"\"", "required": true}), "required", expression),
            ("integer", json!({"default_expression": "1 / 0", "required": true}), "required", expression),
            ("user", json!({"default": somebody}), "reference_not_found", constant),
            ("department", json!({"default": somebody}), "reference_not_found", constant),
            ("users", json!({"default": [somebody]}), "reference_not_found", "/fields/1/default/0"),
            ("file", json!({"default": [somebody]}), "options_invalid", constant),
        ] {
            refused(app, kind, rest, code, path);
        }
    }

    fn a_default_that_fits_is_given(app) {
        for (kind, rest, wanted) in [
            ("integer", json!({"default_expression": "5 + 5", "required": true, "options": {"max": 10}}), json!(10)),
            ("text", json!({"default_expression": "LOWER(\"AB\")", "options": {"pattern": "^[a-z]+$"}}), json!("ab")),
            ("integer", json!({"default_expression": "1 / 0"}), json!(null)),
            // What depends on the day or the writer is judged when a record is made.
            ("integer", json!({"default_expression": "YEAR(TODAY())", "options": {"max": 10000}}), json!(2026)),
        ] {
            let object = object_document("sheet", vec![field("name", "text", json!({})), field("x", kind, rest)]);
            app.publish(vec![object]).expect(200);
            let made = app.by("ada").create("sheet", json!({"name": "n"}));
            assert_eq!(made["x"], wanted, "{kind}");
            assert_eq!(app.by("ada").delete("sheet", id_of(&made), 1).status, 204);
            app.by("ada").post("/api/v1/meta/publish", json!({"remove": [{"kind": "object", "name": "sheet"}]})).expect(200);
        }
    }
}
