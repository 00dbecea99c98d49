//! Notices: told once, to the right person, in the reader's language.

use std::sync::Arc;

use engine_services::deliver_effects;

use super::scene::{approve, reject, submitted, task_of};
use crate::support::{App, id_of};

fn deliver(app: &App) -> usize {
    app.run(deliver_effects(&Arc::clone(&app.tenon))).unwrap()
}

fn unread(app: &App, login: &str) -> i64 {
    app.by(login).get("/api/v1/me").expect(200)["unread_notices"].as_i64().unwrap()
}

on_both! {
    fn a_notice_is_delivered_once_however_often_the_worker_looks(app) {
        let (deal, _) = submitted(app, "10");
        assert_eq!(unread(app, "mia"), 0, "delivered by the worker, not by the request");
        assert!(deliver(app) >= 1);
        assert_eq!(unread(app, "mia"), 1);
        assert_eq!(deliver(app), 0);
        assert_eq!(unread(app, "mia"), 1);
        let page = app.by("mia").get("/api/v1/notices").expect(200);
        let notice = &page["data"][0];
        assert!(notice["text"].as_str().unwrap().contains("deal of 10"), "{notice}");
        assert_eq!((&notice["object"], &notice["record"]), (&"deal".into(), &deal["id"]));
        assert!(app.by("rob").get("/api/v1/notices").expect(200)["data"].as_array().unwrap().is_empty());
        approve(&app.by("mia"), &task_of(app, "mia")).expect(200);
        deliver(app);
        assert_eq!((unread(app, "rita"), unread(app, "cleo")), (1, 1), "the initiator and the clerk are told");
    }

    fn two_workers_at_once_deliver_once(app) {
        for _ in 0..4 {
            submitted(app, "10");
        }
        std::thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| {
                    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
                    runtime.block_on(deliver_effects(&app.tenon)).unwrap();
                });
            }
        });
        assert_eq!(unread(app, "mia"), 4);
    }

    fn a_notice_is_read_by_its_owner_only(app) {
        submitted(app, "10");
        submitted(app, "10");
        deliver(app);
        let page = app.by("mia").get("/api/v1/notices").expect(200);
        let path = format!("/api/v1/notices/{}/read", id_of(&page["data"][0]));
        app.unchanged(|| {
            app.by("rob").send("POST", &path, &[], None).refused(404, "notice_not_found");
            app.by("mia").send("POST", "/api/v1/notices/nonsense/read", &[], None).refused(404, "notice_not_found");
        });
        assert_eq!(app.by("mia").send("POST", &path, &[], None).status, 204);
        assert_eq!(unread(app, "mia"), 1);
        assert_eq!(app.by("mia").send("POST", "/api/v1/notices/read-all", &[], None).status, 204);
        assert_eq!(unread(app, "mia"), 0);
    }

    fn nothing_is_told_of_what_was_refused(app) {
        submitted(app, "10");
        let task = task_of(app, "mia");
        deliver(app);
        reject(&app.by("mia"), &task, None).refused(422, "validation_failed");
        assert_eq!(deliver(app), 0);
        let chinese = app.by("mia");
        chinese.send("PATCH", "/api/v1/me", &[], Some(b"{\"language\": \"zh-CN\"}"));
        let text = chinese.get("/api/v1/notices").expect(200)["data"][0]["text"].as_str().unwrap().to_owned();
        assert!(!text.is_ascii(), "{text}");
    }
}
