//! A rename while people work: data, history, rights, files and running approvals stay with the thing.

use serde_json::{Value as Json, json};

use crate::support::{App, field, id_of, names_in, object_document};

fn rename(app: &App, body: Json) -> crate::support::Answer {
    app.by("ada").post("/api/v1/meta/rename", body)
}

fn release(app: &App) -> i64 {
    app.by("ada").get("/api/v1/me").expect(200)["release"].as_i64().unwrap()
}

on_both! {
    fn a_field_and_all_that_names_it(app) {
        let ada = app.by("ada");
        let made = ada.create("deal", json!({"name": "d", "cost": "12.00", "lines": [{"product": "p", "price": "5"}]}));
        ada.patch("deal", id_of(&made), 1, json!({"cost": "13.00"})).expect(200);
        let before = release(app);
        let answer = rename(app, json!({"kind": "object", "name": "deal", "field": "cost", "to": "expense", "note": "n"}));
        let changed = answer.expect(200);
        assert_eq!(changed["release"], before + 1);
        let changed: Vec<&str> = changed["documents"].as_array().unwrap().iter().filter_map(Json::as_str).collect();
        for document in ["object/deal", "view/deal_drafts", "view/deal_costly", "form/deal_form", "role/rep"] {
            assert!(changed.contains(&document), "{document} in {changed:?}");
        }
        let seen = ada.read("deal", id_of(&made));
        assert_eq!(seen["expense"], "13.00");
        assert_eq!(names_in(&ada.list("deal", &[("view", "deal_costly")]).expect(200), "name"), ["d"]);
        let history = ada.get(&format!("/api/v1/records/deal/{}/history", id_of(&made))).expect(200);
        assert_eq!(history["data"][0]["changes"][0]["field"], "expense");
        // What was hidden from a person stays hidden.
        let rita = app.by("rita");
        let own = rita.create("deal", json!({"name": "r"}));
        assert!(own.get("expense").is_none());
        rita.try_create("deal", json!({"name": "r", "expense": "1"})).refused(400, "field_unknown");
        ada.patch("deal", id_of(&made), 2, json!({"expense": "14.00"})).expect(200);
    }

    fn an_object_and_all_that_names_it(app) {
        let ada = app.by("ada");
        let company = ada.create("company", json!({"name": "c", "level": "a"}));
        ada.create("deal", json!({"name": "d", "company": id_of(&company)}));
        rename(app, json!({"kind": "object", "name": "company", "to": "client"})).expect(200);
        assert_eq!(ada.read("client", id_of(&company))["name"], "c");
        let found = ada.find("deal", json!({"field": "company.level", "op": "eq", "value": "a"})).expect(200);
        assert_eq!(found["count"], 1);
        app.by("rita").create("client", json!({"name": "mine"}));
        ada.delete("client", id_of(&company), 1).refused(409, "record_referenced");
        rename(app, json!({"kind": "object", "name": "client", "to": "company"})).expect(200);
        assert_eq!(ada.read("company", id_of(&company))["name"], "c");
    }

    fn the_key_of_an_option_changes_in_the_records(app) {
        let ada = app.by("ada");
        let company = ada.create("company", json!({"name": "c", "level": "a"}));
        let other = ada.create("company", json!({"name": "o", "level": "b"}));
        let thing = ada.create("thing", json!({"text": "t", "multi_select": ["p", "q", "r"], "select": "x"}));
        let plain = ada.create("thing", json!({"text": "u", "multi_select": ["r"]}));
        rename(app, json!({"kind": "option_set", "name": "level", "option": "a", "to": "甲 级"})).expect(200);
        assert_eq!(ada.read("company", id_of(&company))["level"], "甲 级");
        assert_eq!(ada.read("company", id_of(&other))["level"], "b");
        let found = ada.find("company", json!({"field": "level", "op": "eq", "value": "甲 级"})).expect(200);
        assert_eq!(found["count"], 1);
        let old = ada.try_create("company", json!({"name": "x", "level": "a"}));
        assert_eq!(old.expect(201)["level"], "甲 级", "the former key is understood");
        let of_field = |option: &str, to: &str, field: &str| {
            let body = json!({"kind": "object", "name": "thing", "field": field, "option": option, "to": to});
            rename(app, body).expect(200)
        };
        of_field("p", "first", "multi_select");
        assert_eq!(ada.read("thing", id_of(&thing))["multi_select"], json!(["first", "q", "r"]));
        assert_eq!(ada.read("thing", id_of(&plain))["multi_select"], json!(["r"]));
        let any = json!({"field": "multi_select", "op": "contains_any", "value": ["first"]});
        assert_eq!(ada.find("thing", any).expect(200)["count"], 1);
        of_field("x", "ex", "select");
        assert_eq!(ada.read("thing", id_of(&thing))["select"], "ex");
        // A default and a view's filter follow.
        rename(app, json!({"kind": "object", "name": "deal", "field": "status", "option": "draft", "to": "sketch"}))
            .expect(200);
        assert_eq!(ada.create("deal", json!({"name": "d"}))["status"], "sketch");
        assert_eq!(names_in(&ada.list("deal", &[("view", "deal_drafts")]).expect(200), "name"), ["d"]);
    }

    fn a_running_approval_goes_on_under_the_new_names(app) {
        let rita = app.by("rita");
        let made = rita.create("deal", json!({"name": "big", "lines": [{"product": "p", "price": "6000"}]}));
        rita.post(&format!("/api/v1/records/deal/{}/submit", id_of(&made)), json!({})).expect(201);
        let steps = [
            json!({"kind": "object", "name": "deal", "field": "amount", "to": "total"}),
            json!({"kind": "object", "name": "deal", "field": "budget", "to": "funds"}),
            json!({"kind": "object", "name": "deal", "field": "status", "option": "approved", "to": "agreed"}),
            json!({"kind": "role", "name": "board", "to": "council"}),
            json!({"kind": "object", "name": "deal", "to": "bargain"}),
        ];
        for step in steps {
            rename(app, step).expect(200);
        }
        // The branch for large amounts is still found, with all of the board.
        for login in ["mia", "boss", "bea"] {
            let tasks = app.by(login).get("/api/v1/tasks").expect(200);
            let task = tasks["data"][0]["id"].as_str().unwrap_or_else(|| panic!("{login} is not asked: {tasks}")).to_owned();
            app.by(login).post(&format!("/api/v1/tasks/{task}/approve"), json!({})).expect(200);
        }
        let seen = app.by("ada").read("bargain", id_of(&made));
        assert_eq!((&seen["approval_state"], &seen["status"], &seen["funds"]),
            (&json!("approved"), &json!("agreed"), &json!("77.00")));
    }

    fn a_file_stays_on_its_field(app) {
        let rita = app.by("rita");
        let headers = [("Content-Type", "text/plain"), ("X-File-Name", "a.txt")];
        let upload = rita.send("POST", "/api/v1/files?object=deal&field=paper", &headers, Some(b"words"));
        let file = id_of(&upload.expect(201)).to_owned();
        let made = rita.create("deal", json!({"name": "d", "paper": [file]}));
        rename(app, json!({"kind": "object", "name": "deal", "field": "paper", "to": "document"})).expect(200);
        let seen = rita.read("deal", id_of(&made));
        assert_eq!(seen["document"][0]["name"], "a.txt");
        assert_eq!(rita.get(&format!("/api/v1/files/{file}")).text(), "words");
        rita.patch("deal", id_of(&made), 1, json!({"name": "e", "document": [file]})).expect(200);
        assert_eq!(rita.get(&format!("/api/v1/files/{file}")).text(), "words");
    }

    fn what_cannot_be_renamed_is_refused(app) {
        let body = |field: &str, to: &str| json!({"kind": "object", "name": "deal", "field": field, "to": to});
        app.unchanged(|| {
            for (body, code) in [
                (body("cost", "name"), "name_duplicate"),
                (body("cost", "owner"), "name_reserved"),
                (body("cost", "Cost"), "name_invalid"),
                (body("nothing", "x"), "reference_dangling"),
            ] {
                let answer = rename(app, body);
                assert_eq!(answer.status, 422, "{}", answer.text());
                assert!(answer.problems().iter().any(|(found, _)| found == code), "{code}: {}", answer.text());
            }
            rename(app, json!({"kind": "wizard", "name": "x", "to": "y"})).refused(422, "kind_unknown");
            rename(app, json!({"kind": "view", "name": "nothing", "to": "y"})).refused(404, "document_not_found");
            rename(app, json!({"kind": "view", "name": "deal_costly", "field": "name", "to": "y"}))
                .refused(400, "parameter_invalid");
            let right = json!({"kind": "object", "name": "deal", "field": "cost", "to": "expense"});
            app.by("rita").post("/api/v1/meta/rename", right).refused(403, "forbidden");
        });
    }

    fn a_rename_collides_with_nothing_that_comes_with_others(app) {
        let money = json!({"options": {"currencies": ["CNY", "USD"]}});
        let fields = |more: Vec<Json>| {
            let own = vec![field("name", "text", json!({})), field("price", "money", money.clone()), field("other", "text", json!({}))];
            object_document("offer", own.into_iter().chain(more).collect())
        };
        app.publish(vec![fields(vec![])]).expect(200);
        let to = |field: &str, to: &str| rename(app, json!({"kind": "object", "name": "offer", "field": field, "to": to}));
        let told = |answer: &crate::support::Answer| answer.problems().iter().any(|(code, _)| code == "name_duplicate");
        app.unchanged(|| {
            // The amount brings a field of this name with it, and would bring it under its new name as well.
            let answer = to("other", "price_currency");
            assert!(answer.status == 422 && told(&answer), "{}", answer.text());
        });
        to("other", "cost_rate").expect(200);
        app.unchanged(|| {
            let answer = to("price", "cost");
            assert!(answer.status == 422 && told(&answer), "{}", answer.text());
        });
        // A name that still answers for the field that had it is nobody else's.
        let mut document = app.by("ada").get("/api/v1/meta/documents/object/offer").expect(200);
        document["fields"].as_array_mut().unwrap().push(field("other", "text", json!({})));
        app.unchanged(|| app.publish(vec![document]).tells(&[("name_duplicate", "/fields/3/name")]).status);
        // An object may not take the name of another one either.
        app.unchanged(|| {
            let answer = rename(app, json!({"kind": "object", "name": "offer", "to": "deal"}));
            assert!(answer.status == 422 && told(&answer), "{}", answer.text());
        });
    }
}
