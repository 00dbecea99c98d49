//! New objects and fields work with the next request.

use serde_json::json;

use crate::support::{App, document, field, id_of, names_in, object_document};

/// Names that mean something in SQL or in the API.
const KEYWORDS: &[&str] = &[
    "select",
    "order",
    "group",
    "table",
    "from",
    "where",
    "user",
    "index",
    "limit",
    "key",
    "values",
    "null",
    "check",
    "default",
    "column",
    "primary",
    "references",
    "and",
    "or",
    "not",
    "in",
    "like",
    "data",
    "next",
    "count",
    "fields",
    "filter",
    "sort",
    "record",
    "label",
    "rowid",
    "oid",
    "ctid",
    "xmin",
    "tableoid",
    "true",
    "offset",
];

fn project(app: &App) {
    let object = object_document(
        "project",
        vec![
            field("name", "text", json!({"required": true})),
            field("budget", "money", json!({})),
            field("client", "reference", json!({"options": {"object": "company"}})),
        ],
    );
    app.publish(vec![object]).expect(200);
}

on_both! {
    fn a_new_object_takes_a_record_at_once(app) {
        app.by("ada").list("project", &[]).refused(404, "object_not_found");
        project(app);
        let ada = app.by("ada");
        let company = ada.create("company", json!({"name": "c"}));
        let made = ada.create("project", json!({"name": "first", "budget": "12.5", "client": id_of(&company)}));
        assert_eq!((&made["budget"], &made["client"]["label"]), (&json!("12.50"), &json!("c")));
        assert_eq!(ada.list("project", &[("count", "exact")]).expect(200)["count"], 1);
        let page = ada.get("/api/v1/meta/objects/project").expect(200);
        assert_eq!(page["form"]["sections"][0]["fields"].as_array().unwrap().len(), 3, "a form comes by itself");
        assert_eq!(page["views"][0]["columns"].as_array().unwrap().len(), 3, "so does a list");
        app.by("rita").list("project", &[]).refused(404, "object_not_found");
        ada.delete("company", id_of(&company), 1).refused(409, "record_referenced");
    }

    fn a_new_field_is_there_at_once_and_blank_in_old_records(app) {
        let ada = app.by("ada");
        let old = ada.create("company", json!({"name": "old"}));
        let mut company = ada.get("/api/v1/meta/documents/object/company").expect(200);
        let fields = company["fields"].as_array_mut().unwrap();
        fields.push(field("rating", "integer", json!({"default": 3})));
        app.publish(vec![company]).expect(200);
        assert_eq!(ada.read("company", id_of(&old))["rating"], json!(null));
        assert_eq!(ada.create("company", json!({"name": "new"}))["rating"], 3);
        ada.patch("company", id_of(&old), 1, json!({"rating": 5})).expect(200);
        assert_eq!(ada.find("company", json!({"field": "rating", "op": "gt", "value": 3})).expect(200)["count"], 1);
    }

    fn words_of_sql_are_names_like_others(app) {
        let fields: Vec<_> = KEYWORDS
            .iter()
            .map(|name| field(name, "text", json!({"indexed": true, "unique": *name == "key"})))
            .collect();
        for name in ["select", "order", "group", "table", "user", "values"] {
            let mut rows = fields.clone();
            rows.push(field("link", "reference", json!({"options": {"object": name}})));
            app.publish(vec![object_document(name, rows)]).expect(200);
        }
        let ada = app.by("ada");
        for object in ["select", "order", "group", "table", "user", "values"] {
            let body: serde_json::Map<String, serde_json::Value> =
                KEYWORDS.iter().map(|name| ((*name).to_owned(), json!(format!("v {name}")))).collect();
            let made = ada.create(object, body.into());
            for name in KEYWORDS {
                assert_eq!(made[*name], json!(format!("v {name}")), "{object}.{name}");
                let filter = json!({"field": name, "op": "contains", "value": name}).to_string();
                let page = ada
                    .list(object, &[("fields", name), ("sort", &format!("-{name}")), ("filter", &filter)])
                    .expect(200);
                assert_eq!(page["data"].as_array().unwrap().len(), 1, "{object}.{name}");
            }
            ada.patch(object, id_of(&made), 1, json!({"select": null, "link": id_of(&made)})).expect(200);
            let through = ada.find(object, json!({"field": "link.order", "op": "eq", "value": "v order"})).expect(200);
            assert_eq!(through["count"], 1);
            ada.try_create(object, json!({"key": "v key"})).refused(409, "not_unique").tells(&[("not_unique", "/key")]);
            assert_eq!(ada.delete(object, id_of(&made), 2).status, 204, "a reference to itself does not keep it");
        }
    }

    fn a_view_and_a_role_work_at_once(app) {
        project(app);
        let view = document(
            "view",
            "project_rich",
            json!({
                "object": "project", "columns": [{"field": "name"}], "filter": {"field": "budget", "op": "gte", "value": "100"},
            }),
        );
        let role = document("role", "planner", json!({"objects": {"project": {"create": true, "read": "own"}}}));
        app.publish(vec![view, role]).expect(200);
        app.set_role("nina", "planner", true);
        let nina = app.by("nina");
        for (name, budget) in [("small", "99.99"), ("large", "100")] {
            nina.create("project", json!({"name": name, "budget": budget}));
        }
        assert_eq!(names_in(&nina.list("project", &[("view", "project_rich")]).expect(200), "name"), ["large"]);
    }
}
