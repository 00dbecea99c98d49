//! The plan tells what a publication does and loses, and holds: another plan is another hash.

use serde_json::{Value as Json, json};

use super::change_sets::{begin, post};
use crate::support::{App, field, id_of, object_document};

fn company(app: &App, change: impl FnOnce(&mut Vec<Json>)) -> Json {
    let mut document = app.by("ada").get("/api/v1/meta/documents/object/company").expect(200);
    document["search_fields"] = json!(["name"]);
    change(document["fields"].as_array_mut().unwrap());
    document
}

fn plan(app: &App, documents: Vec<Json>) -> Json {
    app.by("ada").post("/api/v1/meta/plan", json!({"documents": documents})).expect(200)
}

fn step<'a>(plan: &'a Json, key: &str) -> &'a Json {
    let steps = plan["steps"].as_array().unwrap();
    steps.iter().find(|step| step["key"] == key).unwrap_or_else(|| panic!("no step {key}: {plan:#}"))
}

fn make(app: &App, bodies: &[Json]) -> Vec<Json> {
    bodies.iter().map(|body| app.by("ada").create("company", body.clone())).collect()
}

on_both! {
    fn a_plan_names_every_step(app) {
        make(app, &[json!({"name": "a", "level": "a", "secret": "s"}), json!({"name": "b", "level": "b"})]);
        let mut changed = company(app, |fields| {
            fields.retain(|field| field["name"] != "secret");
            fields[0]["indexed"] = json!(false);
            fields[1]["required"] = json!(true);
            fields.push(field("note", "text", json!({"indexed": true})));
        });
        changed["keys"] = json!([{"fields": ["name", "level"]}]);
        let mut level = app.by("ada").get("/api/v1/meta/documents/option_set/level").expect(200);
        level["options"].as_array_mut().unwrap().retain(|option| option["value"] != "a");
        let mut role = app.by("ada").get("/api/v1/meta/documents/role/rep").expect(200);
        role["objects"]["company"]["fields"] = json!({});
        let fresh = object_document("fresh", vec![field("name", "text", json!({}))]);
        let found = app.unchanged(|| plan(app, vec![changed, level, role, fresh]));
        for (key, risk, count) in [
            ("create_table:fresh", "safe", json!(null)),
            ("add_column:company.note", "safe", json!(null)),
            ("drop_index:company.name", "safe", json!(null)),
            ("require_field:company.code", "safe", json!(2)),
            ("recycle_field:company.secret", "destructive", json!(1)),
            ("drop_option:company.level.a", "destructive", json!(1)),
            ("build_unique:company.name+level", "safe", json!(0)),
        ] {
            let step = step(&found, key);
            assert_eq!((&step["risk"], &step["count"]), (&json!(risk), &count), "{step}");
            assert!(!step["text"].as_str().unwrap().contains('{'), "{step}");
        }
        assert_eq!(found["losses"], json!(["drop_option:company.level.a", "recycle_field:company.secret"]));
        assert_eq!(step(&found, "recycle_field:company.secret")["samples"][0]["label"], "a");
        let uses: Vec<&Json> = found["uses"].as_array().unwrap().iter().collect();
        assert!(uses.iter().any(|place| place["used"] == "company.secret" && place["name"] == "rep"), "{uses:?}");
    }

    fn values_that_are_the_same_refuse_a_unique_field(app) {
        let made = make(app, &[json!({"name": "same"}), json!({"name": "same"}), json!({"name": "other"})]);
        let unique = company(app, |fields| fields[0]["unique"] = json!(true));
        let found = plan(app, vec![unique.clone()]);
        let step = step(&found, "build_unique:company.name");
        assert_eq!((&step["count"], step["samples"].as_array().unwrap().len()), (&json!(2), 2));
        assert_eq!(found["problems"][0]["code"], "not_unique");
        app.unchanged(|| {
            app.publish(vec![unique.clone()]).refused(409, "not_unique").tells(&[("not_unique", "/fields/0/unique")]).clone()
        });
        app.by("ada").patch("company", id_of(&made[1]), 1, json!({"name": "different"})).expect(200);
        app.publish(vec![unique]).expect(200);
        app.by("ada").try_create("company", json!({"name": "same"})).refused(409, "not_unique");
    }

    fn what_was_shown_is_what_is_done_or_nothing(app) {
        make(app, &[json!({"name": "a", "secret": "s"})]);
        let mut role = app.by("ada").get("/api/v1/meta/documents/role/rep").expect(200);
        role["objects"]["company"]["fields"] = json!({});
        let set = begin(app, &[company(app, |fields| fields.retain(|field| field["name"] != "secret")), role]);
        let first = post(app, &set, "plan", json!({})).expect(200);
        assert_eq!(post(app, &set, "plan", json!({})).expect(200)["hash"], first["hash"], "nothing has changed");
        let (hash, key) = (first["hash"].clone(), "recycle_field:company.secret");
        app.unchanged(|| post(app, &set, "publish", json!({"plan_hash": hash})).refused(409, "loss_not_accepted").clone());
        // A record without the value changes nothing; one with it loses more than was shown.
        make(app, &[json!({"name": "b"})]);
        assert_eq!(post(app, &set, "plan", json!({})).expect(200)["hash"], first["hash"]);
        make(app, &[json!({"name": "c", "secret": "more"})]);
        let answer = app.unchanged(|| {
            post(app, &set, "publish", json!({"plan_hash": hash, "accept": [key]})).refused(409, "plan_changed").clone()
        });
        let current = &answer.json()["error"]["current"];
        assert_eq!(step(current, key)["count"], 2);
        let body = json!({"plan_hash": current["hash"], "accept": [key]});
        post(app, &set, "publish", body).expect(200);
    }

    fn another_release_makes_another_plan(app) {
        let set = begin(app, &[object_document("mine", vec![field("name", "text", json!({}))])]);
        let plan = post(app, &set, "plan", json!({})).expect(200);
        app.publish(vec![object_document("other", vec![field("name", "text", json!({}))])]).expect(200);
        app.unchanged(|| {
            post(app, &set, "publish", json!({"plan_hash": plan["hash"]})).refused(409, "plan_changed").clone()
        });
    }
}
