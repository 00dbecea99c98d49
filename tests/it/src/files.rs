//! Files: loose ones belong to whoever uploaded them, those of a record to its readers.

use serde_json::json;

use crate::support::{Answer, App, Client, id_of};

fn upload(client: &Client, field: &str, kind: &str, content: &[u8]) -> Answer {
    let path = format!("/api/v1/files?object=deal&field={field}");
    client.send(
        "POST",
        &path,
        &[("Content-Type", kind), ("X-File-Name", "..%2F%E5%90%88%E5%90%8C%0A.txt")],
        Some(content),
    )
}

fn uploaded(app: &App, content: &[u8]) -> String {
    id_of(&upload(&app.by("rita"), "paper", "text/plain", content).expect(201)).to_owned()
}

on_both! {
    fn a_file_is_read_by_whoever_may_read_its_field(app) {
        let file = uploaded(app, b"content");
        let path = format!("/api/v1/files/{file}");
        app.by("ada").get(&path).refused(404, "file_not_found");
        let deal = app.by("rita").create("deal", json!({"name": "d", "paper": [file]}));
        let name = deal["paper"][0]["name"].as_str().unwrap().to_owned();
        assert!(!name.contains('\n') && name.contains("合同"), "{name}");
        for login in ["rita", "ed", "mia", "otto", "ada"] {
            let answer = app.by(login).get(&path);
            assert_eq!((answer.status, answer.body.as_slice()), (200, b"content".as_slice()), "{login}");
            assert!(answer.headers["content-disposition"].starts_with("attachment"));
            assert!(answer.headers["content-security-policy"].contains("sandbox"));
        }
        for login in ["rob", "nina", "dina"] {
            app.by(login).get(&path).refused(404, "file_not_found");
        }
        app.by("rita").get(&format!("/api/v1/files/{}", engine_values::new_id())).refused(404, "file_not_found");
    }

    fn a_file_of_a_row_belongs_to_the_row(app) {
        let path = "/api/v1/files?object=deal_line&field=proof";
        let file = id_of(&app.by("rita").send("POST", path, &[("X-File-Name", "p.txt")], Some(b"proof")).expect(201))
            .to_owned();
        let deal = app.by("rita").create("deal", json!({"name": "d", "lines": [{"product": "p", "proof": [file]}]}));
        let whole = json!([{"id": file, "name": "p.txt", "size": 5, "type": "application/octet-stream"}]);
        assert_eq!(deal["lines"][0]["proof"], whole, "a row tells as much about its files as a record");
        let again = app.by("ada").read("deal", id_of(&deal));
        assert_eq!(again["lines"][0]["proof"], whole);
        assert_eq!(app.by("ed").get(&format!("/api/v1/files/{file}")).status, 200, "readers of the record read it");
        app.by("rob").get(&format!("/api/v1/files/{file}")).refused(404, "file_not_found");
        // The nightly cleaning takes loose files only.
        app.clock.advance(3 * 86_400);
        app.run(engine_services::schedule_standing_jobs(&app.tenon)).unwrap();
        assert!(app.run(engine_services::run_jobs(&app.tenon)).unwrap() >= 1);
        assert_eq!(
            app.by("rita").get(&format!("/api/v1/files/{file}")).status,
            200,
            "the file of a row was thrown away"
        );
    }

    fn a_loose_file_is_thrown_away_after_a_day(app) {
        let file = uploaded(app, b"loose");
        app.clock.advance(2 * 86_400);
        app.run(engine_services::schedule_standing_jobs(&app.tenon)).unwrap();
        app.run(engine_services::run_jobs(&app.tenon)).unwrap();
        app.by("rita").get(&format!("/api/v1/files/{file}")).refused(404, "file_not_found");
    }

    fn a_file_cannot_be_taken_from_somebody_else(app) {
        let file = uploaded(app, b"content");
        let deal = app.by("rita").create("deal", json!({"name": "d", "paper": [file]}));
        let other = id_of(&upload(&app.by("ed"), "paper", "text/plain", b"loose").expect(201)).to_owned();
        app.unchanged(|| {
            app.by("rob")
                .try_create("deal", json!({"name": "x", "paper": [file]}))
                .tells(&[("reference_not_found", "/paper/0")]);
            app.by("rita")
                .try_create("deal", json!({"name": "x", "paper": [file]}))
                .tells(&[("reference_not_found", "/paper/0")]);
            app.by("rita")
                .try_create("deal", json!({"name": "x", "paper": [other]}))
                .tells(&[("reference_not_found", "/paper/0")]);
        });
        let kept = app.by("ed").patch("deal", id_of(&deal), 1, json!({"paper": [file, other]})).expect(200);
        assert_eq!(kept["paper"].as_array().unwrap().len(), 2);
    }

    fn uploads_are_bounded_and_typed(app) {
        let rita = app.by("rita");
        app.unchanged(|| {
            upload(&rita, "paper", "application/x-sh", b"x")
                .refused(422, "validation_failed")
                .tells(&[("file_type_refused", "")]);
            upload(&rita, "name", "text/plain", b"x").refused(400, "field_unknown");
            rita.send("POST", "/api/v1/files?object=deal", &[], Some(b"x")).refused(400, "parameter_invalid");
            upload(&app.by("otto"), "paper", "text/plain", b"x").refused(403, "forbidden");
        });
        let many: Vec<String> = (0..3_u8).map(|index| uploaded(app, &[index])).collect();
        app.unchanged(|| {
            rita.try_create("deal", json!({"name": "x", "paper": many})).tells(&[("too_long", "/paper")]).clone()
        });
        let image = upload(&rita, "paper", "image/png", b"\x89PNG").expect(201);
        let shown = rita.get(&format!("/api/v1/files/{}?inline=1", id_of(&image)));
        assert_eq!(
            (shown.headers["content-type"].as_str(), shown.headers["content-disposition"].starts_with("inline")),
            ("image/png", true)
        );
        let text = uploaded(app, b"<script>");
        let shown = rita.get(&format!("/api/v1/files/{text}?inline=1"));
        assert_eq!(shown.headers["content-type"], "application/octet-stream", "text is never shown in place");
    }

    fn a_renamed_field_keeps_its_files(app) {
        let file = uploaded(app, b"content");
        let rita = app.by("rita");
        let deal = rita.create("deal", json!({"name": "d", "paper": [file]}));
        let ada = app.by("ada");
        let mut document = ada.get("/api/v1/meta/documents/object/deal").expect(200);
        for field in document["fields"].as_array_mut().unwrap() {
            if field["name"] == "paper" {
                field["name"] = json!("scan");
            }
        }
        app.publish(vec![document]).expect(200);
        assert_eq!(rita.get(&format!("/api/v1/files/{file}")).body, b"content");
        let kept = rita.patch("deal", id_of(&deal), 1, json!({"scan": [file], "name": "e"})).expect(200);
        assert_eq!(kept["scan"][0]["id"], json!(file));
        app.by("rob").get(&format!("/api/v1/files/{file}")).refused(404, "file_not_found");
    }
}
