//! Releases in detail, what happened to one document, and the way back.

use serde_json::{Value as Json, json};

use super::change_sets::publish;
use crate::support::{App, field, id_of, object_document};

fn company(app: &App) -> Json {
    app.by("ada").get("/api/v1/meta/documents/object/company").expect(200)
}

fn release(app: &App) -> i64 {
    app.by("ada").get("/api/v1/me").expect(200)["release"].as_i64().unwrap()
}

fn label(app: &App, text: &str) -> i64 {
    let mut document = company(app);
    document["label"]["en"] = json!(text);
    app.publish(vec![document]).expect(200)["release"].as_i64().unwrap()
}

on_both! {
    fn a_release_tells_what_it_changed(app) {
        let number = label(app, "Firm");
        let shown = app.by("ada").get(&format!("/api/v1/meta/releases/{number}")).expect(200);
        assert_eq!((&shown["note"], &shown["by"]["id"]), (&json!("test"), &json!(app.id("ada"))));
        let document = &shown["documents"][0];
        assert_eq!(document["document"], "object/company");
        assert_ne!(document["before"], document["after"]);
        assert_eq!(document["before"].as_str().unwrap().len(), 64);
        assert_eq!(shown["changes"][0]["text"], "object/company: text changed from \"company\" to \"Firm\"");
        app.by("ada").get("/api/v1/meta/releases/999").refused(404, "release_not_found");
        app.by("ada").get("/api/v1/meta/releases/last").refused(404, "release_not_found");
    }

    fn one_document_has_its_history(app) {
        let (first, second) = (label(app, "Firm"), label(app, "House"));
        app.publish(vec![object_document("other", vec![field("name", "text", json!({}))])]).expect(200);
        let data = app.by("ada").get("/api/v1/meta/documents/object/company/history").expect(200)["data"].clone();
        let numbers: Vec<i64> = data.as_array().unwrap().iter().map(|one| one["number"].as_i64().unwrap()).collect();
        assert_eq!(numbers, [second, first, 1]);
        assert!(data[0]["changes"][0]["text"].as_str().unwrap().contains("\"House\""));
        assert_eq!(data[2]["changes"][0]["code"], "document_added");
        app.by("ada").get("/api/v1/meta/documents/object/nowhere/history").refused(404, "document_not_found");
    }

    fn a_release_is_restored_with_the_data_of_its_fields(app) {
        let ada = app.by("ada");
        let made = ada.create("company", json!({"name": "c", "code": "kept"}));
        let before = release(app);
        let documents = |app: &App| ada_documents(app);
        let stood = documents(app);
        let mut without = company(app);
        without["search_fields"] = json!(["name"]);
        without["fields"].as_array_mut().unwrap().retain(|field| field["name"] != "code");
        app.publish(vec![without, object_document("later", vec![field("name", "text", json!({}))])]).expect(200);
        assert!(ada.read("company", id_of(&made)).get("code").is_none());
        let set = ada.post(&format!("/api/v1/meta/releases/{before}/restore"), json!({})).expect(201);
        assert_eq!(set["documents"].as_array().unwrap().len(), 2);
        assert_eq!(documents(app).len(), stood.len() + 1, "a change set changes nothing yet");
        publish(app, id_of(&set)).expect(200);
        assert_eq!(documents(app), stood, "documents are byte for byte what they were");
        assert_eq!(ada.read("company", id_of(&made))["code"], "kept");
        ada.try_create("company", json!({"name": "x", "code": "kept"})).refused(409, "not_unique");
    }

    fn one_document_comes_back_with_its_dropped_field_and_the_rest_stays(app) {
        let ada = app.by("ada");
        let made = ada.create("company", json!({"name": "c", "code": "kept"}));
        let before = release(app);
        let mut without = company(app);
        without["search_fields"] = json!(["name"]);
        without["fields"].as_array_mut().unwrap().retain(|field| field["name"] != "code");
        app.publish(vec![without, object_document("later", vec![field("name", "text", json!({}))])]).expect(200);
        ada.create("later", json!({"name": "stays"}));
        let body = json!({"documents": ["object/company"]});
        let set = ada.post(&format!("/api/v1/meta/releases/{before}/restore"), body).expect(201);
        publish(app, id_of(&set)).expect(200);
        assert_eq!(ada.read("company", id_of(&made))["code"], "kept");
        assert_eq!(ada.list("later", &[("count", "exact")]).expect(200)["count"], 1);
    }

    fn one_document_of_a_release_is_restored(app) {
        let ada = app.by("ada");
        let before = release(app);
        label(app, "Firm");
        app.publish(vec![object_document("later", vec![field("name", "text", json!({}))])]).expect(200);
        let path = format!("/api/v1/meta/releases/{before}/restore");
        let set = ada.post(&path, json!({"documents": ["object/company"]})).expect(201);
        publish(app, id_of(&set)).expect(200);
        assert_eq!(company(app)["label"]["en"], "company");
        ada.create("later", json!({"name": "stays"}));
        ada.post(&path, json!({"documents": ["object/nowhere"]})).refused(404, "document_not_found");
    }
}

fn ada_documents(app: &App) -> Vec<String> {
    let list = app.by("ada").get("/api/v1/meta/documents").expect(200);
    let each = list["data"].as_array().unwrap().iter();
    each.map(|entry| {
        let (kind, name) = (entry["kind"].as_str().unwrap(), entry["name"].as_str().unwrap());
        app.by("ada").get(&format!("/api/v1/meta/documents/{kind}/{name}")).text()
    })
    .collect()
}
