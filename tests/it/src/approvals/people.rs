//! Who sees an approval and its record, and who decides when somebody is missing.

use serde_json::json;

use super::scene::{approve, look, open_tasks, reject, story, submit, submitted, task_of, withdraw};
use crate::support::id_of;

on_both! {
    fn an_approver_reads_the_record_through_his_task(app) {
        let (deal, instance) = submitted(app, "1000");
        let dina = app.by("dina");
        dina.try_read("deal", id_of(&deal)).refused(404, "record_not_found");
        look(&dina, &instance).refused(404, "instance_not_found");
        approve(&app.by("mia"), &task_of(app, "mia")).expect(200);
        let seen = dina.read("deal", id_of(&deal));
        assert_eq!(seen["name"], "deal of 1000");
        assert_eq!(seen["rights"], json!({"update": false, "delete": false, "print": true}));
        assert_eq!(seen["lines"][0]["product"], "p", "with its rows");
        assert_eq!(dina.list("deal", &[("count", "exact")]).expect(200)["count"], 1, "this one and no other");
        assert_eq!(look(&dina, &instance).expect(200)["my_task"], json!(task_of(app, "dina")));
        app.unchanged(|| dina.patch("deal", id_of(&deal), 2, json!({"name": "x"})).refused(403, "forbidden").clone());
        // The clerk is told at the end and may read from then on.
        app.by("cleo").try_read("deal", id_of(&deal)).refused(404, "record_not_found");
        approve(&dina, &task_of(app, "dina")).expect(200);
        assert_eq!(app.by("cleo").read("deal", id_of(&deal))["approval_state"], "approved");
        assert_eq!(look(&app.by("cleo"), &instance).expect(200)["state"], "approved");
    }

    fn a_stranger_sees_neither_task_nor_instance(app) {
        let (deal, instance) = submitted(app, "1000");
        let task = task_of(app, "mia");
        app.unchanged(|| {
            for login in ["rob", "nina", "dina"] {
                let client = app.by(login);
                assert!(open_tasks(&client).is_empty());
                approve(&client, &task).refused(404, "task_not_found");
                reject(&client, &task, Some("no")).refused(404, "task_not_found");
                look(&client, &instance).refused(404, "instance_not_found");
                withdraw(&client, &instance).refused(404, "instance_not_found");
            }
            // Whoever may read the record sees its approval, and still does not decide.
            for login in ["otto", "ada", "rita"] {
                assert_eq!(look(&app.by(login), &instance).status, 200);
                approve(&app.by(login), &task).refused(404, "task_not_found");
            }
            for path in ["tasks/nonsense/approve", "tasks/01939f8e-0000-7000-8000-000000000001/reject"] {
                app.by("mia").post(&format!("/api/v1/{path}"), json!({"comment": "x"})).refused(404, "task_not_found");
            }
            app.by("rita").get("/api/v1/instances/nonsense").refused(404, "instance_not_found");
        });
        let _ = deal;
    }

    fn a_task_tells_what_it_is_about(app) {
        let (deal, instance) = submitted(app, "1000");
        let page = app.by("mia").get("/api/v1/tasks").expect(200);
        let task = &page["data"][0];
        assert_eq!(task["record"], json!({"id": id_of(&deal), "label": "deal of 1000"}));
        assert_eq!((&task["instance"], &task["initiator"]["label"]), (&instance["id"], &json!("rita of east")));
        assert_eq!(
            (&task["flow"]["name"], &task["object"]["name"], &task["state"]),
            (&json!("deal_approval"), &json!("deal"), &json!("open"))
        );
        let summary = task["summary"].as_array().unwrap();
        assert!(
            summary.iter().any(|line| line["field"] == "amount" && line["value"].as_str().unwrap().contains("1")),
            "{summary:?}"
        );
        assert_eq!(app.by("mia").get("/api/v1/me").expect(200)["open_tasks"], 1);
        approve(&app.by("mia"), task["id"].as_str().unwrap()).expect(200);
        assert_eq!(app.by("mia").get("/api/v1/me").expect(200)["open_tasks"], 0);
        let done = app.by("mia").get("/api/v1/tasks?state=done").expect(200);
        assert_eq!((&done["data"][0]["id"], &done["data"][0]["outcome"]), (&task["id"], &json!("approved")));
        app.by("mia").get("/api/v1/tasks?state=lost").refused(400, "parameter_invalid");
        app.by("mia").get("/api/v1/tasks?limit=0").refused(400, "parameter_invalid");
        app.by("mia").get("/api/v1/tasks?after=x").refused(400, "cursor_invalid");
    }

    fn the_inbox_is_paged(app) {
        for _ in 0..5 {
            submitted(app, "10");
        }
        let mut found = Vec::new();
        let mut after = String::new();
        loop {
            let page = app.by("mia").get(&format!("/api/v1/tasks?limit=2{after}")).expect(200);
            found.extend(page["data"].as_array().unwrap().iter().map(|task| id_of(task).to_owned()));
            match page["next"].as_str() {
                Some(next) => after = format!("&after={next}"),
                None => break,
            }
        }
        assert_eq!(found, open_tasks(&app.by("mia")));
        assert_eq!(found.len(), 5);
    }

    fn an_inactive_superior_does_not_stop_the_flow(app) {
        app.change_person("mia", |user| user.active = false);
        let (_, instance) = submitted(app, "10");
        let told = story(&instance);
        assert!(told.iter().any(|line| line.starts_with("superior current") && !line.contains("mia")), "{told:?}");
        let asked: Vec<&str> =
            ["boss", "ada", "ed"].into_iter().filter(|login| !open_tasks(&app.by(login)).is_empty()).collect();
        assert!(!asked.is_empty(), "somebody must be asked: {told:?}");
    }

    fn nobody_approves_his_own_submission(app) {
        let mia = app.by("mia");
        let deal = mia.create("deal", json!({"name": "own", "lines": [{"product": "p", "price": "5"}]}));
        app.change_person("mia", |user| user.superior = Some(user.id));
        let instance = submit(&mia, &deal).expect(201);
        assert!(open_tasks(&mia).is_empty(), "{:?}", story(&instance));
    }

    fn a_changed_organisation_does_not_move_an_open_seat(app) {
        let (_, instance) = submitted(app, "10");
        let boss = app.ids["boss"];
        app.change_person("rita", move |user| user.superior = Some(boss));
        assert!(open_tasks(&app.by("boss")).is_empty());
        assert_eq!(approve(&app.by("mia"), &task_of(app, "mia")).expect(200)["state"], "approved");
        let _ = instance;
    }
}
