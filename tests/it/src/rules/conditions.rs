//! Fields that are required, kept or hidden depending on the record.

use serde_json::{Value as Json, json};

use super::scene;
use crate::support::id_of;

on_both! {
    fn required_when_holds_for_records_and_rows(app) {
        scene::set(app);
        let rita = app.by("rita");
        rita.try_create("order", json!({"name": "o", "state": "sent"})).tells(&[("required", "/sent_on")]);
        let made = rita.create("order", json!({"name": "o"}));
        rita.patch("order", id_of(&made), 1, json!({"state": "sent"})).tells(&[("required", "/sent_on")]);
        let rows = json!({"lines": [{"product": "a", "amount": "-1"}, {"product": "b", "amount": "1"}]});
        rita.patch("order", id_of(&made), 1, rows).tells(&[("required", "/lines/0/reason")]);
        rita.patch("order", id_of(&made), 1, json!({"state": "sent", "sent_on": "2030-01-01"})).expect(200);
    }

    fn read_only_when_goes_by_the_stored_record(app) {
        scene::set(app);
        let rita = app.by("rita");
        let body = json!({"name": "o", "limit": "500", "lines": [{"product": "p", "amount": "200", "fixed": "x"}]});
        let made = rita.create("order", body);
        let id = id_of(&made);
        let row = |rest: Json| {
            let mut row = json!({"id": made["lines"][0]["id"]});
            row.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
            json!({"lines": [row]})
        };
        rita.patch("order", id, 1, row(json!({"fixed": "y"}))).tells(&[("field_read_only", "/lines/0/fixed")]);
        rita.patch("order", id, 1, row(json!({"fixed": "x", "amount": "201"}))).expect(200);
        // In the request that locks them they may still be set, and the same value is no change.
        let pay = json!({"state": "paid", "sent_on": "2030-01-01", "limit": "600"});
        rita.patch("order", id, 2, pay).expect(200);
        app.unchanged(|| {
            let unlocking = json!({"state": "open", "limit": "700"});
            rita.patch("order", id, 3, unlocking).tells(&[("field_read_only", "/limit")]);
            let answer = rita.patch("order", id, 3, row(json!({"amount": "300"})));
            answer.tells(&[("field_read_only", "/lines")]);
            answer
        });
        let same = json!({"name": "renamed", "limit": "600", "lines": [{"id": made["lines"][0]["id"]}]});
        rita.patch("order", id, 3, same).expect(200);
        rita.patch("order", id, 4, json!({"state": "open"})).expect(200);
        rita.patch("order", id, 5, json!({"limit": "700"})).expect(200);
    }

    fn a_hidden_field_is_not_required_and_takes_no_value(app) {
        scene::set(app);
        let ada = app.by("ada");
        let known = ada.create("company", json!({"name": "a", "level": "a"}));
        let other = ada.create("company", json!({"name": "b", "level": "b"}));
        let rita = app.by("rita");
        let lines = json!([{"product": "p", "amount": "10"}]);
        let made = rita.create("order", json!({
            "name": "o", "company": other["id"], "tax_number": "T1", "tax_note": "n", "lines": lines,
        }));
        // What the number's field hides goes too, and formulas know.
        assert_eq!((&made["tax_number"], &made["tax_note"], &made["half"]), (&Json::Null, &Json::Null, &json!("0.00")));
        rita.patch("order", id_of(&made), 1, json!({"company": known["id"]})).tells(&[("required", "/tax_number")]);
        let shown = json!({"company": known["id"], "tax_number": "T1", "tax_note": "n"});
        let shown = rita.patch("order", id_of(&made), 1, shown).expect(200);
        assert_eq!((&shown["tax_note"], &shown["half"]), (&json!("n"), &json!("5.00")));
        let hidden = rita.patch("order", id_of(&made), 2, json!({"company": other["id"]})).expect(200);
        assert_eq!((&hidden["tax_number"], &hidden["tax_note"], &hidden["half"]), (&Json::Null, &Json::Null, &json!("0.00")));
        let history = rita.get(&format!("/api/v1/records/order/{}/history", id_of(&made))).expect(200);
        let changes = history["data"][0]["changes"].as_array().unwrap();
        assert!(changes.iter().any(|change| change["field"] == "tax_number" && change["old"] == "T1"), "{changes:?}");
    }

    fn a_save_that_changes_nothing_is_no_event(app) {
        scene::set(app);
        let rita = app.by("rita");
        let made = rita.create("order", json!({"name": "o"}));
        rita.patch("order", id_of(&made), 1, json!({"name": "o"})).expect(200);
        app.by("ada").patch("order", id_of(&made), 2, json!({"secret_limit": "5"})).expect(200);
        let events = |login: &str| {
            let history = app.by(login).get(&format!("/api/v1/records/order/{}/history", id_of(&made))).expect(200);
            history["data"].as_array().unwrap().len()
        };
        assert_eq!((events("rita"), events("ada")), (1, 2), "nothing hidden, and nothing empty");
    }
}
