//! Two writers, and one writer twice: revisions and idempotency keys.

use serde_json::json;

use crate::support::{Answer, Client, id_of};

fn create_once(client: &Client, key: &str, body: &serde_json::Value) -> Answer {
    client.post_with("/api/v1/records/company", &[("Idempotency-Key", key)], body.clone())
}

on_both! {
    fn a_write_without_a_revision_is_refused(app) {
        let rita = app.by("rita");
        let company = rita.create("company", json!({"name": "kept"}));
        let path = format!("/api/v1/records/company/{}", id_of(&company));
        app.unchanged(|| {
            for headers in [vec![], vec![("If-Match", "*")], vec![("If-Match", "\"x\"")], vec![("If-Match", "")]] {
                rita.send("PATCH", &path, &headers, Some(b"{\"name\": \"x\"}")).refused(428, "revision_missing");
                rita.send("DELETE", &path, &headers, None).refused(428, "revision_missing");
            }
        });
    }

    fn a_stale_write_is_refused_with_the_present_record(app) {
        let rita = app.by("rita");
        let company = rita.create("company", json!({"name": "first"}));
        let id = id_of(&company);
        app.by("ada").patch("company", id, 1, json!({"name": "second", "secret": "hush"})).expect(200);
        app.unchanged(|| {
            for revision in [1, 0, 3, -1] {
                let answer = rita.patch("company", id, revision, json!({"name": "third"}));
                answer.refused(412, "revision_stale");
                let current = &answer.json()["error"]["current"];
                assert_eq!((&current["name"], &current["revision"]), (&json!("second"), &json!(2)));
                assert!(!answer.text().contains("hush") && current.get("secret").is_none(), "a hidden field leaks");
                rita.delete("company", id, revision).refused(412, "revision_stale");
            }
        });
    }

    fn of_two_writers_at_once_one_wins(app) {
        let id = id_of(&app.by("rita").create("company", json!({"name": "start"}))).to_owned();
        let statuses: Vec<u16> = std::thread::scope(|scope| {
            let writers: Vec<_> = (0..8)
                .map(|index| {
                    let (rita, id) = (app.by("rita"), id.clone());
                    scope
                        .spawn(move || rita.patch("company", &id, 1, json!({"name": format!("writer {index}")})).status)
                })
                .collect();
            writers.into_iter().map(|writer| writer.join().unwrap()).collect()
        });
        assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
        assert!(statuses.iter().all(|status| matches!(status, 200 | 412)), "{statuses:?}");
        assert_eq!(app.by("rita").read("company", &id)["revision"], 2);
    }

    fn a_repeated_request_gets_the_first_answer(app) {
        let rita = app.by("rita");
        let body = json!({"name": "once"});
        let first = create_once(&rita, "key-1", &body);
        let second = create_once(&rita, "key-1", &body);
        assert_eq!((first.status, &first.body, &first.headers["etag"]), (201, &second.body, &second.headers["etag"]));
        assert_eq!(second.status, 201);
        app.unchanged(|| {
            create_once(&rita, "key-1", &json!({"name": "other"})).refused(422, "idempotency_key_reused").clone()
        });
        assert_eq!(rita.list("company", &[("count", "exact")]).expect(200)["count"], 1);
        // The key belongs to its person.
        assert_ne!(create_once(&app.by("ray"), "key-1", &body).expect(201)["id"], first.json()["id"]);
    }

    fn changes_and_deletes_may_be_repeated_too(app) {
        let rita = app.by("rita");
        let id = id_of(&rita.create("company", json!({"name": "start"}))).to_owned();
        let path = format!("/api/v1/records/company/{id}");
        let patch = || {
            rita.send("PATCH", &path, &[("If-Match", "\"1\""), ("Idempotency-Key", "p")], Some(b"{\"name\": \"next\"}"))
        };
        let (first, second) = (patch(), patch());
        assert_eq!((first.status, &first.body), (200, &second.body));
        assert_eq!(rita.read("company", &id)["revision"], 2, "changed once");
        let delete = || rita.send("DELETE", &path, &[("If-Match", "\"2\""), ("Idempotency-Key", "d")], None).status;
        assert_eq!((delete(), delete()), (204, 204));
        rita.send("DELETE", &path, &[("If-Match", "\"2\"")], None).refused(404, "record_not_found");
    }

    fn the_same_key_at_the_same_instant_writes_once(app) {
        let answers: Vec<Answer> = std::thread::scope(|scope| {
            let writers: Vec<_> = (0..8)
                .map(|_| {
                    let rita = app.by("rita");
                    scope.spawn(move || create_once(&rita, "same", &json!({"name": "once"})))
                })
                .collect();
            writers.into_iter().map(|writer| writer.join().unwrap()).collect()
        });
        for answer in &answers {
            assert_eq!((answer.status, &answer.body), (201, &answers[0].body), "{}", answer.text());
        }
        assert_eq!(app.by("ada").list("company", &[("count", "exact")]).expect(200)["count"], 1);
    }

    fn a_refused_request_may_be_mended_under_its_key(app) {
        let rita = app.by("rita");
        app.unchanged(|| create_once(&rita, "k", &json!({})).refused(422, "validation_failed").clone());
        create_once(&rita, "k", &json!({"name": "mended"})).expect(201);
        let long = "k".repeat(201);
        app.unchanged(|| create_once(&rita, &long, &json!({"name": "x"})).refused(400, "parameter_invalid").clone());
    }
}
