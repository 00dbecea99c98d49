//! The OpenAPI document: sound in shape, complete, and only what the reader may see.

use std::collections::BTreeSet;

use runtime_http::{Access, route_docs};
use serde_json::Value as Json;

fn references(json: &Json, found: &mut BTreeSet<String>) {
    match json {
        Json::Object(map) => {
            if let Some(Json::String(target)) = map.get("$ref") {
                found.insert(target.clone());
            }
            map.values().for_each(|inner| references(inner, found));
        }
        Json::Array(items) => items.iter().for_each(|inner| references(inner, found)),
        _ => {}
    }
}

on_both! {
    fn the_document_is_sound_and_complete(app) {
        let document = app.by("ada").get("/api/v1/openapi.json").expect(200);
        assert_eq!(document["openapi"], "3.1.0");
        assert!(document["info"]["title"].is_string() && document["info"]["version"].is_string());
        let paths = document["paths"].as_object().unwrap();
        for doc in route_docs() {
            let template = doc.path.replace("{object}", "deal");
            let (path, template) = if doc.path.starts_with("/api/v1/records/{object}") && paths.contains_key(&template)
            {
                (template.as_str(), true)
            } else {
                (doc.path, false)
            };
            let operation = &paths.get(path).unwrap_or_else(|| panic!("{} is missing", doc.path))[doc.method];
            assert!(operation["summary"].is_string() && operation["responses"].is_object(), "{} {path}", doc.method);
            let named: Vec<&str> = operation["parameters"]
                .as_array()
                .unwrap()
                .iter()
                .filter(|one| one["in"] == "path")
                .map(|one| one["name"].as_str().unwrap())
                .collect();
            let wanted: Vec<&str> = path.split('{').skip(1).map(|part| part.split('}').next().unwrap()).collect();
            assert_eq!(named, wanted, "{path}");
            if !template {
                assert_eq!(operation.get("security").is_some(), doc.access == Access::Open, "{path}");
            }
        }
        let mut targets = BTreeSet::new();
        references(&document, &mut targets);
        for target in targets {
            assert!(document.pointer(target.trim_start_matches('#')).is_some(), "{target} leads nowhere");
        }
        let mut ids = BTreeSet::new();
        for (path, methods) in paths {
            for (method, operation) in methods.as_object().unwrap() {
                if let Some(id) = operation["operationId"].as_str() {
                    assert!(ids.insert(id.to_owned()), "{method} {path} repeats {id}");
                }
            }
        }
    }

    fn there_is_one_schema_per_visible_object(app) {
        let schemas = |login: &str| {
            let document = app.by(login).get("/api/v1/openapi.json").expect(200);
            let schemas = document["components"]["schemas"].as_object().unwrap();
            schemas.keys().filter(|name| name.starts_with(char::is_lowercase)).cloned().collect::<Vec<_>>()
        };
        assert_eq!(schemas("ada"), ["company", "deal", "deal_line", "dossier", "thing"]);
        assert_eq!(schemas("rita"), ["company", "deal", "deal_line", "thing"]);
        assert_eq!(schemas("nina"), Vec::<String>::new());
        let document = app.by("rita").get("/api/v1/openapi.json").expect(200);
        let deal = &document["components"]["schemas"]["deal"];
        assert!(deal["properties"]["amount"]["readOnly"] == true && deal["properties"]["budget"]["readOnly"] == true);
        assert!(deal["properties"]["name"].get("readOnly").is_none());
        assert_eq!(deal["required"], serde_json::json!(["name"]));
        assert_eq!(deal["properties"]["lines"]["items"]["$ref"], "#/components/schemas/deal_line");
        let seen: BTreeSet<&String> = deal["properties"].as_object().unwrap().keys().collect();
        let record = app.by("rita").create("deal", serde_json::json!({"name": "d"}));
        for key in record.as_object().unwrap().keys().filter(|key| !matches!(key.as_str(), "rights" | "approval")) {
            assert!(seen.contains(key), "{key} is answered and not described");
        }
    }

    fn a_published_object_is_described_at_once(app) {
        let object = crate::support::object_document(
            "fresh",
            vec![crate::support::field("name", "text", serde_json::json!({}))],
        );
        app.publish(vec![object]).expect(200);
        let document = app.by("ada").get("/api/v1/openapi.json").expect(200);
        assert!(document["paths"]["/api/v1/records/fresh"]["post"].is_object());
        assert!(document["components"]["schemas"]["fresh"]["properties"]["name"].is_object());
    }
}
