//! Rights follow the person of this moment: deactivated, without a role, in another language.

use serde_json::json;

use crate::support::id_of;

on_both! {
    fn a_deactivated_person_is_refused_at_once(app) {
        let rita = app.by("rita");
        rita.create("company", json!({"name": "before"}));
        app.change_person("rita", |user| user.active = false);
        app.unchanged(|| {
            rita.list("company", &[]).refused(401, "session_expired");
            rita.try_create("company", json!({"name": "after"})).refused(401, "session_expired");
            rita.get("/api/v1/me").refused(401, "session_expired");
        });
        let found = app.by("ada").get("/api/v1/users?search=rita").expect(200);
        assert_eq!(found["data"], json!([]), "pickers do not offer her");
        app.change_person("rita", |user| user.active = true);
        assert_eq!(rita.list("company", &[]).status, 200);
    }

    fn a_role_taken_away_counts_with_the_next_request(app) {
        let rita = app.by("rita");
        let company = rita.create("company", json!({"name": "c"}));
        app.set_role("rita", "rep", false);
        rita.try_read("company", id_of(&company)).refused(404, "object_not_found");
        app.set_role("rita", "auditor", true);
        assert_eq!(rita.try_read("company", id_of(&company)).status, 200);
        rita.patch("company", id_of(&company), 1, json!({"name": "x"})).refused(403, "forbidden");
    }

    fn a_removed_role_gives_nothing_back_under_its_old_name(app) {
        let rita = app.by("rita");
        let role = app.by("ada").get("/api/v1/meta/documents/role/rep").expect(200);
        app.by("ada").post("/api/v1/meta/publish", json!({"remove": [{"kind": "role", "name": "rep"}]})).expect(200);
        rita.list("company", &[]).refused(404, "object_not_found");
        let mut again = role.clone();
        again.as_object_mut().unwrap().remove("uid");
        app.publish(vec![again]).expect(200);
        rita.list("company", &[]).refused(404, "object_not_found");
        app.set_role("rita", "rep", true);
        assert_eq!(rita.list("company", &[]).status, 200);
    }

    fn languages_set_at_once_are_all_kept(app) {
        let people = ["rita", "ray", "rob", "ed", "mia", "dina", "dan", "otto", "boss", "bea", "cleo", "nina"];
        for round in 0..15 {
            let language = if round % 2 == 0 { "zh-CN" } else { "en" };
            std::thread::scope(|scope| {
                for login in people {
                    let client = app.by(login);
                    let body = json!({"language": language}).to_string();
                    scope.spawn(move || {
                        assert_eq!(client.send("PATCH", "/api/v1/me", &[], Some(body.as_bytes())).status, 204);
                    });
                }
            });
            for login in people {
                assert_eq!(
                    app.by(login).get("/api/v1/me").expect(200)["user"]["language"],
                    language,
                    "{login} in round {round}"
                );
            }
        }
        app.unchanged(|| {
            app.by("rita")
                .send("PATCH", "/api/v1/me", &[], Some(b"{\"language\": \"tlh\"}"))
                .refused(422, "validation_failed")
                .tells(&[("option_unknown", "/language")]);
            assert_eq!(app.by("rita").send("PATCH", "/api/v1/me", &[], Some(b"{\"roles\": [\"admin\"]}")).status, 422);
        });
    }

    fn pickers_show_names_and_no_more(app) {
        let page = app.by("rita").get("/api/v1/users?search=RI&limit=5").expect(200);
        assert_eq!(
            page["data"],
            json!([{
                "id": app.id("rita"), "label": "rita of east", "login": "rita", "department": {"id": app.id("east"), "label": "east"},
            }])
        );
        assert_eq!(app.by("rita").get("/api/v1/users?limit=3").expect(200)["data"].as_array().unwrap().len(), 3);
        app.by("rita").get("/api/v1/users?limit=x").refused(400, "parameter_invalid");
        let departments = app.by("rita").get("/api/v1/departments").expect(200);
        assert_eq!(crate::support::names_in(&departments, "label"), ["hq", "sales", "east", "ops"]);
        assert_eq!(departments["data"][2]["parent"], json!(app.id("sales")));
    }
}
