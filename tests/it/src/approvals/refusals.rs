//! Submissions that are refused.

use serde_json::json;

use crate::approvals::scene::{deal, open_tasks, submit};
use crate::support::id_of;

on_both! {
    fn a_record_that_does_not_meet_the_condition_is_not_submitted(app) {
        let rita = app.by("rita");
        let empty = rita.create("deal", json!({"name": "worth nothing"}));
        app.unchanged(|| submit(&rita, &empty).refused(409, "submit_condition_false").clone());
        assert!(open_tasks(&app.by("mia")).is_empty());
    }

    fn only_whoever_may_change_it_submits_it(app) {
        let deal = deal(app, "10");
        app.unchanged(|| {
            submit(&app.by("otto"), &deal).refused(403, "forbidden");
            submit(&app.by("rob"), &deal).refused(404, "record_not_found");
            submit(&app.by("nina"), &deal).refused(404, "object_not_found");
        });
    }

    fn only_a_flow_of_the_object_takes_it(app) {
        let rita = app.by("rita");
        let company = rita.create("company", json!({"name": "c"}));
        let deal = deal(app, "10");
        app.unchanged(|| {
            rita.post(&format!("/api/v1/records/company/{}/submit", id_of(&company)), json!({}))
                .refused(404, "document_not_found");
            let named =
                |name: &str| rita.post(&format!("/api/v1/records/deal/{}/submit", id_of(&deal)), json!({"flow": name}));
            named("nonsense").refused(404, "document_not_found");
            let stray = rita.post(&format!("/api/v1/records/deal/{}/submit", id_of(&deal)), json!({"colour": 1}));
            assert_eq!(stray.status, 422);
        });
        let named =
            rita.post(&format!("/api/v1/records/deal/{}/submit", id_of(&deal)), json!({"flow": "deal_approval"}));
        assert_eq!(named.status, 201);
    }

    fn an_approved_record_is_not_submitted_again_by_its_page(app) {
        let deal = deal(app, "10");
        submit(&app.by("rita"), &deal).expect(201);
        crate::approvals::scene::approve(&app.by("mia"), &crate::approvals::scene::task_of(app, "mia")).expect(200);
        assert_eq!(app.by("rita").read("deal", id_of(&deal))["approval"]["can_submit"], false);
    }
}
