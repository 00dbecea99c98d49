//! Bodies that are refused: unknown keys, system fields, missing values, taken keys. Nothing changes then.

use serde_json::json;

use crate::support::id_of;

on_both! {
    fn unknown_keys_are_refused(app) {
        let rita = app.by("rita");
        let company = rita.create("company", json!({"name": "kept"}));
        app.unchanged(|| {
            let answer = rita.try_create("company", json!({"name": "x", "nmae": "y", "__proto__": 1, "": 2}));
            answer.refused(400, "field_unknown");
            answer.tells(&[("field_unknown", "/"), ("field_unknown", "/__proto__"), ("field_unknown", "/nmae")]);
            rita.patch("company", id_of(&company), 1, json!({"nmae": "y"})).refused(400, "field_unknown");
        });
    }

    fn system_and_computed_fields_cannot_be_assigned(app) {
        let rita = app.by("rita");
        let deal = rita.create("deal", json!({"name": "kept"}));
        let fields = [
            ("id", json!(engine_values::new_id())),
            ("revision", json!(99)),
            ("created_at", json!("2020-01-01T00:00:00Z")),
            ("created_by", json!(app.id("ada"))),
            ("updated_at", json!("2020-01-01T00:00:00Z")),
            ("updated_by", json!(app.id("ada"))),
            ("approval_state", json!("approved")),
            ("number", json!("D2026-9999")),
            ("amount", json!("1.00")),
            ("budget", json!("1.00")),
        ];
        app.unchanged(|| {
            for (name, value) in &fields {
                let path = format!("/{name}");
                let told = [("field_not_writable", path.as_str())];
                rita.try_create("deal", json!({"name": "x", *name: value}))
                    .refused(422, "validation_failed")
                    .tells(&told);
                rita.patch("deal", id_of(&deal), 1, json!({*name: value}))
                    .refused(422, "validation_failed")
                    .tells(&told);
            }
            for name in ["rights", "approval", "position"] {
                rita.patch("deal", id_of(&deal), 1, json!({name: 1})).refused(400, "field_unknown");
            }
        });
    }

    fn all_problems_are_told_at_once(app) {
        let rita = app.by("rita");
        app.unchanged(|| {
            let answer = rita.try_create("deal", json!({
                "status": "nonsense", "day": "tomorrow", "company": engine_values::new_id(), "extra": 1, "number": "1",
                "lines": [{"price": "cheap"}],
            }));
            answer.refused(422, "validation_failed").tells(&[
                ("field_not_writable", "/number"),
                ("field_unknown", "/extra"),
                ("option_unknown", "/status"),
                ("reference_not_found", "/company"),
                ("required", "/lines/0/product"),
                ("required", "/name"),
                ("type_mismatch", "/day"),
                ("type_mismatch", "/lines/0/price"),
            ]);
        });
    }

    fn a_blank_is_not_enough_for_a_required_field(app) {
        let rita = app.by("rita");
        let company = rita.create("company", json!({"name": "kept"}));
        app.unchanged(|| {
            for body in [json!({}), json!({"name": null}), json!({"name": ""}), json!({"name": " \t "})] {
                rita.try_create("company", body).refused(422, "validation_failed").tells(&[("required", "/name")]);
            }
            rita.patch("company", id_of(&company), 1, json!({"name": null})).tells(&[("required", "/name")]);
        });
    }

    fn a_taken_key_names_its_own_field_only(app) {
        let owned = app.by("rob").create("company", json!({"name": "of rob", "code": "TAKEN"}));
        let rita = app.by("rita");
        let mine = rita.create("company", json!({"name": "mine", "code": "FREE"}));
        app.unchanged(|| {
            let answer = rita.try_create("company", json!({"name": "x", "code": "TAKEN"}));
            answer.refused(409, "not_unique").tells(&[("not_unique", "/code")]);
            assert!(!answer.text().contains(id_of(&owned)) && !answer.text().contains("of rob"), "{}", answer.text());
            assert!(!answer.text().contains("f_code") && !answer.text().contains("UNIQUE"), "{}", answer.text());
            rita.patch("company", id_of(&mine), 1, json!({"code": "TAKEN"})).refused(409, "not_unique");
        });
        for _ in 0..2 {
            rita.create("company", json!({"name": "blank keys are no keys"}));
        }
    }

    fn bodies_that_are_not_json_objects_are_refused(app) {
        let rita = app.by("rita");
        let deep = "[".repeat(10_000);
        app.unchanged(|| {
            for body in
                ["", "{", "[]", "\"text\"", "nul", "{\"name\": \"\u{fffd}", deep.as_str(), "{\"name\": \"a\"} trailing"]
            {
                let answer = rita.send("POST", "/api/v1/records/company", &[], Some(body.as_bytes()));
                match body {
                    "" => answer.tells(&[("required", "/name")]),
                    _ => answer.refused(400, "body_not_json"),
                };
            }
            rita.send("POST", "/api/v1/records/company", &[], Some(&[b'{', b'"', 0xff, b'"', b':', b'1', b'}']))
                .refused(400, "body_not_json");
            let large = format!("{{\"name\": \"{}\"}}", "x".repeat(3 * 1024 * 1024));
            rita.send("POST", "/api/v1/records/company", &[], Some(large.as_bytes())).refused(413, "body_too_large");
        });
    }

    fn messages_speak_the_readers_language(app) {
        let rita = app.by("rita");
        let english = rita.try_create("company", json!({})).json();
        rita.send("PATCH", "/api/v1/me", &[], Some(b"{\"language\": \"zh-CN\"}")).expect(204);
        let chinese = rita.try_create("company", json!({})).json();
        let text = |answer: &serde_json::Value| answer["error"]["problems"][0]["message"].as_str().unwrap().to_owned();
        assert!(text(&english).is_ascii(), "{english}");
        assert!(!text(&chinese).is_ascii(), "{chinese}");
        assert_eq!(english["error"]["code"], chinese["error"]["code"]);
    }
}
