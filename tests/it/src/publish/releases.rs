//! Releases: numbered, refused when stale, one at a time, seen whole.

use serde_json::{Value as Json, json};

use crate::support::{App, Client, field, object_document};

fn fresh(name: &str) -> Json {
    object_document(name, vec![field("name", "text", json!({}))])
}

fn release(client: &Client) -> i64 {
    client.get("/api/v1/me").expect(200)["release"].as_i64().unwrap()
}

fn publish(app: &App, document: Json, base: i64) -> crate::support::Answer {
    app.by("ada").post("/api/v1/meta/publish", json!({"documents": [document], "note": "note", "base_release": base}))
}

on_both! {
    fn releases_are_counted_and_remembered(app) {
        let ada = app.by("ada");
        let before = release(&ada);
        assert_eq!(publish(app, fresh("fresh"), before).expect(200)["release"], before + 1);
        assert_eq!(release(&ada), before + 1);
        let page = ada.get("/api/v1/meta/releases").expect(200);
        let newest = &page["data"][0];
        assert_eq!(
            (&newest["number"], &newest["note"], &newest["by"]["id"]),
            (&json!(before + 1), &json!("note"), &json!(app.id("ada")))
        );
        assert_eq!(newest["documents"], json!(["object/fresh"]));
        // The same once more changes no document.
        let stored = ada.get("/api/v1/meta/documents/object/fresh").expect(200);
        assert_eq!(publish(app, stored, before + 1).status, 200);
        assert_eq!(ada.get("/api/v1/meta/releases").expect(200)["data"][0]["documents"], json!([]));
    }

    fn a_stale_publication_is_refused(app) {
        let base = release(&app.by("ada"));
        publish(app, fresh("one"), base).expect(200);
        app.unchanged(|| publish(app, fresh("two"), base).refused(409, "release_stale").clone());
        app.by("ada").list("two", &[]).refused(404, "object_not_found");
    }

    fn of_publications_at_once_on_one_base_one_succeeds(app) {
        let base = release(&app.by("ada"));
        let statuses: Vec<u16> = std::thread::scope(|scope| {
            let each: Vec<_> = (0..5)
                .map(|index| scope.spawn(move || publish(app, fresh(&format!("fresh_{index}")), base).status))
                .collect();
            each.into_iter().map(|one| one.join().unwrap()).collect()
        });
        assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
        assert!(statuses.iter().all(|status| matches!(status, 200 | 409)), "{statuses:?}");
        assert_eq!(release(&app.by("ada")), base + 1);
    }

    fn publications_at_once_without_a_base_all_count(app) {
        let ada = app.by("ada");
        let base = release(&ada);
        std::thread::scope(|scope| {
            for index in 0..6 {
                scope.spawn(move || {
                    let name = format!("fresh_{index}");
                    app.publish(vec![fresh(&name)]).expect(200);
                    app.by("ada").create(&name, json!({"name": "at once"}));
                });
            }
        });
        assert_eq!(release(&ada), base + 6, "the newest release is in place, not the last to finish");
        for index in 0..6 {
            assert_eq!(ada.list(&format!("fresh_{index}"), &[("count", "exact")]).expect(200)["count"], 1);
        }
    }

    fn records_are_written_while_others_publish(app) {
        std::thread::scope(|scope| {
            let writer = scope.spawn(|| {
                for index in 0..30 {
                    app.by("rita").create(
                        "deal",
                        json!({"name": format!("d{index}"), "lines": [{"product": "p", "price": "1"}]}),
                    );
                }
            });
            for index in 0..6 {
                let mut deal = app.by("ada").get("/api/v1/meta/documents/object/deal").expect(200);
                deal["fields"].as_array_mut().unwrap().push(field(
                    &format!("extra_{index}"),
                    "text",
                    json!({"indexed": true}),
                ));
                app.publish(vec![deal]).expect(200);
            }
            writer.join().unwrap();
        });
        assert_eq!(app.by("rita").list("deal", &[("count", "exact")]).expect(200)["count"], 30);
        let one = app.by("rita").list("deal", &[("limit", "1")]).expect(200);
        assert!(one["data"][0].get("extra_5").is_some());
    }

    fn people_change_while_others_publish_and_both_count(app) {
        std::thread::scope(|scope| {
            scope.spawn(|| {
                for round in 0..20 {
                    let language = if round % 2 == 0 { "zh-CN" } else { "en" };
                    let body = json!({"language": language}).to_string();
                    assert_eq!(app.by("ray").send("PATCH", "/api/v1/me", &[], Some(body.as_bytes())).status, 204);
                    assert_eq!(
                        app.by("ray").get("/api/v1/me").expect(200)["user"]["language"],
                        language,
                        "round {round}"
                    );
                }
            });
            for index in 0..10 {
                let name = format!("fresh_{index}");
                app.publish(vec![fresh(&name)]).expect(200);
                app.by("ada").create(&name, json!({"name": "there"}));
            }
        });
    }
}
