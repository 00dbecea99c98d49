//! Create, read, change; defaults, formulas, history.

use serde_json::json;

use crate::support::id_of;

on_both! {
    fn a_record_is_created_read_and_changed(app) {
        let rita = app.by("rita");
        let created = rita.try_create("company", json!({"name": "  榫卯科技 ", "code": "SM-1", "level": "b"}));
        assert_eq!(created.headers["etag"], "\"1\"");
        let created = created.expect(201);
        assert_eq!(created["name"], "榫卯科技", "text is trimmed");
        assert_eq!(created["revision"], 1);
        assert_eq!(created["owner"]["label"], "rita of east");
        assert_eq!(created["created_by"], created["owner"]);
        assert_eq!(created["department"]["label"], "east");
        assert_eq!(created["approval_state"], json!(null));
        assert_eq!(created["rights"], json!({"update": true, "delete": true, "print": true}));

        let read = rita.try_read("company", id_of(&created));
        assert_eq!(read.headers["etag"], "\"1\"");
        assert_eq!(read.expect(200), created, "the answer to a write is what a read gives");

        let changed = rita.patch("company", id_of(&created), 1, json!({"level": null, "code": "SM-2"})).expect(200);
        assert_eq!((&changed["level"], &changed["code"]), (&json!(null), &json!("SM-2")));
        assert_eq!(changed["name"], created["name"], "what is not named stays");
        assert_eq!(changed["revision"], 2);
        assert!(changed["updated_at"].as_str() > created["updated_at"].as_str());
        assert_eq!(changed["created_at"], created["created_at"]);
        assert_eq!(rita.read("company", id_of(&created)), changed);
    }

    fn defaults_fill_what_is_left_out_and_only_that(app) {
        let rita = app.by("rita");
        let plain = rita.create("deal", json!({"name": "one"}));
        assert_eq!(plain["status"], "draft");
        assert_eq!(plain["day"], "2026-11-21", "TODAY() is the day in Shanghai");
        let blank = rita.create("deal", json!({"name": "two", "status": null, "day": "2025-01-02"}));
        assert_eq!(blank["status"], json!(null), "an explicit blank is not a default");
        assert_eq!(blank["day"], "2025-01-02");
        let row = rita.create("deal", json!({"name": "three", "lines": [{"product": "p", "price": "2.50"}]}));
        assert_eq!(row["lines"][0]["quantity"], 1, "rows have defaults too");
        assert_eq!(row["amount"], "2.50");
    }

    fn formulas_follow_every_write(app) {
        let rita = app.by("rita");
        let lines = json!([{"product": "a", "quantity": 3, "price": "19.99"}, {"product": "b", "quantity": 2, "price": "0.01"}]);
        let deal = rita.create("deal", json!({"name": "sum", "lines": lines}));
        assert_eq!(deal["amount"], "59.99");
        assert_eq!(deal["lines"][0]["amount"], "59.97");
        let id = id_of(&deal);
        let second = deal["lines"][1]["id"].clone();
        let changed = rita.patch("deal", id, 1, json!({"lines": [{"id": second, "quantity": 1000}]})).expect(200);
        assert_eq!(changed["amount"], "10.00");
        let emptied = rita.patch("deal", id, 2, json!({"lines": []})).expect(200);
        assert_eq!(emptied["amount"], "0.00", "the sum of nothing is nothing, not blank");

        let shown = rita
            .post("/api/v1/records/deal/compute", json!({"lines": [{"quantity": 2, "price": "7"}, {"quantity": "x"}]}));
        let shown = shown.expect(200);
        assert_eq!(shown["amount"], "14.00");
        assert_eq!(shown["lines"][0]["amount"], "14.00");
        assert_eq!(rita.list("deal", &[("count", "exact")]).expect(200)["count"], 1, "compute stores nothing");
    }

    fn history_tells_who_changed_what(app) {
        let rita = app.by("rita");
        let company = rita.create("company", json!({"name": "before"}));
        let id = id_of(&company).to_owned();
        app.by("mia").patch("company", &id, 1, json!({"name": "after", "level": "a"})).expect(200);
        let history = rita.get(&format!("/api/v1/records/company/{id}/history")).expect(200);
        let entries = history["data"].as_array().unwrap();
        assert_eq!(entries.len(), 2);
        assert_eq!(entries[0]["action"], "update", "newest first");
        assert_eq!(entries[0]["by"]["label"], "mia of sales");
        let change = &entries[0]["changes"][0];
        assert_eq!(
            (&change["field"], &change["old"], &change["new"]),
            (&json!("name"), &json!("before"), &json!("after"))
        );
        assert_eq!(entries[1]["action"], "create");
        rita.get(&format!("/api/v1/records/company/{}/history", app.id("rita"))).refused(404, "record_not_found");
    }

    fn a_record_given_away_moves_to_the_new_owners_department(app) {
        let rita = app.by("rita");
        let company = rita.create("company", json!({"name": "moving"}));
        let id = id_of(&company);
        let answer = rita.patch("company", id, 1, json!({"owner": app.id("rob")})).expect(200);
        assert_eq!(answer, json!({"id": id}), "beyond the writer's own scope only the key comes back");
        rita.try_read("company", id).refused(404, "record_not_found");
        let seen = app.by("rob").read("company", id);
        assert_eq!((&seen["owner"]["label"], &seen["department"]["label"]), (&json!("rob of ops"), &json!("ops")));
    }

    fn addresses_that_are_no_records_are_not_found(app) {
        let rita = app.by("rita");
        for id in ["1", "x'; DROP TABLE company; --", "%00", "01939f8e-0000-7000-8000-000000000001", &app.id("rita")] {
            let path = format!("/api/v1/records/company/{}", crate::support::encoded(id));
            app.unchanged(|| {
                rita.get(&path).refused(404, "record_not_found");
                rita.send("PATCH", &path, &[("If-Match", "\"1\"")], Some(b"{}")).refused(404, "record_not_found");
                rita.send("DELETE", &path, &[("If-Match", "\"1\"")], None).refused(404, "record_not_found");
            });
        }
    }
}
