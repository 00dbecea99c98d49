//! The recycle area: what a release takes out can come back for thirty days, holds nobody meanwhile, and then goes.

use serde_json::{Value as Json, json};

use super::change_sets::publish;
use crate::support::{App, field, id_of, object_document};

fn entries(app: &App) -> Vec<Json> {
    app.by("ada").get("/api/v1/meta/recycle").expect(200)["data"].as_array().unwrap().clone()
}

fn client() -> Json {
    object_document("client", vec![field("name", "text", json!({"required": true}))])
}

fn project(with_link: bool) -> Json {
    let mut fields = vec![field("name", "text", json!({})), field("budget", "money", json!({}))];
    if with_link {
        fields.push(field("client", "reference", json!({"options": {"object": "client"}})));
    }
    object_document("project", fields)
}

fn without_budget(app: &App) -> Json {
    let mut document = app.by("ada").get("/api/v1/meta/documents/object/project").expect(200);
    document["fields"].as_array_mut().unwrap().retain(|field| field["name"] != "budget");
    document
}

/// Lets the clean-up of the worker run at a later time.
fn clean_up_after_days(app: &App, days: i64) {
    app.clock.advance(days * 86_400);
    app.run(engine_services::clean_up(&app.tenon)).unwrap_or_else(|failure| panic!("{failure:?}"));
}

on_both! {
    fn a_removed_field_waits_and_comes_back(app) {
        let ada = app.by("ada");
        app.publish(vec![project(false)]).expect(200);
        let made = ada.create("project", json!({"name": "p", "budget": "12.50"}));
        app.publish(vec![without_budget(app)]).expect(200);
        let waiting = entries(app);
        assert_eq!(waiting.len(), 1);
        assert_eq!(
            (&waiting[0]["object"], &waiting[0]["field"], &waiting[0]["records"]),
            (&json!("project"), &json!("budget"), &json!(1))
        );
        let path = format!("/api/v1/meta/recycle/{}/restore", waiting[0]["id"].as_str().unwrap());
        let set = ada.post(&path, json!({})).expect(201);
        publish(app, id_of(&set)).expect(200);
        assert_eq!(ada.read("project", id_of(&made))["budget"], "12.50");
        assert!(entries(app).is_empty());
        ada.post(&path, json!({})).refused(404, "recycled_not_found");
    }

    fn a_removed_field_is_gone_after_thirty_days(app) {
        let ada = app.by("ada");
        app.publish(vec![project(false)]).expect(200);
        let made = ada.create("project", json!({"name": "p", "budget": "12.50"}));
        app.publish(vec![without_budget(app)]).expect(200);
        let waiting = entries(app)[0]["id"].as_str().unwrap().to_owned();
        let set = ada.post(&format!("/api/v1/meta/recycle/{waiting}/restore"), json!({})).expect(201);
        clean_up_after_days(app, 29);
        assert_eq!(entries(app).len(), 1);
        clean_up_after_days(app, 2);
        assert!(entries(app).is_empty());
        let ada = app.by("ada");
        assert_eq!(ada.read("project", id_of(&made))["name"], "p");
        assert!(!app.dump().values().any(|rows| rows.contains("12.50") || rows.contains("|1250")), "the value is still there");
        // The change set now makes a new, empty field.
        publish(app, id_of(&set)).expect(200);
        assert_eq!(ada.read("project", id_of(&made))["budget"], json!(null));
    }

    fn a_recycled_reference_holds_nobody(app) {
        let ada = app.by("ada");
        app.publish(vec![client(), project(true)]).expect(200);
        let (kept, gone) = (ada.create("client", json!({"name": "kept"})), ada.create("client", json!({"name": "gone"})));
        let one = ada.create("project", json!({"name": "one", "client": id_of(&kept)}));
        let two = ada.create("project", json!({"name": "two", "client": id_of(&gone)}));
        ada.delete("client", id_of(&gone), 1).refused(409, "record_referenced");
        app.publish(vec![project(false)]).expect(200);
        assert_eq!(ada.delete("client", id_of(&gone), 1).status, 204, "a field that nobody sees holds a record");
        let id = entries(app)[0]["id"].as_str().unwrap().to_owned();
        let set = ada.post(&format!("/api/v1/meta/recycle/{id}/restore"), json!({})).expect(201);
        publish(app, id_of(&set)).expect(200);
        assert_eq!(ada.read("project", id_of(&one))["client"]["label"], "kept");
        assert_eq!(ada.read("project", id_of(&two))["client"], json!(null));
        ada.delete("client", id_of(&kept), 1).refused(409, "record_referenced");
    }

    fn a_removed_object_waits_and_comes_back_or_goes(app) {
        let ada = app.by("ada");
        app.publish(vec![client(), project(true)]).expect(200);
        let kept = ada.create("client", json!({"name": "kept"}));
        let made = ada.create("project", json!({"name": "p", "client": id_of(&kept)}));
        let remove = json!({"remove": [{"kind": "object", "name": "project"}]});
        ada.post("/api/v1/meta/publish", remove.clone()).expect(200);
        ada.list("project", &[]).refused(404, "object_not_found");
        let waiting = entries(app);
        assert_eq!((&waiting[0]["object"], &waiting[0]["field"], &waiting[0]["records"]), (&json!("project"), &json!(null), &json!(1)));
        let id = waiting[0]["id"].as_str().unwrap().to_owned();
        let set = ada.post(&format!("/api/v1/meta/recycle/{id}/restore"), json!({})).expect(201);
        publish(app, id_of(&set)).expect(200);
        assert_eq!(app.by("ada").read("project", id_of(&made))["client"]["label"], "kept");
        // Once more, and now for good; the object it referred to as well.
        ada.post("/api/v1/meta/publish", remove).expect(200);
        ada.post("/api/v1/meta/publish", json!({"remove": [{"kind": "object", "name": "client"}]})).expect(200);
        let tables = app.dump().len();
        let of_client = entries(app).into_iter().find(|entry| entry["object"] == "client").unwrap();
        let path = |entry: &Json| format!("/api/v1/meta/recycle/{}", entry["id"].as_str().unwrap());
        assert_eq!(ada.send("DELETE", &path(&of_client), &[], None).status, 204);
        for entry in entries(app) {
            assert_eq!(ada.send("DELETE", &path(&entry), &[], None).status, 204);
        }
        assert_eq!(app.dump().len(), tables - 2, "the tables are gone");
        app.publish(vec![client(), project(true)]).expect(200);
        assert_eq!(app.by("ada").list("project", &[("count", "exact")]).expect(200)["count"], 0);
    }
    fn files_and_history_of_a_field_wait_with_it_and_go_with_it(app) {
        let ada = app.by("ada");
        app.publish(vec![dossiers()]).expect(200);
        let (kept, gone) = (upload(app, "kept", "the same words"), upload(app, "scans", "only here"));
        let shared = upload(app, "scans", "the same words");
        let body = json!({"name": "first", "code": "K-17", "kept": [kept], "scans": [gone, shared]});
        let made = ada.create("folder", body);
        ada.patch("folder", id_of(&made), 1, json!({"code": "K-18", "name": "second"})).expect(200);
        let history = |app: &App| app.by("ada").get(&format!("/api/v1/records/folder/{}/history", id_of(&made))).expect(200)["data"].clone();
        let before = history(app);
        assert!(before.to_string().contains("K-17"));
        let path = |file: &str| format!("/api/v1/files/{file}");
        let without = |app: &App| {
            let mut folder = app.by("ada").get("/api/v1/meta/documents/object/folder").expect(200);
            folder["fields"].as_array_mut().unwrap().retain(|field| field["name"] != "code" && field["name"] != "scans");
            app.publish(vec![folder]).expect(200);
        };
        without(app);
        ada.get(&path(&gone)).refused(404, "file_not_found");
        assert!(!history(app).to_string().contains("K-17"), "hidden with its field");
        clean_up_after_days(app, 29);
        let ada = app.by("ada");
        // Both come back, with everything.
        let release = ada.get("/api/v1/me").expect(200)["release"].as_i64().unwrap();
        let set = ada.post(&format!("/api/v1/meta/releases/{}/restore", release - 1), json!({})).expect(201);
        publish(app, id_of(&set)).expect(200);
        assert_eq!(ada.get(&path(&gone)).text(), "only here");
        assert_eq!((ada.read("folder", id_of(&made))["code"].clone(), history(app)), (json!("K-18"), before));
        // And once more, for good.
        without(app);
        clean_up_after_days(app, 31);
        assert!(entries(app).is_empty());
        let dump = app.dump();
        for word in ["K-17", "K-18", &gone.replace('-', ""), &shared.replace('-', "")] {
            let found: Vec<&String> = dump.iter().filter(|(table, rows)| table.as_str() != "model_release" && rows.to_lowercase().replace('-', "").contains(&word.to_lowercase().replace('-', ""))).map(|(table, _)| table).collect();
            assert!(found.is_empty(), "{word} is still in {found:?}");
        }
        let ada = app.by("ada");
        assert!(history(app).to_string().contains("second"), "the rest of the history stays");
        assert_eq!(ada.get(&path(&kept)).text(), "the same words", "a content that another file has stays");
        assert_eq!(contents(app), 1);
    }

    fn files_and_history_of_an_object_go_with_it(app) {
        let ada = app.by("ada");
        app.publish(vec![dossiers()]).expect(200);
        let file = upload(app, "kept", "words");
        let made = ada.create("folder", json!({"name": "first", "code": "K-17", "kept": [file]}));
        ada.patch("folder", id_of(&made), 1, json!({"code": "K-18"})).expect(200);
        let remove = json!({"remove": [{"kind": "object", "name": "folder"}]});
        ada.post("/api/v1/meta/publish", remove.clone()).expect(200);
        let id = entries(app)[0]["id"].as_str().unwrap().to_owned();
        let set = ada.post(&format!("/api/v1/meta/recycle/{id}/restore"), json!({})).expect(201);
        publish(app, id_of(&set)).expect(200);
        assert_eq!(ada.get(&format!("/api/v1/files/{file}")).text(), "words");
        let history = ada.get(&format!("/api/v1/records/folder/{}/history", id_of(&made))).expect(200);
        assert!(history.to_string().contains("K-17"));
        ada.post("/api/v1/meta/publish", remove).expect(200);
        clean_up_after_days(app, 31);
        let dump = app.dump();
        assert!(!dump["record_history"].contains("K-17") && dump["file"].is_empty(), "{:?}", dump["record_history"]);
        assert_eq!(contents(app), 0);
    }
}

fn dossiers() -> Json {
    let file = || json!({"options": {"max_files": 3}});
    let fields = [
        field("name", "text", json!({})),
        field("code", "text", json!({})),
        field("kept", "file", file()),
        field("scans", "file", file()),
    ];
    object_document("folder", fields.to_vec())
}

fn upload(app: &App, field: &str, words: &str) -> String {
    let headers = [("Content-Type", "text/plain"), ("X-File-Name", "a.txt")];
    let path = format!("/api/v1/files?object=folder&field={field}");
    id_of(&app.by("ada").send("POST", &path, &headers, Some(words.as_bytes())).expect(201)).to_owned()
}

/// How many contents lie in the folder of files.
fn contents(app: &App) -> usize {
    let folders = std::fs::read_dir(app.database().data().join("files")).unwrap().map(|folder| folder.unwrap().path());
    folders.map(|folder| std::fs::read_dir(folder).unwrap().count()).sum()
}
