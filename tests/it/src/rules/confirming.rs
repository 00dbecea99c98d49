//! Warnings refuse until the writer confirms them by name.

use serde_json::json;

use super::scene;
use crate::support::id_of;

on_both! {
    fn a_warning_waits_for_its_confirmation(app) {
        scene::set(app);
        let rita = app.by("rita");
        let body = json!({"name": "o", "lines": [{"product": "p", "amount": "10.50"}]});
        app.unchanged(|| {
            let answer = rita.try_create("order", body.clone());
            answer.refused(409, "rule_warning").tells(&[("rule_warning", "/total")]);
            assert_eq!(answer.json()["error"]["message"], "Not a round sum.");
            answer
        });
        let made = rita.post("/api/v1/records/order?confirm=round", body).expect(201);
        let path = format!("/api/v1/records/order/{}", id_of(&made));
        let rows = json!({"lines": [{"product": "p", "amount": "6000.50"}]}).to_string();
        let patch = |query: &str| {
            rita.send("PATCH", &format!("{path}{query}"), &[("If-Match", "\"1\"")], Some(rows.as_bytes()))
        };
        let answer = patch("");
        answer.refused(409, "rule_warning").tells(&[("rule_warning", "/total"), ("rule_warning", "/lines/0")]);
        patch("?confirm=round").refused(409, "rule_warning").tells(&[("rule_warning", "/lines/0")]);
        patch("?confirm=round,small").expect(200);
    }

    fn an_error_cannot_be_confirmed_and_comes_with_the_warnings(app) {
        scene::set(app);
        let rita = app.by("rita");
        let body = json!({"name": "o", "limit": "1", "lines": [{"product": "p", "amount": "10.50"}]});
        app.unchanged(|| {
            rita.post("/api/v1/records/order?confirm=within_limit", body.clone()).refused(400, "parameter_invalid");
            rita.post("/api/v1/records/order?confirm=nonsense", body.clone()).refused(400, "parameter_invalid");
            rita.post("/api/v1/records/order?sure=round", body.clone()).refused(400, "parameter_unknown");
            let answer = rita.try_create("order", body.clone());
            answer.refused(422, "validation_failed");
            answer.tells(&[("rule_violated", "/total"), ("rule_warning", "/total")]);
            let confirmed = rita.post("/api/v1/records/order?confirm=round", body.clone());
            confirmed.refused(422, "validation_failed").tells(&[("rule_violated", "/total")]);
            confirmed
        });
    }
}
