//! Every field type there and back, and every wrong value.

use serde_json::{Value as Json, json};

use crate::support::{App, id_of};

fn upload(app: &App) -> String {
    let answer = app.by("rita").send(
        "POST",
        "/api/v1/files?object=thing&field=file",
        &[("Content-Type", "text/plain"), ("X-File-Name", "%E8%AF%81.txt")],
        Some(b"content"),
    );
    id_of(&answer.expect(201)).to_owned()
}

on_both! {
    fn every_type_comes_back_as_it_went(app) {
        let rita = app.by("rita");
        let company = rita.create("company", json!({"name": "target"}));
        let file = upload(app);
        let given = json!({
            "text": "文字 'quoted\" \\ <b> 🙂", "long_text": "line 1\nline 2\ttab", "integer": -1000, "decimal": "1234567.125",
            "money": "999999.99", "percent": "-12.50", "boolean": false, "date": "2028-02-29",
            "datetime": "2026-11-21T08:30:00.123456Z", "select": "y", "multi_select": ["r", "p"],
            "email": "li.na@example.com", "phone": "+86 (0512) 6666-8888", "reference": id_of(&company),
            "user": {"id": app.id("ray")}, "dept": app.id("ops"), "file": [file],
        });
        let record = rita.create("thing", given.clone());
        for name in [
            "text",
            "long_text",
            "integer",
            "decimal",
            "money",
            "percent",
            "boolean",
            "date",
            "select",
            "email",
            "phone",
        ] {
            assert_eq!(record[name], given[name], "{name}");
        }
        assert_eq!(record["datetime"], "2026-11-21T08:30:00.123456Z");
        assert_eq!(record["multi_select"], json!(["p", "r"]), "in the order of the options");
        assert_eq!(record["auto_number"], "T001");
        assert_eq!(record["reference"], json!({"id": id_of(&company), "label": "target"}));
        assert_eq!(record["user"], json!({"id": app.id("ray"), "label": "ray of sales"}));
        assert_eq!(record["dept"], json!({"id": app.id("ops"), "label": "ops"}));
        assert_eq!(record["file"], json!([{"id": file, "name": "证.txt", "size": 7, "type": "text/plain"}]));
        assert_eq!(rita.read("thing", id_of(&record)), record);

        let blank: Json = given.as_object().unwrap().keys().map(|name| (name.clone(), Json::Null)).collect();
        let emptied = rita.patch("thing", id_of(&record), 1, blank).expect(200);
        for name in given.as_object().unwrap().keys().filter(|name| *name != "file") {
            assert_eq!(emptied[name], Json::Null, "{name}");
        }
        assert_eq!(emptied["file"], json!([]));
    }

    fn other_spellings_of_a_value_are_understood(app) {
        let rita = app.by("rita");
        let record = rita.create(
            "thing",
            json!({
                "integer": "12", "decimal": 1.5, "money": "7", "percent": 100, "datetime": "2026-11-21T16:30:00+08:00",
                "text": "   ", "multi_select": [], "email": "",
            }),
        );
        assert_eq!(record["integer"], 12);
        assert_eq!(
            (&record["decimal"], &record["money"], &record["percent"]),
            (&json!("1.500"), &json!("7.00"), &json!("100.00"))
        );
        assert_eq!(record["datetime"], "2026-11-21T08:30:00Z");
        for name in ["text", "multi_select", "email"] {
            assert_eq!(record[name], Json::Null, "blank is null: {name}");
        }
    }

    fn every_wrong_value_has_its_code_and_place(app) {
        let rita = app.by("rita");
        let wrong: &[(&str, Json, &str)] = &[
            ("text", json!(5), "type_mismatch"),
            ("text", json!("x".repeat(41)), "too_long"),
            ("text", json!("a\u{0}b"), "format_invalid"),
            ("long_text", json!(["a"]), "type_mismatch"),
            ("long_text", json!("x".repeat(101)), "too_long"),
            ("long_text", json!("a\u{0}b"), "format_invalid"),
            ("integer", json!("a"), "type_mismatch"),
            ("integer", json!(1.5), "type_mismatch"),
            ("integer", json!(true), "type_mismatch"),
            ("integer", json!(1001), "out_of_range"),
            ("integer", json!(18_446_744_073_709_551_615_u64), "type_mismatch"),
            ("decimal", json!("x"), "type_mismatch"),
            ("decimal", json!("1.2345"), "too_many_decimals"),
            ("decimal", json!("10000000"), "out_of_range"),
            ("decimal", json!("1e400"), "type_mismatch"),
            ("decimal", json!("NaN"), "type_mismatch"),
            ("money", json!(false), "type_mismatch"),
            ("money", json!("0.001"), "too_many_decimals"),
            ("money", json!("1000000.01"), "out_of_range"),
            ("percent", json!({}), "type_mismatch"),
            ("percent", json!("0.005"), "too_many_decimals"),
            ("boolean", json!("true"), "type_mismatch"),
            ("boolean", json!(1), "type_mismatch"),
            ("date", json!("2026-02-30"), "type_mismatch"),
            ("date", json!("21.11.2026"), "type_mismatch"),
            ("date", json!(20_261_121), "type_mismatch"),
            ("datetime", json!("2026-11-21"), "type_mismatch"),
            ("datetime", json!("2026-11-21T25:00:00Z"), "type_mismatch"),
            ("select", json!("w"), "option_unknown"),
            ("select", json!(["x"]), "type_mismatch"),
            ("multi_select", json!("p"), "type_mismatch"),
            ("multi_select", json!(["p", "w"]), "option_unknown"),
            ("email", json!("nobody"), "format_invalid"),
            ("email", json!(1), "type_mismatch"),
            ("phone", json!("call me"), "format_invalid"),
            ("phone", json!([]), "type_mismatch"),
            ("auto_number", json!("T999"), "field_not_writable"),
            ("reference", json!("x"), "type_mismatch"),
            ("reference", json!({"label": "x"}), "type_mismatch"),
            ("user", json!(7), "type_mismatch"),
            ("user", json!(engine_values::new_id()), "reference_not_found"),
            ("dept", json!("east"), "type_mismatch"),
            ("dept", json!(engine_values::new_id()), "reference_not_found"),
            ("file", json!("x"), "type_mismatch"),
            ("file", json!(["x"]), "type_mismatch"),
        ];
        app.unchanged(|| {
            for (name, value, code) in wrong {
                let answer = rita.try_create("thing", json!({*name: value}));
                assert_eq!(answer.status, 422, "{name} {value}: {}", answer.text());
                answer.tells(&[(code, &format!("/{name}"))]);
            }
        });
        app.unchanged(|| {
            let file = json!([engine_values::new_id()]);
            rita.try_create("thing", json!({"file": file})).tells(&[("reference_not_found", "/file/0")]);
            // Everything wrong at once is told at once.
            let mut first = serde_json::Map::new();
            let mut told = Vec::new();
            for (name, value, code) in wrong.iter().filter(|(_, _, code)| *code != "reference_not_found") {
                if !first.contains_key(*name) {
                    first.insert((*name).to_owned(), value.clone());
                    told.push((*code, format!("/{name}")));
                }
            }
            let told: Vec<(&str, &str)> = told.iter().map(|(code, path)| (*code, path.as_str())).collect();
            rita.try_create("thing", Json::Object(first)).refused(422, "validation_failed").tells(&told);
        });
    }
}
