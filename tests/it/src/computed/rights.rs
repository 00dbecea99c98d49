//! A computed field is hidden from whoever may not see a field that it reads.

use serde_json::{Value as Json, json};

use super::scene::{formula, lookup, rollup, to};
use crate::support::{document, field, id_of, object_document};

fn documents() -> Vec<Json> {
    let project = vec![
        field("name", "text", json!({"required": true})),
        field("budget", "money", json!({})),
        rollup("cost", "task", "project", "sum", json!({"of": "cost"})),
        rollup("tasks", "task", "project", "count", json!({})),
        rollup("dear", "task", "project", "count", json!({"filter": "cost > 10"})),
        formula("left", "money", "budget - cost"),
        formula("mark", "text", "IF(left > 0, \"fine\", \"over\")"),
    ];
    let task = vec![
        field("name", "text", json!({"required": true})),
        field("project", "reference", to("project")),
        field("cost", "money", json!({})),
        lookup("budget", "project", "budget"),
        formula("note", "text", "name & \" of \" & project.name"),
    ];
    let grant = |fields: Json| json!({"create": true, "read": "all", "update": "all", "fields": fields});
    vec![
        object_document("project", project),
        object_document("task", task),
        document(
            "role",
            "worker",
            json!({"objects": {"project": grant(json!({})), "task": grant(json!({"cost": "hidden"}))}}),
        ),
        document("role", "seller", json!({"objects": {"project": grant(json!({"budget": "hidden"}))}})),
    ]
}

on_both! {
    fn what_a_hidden_field_makes_is_hidden_too(app) {
        app.publish(documents()).expect(200);
        let ada = app.by("ada");
        let project = id_of(&ada.create("project", json!({"name": "p", "budget": "100"}))).to_owned();
        let task = id_of(&ada.create("task", json!({"name": "t", "project": project, "cost": "30"}))).to_owned();
        let whole = ada.read("project", &project);
        assert_eq!((&whole["cost"], &whole["left"], &whole["mark"], &whole["dear"]), (&json!("30.00"), &json!("70.00"), &json!("fine"), &json!(1)));

        app.set_role("nina", "worker", true);
        let nina = app.by("nina");
        let seen = nina.read("project", &project);
        assert_eq!((&seen["tasks"], &seen["budget"]), (&json!(1), &json!("100.00")));
        for name in ["cost", "dear", "left", "mark"] {
            assert!(seen.get(name).is_none(), "{name} tells about the cost");
            nina.find("project", json!({"field": name, "op": "not_empty"})).refused(400, "field_unknown");
            nina.list("project", &[("sort", name)]).refused(400, "field_unknown");
        }
        assert_eq!(nina.read("task", &task)["budget"], "100.00");

        app.set_role("nina", "worker", false);
        app.set_role("nina", "seller", true);
        let seen = nina.read("project", &project);
        for name in ["tasks", "cost", "left", "mark", "budget"] {
            assert!(seen.get(name).is_none(), "{name} tells about an object that is not hers");
        }
        app.set_role("nina", "worker", true);
        let seen = nina.read("project", &project);
        assert_eq!(seen["budget"], "100.00", "roles add up");
        assert!(seen.get("tasks").is_some() && seen.get("left").is_none());
    }

    fn the_author_of_a_look_up_discloses_a_row(app) {
        app.publish(documents()).expect(200);
        app.publish(vec![document("role", "worker", json!({"objects": {
            "project": {"create": true, "read": "own"}, "task": {"create": true, "read": "all"}}}))]).expect(200);
        let ada = app.by("ada");
        let project = id_of(&ada.create("project", json!({"name": "secret", "budget": "100"}))).to_owned();
        let task = id_of(&ada.create("task", json!({"name": "t", "project": project}))).to_owned();
        app.set_role("nina", "worker", true);
        let nina = app.by("nina");
        nina.try_read("project", &project).refused(404, "record_not_found");
        let seen = nina.read("task", &task);
        assert_eq!((&seen["project"], &seen["budget"]), (&json!(null), &json!("100.00")));
    }
}
