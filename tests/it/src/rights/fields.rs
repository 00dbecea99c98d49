//! A hidden field is a misspelt field at every door; a read-only one is never written.

use serde_json::{Value as Json, json};

use crate::support::{Answer, App, Client, document, id_of};

/// A deal of rita's whose hidden fields the administrator has filled with words that must never be seen.
fn planted(app: &App) -> Json {
    let (rita, ada) = (app.by("rita"), app.by("ada"));
    let link = ada.create("company", json!({"name": "CANARY link"}));
    let deal = rita.create("deal", json!({"name": "planted", "lines": [{"product": "p", "price": "3"}]}));
    let row = deal["lines"][0]["id"].clone();
    let hidden = json!({"cost": "98765.43", "hidden_link": id_of(&link), "lines": [{"id": row, "margin": "87654.32"}]});
    ada.patch("deal", id_of(&deal), 1, hidden).expect(200);
    rita.create("company", json!({"name": "own"}));
    deal
}

/// Both answers are refusals and equal but for the name.
fn alike(hidden: (&str, Answer), misspelt: (&str, Answer)) {
    assert!(hidden.1.status >= 400, "{} is let through: {}", hidden.0, hidden.1.text());
    assert_eq!(hidden.1.status, misspelt.1.status, "{}", hidden.1.text());
    assert_eq!(hidden.1.without(&[hidden.0]), misspelt.1.without(&[misspelt.0]));
}

fn compare(client: &Client, names: (&str, &str), ask: impl Fn(&Client, &str) -> Answer) {
    alike((names.0, ask(client, names.0)), (names.1, ask(client, names.1)));
}

on_both! {
    fn a_hidden_field_is_a_misspelt_field_in_every_clause(app) {
        let deal = planted(app);
        let (rita, id) = (app.by("rita"), id_of(&deal).to_owned());
        for names in [("cost", "cots"), ("hidden_link", "hidden_lnik")] {
            compare(&rita, names, |client, name| client.list("deal", &[("fields", name)]));
            compare(&rita, names, |client, name| client.list("deal", &[("sort", name)]));
            compare(&rita, names, |client, name| client.list("deal", &[("sort", &format!("-{name}"))]));
            compare(&rita, names, |client, name| client.list("deal", &[("expand", name)]));
            compare(&rita, names, |client, name| client.find("deal", json!({"field": name, "op": "eq", "value": "1"})));
            compare(&rita, names, |client, name| client.find("deal", json!({"field": name, "op": "nonsense"})));
            compare(&rita, names, |client, name| client.find("deal", json!({"not": {"field": name, "op": "empty"}})));
            for text in ["ISBLANK(?)", "TRUE OR ? = BLANK", "ISBLANK(?.name)", "IF(FALSE, ISBLANK(?), TRUE)"] {
                compare(&rita, names, |client, name| {
                    client.find("deal", json!({"not": {"expression": text.replace('?', name)}}))
                });
                compare(&rita, names, |client, name| {
                    client.find("deal_line", json!({"expression": text.replace('?', &format!("deal.{name}"))}))
                });
            }
            compare(&rita, names, |client, name| {
                client.find("deal", json!({"field": format!("{name}.name"), "op": "empty"}))
            });
            compare(&rita, names, |client, name| {
                client.find("deal_line", json!({"field": format!("deal.{name}"), "op": "empty"}))
            });
            compare(&rita, names, |client, name| client.get(&format!("/api/v1/records/deal/{id}?expand={name}")));
            for value in [json!("1"), json!("not a number"), json!(null), json!({"id": "x"})] {
                compare(&rita, names, |client, name| client.try_create("deal", json!({"name": "x", name: value})));
                compare(&rita, names, |client, name| client.patch("deal", &id, 2, json!({name: value})));
            }
            compare(&rita, names, |client, name| {
                client.send(
                    "POST",
                    &format!("/api/v1/files?object=deal&field={name}"),
                    &[("Content-Type", "text/plain")],
                    Some(b"x"),
                )
            });
            compare(&rita, names, |client, name| {
                client.post("/api/v1/records/deal/query", json!({"fields": ["name", name], "sort": [{"field": name}]}))
            });
        }
        compare(&rita, ("margin", "magrin"), |client, name| client.list("deal_line", &[("sort", name)]));
        compare(&rita, ("margin", "magrin"), |client, name| {
            client.try_create("deal", json!({"name": "x", "lines": [{"product": "p", name: "1"}]}))
        });
        compare(&rita, ("company.secret", "company.sercet"), |client, name| {
            client.find("deal", json!({"field": name, "op": "empty"}))
        });
        compare(&rita, ("company.secret", "company.sercet"), |client, name| {
            client.find("deal", json!({"expression": format!("ISBLANK({name})")}))
        });
        compare(&rita, ("margin", "magrin"), |client, name| {
            client.find("deal", json!({"expression": format!("SUM(lines.{name}) > 1")}))
        });
    }

    fn a_hidden_field_is_nowhere_in_what_is_answered(app) {
        let deal = planted(app);
        let (rita, id) = (app.by("rita"), id_of(&deal).to_owned());
        let stale = rita.patch("deal", &id, 1, json!({"name": "x"}));
        assert_eq!(stale.status, 412);
        let answers = [
            ("record", rita.try_read("deal", &id)),
            ("list", rita.list("deal", &[])),
            ("stale", stale),
            ("rows", rita.list("deal_line", &[])),
            ("expanded", rita.list("deal_line", &[("expand", "deal")])),
            ("history", rita.get(&format!("/api/v1/records/deal/{id}/history"))),
            ("meta", rita.get("/api/v1/meta/objects/deal")),
            ("rows meta", rita.get("/api/v1/meta/objects/deal_line")),
            ("openapi", rita.get("/api/v1/openapi.json")),
            ("me", rita.get("/api/v1/me")),
            ("compute", rita.post("/api/v1/records/deal/compute", json!({"lines": [{"product": "p"}]}))),
            ("view", rita.list("deal", &[("view", "deal_drafts")])),
            ("changed", rita.patch("deal", &id, 2, json!({"note": "n"}))),
        ];
        for (door, answer) in answers {
            let text = answer.text();
            for word in ["98765", "87654", "CANARY", "\"cost\"", "hidden_link", "margin", "cost（中）"] {
                assert!(!text.contains(word), "{word} leaks through {door}: {text}");
            }
        }
        let seen = app.by("ada").get("/api/v1/meta/objects/deal").text();
        assert!(seen.contains("\"cost\"") && seen.contains("\"margin\""), "the search above would find it");
    }

    fn a_view_over_a_hidden_field_is_a_misspelt_view(app) {
        planted(app);
        let rita = app.by("rita");
        compare(&rita, ("deal_costly", "deal_cotsly"), |client, name| client.list("deal", &[("view", name)]));
        assert!(!rita.get("/api/v1/meta/objects/deal").text().contains("deal_costly"));
        assert!(!rita.get("/api/v1/me").text().contains("deal_costly"), "the menu offers what cannot be opened");
        assert!(app.by("ada").get("/api/v1/me").text().contains("deal_costly"));
        // A view that only shows or sorts by it works without it.
        let page = rita.list("deal", &[("view", "deal_drafts")]).expect(200);
        assert_eq!(page["data"].as_array().unwrap().len(), 1);
    }

    fn a_read_only_field_is_read_and_never_written(app) {
        let (rita, ada) = (app.by("rita"), app.by("ada"));
        let deal = rita.create("deal", json!({"name": "d"}));
        let id = id_of(&deal);
        ada.patch("deal", id, 1, json!({"budget": "50"})).expect(200);
        assert_eq!(rita.read("deal", id)["budget"], "50.00");
        assert_eq!(rita.find("deal", json!({"field": "budget", "op": "eq", "value": "50"})).expect(200)["count"], 1);
        app.unchanged(|| {
            rita.patch("deal", id, 2, json!({"budget": "60"}))
                .refused(422, "validation_failed")
                .tells(&[("field_not_writable", "/budget")]);
            rita.patch("deal", id, 2, json!({"budget": null})).tells(&[("field_not_writable", "/budget")]);
            rita.try_create("deal", json!({"name": "x", "budget": "60"})).tells(&[("field_not_writable", "/budget")]);
        });
        let fields = rita.get("/api/v1/meta/objects/deal").expect(200)["fields"].clone();
        let budget = fields.as_array().unwrap().iter().find(|field| field["name"] == "budget").unwrap().clone();
        assert_eq!((&budget["read_only"], &budget["writable"]), (&json!(true), &json!(false)));
    }

    fn a_further_role_adds_only_what_it_says(app) {
        let deal = planted(app);
        let id = id_of(&deal).to_owned();
        // The role of the files says nothing about deals: it must not open the fields of their rows.
        app.set_role("rita", "filer", true);
        let text = app.by("rita").try_read("deal", &id).text();
        assert!(!text.contains("margin") && !text.contains("87654"), "{text}");
        // The auditor reads deals with all their fields.
        app.set_role("rita", "auditor", true);
        let seen = app.by("rita").read("deal", &id);
        assert_eq!((&seen["cost"], &seen["lines"][0]["margin"]), (&json!("98765.43"), &json!("87654.32")));
        app.set_role("rita", "auditor", false);
        assert!(app.by("rita").read("deal", &id).get("cost").is_none());
    }

    fn a_hidden_title_gives_no_label(app) {
        let deal = planted(app);
        let blind = document(
            "role",
            "blind",
            json!({"objects": {
                "deal": {"read": "all"}, "company": {"read": "all", "fields": {"name": "hidden"}},
            }}),
        );
        app.publish(vec![blind]).expect(200);
        app.set_role("nina", "blind", true);
        let seen = app.by("nina").read("deal", id_of(&deal));
        assert!(seen["hidden_link"]["label"].is_null(), "{}", seen["hidden_link"]);
        assert!(!app.by("nina").get("/api/v1/meta/objects/company").text().contains("\"name\":\"name\""));
    }
}
