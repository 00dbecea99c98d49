//! What a field is does not change without its data, and what is gone does not come back with its name.

use serde_json::{Value as Json, json};

use crate::support::{App, field, id_of, object_document};

fn company(app: &App) -> Json {
    app.by("ada").get("/api/v1/meta/documents/object/company").expect(200)
}

/// The company's document after a change of its fields.
fn changed(app: &App, change: impl FnOnce(&mut Vec<Json>)) -> Json {
    let mut document = company(app);
    change(document["fields"].as_array_mut().unwrap());
    document
}

fn code_of(fields: &mut [Json]) -> &mut Json {
    fields.iter_mut().find(|field| field["name"] == "code").unwrap()
}

on_both! {
    fn the_type_of_a_field_does_not_change_without_its_values(app) {
        let made = app.by("ada").create("company", json!({"name": "c", "code": "kept"}));
        for (kind, options, code) in [
            ("integer", json!({}), "values_not_convertible"),
            ("date", json!({}), "values_not_convertible"),
            ("reference", json!({"object": "deal"}), "type_change_unsupported"),
            ("secret", json!({}), "type_change_unsupported"),
            ("multi_select", json!({"option_set": "level"}), "values_not_convertible"),
        ] {
            let mut document = changed(app, |fields| {
                let code = code_of(fields);
                code["type"] = json!(kind);
                code["options"] = options;
                code["unique"] = json!(false);
            });
            document["search_fields"] = json!(["name"]);
            app.unchanged(|| {
                app.publish(vec![document])
                    .refused(422, "validation_failed")
                    .tells(&[(code, "/fields/1/type")])
                    .clone()
            });
        }
        // The same under a document without identities: the name leads to the stored one.
        let mut plain = changed(app, |fields| *code_of(fields) = field("code", "integer", json!({})));
        plain["search_fields"] = json!(["name"]);
        app.unchanged(|| app.publish(vec![plain]).tells(&[("values_not_convertible", "/fields/1/type")]).clone());
        assert_eq!(app.by("ada").read("company", id_of(&made))["code"], "kept");
    }

    fn a_field_that_is_removed_and_made_again_is_empty(app) {
        let ada = app.by("ada");
        let made = ada.create("company", json!({"name": "c", "code": "old data"}));
        let without = changed(app, |fields| fields.retain(|field| field["name"] != "code"));
        let mut without = without;
        without["search_fields"] = json!(["name"]);
        app.publish(vec![without]).expect(200);
        assert!(ada.read("company", id_of(&made)).get("code").is_none());
        ada.try_create("company", json!({"name": "x", "code": "y"})).refused(400, "field_unknown");
        let again = changed(app, |fields| fields.push(field("code", "text", json!({"unique": true}))));
        app.publish(vec![again]).expect(200);
        assert_eq!(ada.read("company", id_of(&made))["code"], json!(null), "old data came back");
        let history = ada.get(&format!("/api/v1/records/company/{}/history", id_of(&made)));
        assert!(!history.text().contains("old data"), "{}", history.text());
        ada.patch("company", id_of(&made), 1, json!({"code": "new"})).expect(200);
        // Even as another type: it is another field.
        let other = changed(app, |fields| fields.retain(|field| field["name"] != "code"));
        app.publish(vec![other]).expect(200);
        let number = changed(app, |fields| fields.push(field("code", "integer", json!({}))));
        app.publish(vec![number]).expect(200);
        assert_eq!(ada.read("company", id_of(&made))["code"], json!(null));
        ada.patch("company", id_of(&made), 2, json!({"code": 7})).expect(200);
    }

    fn an_object_that_is_removed_and_made_again_is_empty(app) {
        let ada = app.by("ada");
        let fresh = || object_document("fresh", vec![field("name", "text", json!({}))]);
        app.publish(vec![fresh()]).expect(200);
        let made = ada.create("fresh", json!({"name": "old"}));
        ada.post("/api/v1/meta/publish", json!({"remove": [{"kind": "object", "name": "fresh"}]})).expect(200);
        ada.list("fresh", &[]).refused(404, "object_not_found");
        app.publish(vec![fresh()]).expect(200);
        assert_eq!(ada.list("fresh", &[("count", "exact")]).expect(200)["count"], 0);
        ada.try_read("fresh", id_of(&made)).refused(404, "record_not_found");
    }

    fn a_renamed_field_keeps_its_data(app) {
        let ada = app.by("ada");
        let made = ada.create("company", json!({"name": "c", "code": "kept"}));
        let mut renamed = changed(app, |fields| code_of(fields)["name"] = json!("short_code"));
        renamed["search_fields"] = json!(["name"]);
        app.publish(vec![renamed]).expect(200);
        let seen = ada.read("company", id_of(&made));
        assert_eq!((&seen["short_code"], seen.get("code")), (&json!("kept"), None));
        ada.try_create("company", json!({"name": "x", "short_code": "kept"}))
            .refused(409, "not_unique")
            .tells(&[("not_unique", "/short_code")]);
    }
}
