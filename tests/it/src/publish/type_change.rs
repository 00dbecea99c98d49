//! What a change of type would do is counted and shown before anybody does it.

use serde_json::{Value as Json, json};

use crate::support::{App, Client, id_of};

fn preview(client: &Client, field: &str, to: Json) -> crate::support::Answer {
    client.post("/api/v1/meta/type-change/preview", json!({"object": "company", "field": field, "to": to}))
}

fn companies(app: &App) -> Vec<Json> {
    let codes = [json!("12.50"), json!("￥1,200"), json!("n/a"), json!("12.345"), json!(null)];
    codes
        .iter()
        .map(|code| app.by("ada").create("company", json!({"name": format!("c {code}"), "code": code})))
        .collect()
}

on_both! {
    fn what_converts_and_what_does_not_is_counted(app) {
        let made = companies(app);
        let decimal = json!({"type": "decimal", "options": {"scale": 2}});
        app.unchanged(|| {
            let told = preview(&app.by("ada"), "code", decimal.clone()).expect(200);
            assert_eq!(
                (&told["from"], &told["to"], &told["records"], &told["blank"], &told["convert"], &told["fail"]),
                (&json!("text"), &json!("decimal"), &json!(5), &json!(1), &json!(2), &json!(2))
            );
            assert_eq!(told["reasons"], json!({"too_many_decimals": 1, "type_mismatch": 1}));
            let samples = told["samples"].as_array().unwrap();
            assert_eq!(samples.len(), 2);
            let first = samples.iter().find(|sample| sample["id"] == made[2]["id"]).unwrap();
            assert_eq!((&first["value"], &first["code"]), (&json!("n/a"), &json!("type_mismatch")));
            assert_eq!(first["label"], made[2]["name"]);
            assert!(!first["reason"].as_str().unwrap().is_empty());
        });
        let options = json!({"type": "select", "options": {"option_set": "level"}});
        assert_eq!(preview(&app.by("ada"), "code", options).expect(200)["fail"], 4);
        assert_eq!(preview(&app.by("ada"), "level", json!({"type": "text"})).expect(200)["fail"], 0);
    }

    fn changes_that_cannot_be_are_refused(app) {
        let ada = app.by("ada");
        let text = || json!({"type": "text"});
        preview(&ada, "code", json!({"type": "file"})).refused(422, "validation_failed")
            .tells(&[("type_change_unsupported", "/to/type")]);
        preview(&ada, "code", json!({"type": "wizard"})).tells(&[("field_type_unknown", "/to/type")]);
        preview(&ada, "code", json!({"type": "text", "options": {"max_length": 0}})).refused(422, "validation_failed");
        preview(&ada, "owner", text()).refused(400, "field_unknown");
        preview(&ada, "nothing", text()).refused(400, "field_unknown");
        let body = json!({"object": "nothing", "field": "code", "to": text()});
        ada.post("/api/v1/meta/type-change/preview", body).refused(404, "document_not_found");
        preview(&app.by("rita"), "code", text()).refused(403, "forbidden");
    }

    fn samples_are_of_records_that_the_author_may_read(app) {
        companies(app);
        let author = crate::support::document("role", "author", json!({"system": ["metadata"]}));
        app.publish(vec![author]).expect(200);
        app.set_role("nina", "author", true);
        let told = preview(&app.by("nina"), "code", json!({"type": "integer"})).expect(200);
        assert_eq!((&told["fail"], &told["samples"]), (&json!(3), &json!([])));
        let own = app.by("rita").create("company", json!({"name": "mine", "code": "x"}));
        app.set_role("rita", "author", true);
        let told = preview(&app.by("rita"), "code", json!({"type": "integer"})).expect(200);
        let ids: Vec<&str> = told["samples"].as_array().unwrap().iter().map(id_of).collect();
        assert_eq!(ids, [id_of(&own)]);
    }
}
