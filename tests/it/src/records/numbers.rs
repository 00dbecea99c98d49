//! Automatic numbers: in order, without gaps by refusal, never twice.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};

use crate::support::{Answer, App, company_documents, field, object_document};

/// A receipt with a number that may have no gaps, and rows with numbers of their own.
fn receipts(app: &App) {
    let mut documents = company_documents();
    documents.push(object_document(
        "receipt",
        vec![
            field("name", "text", json!({"unique": true})),
            field(
                "number",
                "auto_number",
                json!({"unique": true, "options": {"pattern": "R{seq:5}", "gap_free": true}}),
            ),
            field("title", "text", json!({"formula": "number & \" \" & name"})),
            field("lines", "children", json!({"options": {"object": "receipt_line", "field": "receipt"}})),
        ],
    ));
    documents.push(object_document(
        "receipt_line",
        vec![
            field("item", "text", json!({})),
            field("receipt", "reference", json!({"required": true, "options": {"object": "receipt"}})),
            field("number", "auto_number", json!({"unique": true, "options": {"pattern": "L{seq:5}"}})),
            field("title", "text", json!({"formula": "number & \" \" & item"})),
        ],
    ));
    app.publish(documents).expect(200);
}

fn texts(rows: &[Json], name: &str) -> BTreeSet<String> {
    rows.iter().map(|row| row[name].as_str().unwrap().to_owned()).collect()
}

fn numbers(prefix: &str, count: usize) -> BTreeSet<String> {
    (1..=count).map(|number| format!("{prefix}{number:05}")).collect()
}

on_both! {
    fn sixty_four_writers_at_once_leave_no_gap_and_no_double(app) {
        receipts(app);
        let rows = |index: usize| -> Vec<Json> { (0..5).map(|row| json!({"item": format!("{index}-{row}")})).collect() };
        let answers: Vec<Answer> = std::thread::scope(|scope| {
            let workers: Vec<_> = (0..64)
                .map(|index| {
                    let ada = app.by("ada");
                    // Every fourth wants a name that is taken: refused by the database, after its number was taken.
                    let name = if index % 4 == 3 { "the same".to_owned() } else { format!("receipt {index}") };
                    scope.spawn(move || ada.try_create("receipt", json!({"name": name, "lines": rows(index)})))
                })
                .collect();
            workers.into_iter().map(|worker| worker.join().unwrap()).collect()
        });
        let made: Vec<Json> = answers.iter().filter(|answer| answer.status == 201).map(Answer::json).collect();
        for answer in answers.iter().filter(|answer| answer.status != 201) {
            answer.refused(409, "not_unique");
        }
        assert_eq!(made.len(), 49);
        assert_eq!(texts(&made, "number"), numbers("R", 49));
        let lines: Vec<Json> = made.iter().flat_map(|record| record["lines"].as_array().unwrap().clone()).collect();
        assert_eq!(texts(&lines, "number"), numbers("L", 49 * 5));
    }

    fn many_rows_at_once_are_numbered_in_their_order(app) {
        receipts(app);
        let ada = app.by("ada");
        let rows: Vec<Json> = (0..400).map(|row| json!({"item": format!("i{row}")})).collect();
        let made = ada.create("receipt", json!({"name": "bulk", "lines": rows}));
        let lines = made["lines"].as_array().unwrap();
        let told: Vec<&str> = lines.iter().map(|line| line["number"].as_str().unwrap()).collect();
        assert_eq!(told, numbers("L", 400).iter().map(String::as_str).collect::<Vec<_>>());
        // Formulas know the number, of the record and of its rows.
        assert_eq!((&made["title"], &lines[7]["title"]), (&json!("R00001 bulk"), &json!("L00008 i7")));
        // Rows that stay keep theirs; new ones go on.
        let kept = json!({"lines": [{"id": lines[0]["id"]}, {"item": "new"}]});
        let changed = ada.patch("receipt", made["id"].as_str().unwrap(), 1, kept).expect(200);
        assert_eq!((&changed["lines"][0]["number"], &changed["lines"][1]["number"]), (&json!("L00001"), &json!("L00401")));
        assert_eq!(changed["number"], "R00001");
    }

    fn sixteen_at_once_get_sixteen_numbers(app) {
        let made: Vec<String> = std::thread::scope(|scope| {
            let workers: Vec<_> = (0..16)
                .map(|index| {
                    let rita = app.by("rita");
                    scope.spawn(move || {
                        rita.create("deal", json!({"name": format!("deal {index}")}))["number"]
                            .as_str()
                            .unwrap()
                            .to_owned()
                    })
                })
                .collect();
            workers.into_iter().map(|worker| worker.join().unwrap()).collect()
        });
        let distinct: BTreeSet<&String> = made.iter().collect();
        assert_eq!(distinct.len(), 16, "{made:?}");
        assert_eq!(distinct.first().unwrap().as_str(), "D2026-0001");
        assert_eq!(distinct.last().unwrap().as_str(), "D2026-0016");
    }

    fn a_refused_record_takes_no_number(app) {
        let rita = app.by("rita");
        assert_eq!(rita.create("deal", json!({"name": "one"}))["number"], "D2026-0001");
        rita.try_create("deal", json!({})).refused(422, "validation_failed");
        assert_eq!(rita.create("deal", json!({"name": "two"}))["number"], "D2026-0002");
        app.clock.advance(41 * 86_400);
        assert_eq!(rita.create("deal", json!({"name": "three"}))["number"], "D2027-0001", "a new year begins anew");
    }
}
