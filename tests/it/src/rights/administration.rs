//! People and departments are kept by those with the right, and nobody gives more than he has.

use serde_json::json;

use crate::support::{PASSWORD, document};

on_both! {
    fn a_new_person_chooses_a_password_with_the_token_that_was_answered_once(app) {
        let ada = app.by("ada");
        let body = json!({"login": " New.One ", "name": "New One", "department": app.id("east"), "superior": app.id("mia"), "roles": ["rep"]});
        let made = ada.post("/api/v1/users", body).expect(201);
        let login = |password: &str| {
            app.stranger().post("/api/v1/auth/login", json!({"login": "new.one", "password": password}))
        };
        let token = made["invitation"]["token"].as_str().unwrap();
        let password = "three grey herons at dusk";
        login(password).refused(401, "login_failed");
        let choice = json!({"token": token, "password": password});
        assert_eq!(app.stranger().post("/api/v1/auth/password", choice).status, 204);
        let session = login(password).expect(200);
        let client =
            crate::support::Client { token: session["access_token"].as_str().map(str::to_owned), ..app.stranger() };
        let company = client.create("company", json!({"name": "first"}));
        assert_eq!(company["department"]["label"], "east");
        assert!(!app.dump().values().any(|rows| rows.contains(password)), "the password is stored in the clear");
        let path = format!("/api/v1/users/{}", made["id"].as_str().unwrap());
        ada.send("PATCH", &path, &[], Some(b"{\"active\": false}")).expect(200);
        client.get("/api/v1/me").refused(401, "session_expired");
    }

    fn wrong_people_are_refused(app) {
        let ada = app.by("ada");
        app.unchanged(|| {
            ada.post("/api/v1/users", json!({"login": "x y", "name": " ", "roles": ["nobody"], "department": app.id("rita"), "language": "tlh"}))
                .tells(&[("name_invalid", "/login"), ("option_unknown", "/language"), ("reference_dangling", "/roles/0"),
                    ("reference_not_found", "/department"), ("required", "/name")]);
            ada.post("/api/v1/users", json!({"login": "rita", "name": "Second"})).refused(409, "not_unique").tells(&[("not_unique", "/login")]);
            let missing = ada.send("PATCH", &format!("/api/v1/users/{}", engine_values::new_id()), &[], Some(b"{}"));
            missing.refused(404, "person_not_found");
            let cycle = json!({"parent": app.id("east")}).to_string();
            let path = format!("/api/v1/departments/{}", app.id("hq"));
            ada.send("PATCH", &path, &[], Some(cycle.as_bytes())).tells(&[("reference_not_found", "/parent")]);
        });
        let nul = ada.post("/api/v1/users", json!({"login": "nul", "name": "a\u{0}b", "phone": "\u{0}"}));
        assert_ne!(nul.status, 500, "{}", nul.text());
    }

    fn nobody_gives_or_takes_over_more_than_he_has(app) {
        app.publish(vec![document("role", "clerk_of_people", json!({"system": ["users"]}))]).expect(200);
        app.set_role("nina", "clerk_of_people", true);
        let nina = app.by("nina");
        let patch = |login: &str, body: serde_json::Value| {
            nina.send("PATCH", &format!("/api/v1/users/{}", app.id(login)), &[], Some(body.to_string().as_bytes()))
        };
        app.unchanged(|| {
            for (login, body) in [
                ("rita", json!({"roles": ["admin"]})),
                ("nina", json!({"roles": ["admin"]})),
                ("ada", json!({"active": false})),
                ("ada", json!({"roles": []})),
            ] {
                assert_eq!(patch(login, body.clone()).status, 403, "{login} {body}");
            }
            assert_eq!(nina.post("/api/v1/users", json!({"login": "x1", "name": "x", "roles": ["admin"]})).status, 403);
            assert_eq!(patch("nina", json!({"active": false})).status, 422, "nobody locks himself out");
        });
        assert_eq!(patch("rita", json!({"roles": ["auditor"]})).status, 200);
        assert_eq!(app.by("rita").get("/api/v1/me").expect(200)["roles"][0]["name"], "auditor");
        assert_eq!(
            app.stranger().post("/api/v1/auth/login", json!({"login": "ada", "password": PASSWORD})).status,
            200
        );
    }
}
