//! While it is being approved, a record stands still for everybody.

use serde_json::json;

use super::scene::{approve, deal, open_tasks, submit, submitted, task_of};
use crate::support::{Answer, id_of};

on_both! {
    fn a_record_in_approval_can_neither_be_changed_nor_deleted(app) {
        let (deal, _) = submitted(app, "1000");
        let revision = app.by("rita").read("deal", id_of(&deal))["revision"].as_i64().unwrap();
        app.unchanged(|| {
            for login in ["rita", "mia", "ada"] {
                let client = app.by(login);
                client.patch("deal", id_of(&deal), revision, json!({"name": "x"})).refused(423, "record_locked");
                client.patch("deal", id_of(&deal), revision, json!({"lines": []})).refused(423, "record_locked");
                if login != "mia" {
                    client.delete("deal", id_of(&deal), revision).refused(409, "pending_approval");
                }
            }
        });
    }

    fn what_a_record_in_approval_refers_to_stays(app) {
        let rita = app.by("rita");
        let partner = rita.create("company", json!({"name": "partner"}));
        let body = json!({"name": "d", "partner": id_of(&partner), "lines": [{"product": "p", "price": "5"}]});
        let deal = rita.create("deal", body);
        submit(&rita, &deal).expect(201);
        app.unchanged(|| rita.delete("company", id_of(&partner), 1).refused(409, "pending_approval").clone());
        approve(&app.by("mia"), &task_of(app, "mia")).expect(200);
    }

    fn a_record_is_submitted_once_at_a_time(app) {
        let (deal, _) = submitted(app, "1000");
        app.unchanged(|| submit(&app.by("rita"), &deal).refused(409, "already_submitted").clone());
        assert_eq!(open_tasks(&app.by("mia")).len(), 1);
    }

    fn of_submissions_at_once_one_succeeds(app) {
        let deal = deal(app, "1000");
        let answers: Vec<Answer> = std::thread::scope(|scope| {
            let each: Vec<_> = (0..6).map(|_| scope.spawn(|| submit(&app.by("rita"), &deal))).collect();
            each.into_iter().map(|one| one.join().unwrap()).collect()
        });
        let statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
        assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 1, "{statuses:?}");
        assert!(statuses.iter().all(|status| matches!(status, 201 | 409)), "{statuses:?}");
        assert_eq!(open_tasks(&app.by("mia")).len(), 1);
    }

    fn of_two_directors_at_once_one_decides(app) {
        for _ in 0..3 {
            submitted(app, "1000");
            approve(&app.by("mia"), &task_of(app, "mia")).expect(200);
            let tasks = [("dina", task_of(app, "dina")), ("dan", task_of(app, "dan"))];
            let statuses: Vec<u16> = std::thread::scope(|scope| {
                let each: Vec<_> =
                    tasks.iter().map(|(login, task)| scope.spawn(|| approve(&app.by(login), task).status)).collect();
                each.into_iter().map(|one| one.join().unwrap()).collect()
            });
            let mut sorted = statuses.clone();
            sorted.sort_unstable();
            assert_eq!(sorted, [200, 409], "{statuses:?}");
        }
    }

    fn of_all_at_once_nobodys_vote_is_lost(app) {
        for _ in 0..3 {
            let (deal, _) = submitted(app, "5000");
            approve(&app.by("mia"), &task_of(app, "mia")).expect(200);
            let tasks = [("boss", task_of(app, "boss")), ("bea", task_of(app, "bea"))];
            let statuses: Vec<u16> = std::thread::scope(|scope| {
                let each: Vec<_> =
                    tasks.iter().map(|(login, task)| scope.spawn(|| approve(&app.by(login), task).status)).collect();
                each.into_iter().map(|one| one.join().unwrap()).collect()
            });
            assert_eq!(statuses, [200, 200]);
            assert_eq!(app.by("rita").read("deal", id_of(&deal))["approval_state"], "approved");
        }
    }

    fn the_same_decision_twice_under_one_key_counts_once(app) {
        let (_, instance) = submitted(app, "1000");
        let task = task_of(app, "mia");
        let path = format!("/api/v1/tasks/{task}/approve");
        let decide = || app.by("mia").post_with(&path, &[("Idempotency-Key", "click")], json!({"comment": "ok"}));
        let (first, second) = (decide(), decide());
        assert_eq!((first.status, &first.body), (200, &second.body));
        assert_eq!(app.rows_of("flow_log"), 2, "one row for submitting, one for deciding: {instance}");
        app.unchanged(|| approve(&app.by("mia"), &task).refused(409, "task_closed").clone());
    }
}
