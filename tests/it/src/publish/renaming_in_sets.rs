//! A rename as part of a change set: everything follows in the draft, the plan tells a rename, publishing applies it
//! with data and former names, and renaming back takes it out again.

use serde_json::{Value as Json, json};

use super::change_sets::{begin, fresh, get, post, publish};
use crate::support::{Answer, App, document, id_of};

fn rename(app: &App, set: &str, body: Json) -> Answer {
    post(app, set, "rename", body)
}

fn field(app: &App, set: &str, field: &str, to: &str) -> Answer {
    rename(app, set, json!({"kind": "object", "name": "deal", "field": field, "to": to}))
}

fn codes(shown: &Json) -> Vec<&str> {
    let codes = shown["changes"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap());
    codes.filter(|code| *code != "reference_followed").collect()
}

/// The draft of a document in a change set.
fn drafted(app: &App, set: &str, kind: &str, name: &str) -> Json {
    let shown = get(app, set);
    let documents = shown["documents"].as_array().unwrap();
    let found = documents.iter().find(|one| one["kind"] == kind && one["name"] == name);
    found.unwrap_or_else(|| panic!("no {kind}/{name} in {documents:#?}"))["document"].clone()
}

on_both! {
    fn a_field_is_renamed_by_a_draft_and_everything_follows(app) {
        let ada = app.by("ada");
        let made = ada.create("deal", json!({"name": "d", "cost": "12.00"}));
        // A document of the set alone, and documents of the release alone.
        let view = document("view", "mine", json!({"object": "deal", "columns": [{"field": "cost"}],
            "filter": {"field": "cost", "op": "gt", "value": "1"}}));
        let set = begin(app, &[view]);
        let changed = field(app, &set, "cost", "expense").expect(200);
        let changed: Vec<&str> = changed["documents"].as_array().unwrap().iter().filter_map(Json::as_str).collect();
        for document in ["object/deal", "view/mine", "view/deal_costly", "form/deal_form", "role/rep"] {
            assert!(changed.contains(&document), "{document} in {changed:?}");
        }
        assert_eq!(drafted(app, &set, "view", "mine")["filter"]["field"], "expense");
        assert_eq!(codes(&get(app, &set)), ["field_renamed", "document_added"]);
        // Nothing has happened yet.
        assert_eq!(ada.read("deal", id_of(&made))["cost"], "12.00");
        let plan = post(app, &set, "plan", json!({})).expect(200);
        assert_eq!((&plan["losses"], &plan["steps"]), (&json!([]), &json!([])), "neither dropped nor added");
        publish(app, &set).expect(200);
        assert_eq!(ada.read("deal", id_of(&made))["expense"], "12.00");
        assert_eq!(ada.list("deal", &[("view", "mine")]).expect(200)["data"][0]["expense"], "12.00");
        let old = ada.list("deal", &[("fields", "cost")]);
        assert_eq!(old.expect(200)["data"][0]["cost"], "12.00");
        assert!(old.headers.contains_key("deprecation"));
    }

    fn renaming_back_takes_it_out_of_the_draft(app) {
        let set = begin(app, &[]);
        let before = app.by("ada").get("/api/v1/meta/documents/object/deal").expect(200);
        field(app, &set, "cost", "expense").expect(200);
        field(app, &set, "expense", "outlay").expect(200);
        assert_eq!(drafted(app, &set, "object", "deal")["fields"].to_string().matches("former_names").count(), 1);
        field(app, &set, "outlay", "cost").expect(200);
        assert_eq!(get(app, &set)["documents"], json!([]));
        let kinds = [("object", "deal"), ("option_set", "level"), ("view", "deal_costly"), ("form", "deal_form"), ("role", "rep")];
        for (kind, name) in kinds {
            rename(app, &set, json!({"kind": kind, "name": name, "to": "zz_other"})).expect(200);
            let shown = get(app, &set);
            assert_eq!(codes(&shown), ["document_renamed"], "{kind}: {:#?}", shown["changes"]);
            rename(app, &set, json!({"kind": kind, "name": "zz_other", "to": name})).expect(200);
            assert_eq!(get(app, &set)["documents"], json!([]), "{kind}");
        }
        let body = |from: &str, to: &str| json!({"kind": "option_set", "name": "level", "option": from, "to": to});
        rename(app, &set, body("a", "top")).expect(200);
        assert_eq!(codes(&get(app, &set)), ["option_renamed"]);
        rename(app, &set, body("top", "a")).expect(200);
        assert_eq!(get(app, &set)["documents"], json!([]));
        assert_eq!(app.by("ada").get("/api/v1/meta/documents/object/deal").expect(200), before);
    }

    fn an_object_and_what_only_the_draft_has_are_renamed(app) {
        let ada = app.by("ada");
        let made = ada.create("company", json!({"name": "c", "level": "a"}));
        let set = begin(app, &[fresh("fresh")]);
        rename(app, &set, json!({"kind": "object", "name": "fresh", "to": "newer"})).expect(200);
        rename(app, &set, json!({"kind": "object", "name": "newer", "field": "name", "to": "title"})).expect(200);
        rename(app, &set, json!({"kind": "object", "name": "company", "to": "client"})).expect(200);
        let newer = drafted(app, &set, "object", "newer");
        assert!(!newer.to_string().contains("former_names"), "nobody knows its first names: {newer}");
        let names: Vec<String> = get(app, &set)["documents"].as_array().unwrap().iter()
            .map(|one| format!("{} {}", one["name"].as_str().unwrap(), one["state"].as_str().unwrap())).collect();
        assert!(names.contains(&"company removed".to_owned()) && names.contains(&"client added".to_owned()), "{names:?}");
        assert!(!names.iter().any(|name| name.starts_with("fresh")), "{names:?}");
        let plan = post(app, &set, "plan", json!({})).expect(200);
        assert_eq!(plan["losses"], json!([]), "a rename loses nothing");
        publish(app, &set).expect(200);
        assert_eq!(ada.read("client", id_of(&made))["level"], "a");
        ada.create("newer", json!({"title": "x"}));
        ada.list("fresh", &[]).refused(404, "object_not_found");
    }

    fn keys_of_options_follow_in_the_records_at_publication(app) {
        let ada = app.by("ada");
        let company = ada.create("company", json!({"name": "c", "level": "a"}));
        let thing = ada.create("thing", json!({"text": "t", "multi_select": ["p", "q"], "select": "x"}));
        let set = begin(app, &[]);
        rename(app, &set, json!({"kind": "option_set", "name": "level", "option": "a", "to": "top"})).expect(200);
        rename(app, &set, json!({"kind": "object", "name": "thing", "field": "multi_select", "option": "p", "to": "first"}))
            .expect(200);
        assert_eq!(ada.read("company", id_of(&company))["level"], "a");
        assert_eq!(post(app, &set, "plan", json!({})).expect(200)["losses"], json!([]));
        publish(app, &set).expect(200);
        assert_eq!(ada.read("company", id_of(&company))["level"], "top");
        assert_eq!(ada.read("thing", id_of(&thing))["multi_select"], json!(["first", "q"]));
        // Going back to the release before takes the records back.
        let release = ada.get("/api/v1/me").expect(200)["release"].as_i64().unwrap();
        let back = ada.post(&format!("/api/v1/meta/releases/{}/restore", release - 1), json!({})).expect(201);
        publish(app, id_of(&back)).expect(200);
        assert_eq!(ada.read("company", id_of(&company))["level"], "a");
        assert_eq!(ada.read("thing", id_of(&thing))["multi_select"], json!(["p", "q"]));
    }

    fn what_is_not_sound_or_not_there_is_not_renamed(app) {
        let mut broken = fresh("broken");
        broken["title_field"] = json!("nothing");
        let set = begin(app, &[broken]);
        app.unchanged(|| field(app, &set, "cost", "expense").refused(422, "validation_failed").clone());
        let set = begin(app, &[]);
        app.unchanged(|| {
            field(app, &set, "missing", "x").refused(422, "validation_failed");
            field(app, &set, "cost", "name").refused(422, "validation_failed").tells(&[("name_duplicate", "/to")]);
            rename(app, &set, json!({"kind": "object", "name": "none", "to": "x"})).refused(404, "document_not_found");
            rename(app, &set, json!({"kind": "thing", "name": "none", "to": "x"})).refused(422, "kind_unknown");
            let path = format!("/api/v1/meta/change-sets/{set}/rename");
            let body = json!({"kind": "object", "name": "deal", "to": "x"});
            app.by("rita").post(&path, body).refused(403, "forbidden");
        });
        assert_eq!(post(app, &set, "discard", json!({})).status, 204);
        field(app, &set, "cost", "expense").refused(409, "change_set_closed");
    }
}
