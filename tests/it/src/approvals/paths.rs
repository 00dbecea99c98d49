//! The ways through the flow: superior, then by amount nobody, a director or the whole board.

use serde_json::json;

use crate::approvals::scene::{approve, deal, look, reject, story, submit, submitted, task_of, withdraw};
use crate::support::{App, id_of};

fn state(app: &App, deal: &serde_json::Value) -> (String, String) {
    let seen = app.by("rita").read("deal", id_of(deal));
    let text = |name: &str| seen[name].as_str().unwrap_or("-").to_owned();
    (text("approval_state"), text("status"))
}

fn is(approval: &str, status: &str) -> (String, String) {
    (approval.to_owned(), status.to_owned())
}

on_both! {
    fn a_small_deal_needs_the_superior_only(app) {
        let deal = deal(app, "100");
        let before = app.by("rita").read("deal", id_of(&deal))["approval"].clone();
        assert_eq!(
            (&before["instance"], &before["can_submit"], &before["flow"]),
            (&json!(null), &json!(true), &json!("deal_approval"))
        );
        let instance = submit(&app.by("rita"), &deal).expect(201);
        assert_eq!((&instance["state"], &instance["can_withdraw"]), (&json!("running"), &json!(true)));
        assert_eq!(state(app, &deal), is("running", "running"), "the effect of submitting and the lock");
        let done = approve(&app.by("mia"), &task_of(app, "mia")).expect(200);
        assert_eq!(done["state"], "approved", "{:?}", story(&done));
        assert_eq!(state(app, &deal), is("approved", "approved"));
        let seen = app.by("rita").read("deal", id_of(&deal));
        assert_eq!(seen["budget"], "77.00", "effects write what the submitter may not");
        assert_eq!((&seen["approval"]["state"], &seen["approval"]["can_submit"]), (&json!("approved"), &json!(false)));
        let told = story(&look(&app.by("rita"), &instance).expect(200));
        assert!(told.contains(&"superior done mia:approved".to_owned()), "{told:?}");
        let history = app.by("rita").get(&format!("/api/v1/records/deal/{}/history", id_of(&deal))).expect(200);
        let actions: Vec<&str> =
            history["data"].as_array().unwrap().iter().map(|entry| entry["action"].as_str().unwrap()).collect();
        assert_eq!(actions, ["approval", "approval", "create"]);
    }

    fn a_big_deal_goes_on_to_any_director(app) {
        let (deal, _) = submitted(app, "1000");
        let after = approve(&app.by("mia"), &task_of(app, "mia")).expect(200);
        assert_eq!(after["state"], "running");
        let (dina, dan) = (task_of(app, "dina"), task_of(app, "dan"));
        let done = approve(&app.by("dan"), &dan).expect(200);
        assert_eq!(done["state"], "approved");
        assert!(
            story(&done).contains(&"director done dina:cancelled,dan:approved".to_owned())
                || story(&done).contains(&"director done dan:approved,dina:cancelled".to_owned()),
            "{:?}",
            story(&done)
        );
        app.unchanged(|| approve(&app.by("dina"), &dina).refused(409, "task_closed").clone());
        assert_eq!(state(app, &deal), is("approved", "approved"));
    }

    fn a_huge_deal_needs_the_whole_board(app) {
        let (deal, _) = submitted(app, "5000");
        approve(&app.by("mia"), &task_of(app, "mia")).expect(200);
        let (boss, bea) = (task_of(app, "boss"), task_of(app, "bea"));
        assert_eq!(approve(&app.by("bea"), &bea).expect(200)["state"], "running", "one of two is not all");
        assert_eq!(state(app, &deal), is("running", "running"));
        assert_eq!(approve(&app.by("boss"), &boss).expect(200)["state"], "approved");
        assert!(crate::approvals::scene::open_tasks(&app.by("dina")).is_empty(), "no director is asked");
        assert_eq!(state(app, &deal), is("approved", "approved"));
    }

    fn one_rejection_of_all_rejects_and_the_others_seats_are_cancelled(app) {
        let (deal, instance) = submitted(app, "5000");
        approve(&app.by("mia"), &task_of(app, "mia")).expect(200);
        let (boss, bea) = (task_of(app, "boss"), task_of(app, "bea"));
        let done = reject(&app.by("boss"), &boss, Some("too cheap")).expect(200);
        assert_eq!(done["state"], "rejected");
        assert_eq!(state(app, &deal), is("rejected", "rejected"));
        app.unchanged(|| approve(&app.by("bea"), &bea).refused(409, "task_closed").clone());
        let told = look(&app.by("rita"), &instance).expect(200).to_string();
        assert!(told.contains("too cheap") && told.contains("cancelled"), "{told}");
        // Mended and submitted again: a new instance, the old one stays.
        let revision = app.by("rita").read("deal", id_of(&deal))["revision"].as_i64().unwrap();
        let cheaper = json!({"lines": [{"product": "p", "price": "10"}]});
        app.by("rita").patch("deal", id_of(&deal), revision, cheaper).expect(200);
        let again = submit(&app.by("rita"), &deal).expect(201);
        assert_ne!(again["id"], instance["id"]);
        assert_eq!(approve(&app.by("mia"), &task_of(app, "mia")).expect(200)["state"], "approved");
        assert_eq!(look(&app.by("rita"), &instance).expect(200)["state"], "rejected");
    }

    fn a_rejection_needs_a_comment(app) {
        let (_, instance) = submitted(app, "100");
        let task = task_of(app, "mia");
        app.unchanged(|| {
            for comment in [None, Some(""), Some("  \n ")] {
                reject(&app.by("mia"), &task, comment)
                    .refused(422, "validation_failed")
                    .tells(&[("comment_required", "/comment")]);
            }
        });
        let done = reject(&app.by("mia"), &task, Some(" no \u{0}money ")).expect(200);
        assert_eq!(done["state"], "rejected");
        assert!(
            look(&app.by("rita"), &instance).expect(200).to_string().contains("\"no money\""),
            "trimmed, and fit for both databases"
        );
    }

    fn the_initiator_withdraws_until_the_first_decision(app) {
        let (deal, instance) = submitted(app, "1000");
        app.unchanged(|| {
            withdraw(&app.by("mia"), &instance).refused(403, "forbidden");
            withdraw(&app.by("rob"), &instance).refused(404, "instance_not_found");
        });
        let task = task_of(app, "mia");
        assert_eq!(withdraw(&app.by("rita"), &instance).expect(200)["state"], "withdrawn");
        assert_eq!(state(app, &deal), is("withdrawn", "draft"));
        app.unchanged(|| {
            approve(&app.by("mia"), &task).refused(409, "task_closed");
            withdraw(&app.by("rita"), &instance).refused(409, "withdraw_closed");
        });
        let again = submit(&app.by("rita"), &deal).expect(201);
        approve(&app.by("mia"), &task_of(app, "mia")).expect(200);
        app.unchanged(|| withdraw(&app.by("rita"), &again).refused(409, "withdraw_closed").clone());
        assert_eq!(look(&app.by("rita"), &again).expect(200)["can_withdraw"], false);
        assert_eq!(state(app, &deal), is("running", "running"));
    }
}
