//! Secrets: written, cleared, and shown to nobody.

use serde_json::{Value as Json, json};

use super::gadget;
use crate::support::{App, field, id_of, object_document};

const PLAIN: &str = "p4ss 电池 horse";

/// Everything that the database holds about gadgets and beside them, as text.
fn stored(app: &App) -> String {
    format!("{:?}", app.dump())
}

on_both! {
    fn a_secret_is_written_and_never_read_back(app) {
        gadget(app, &[("key", "secret", json!({"max_length": 40}))]);
        let ada = app.by("ada");
        let made = ada.create("gadget", json!({"name": "g", "key": PLAIN}));
        let id = id_of(&made).to_owned();
        assert_eq!(made["key"], json!({"set": true}));
        assert_eq!(ada.read("gadget", &id)["key"], json!({"set": true}));
        assert_eq!(ada.list("gadget", &[]).expect(200)["data"][0]["key"], json!({"set": true}));
        assert!(!stored(app).contains(PLAIN), "not in any table");
        let key = std::fs::read(app.database().data().join("keys/secret.1.key")).unwrap();
        assert_eq!(key.len(), 32);

        let changed = ada.patch("gadget", &id, 1, json!({"key": "another"})).expect(200);
        assert_eq!(changed["key"], json!({"set": true}));
        let cleared = ada.patch("gadget", &id, 2, json!({"key": null})).expect(200);
        assert_eq!(cleared["key"], json!({"set": false}));
        let history = ada.get(&format!("/api/v1/records/gadget/{id}/history")).expect(200);
        for entry in &history["data"].as_array().unwrap()[..2] {
            assert_eq!(entry["changes"], json!([{"field": "key", "label": "key", "changed": true}]));
        }
        assert!(!stored(app).contains("another"));
        app.unchanged(|| {
            ada.try_create("gadget", json!({"key": "x".repeat(41)})).tells(&[("too_long", "/key")]);
            ada.try_create("gadget", json!({"key": {"set": true}})).tells(&[("type_mismatch", "/key")]);
        });
    }

    fn nothing_asks_for_a_secret(app) {
        gadget(app, &[("key", "secret", json!({}))]);
        let ada = app.by("ada");
        ada.create("gadget", json!({"name": "g", "key": PLAIN}));
        for operator in ["eq", "contains", "empty", "not_empty", "in"] {
            let filter = json!({"field": "key", "op": operator, "value": PLAIN});
            ada.find("gadget", filter).refused(400, "operator_unknown");
        }
        ada.list("gadget", &[("sort", "key")]).refused(400, "sort_invalid");
        assert_eq!(ada.list("gadget", &[("search", "p4ss")]).expect(200)["data"], json!([]));
        let refused = |extra: Json, rest: Json| {
            let mut object = object_document("vault", vec![field("name", "text", json!({})), extra]);
            object.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
            let answer = app.publish(vec![object]);
            assert_eq!(answer.status, 422, "{}", answer.text());
            assert!(!answer.text().contains(PLAIN), "{}", answer.text());
        };
        refused(field("key", "secret", json!({"unique": true})), json!({}));
        refused(field("key", "secret", json!({"indexed": true})), json!({}));
        refused(field("key", "secret", json!({"default": PLAIN})), json!({}));
        refused(field("key", "secret", json!({"formula": "name"})), json!({}));
        refused(field("key", "secret", json!({})), json!({"title_field": "key"}));
        refused(field("key", "secret", json!({})), json!({"search_fields": ["key"]}));
        refused(field("key", "secret", json!({})), json!({"keys": [{"fields": ["key"]}]}));
        let fields = vec![
            field("name", "text", json!({})),
            field("key", "secret", json!({})),
            field("copy", "text", json!({"formula": "key & \"\""})),
        ];
        app.publish(vec![object_document("vault", fields)]).tells(&[("expression_invalid", "/fields/2/formula")]);
    }

    fn a_secret_of_a_row_is_sealed_too(app) {
        let row = object_document(
            "vault_line",
            vec![
                field("name", "text", json!({})),
                field("vault", "reference", json!({"options": {"object": "vault"}})),
                field("key", "secret", json!({})),
            ],
        );
        let lines = json!({"options": {"object": "vault_line", "field": "vault"}});
        let vault = object_document("vault", vec![field("name", "text", json!({})), field("lines", "children", lines)]);
        app.publish(vec![row, vault]).expect(200);
        let ada = app.by("ada");
        let made = ada.create("vault", json!({"name": "v", "lines": [{"name": "l", "key": PLAIN}]}));
        assert_eq!(made["lines"][0]["key"], json!({"set": true}));
        assert!(!stored(app).contains(PLAIN));
        let line = made["lines"][0]["id"].clone();
        let kept = ada.patch("vault", id_of(&made), 1, json!({"lines": [{"id": line, "name": "m"}]})).expect(200);
        assert_eq!(kept["lines"][0]["key"], json!({"set": true}), "what is not named stays");
    }

    fn a_text_does_not_become_a_secret_nor_a_secret_a_text(app) {
        let vault = |kind: &str| {
            let fields = vec![field("name", "text", json!({})), field("key", kind, json!({}))];
            app.publish(vec![object_document("vault", fields)])
        };
        vault("secret").expect(200);
        app.by("ada").create("vault", json!({"key": PLAIN}));
        vault("text").refused(422, "validation_failed").tells(&[("type_change_unsupported", "/fields/1/type")]);
        let mut plain = object_document("open", vec![field("name", "text", json!({})), field("key", "text", json!({}))]);
        app.publish(vec![plain.clone()]).expect(200);
        plain["fields"][1]["type"] = json!("secret");
        app.publish(vec![plain]).tells(&[("type_change_unsupported", "/fields/1/type")]);
    }
}
