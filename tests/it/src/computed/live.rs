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

    ada.find("ticket", json!({"field": "whose", "op": "eq", "value": "x"})).tells(&[("live_field", "filter/field")]);
    ada.find("ticket", json!({"field": "leads", "op": "eq", "value": true})).tells(&[("live_field", "filter/field")]);
    ada.find("ticket", json!({"field": "chief.is_mine", "op": "eq", "value": true}))
        .tells(&[("live_field", "filter/field")]);
    ada.list("ticket", &[("sort", "-whose")]).tells(&[("live_field", "sort")]);
    let meta = ada.get("/api/v1/meta/objects/ticket").expect(200);
    let of =
        |name: &str| meta["fields"].as_array().unwrap().iter().find(|field| field["name"] == name).unwrap().clone();
    let (left, whose) = (of("days_left"), of("whose"));
    assert_eq!((&left["live"], &left["sortable"], &left["operators"][0]), (&json!(true), &json!(true), &json!("eq")));
    assert_eq!((&whose["live"], &whose["sortable"], &whose["operators"]), (&json!(true), &json!(false), &json!([])));
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

/// Visits with live fields of every type that lists work out, some over others and over a reference.
fn visits() -> Vec<Json> {
    let mut documents = company_documents();
    documents.push(object_document(
        "visit",
        vec![
            field("name", "text", json!({})),
            field("due", "date", json!({})),
            field("keeper", "user", json!({})),
            field("secret", "decimal", json!({})),
            field("before", "reference", to("visit")),
            formula("days_left", "integer", "DAYS(due, TODAY())"),
            formula("weeks_left", "decimal", "days_left / 7"),
            formula("mine", "boolean", "keeper = ME()"),
            formula("state", "text", "IF(days_left < 0, \" late\", IF(days_left < 7, \"soon\", \"\"))"),
            formula("again", "date", "due + 7 + 0 * DAYS(TODAY(), due)"),
            formula("gap", "integer", "days_left - before.days_left"),
            formula("hint", "decimal", "secret * 2 + 0 * DAYS(TODAY(), due)"),
            field("few", "integer", json!({"formula": "DAYS(due, TODAY())", "options": {"min": -1000}})),
        ],
    ));
    let open = json!({"create": true, "read": "all", "update": "all"});
    let mut blind = open.clone();
    blind["fields"] = json!({"secret": "hidden"});
    documents.push(document("role", "visitor", json!({"objects": {"visit": open}})));
    documents.push(document("role", "blind", json!({"objects": {"visit": blind}})));
    documents
}

on_both! {
    fn lists_filter_and_sort_by_what_the_database_works_out(app) {
        app.publish(visits()).expect(200);
        app.set_role("rita", "visitor", true);
        app.set_role("nina", "blind", true);
        let rita = app.by("rita");
        let mut before = Json::Null;
        // The tests' clock stands at 2026-11-21.
        for (place, due) in ["2026-11-10", "2026-11-21", "2026-11-24", "2026-12-24", ""].iter().enumerate() {
            let due = if due.is_empty() { Json::Null } else { json!(due) };
            let keeper = app.id(if place % 2 == 0 { "rita" } else { "nina" });
            let secret = place.to_string();
            let body = json!({"name": format!("v{place}"), "due": due, "keeper": keeper, "before": before, "secret": secret});
            before = rita.create("visit", body)["id"].clone();
        }
        let names = |answer: Json| {
            answer["data"].as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        let all = rita.list("visit", &[("sort", "name")]).expect(200)["data"].clone();
        let rows = all.as_array().unwrap();
        let shown = |name: &str| rows.iter().map(|row| row[name].clone()).collect::<Vec<_>>();
        assert_eq!(shown("days_left"), [json!(-11), json!(0), json!(3), json!(33), Json::Null]);
        assert_eq!(shown("state"), [json!("late"), json!("soon"), json!("soon"), Json::Null, Json::Null]);
        for (field, op, value, wanted) in [
            ("days_left", "lt", json!(3), vec!["v0", "v1"]),
            ("days_left", "between", json!([0, 3]), vec!["v1", "v2"]),
            ("days_left", "ne", json!(3), vec!["v0", "v1", "v3", "v4"]),
            ("days_left", "empty", Json::Null, vec!["v4"]),
            ("weeks_left", "eq", json!("0.43"), vec!["v2"]),
            ("mine", "eq", json!(true), vec!["v0", "v2", "v4"]),
            ("state", "in", json!(["late", "never"]), vec!["v0"]),
            ("state", "empty", Json::Null, vec!["v3", "v4"]),
            ("again", "gt", json!("2026-12-01"), vec!["v3"]),
            ("gap", "gte", json!(11), vec!["v1", "v3"]),
            ("hint", "eq", json!("4"), vec!["v2"]),
        ] {
            let filter = json!({"field": field, "op": op, "value": value}).to_string();
            let asked = [("filter", filter.as_str()), ("sort", "name"), ("count", "exact")];
            let found = rita.list("visit", &asked).expect(200);
            assert_eq!(found["count"], wanted.len(), "{filter}");
            assert_eq!(names(found), wanted, "{filter}");
        }
        // Every page of one record, in an order that no column has: blanks come first.
        for (sort, wanted) in [
            ("days_left,name", ["v4", "v0", "v1", "v2", "v3"]),
            ("-gap,name", ["v3", "v1", "v2", "v0", "v4"]),
            ("state,-days_left", ["v3", "v4", "v0", "v2", "v1"]),
        ] {
            let (mut found, mut after) = (Vec::new(), None::<String>);
            loop {
                let mut asked = vec![("sort", sort), ("limit", "1"), ("fields", "name")];
                asked.extend(after.as_deref().map(|after| ("after", after)));
                let page = rita.list("visit", &asked).expect(200);
                after = page["next"].as_str().map(str::to_owned);
                found.extend(names(page));
                if after.is_none() {
                    break;
                }
            }
            assert_eq!(found, wanted, "{sort}");
        }
        // Who may not read an operand does not learn it by filters or orders, and what a limit blanks is not answered.
        let nina = app.by("nina");
        nina.find("visit", json!({"field": "hint", "op": "eq", "value": "4"})).tells(&[("field_unknown", "filter/field")]);
        nina.list("visit", &[("sort", "hint")]).tells(&[("field_unknown", "sort")]);
        nina.find("visit", json!({"field": "days_left", "op": "lt", "value": 3})).expect(200);
        rita.find("visit", json!({"field": "few", "op": "eq", "value": 3})).tells(&[("live_field", "filter/field")]);
    }

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
