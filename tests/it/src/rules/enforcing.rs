//! Rules are enforced on every write of a record and of its rows.

use serde_json::json;

use super::scene;
use crate::support::id_of;

on_both! {
    fn a_broken_rule_refuses_the_write_and_says_why(app) {
        scene::set(app);
        let rita = app.by("rita");
        let line = json!([{"product": "p", "amount": "50"}]);
        app.unchanged(|| {
            let answer = rita.try_create("order", json!({"name": "o", "limit": "10", "lines": line}));
            answer.refused(422, "validation_failed").tells(&[("rule_violated", "/total")]);
            let problem = &answer.json()["error"]["problems"][0];
            assert_eq!((&problem["message"], &problem["params"]["rule"]), (&json!("Above the limit."), &json!("within_limit")));
            answer
        });
        app.change_person("rita", |rita| rita.language = Some("zh-CN".to_owned()));
        let answer = app.by("rita").try_create("order", json!({"name": "o", "limit": "10", "lines": line}));
        assert_eq!(answer.json()["error"]["problems"][0]["message"], "Above the limit.（中）");
        let made = rita.create("order", json!({"name": "o", "limit": "60", "lines": line}));
        rita.patch("order", id_of(&made), 1, json!({"limit": "20"})).tells(&[("rule_violated", "/total")]);
        rita.patch("order", id_of(&made), 1, json!({"limit": null})).expect(200);
    }

    fn a_rule_over_a_hidden_field_is_enforced_and_tells_nothing(app) {
        scene::set(app);
        let rita = app.by("rita");
        let made = rita.create("order", json!({"name": "o", "lines": [{"product": "p", "amount": "50"}]}));
        app.by("ada").patch("order", id_of(&made), 1, json!({"secret_limit": "73.31"})).expect(200);
        let lines = json!({"lines": [{"product": "p", "amount": "80"}]});
        let answer = rita.patch("order", id_of(&made), 2, lines);
        answer.refused(422, "validation_failed").tells(&[("rule_violated", "")]);
        assert!(!answer.text().contains("73."), "a hidden value leaks: {}", answer.text());
    }

    fn a_rule_follows_one_reference(app) {
        scene::set(app);
        let ada = app.by("ada");
        let own = ada.create("company", json!({"name": "us", "code": "OWN"}));
        let other = ada.create("company", json!({"name": "them", "code": "OTHER"}));
        let rita = app.by("rita");
        rita.try_create("order", json!({"name": "o", "company": own["id"]})).tells(&[("rule_violated", "/company")]);
        let made = rita.create("order", json!({"name": "o", "company": other["id"]}));
        rita.patch("order", id_of(&made), 1, json!({"company": own["id"]})).tells(&[("rule_violated", "/company")]);
        // What is wrong with the reference itself is all that is told.
        rita.try_create("order", json!({"name": "o", "company": engine_values::new_id()}))
            .tells(&[("reference_not_found", "/company")]);
    }

    fn every_row_is_judged_and_sees_the_record_as_it_will_be(app) {
        scene::set(app);
        let rita = app.by("rita");
        let rows = json!([{"product": "a", "amount": "1"}, {"product": "b", "amount": "0"}, {"product": "c", "amount": "0"}]);
        rita.try_create("order", json!({"name": "o", "lines": rows}))
            .tells(&[("rule_violated", "/lines/1/amount"), ("rule_violated", "/lines/2/amount")]);
        let paid = json!({"name": "o", "state": "paid", "sent_on": "2030-01-01", "lines": [{"product": "a", "amount": "1"}]});
        rita.try_create("order", paid).tells(&[("rule_violated", "/lines/0")]);
        let made = rita.create("order", json!({"name": "o", "lines": [
            {"product": "a", "amount": "1"}, {"product": "b", "amount": "2000"},
        ]}));
        // A row that was there already is no new one, and a row that goes is judged as well.
        let kept = json!({"id": made["lines"][0]["id"]});
        let without = json!({"state": "paid", "sent_on": "2030-01-01", "lines": [kept]});
        rita.patch("order", id_of(&made), 1, without).tells(&[("rule_violated", "/lines")]);
        let moved = json!({"state": "paid", "sent_on": "2030-01-01"});
        rita.patch("order", id_of(&made), 1, moved).expect(200);
    }

    fn deleting_is_judged_by_its_own_rules(app) {
        scene::set(app);
        let rita = app.by("rita");
        let made = rita.create("order", json!({"name": "o", "state": "paid", "sent_on": "2030-01-01"}));
        app.unchanged(|| {
            let answer = rita.delete("order", id_of(&made), 1);
            answer.refused(422, "validation_failed").tells(&[("rule_violated", "")]);
            answer
        });
        let large = json!({"name": "o", "lines": [{"product": "p", "amount": "2000"}]});
        let large = rita.create("order", large);
        rita.delete("order", id_of(&large), 1).tells(&[("rule_violated", "/lines/0")]);
        let open = rita.create("order", json!({"name": "o"}));
        assert_eq!(rita.delete("order", id_of(&open), 1).status, 204);
    }

    fn a_rule_may_look_at_what_is_stored(app) {
        scene::set(app);
        let rita = app.by("rita");
        let rows = json!([{"product": "a", "amount": "3"}, {"product": "b", "amount": "4"}]);
        let made = rita.create("order", json!({"name": "o", "lines": rows}));
        let (id, kept) = (id_of(&made), json!({"lines": [{"id": made["lines"][0]["id"]}]}));
        rita.patch("order", id, 1, json!({"state": "sent", "sent_on": "2030-01-01"})).expect(200);
        rita.patch("order", id, 2, kept.clone()).tells(&[("rule_violated", "")]);
        rita.patch("order", id, 2, json!({"state": "open"})).expect(200);
        rita.patch("order", id, 3, kept).expect(200);
    }

    fn a_blank_result_passes(app) {
        scene::set(app);
        let rita = app.by("rita");
        rita.create("order", json!({"name": "o"}));
        rita.try_create("order", json!({"name": "o", "sent_on": "2020-01-01"})).tells(&[("rule_violated", "")]);
    }

    fn an_approval_may_not_break_a_rule(app) {
        let mut documents = scene::documents();
        let deal = documents.iter_mut().find(|document| document["name"] == "deal").unwrap();
        deal["rules"] = json!([
            {"name": "small", "condition": "budget < 50 OR ISBLANK(budget)", "message": {"en": "Too much."}, "field": "budget"},
            {"name": "asked", "condition": "cost < 5", "message": {"en": "Costly."}, "severity": "warning"},
        ]);
        app.publish(documents).expect(200);
        let (rita, path) = (app.by("rita"), |id: &str| format!("/api/v1/records/deal/{id}/submit"));
        let body = json!({"name": "d", "lines": [{"product": "p", "price": "10"}]});
        let made = rita.post("/api/v1/records/deal?confirm=asked", body).expect(201);
        rita.post(&path(id_of(&made)), json!({})).expect(201);
        let boss = app.by("mia");
        let tasks = boss.get("/api/v1/tasks?state=open").expect(200);
        let task = tasks["data"][0]["id"].as_str().unwrap().to_owned();
        // The flow sets the budget to 77 when it ends well.
        app.unchanged(|| {
            let answer = boss.post(&format!("/api/v1/tasks/{task}/approve"), json!({}));
            answer.refused(422, "validation_failed").tells(&[("rule_violated", "/budget")]);
            answer
        });
        boss.post(&format!("/api/v1/tasks/{task}/reject"), json!({"comment": "no"})).expect(200);
        assert_eq!(rita.read("deal", id_of(&made))["status"], "rejected");
    }
}
