//! Live fields are computed when they are read, everywhere they are read, and nowhere stored.

use serde_json::{Value as Json, json};

use super::scene::{formula, rollup, to};
use crate::support::{App, Database, Setup, company_documents, document, field, id_of, object_document};

fn documents() -> Vec<Json> {
    let ticket = vec![
        field("name", "text", json!({"required": true})),
        field("due", "date", json!({})),
        field("keeper", "user", json!({})),
        field("chief", "reference", to("ticket")),
        field("steps", "children", json!({"options": {"object": "ticket_step", "field": "ticket"}})),
        formula("days_left", "integer", "DAYS(due, TODAY())"),
        formula("is_mine", "boolean", "keeper = ME()"),
        formula("whose", "text", "keeper.name & \"/\" & chief.keeper.name"),
        formula("leads", "boolean", "HASROLE(\"admin\") AND INDEPARTMENT(user.department)"),
        formula("urgent", "boolean", "days_left < 3 AND is_mine"),
        formula("late_steps", "integer", "COUNT(steps.name) + days_left"),
    ];
    let step = vec![
        field("name", "text", json!({})),
        field("ticket", "reference", json!({"required": true, "options": {"object": "ticket"}})),
        formula("of", "text", "name & \" \" & ticket.days_left"),
    ];
    let mut documents = company_documents();
    documents.push(object_document("ticket", ticket));
    documents.push(object_document("ticket_step", step));
    documents.push(document(
        "print_template",
        "ticket_sheet",
        json!({"object": "ticket", "file_name": "t-{{record.days_left}}", "body": [
            {"kind": "paragraph", "options": {"runs": [{"text": "left {{record.days_left}}"}]}},
        ]}),
    ));
    documents
}

fn body(app: &App) {
    let ada = app.by("ada");
    let chief = ada.create("ticket", json!({"name": "chief", "due": "2026-11-30", "keeper": app.id("mia")}));
    let ticket = json!({"name": "t", "due": "2026-11-23", "keeper": app.id("ada"), "chief": id_of(&chief),
        "steps": [{"name": "s"}]});
    let ticket = ada.create("ticket", ticket);
    // The tests' clock stands at 2026-11-21.
    assert_eq!((&ticket["days_left"], &ticket["is_mine"], &ticket["urgent"]), (&json!(2), &json!(true), &json!(true)));
    assert_eq!(ticket["whose"], "ada of hq/mia of sales");
    assert_eq!(ticket["leads"], true, "the reader's roles and departments are known to formulas");
    assert_eq!((&ticket["late_steps"], &ticket["steps"][0]["of"]), (&json!(3), &json!("s 2")));
    let id = id_of(&ticket);
    let listed = ada.list("ticket", &[("fields", "name,urgent"), ("sort", "name")]).expect(200);
    assert_eq!(listed["data"][1], json!({"id": id, "name": "t", "urgent": true}), "what it needs was not asked for");
    assert!(listed["data"][0].get("due").is_none());
    let expanded = ada.list("ticket", &[("fields", "name"), ("expand", "chief"), ("sort", "-name")]).expect(200);
    assert_eq!(expanded["data"][0]["chief"]["record"]["days_left"], 9);
    assert_eq!(
        ada.get(&format!("/api/v1/records/ticket/{id}?expand=chief")).expect(200)["chief"]["record"]["is_mine"],
        false
    );

    // Another day, another reader: nothing was stored.
    app.clock.advance(86_400);
    assert_eq!(ada.read("ticket", id)["days_left"], 1);
    let page = app.by("ada").post("/api/v1/records/ticket/compute", json!({"due": "2026-11-30"})).expect(200);
    assert_eq!(page["days_left"], 8);
    let printed = ada.get(&format!("/api/v1/prints/ticket_sheet/{id}"));
    assert_eq!(printed.status, 200, "{}", printed.text());
    assert!(printed.headers["content-disposition"].contains("t-1"), "{:?}", printed.headers);

    // A name is followed as well.
    app.change_person("mia", |user| user.name = "Mia Wang".to_owned());
    assert_eq!(ada.read("ticket", id)["whose"], "ada of hq/Mia Wang");

    ada.find("ticket", json!({"field": "days_left", "op": "lt", "value": 3})).tells(&[("live_field", "filter/field")]);
    ada.find("ticket", json!({"field": "chief.is_mine", "op": "eq", "value": true}))
        .tells(&[("live_field", "filter/field")]);
    ada.list("ticket", &[("sort", "days_left")]).tells(&[("live_field", "sort")]);
    let meta = ada.get("/api/v1/meta/objects/ticket").expect(200);
    let left = meta["fields"].as_array().unwrap().iter().find(|field| field["name"] == "days_left").unwrap().clone();
    assert_eq!((&left["live"], &left["sortable"], &left["operators"]), (&json!(true), &json!(false), &json!([])));
}

fn start(database: Database) -> App {
    App::start_with(database, Setup { documents: documents(), people: crate::support::COMPANY })
}

mod live_fields_are_computed_wherever_they_are_read {
    use super::*;

    #[test]
    fn sqlite() {
        body(&start(Database::sqlite()));
    }

    #[test]
    fn postgres() {
        if let Some(database) = Database::postgres() {
            body(&start(database));
        }
    }
}

on_both! {
    fn nothing_stored_may_stand_on_a_live_field(app) {
        let fields = vec![
            field("name", "text", json!({})),
            field("chief", "reference", to("memo")),
            formula("age", "integer", "DAYS(TODAY(), created_at)"),
            rollup("oldest", "memo", "chief", "max", json!({"of": "age"})),
        ];
        let answer = app.publish(vec![object_document("memo", fields)]);
        answer.tells(&[("live_field", "/fields/3/options")]);
    }

    fn a_field_that_was_stored_becomes_live_and_is_stored_again(app) {
        let memo = |formula: &str| {
            vec![object_document("memo", vec![
                field("name", "text", json!({})),
                field("text", "text", json!({"formula": formula})),
            ])]
        };
        app.publish(memo("name & \"!\"")).expect(200);
        let ada = app.by("ada");
        let id = id_of(&ada.create("memo", json!({"name": "m"}))).to_owned();
        app.publish(memo("name & \" \" & TODAY()")).expect(200);
        assert_eq!(ada.read("memo", &id)["text"], "m 2026-11-21");
        app.publish(memo("name & \"?\"")).expect(200);
        assert_eq!(ada.read("memo", &id)["text"], "m?", "the old column is filled again");
        assert_eq!(ada.find("memo", json!({"field": "text", "op": "eq", "value": "m?"})).expect(200)["count"], 1);
    }
}
