//! Documents: whoever may read and print a record gets a PDF, nobody else. Needs a font with Han characters.

use serde_json::json;

use crate::support::{App, document, id_of};

fn deal(app: &App) -> String {
    let company = app.by("rita").create("company", json!({"name": "印刷公司"}));
    let body = json!({"name": "合同印刷", "company": id_of(&company), "lines": [{"product": "p", "price": "1234.50"}]});
    id_of(&app.by("rita").create("deal", body)).to_owned()
}

on_both! {
    fn a_record_is_printed(app) {
        let id = deal(app);
        let answer = app.by("rita").get(&format!("/api/v1/prints/deal_sheet/{id}"));
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert!(answer.body.starts_with(b"%PDF-"), "{}", answer.text());
        assert!(answer.body.windows(5).any(|window| window == b"%%EOF"));
        assert_eq!(answer.headers["content-type"], "application/pdf");
        assert_eq!(answer.headers["cache-control"], "private, no-store");
        let disposition = &answer.headers["content-disposition"];
        assert!(
            disposition.starts_with("inline")
                && disposition.contains("filename*=UTF-8''%E6%88%90%E4%BA%A4%E5%8D%95%2DD2026%2D0001.pdf"),
            "{disposition}"
        );
        let saved = app.by("rita").get(&format!("/api/v1/prints/deal_sheet/{id}?download=1"));
        assert!(saved.headers["content-disposition"].starts_with("attachment"));
        app.by("rita").get(&format!("/api/v1/prints/deal_sheet/{id}?colour=1")).refused(400, "parameter_unknown");
    }

    fn what_may_not_be_read_or_printed_is_refused(app) {
        let id = deal(app);
        let path = format!("/api/v1/prints/deal_sheet/{id}");
        app.unchanged(|| {
            app.by("rob").get(&path).refused(404, "record_not_found");
            app.by("dina").get(&path).refused(404, "record_not_found");
            app.by("otto").get(&path).refused(403, "forbidden");
            let closed = app.by("nina").get(&path);
            closed.refused(404, "print_not_found");
            let misspelt = app.by("nina").get(&format!("/api/v1/prints/deal_shete/{id}"));
            assert_eq!(closed.without(&["deal_sheet"]), misspelt.without(&["deal_shete"]));
            app.by("rita").get(&format!("/api/v1/prints/nonsense/{id}")).refused(404, "print_not_found");
            app.by("rita").get("/api/v1/prints/deal_sheet/nonsense").refused(404, "record_not_found");
        });
        assert_eq!(app.by("ada").get(&path).status, 200);
    }

    fn an_approver_prints_what_he_approves(app) {
        let id = deal(app);
        app.by("rita").post(&format!("/api/v1/records/deal/{id}/submit"), json!({})).expect(201);
        let task = app.by("mia").get("/api/v1/tasks").expect(200)["data"][0]["id"].as_str().unwrap().to_owned();
        app.by("mia").post(&format!("/api/v1/tasks/{task}/approve"), json!({})).expect(200);
        let page = app.by("dina").get(&format!("/api/v1/prints/deal_sheet/{id}"));
        assert_eq!(page.status, 200, "{}", page.text());
    }

    fn a_hidden_field_prints_blank(app) {
        let id = deal(app);
        app.by("ada").patch("deal", &id, 1, json!({"cost": "98765.43"})).expect(200);
        let named = document(
            "print_template",
            "deal_cost",
            json!({
                "object": "deal", "file_name": "x{{record.cost}}x", "body": [{"kind": "heading", "options": {"level": 1, "text": "成本 {{record.cost}}"}}],
            }),
        );
        app.publish(vec![named]).expect(200);
        let name = |login: &str| {
            app.by(login).get(&format!("/api/v1/prints/deal_cost/{id}")).headers["content-disposition"].clone()
        };
        assert!(name("ada").contains("98765"), "{}", name("ada"));
        assert!(!name("rita").contains("98765"), "{}", name("rita"));
    }

    fn a_broken_template_is_not_published(app) {
        let broken = document(
            "print_template",
            "broken",
            json!({
                "object": "deal", "file_name": "x", "body": [{"kind": "nonsense"}, {"kind": "heading", "options": {"level": 1, "text": "{{#if record.name}}"}}],
            }),
        );
        app.unchanged(|| {
            let answer = app.publish(vec![broken.clone()]);
            assert_eq!(answer.status, 422, "{}", answer.text());
            assert!(answer.problems().len() >= 2, "{}", answer.text());
        });
    }
}
