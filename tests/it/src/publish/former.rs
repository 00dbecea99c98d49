//! Names from before a rename keep answering for a time, say so, and are nobody else's meanwhile.

use serde_json::{Value as Json, json};

use crate::support::{Answer, App, field, id_of};

fn rename(app: &App, body: Json) {
    app.by("ada").post("/api/v1/meta/rename", body).expect(200);
}

fn company_code(app: &App) {
    rename(app, json!({"kind": "object", "name": "company", "field": "code", "to": "short"}));
}

fn is_marked(answer: &Answer) -> bool {
    let is_told = answer.headers.get("deprecation").is_some_and(|value| value.starts_with('@'));
    assert_eq!(is_told, answer.headers.get("sunset").is_some_and(|value| value.ends_with(" GMT")));
    is_told
}

const DAY: i64 = 24 * 3600;

on_both! {
    fn a_former_field_name_keeps_answering(app) {
        let ada = app.by("ada");
        let made = ada.create("company", json!({"name": "c", "code": "k1"}));
        let deal = ada.create("deal", json!({"name": "d", "company": id_of(&made)}));
        company_code(app);
        let asked = ada.list("company", &[("fields", "name,code")]);
        assert_eq!(asked.expect(200)["data"][0], json!({"id": made["id"], "name": "c", "code": "k1"}));
        assert!(is_marked(&asked));
        let both = ada.list("company", &[("fields", "code,short")]).expect(200);
        assert_eq!(both["data"][0], json!({"id": made["id"], "short": "k1", "code": "k1"}));
        let sorted = ada.list("company", &[("sort", "-code"), ("limit", "1")]);
        assert!(sorted.status == 200 && is_marked(&sorted));
        let found = ada.find("company", json!({"not": {"field": "code", "op": "eq", "value": "k2"}}));
        assert_eq!(found.expect(200)["count"], 1);
        assert!(is_marked(&found));
        let through = ada.find("deal", json!({"field": "company.code", "op": "eq", "value": "k1"}));
        assert_eq!((through.expect(200)["count"].clone(), is_marked(&through)), (json!(1), true));
        // A whole record has both; asking by present names says nothing.
        let whole = ada.try_read("company", id_of(&made));
        assert_eq!((&whole.json()["short"], &whole.json()["code"]), (&json!("k1"), &json!("k1")));
        assert!(!is_marked(&whole) && !is_marked(&ada.list("company", &[("fields", "short")])));
        assert_eq!(ada.list("company", &[]).expect(200)["data"][0]["code"], "k1");
        let path = format!("/api/v1/records/deal/{}?expand=company", id_of(&deal));
        assert_eq!(ada.get(&path).expect(200)["company"]["record"]["code"], "k1");
        // Writing.
        let other = ada.try_create("company", json!({"name": "o", "code": "k2"}));
        assert_eq!((other.expect(201)["short"].clone(), is_marked(&other)), (json!("k2"), true));
        let changed = ada.patch("company", id_of(&made), 1, json!({"code": "old", "short": "new"}));
        assert_eq!(changed.expect(200)["short"], "new", "the present name counts");
        // Its time is over.
        app.clock.advance(181 * DAY);
        let ada = app.by("ada");
        ada.list("company", &[("fields", "code")]).refused(400, "field_unknown");
        ada.try_create("company", json!({"name": "x", "code": "y"})).refused(400, "field_unknown");
        assert!(ada.read("company", id_of(&made)).get("code").is_none());
        assert_eq!(ada.read("company", id_of(&made))["short"], "new");
    }

    fn who_may_not_see_a_field_does_not_see_its_former_name(app) {
        rename(app, json!({"kind": "object", "name": "company", "field": "secret", "to": "inner"}));
        let rita = app.by("rita");
        let made = rita.create("company", json!({"name": "c"}));
        for name in ["secret", "inner"] {
            let answer = rita.list("company", &[("fields", name)]);
            answer.refused(400, "field_unknown");
            assert!(!is_marked(&answer));
            assert!(rita.read("company", id_of(&made)).get(name).is_none());
            rita.try_create("company", json!({"name": "x", name: "y"})).refused(400, "field_unknown");
        }
        let schema = rita.get("/api/v1/meta/schemas/records/company").expect(200);
        assert!(schema["properties"].get("secret").is_none() && schema["properties"].get("inner").is_none());
    }

    fn a_former_object_name_and_the_names_of_rows_keep_answering(app) {
        let ada = app.by("ada");
        rename(app, json!({"kind": "object", "name": "deal", "field": "lines", "to": "items"}));
        rename(app, json!({"kind": "object", "name": "deal_line", "field": "price", "to": "cost"}));
        rename(app, json!({"kind": "object", "name": "deal", "to": "bargain"}));
        let body = json!({"name": "d", "lines": [{"product": "p", "price": "5", "quantity": 2}]});
        let made = ada.try_create("deal", body);
        let record = made.expect(201);
        assert!(is_marked(&made));
        for name in ["lines", "items"] {
            assert_eq!((&record[name][0]["price"], &record[name][0]["cost"]), (&json!("5.00"), &json!("5.00")), "{name}");
        }
        let read = ada.try_read("deal", id_of(&record));
        assert!(read.status == 200 && is_marked(&read));
        assert!(is_marked(&ada.list("deal", &[])) && is_marked(&ada.get("/api/v1/meta/objects/deal")));
        assert_eq!(ada.patch("deal", id_of(&record), 1, json!({"name": "e"})).expect(200)["name"], "e");
        assert_eq!(ada.delete("deal", id_of(&record), 2).status, 204);
        app.by("nina").list("deal", &[]).refused(404, "object_not_found");
        app.clock.advance(181 * DAY);
        app.by("ada").list("deal", &[]).refused(404, "object_not_found");
    }

    fn a_living_former_name_is_nobody_elses(app) {
        company_code(app);
        let with_code = || {
            let mut company = app.by("ada").get("/api/v1/meta/documents/object/company").expect(200);
            company["fields"].as_array_mut().unwrap().push(field("code", "integer", json!({})));
            company
        };
        app.unchanged(|| {
            let answer = app.publish(vec![with_code()]);
            answer.refused(422, "validation_failed").tells(&[("name_duplicate", "/fields/4/name")]);
        });
        app.clock.advance(181 * DAY);
        app.publish(vec![with_code()]).expect(200);
        assert_eq!(app.by("ada").create("company", json!({"name": "c", "code": 7}))["code"], 7);
    }

    fn an_object_may_forget_old_names_at_once(app) {
        let mut company = app.by("ada").get("/api/v1/meta/documents/object/company").expect(200);
        company["deprecation_days"] = json!(0);
        app.publish(vec![company]).expect(200);
        company_code(app);
        app.by("ada").list("company", &[("fields", "code")]).refused(400, "field_unknown");
        let company = app.by("ada").get("/api/v1/meta/documents/object/company").expect(200);
        assert!(!company.to_string().contains("former_names"));
    }

    fn contracts_follow_a_release_at_once(app) {
        let ada = app.by("ada");
        let schema = |person: &str| app.by(person).get("/api/v1/meta/schemas/records/company").expect(200);
        let before = schema("ada");
        assert_eq!(before["properties"]["code"]["type"], "string");
        company_code(app);
        rename(app, json!({"kind": "object", "name": "deal", "to": "bargain"}));
        let after = schema("ada");
        assert_ne!(before["$comment"], after["$comment"]);
        assert_eq!(after["properties"]["code"]["deprecated"], true);
        assert!(after["properties"]["short"].get("deprecated").is_none());
        let openapi = ada.get("/api/v1/openapi.json").expect(200);
        assert_eq!(openapi["components"]["schemas"]["company"]["properties"], after["properties"]);
        assert_eq!(openapi["paths"]["/api/v1/records/deal"]["get"]["deprecated"], true);
        assert!(openapi["paths"]["/api/v1/records/bargain"]["get"].get("deprecated").is_none());
        // Rows lie in the schema; every reference leads to something in it.
        let deal = ada.get("/api/v1/meta/schemas/records/bargain").expect(200);
        assert_eq!(deal["properties"]["lines"]["items"]["$ref"], "#/$defs/deal_line");
        assert!(deal["$defs"]["deal_line"]["properties"]["product"].is_object());
        let rita = app.by("rita").get("/api/v1/meta/schemas/records/bargain").expect(200);
        assert!(rita["properties"].get("cost").is_none(), "hidden from her");
        app.by("nina").get("/api/v1/meta/schemas/records/bargain").refused(404, "object_not_found");
    }
    fn a_former_key_of_an_option_is_understood(app) {
        let ada = app.by("ada");
        let company = ada.create("company", json!({"name": "c", "level": "a"}));
        ada.create("company", json!({"name": "o", "level": "b"}));
        let deal = ada.create("deal", json!({"name": "d", "company": id_of(&company), "status": "draft"}));
        let thing = ada.create("thing", json!({"text": "t", "multi_select": ["p", "q"]}));
        rename(app, json!({"kind": "option_set", "name": "level", "option": "a", "to": "top"}));
        rename(app, json!({"kind": "object", "name": "deal", "field": "status", "option": "draft", "to": "sketch"}));
        rename(app, json!({"kind": "object", "name": "thing", "field": "multi_select", "option": "p", "to": "first"}));
        let asked = |object: &str, filter: Json, count: u64, marked: bool| {
            let answer = ada.find(object, filter.clone());
            assert_eq!(answer.expect(200)["count"], count, "{filter}");
            assert_eq!(is_marked(&answer), marked, "{filter}");
        };
        asked("company", json!({"field": "level", "op": "eq", "value": "a"}), 1, true);
        asked("company", json!({"field": "level", "op": "in", "value": ["a", "b"]}), 2, true);
        asked("company", json!({"field": "level", "op": "eq", "value": "top"}), 1, false);
        asked("deal", json!({"and": [{"field": "company.level", "op": "eq", "value": "a"}]}), 1, true);
        asked("thing", json!({"field": "multi_select", "op": "contains_any", "value": ["p"]}), 1, true);
        // A word that is no key of that field is left alone.
        asked("company", json!({"field": "name", "op": "eq", "value": "a"}), 0, false);
        let written = ada.patch("deal", id_of(&deal), 1, json!({"status": "draft", "note": "n"}));
        assert_eq!((written.expect(200)["status"].clone(), is_marked(&written)), (json!("sketch"), true));
        let written = ada.patch("thing", id_of(&thing), 1, json!({"multi_select": ["p", "r"]}));
        assert_eq!(written.expect(200)["multi_select"], json!(["first", "r"]));
        // Nobody else gets it, not even when its time is over.
        let body = json!({"kind": "option_set", "name": "level", "option": "b", "to": "a"});
        ada.post("/api/v1/meta/rename", body).refused(422, "validation_failed").tells(&[("name_duplicate", "/to")]);
        app.clock.advance(181 * DAY);
        let ada = app.by("ada");
        ada.try_create("company", json!({"name": "x", "level": "a"})).refused(422, "validation_failed");
        assert!(!is_marked(&ada.find("company", json!({"field": "level", "op": "eq", "value": "top"}))));
        let mut set = ada.get("/api/v1/meta/documents/option_set/level").expect(200);
        set["options"].as_array_mut().unwrap().push(json!({"value": "a", "label": {"en": "A"}}));
        app.unchanged(|| {
            let answer = app.publish(vec![set.clone()]);
            answer.refused(422, "validation_failed").tells(&[("name_duplicate", "/options/0/former_names/0/name")]).clone()
        });
    }

    fn records_follow_a_key_that_nobody_may_use_any_more(app) {
        let mut company = app.by("ada").get("/api/v1/meta/documents/object/company").expect(200);
        company["deprecation_days"] = json!(0);
        app.publish(vec![company]).expect(200);
        let made = app.by("ada").create("company", json!({"name": "c", "level": "a"}));
        rename(app, json!({"kind": "option_set", "name": "level", "option": "a", "to": "top"}));
        assert_eq!(app.by("ada").read("company", id_of(&made))["level"], "top");
        app.by("ada").try_create("company", json!({"name": "x", "level": "a"})).refused(422, "validation_failed");
    }
}
