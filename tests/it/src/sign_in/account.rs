//! Password and sessions, one's own and those of others.

use super::*;
use crate::support::{document, id_of};

const FRESH: &str = "three grey herons at dusk";

fn sessions(client: &Client) -> Vec<serde_json::Value> {
    client.get("/api/v1/me/sessions").expect(200)["data"].as_array().unwrap().clone()
}

on_both! {
    fn changing_the_password_needs_the_old_one_and_ends_the_other_sessions(app) {
        let (here, there) = two_of_rita(app);
        let change = |current: &str, password: &str| {
            here.post("/api/v1/me/password", json!({"current": current, "password": password}))
        };
        app.unchanged(|| {
            change("wrong", FRESH).tells(&[("password_wrong", "/current")]);
            change(PASSWORD, "short").tells(&[("password_length", "/password")]);
            change(PASSWORD, &"x7".repeat(200)).tells(&[("password_length", "/password")]);
            for guessable in ["Password2026!!", "rita of east 1", "123456789012", "Tenon2026Tenon"] {
                change(PASSWORD, guessable).tells(&[("password_guessable", "/password")]);
            }
        });
        assert_eq!(there.get("/api/v1/me").status, 200);
        assert_eq!(change(PASSWORD, FRESH).status, 204);
        assert_eq!(here.get("/api/v1/me").status, 200, "this session goes on");
        there.get("/api/v1/me").refused(401, "session_expired");
        sign_in(app, "rita", PASSWORD).refused(401, "login_failed");
        assert_eq!(sign_in(app, "rita", FRESH).status, 200);
        for _ in 0..5 {
            change("wrong", FRESH).tells(&[("password_wrong", "/current")]);
        }
        change(FRESH, PASSWORD).refused(429, "login_throttled");
        assert!(!app.dump().values().any(|rows| rows.contains(FRESH)), "a password is stored in the clear");
    }

    fn a_reset_is_a_token_that_is_good_once(app) {
        let ada = app.by("ada");
        let path = format!("/api/v1/users/{}/password-reset", app.id("rita"));
        let rita = with_token(app, &sign_in(app, "rita", PASSWORD));
        let old = ada.post(&path, json!({})).expect(200);
        let made = ada.post(&path, json!({})).expect(200);
        let token = made["token"].as_str().unwrap();
        assert_eq!(made["path"], format!("/set-password#{token}"));
        assert!(!app.dump().values().any(|rows| rows.contains(token)), "the token is stored in the clear");
        assert_eq!(rita.get("/api/v1/me").status, 200, "nothing ends before the token is used");
        let choose = |token: &str, password: &str| {
            app.stranger().post("/api/v1/auth/password", json!({"token": token, "password": password}))
        };
        choose(old["token"].as_str().unwrap(), FRESH).refused(422, "one_time_token_invalid");
        choose("nonsense", FRESH).refused(422, "one_time_token_invalid");
        choose(token, "short").tells(&[("password_length", "/password")]);
        let answers: Vec<u16> = std::thread::scope(|scope| {
            let both: Vec<_> = (0..4).map(|_| scope.spawn(|| choose(token, FRESH).status)).collect();
            both.into_iter().map(|one| one.join().unwrap()).collect()
        });
        assert_eq!(answers.iter().filter(|status| **status == 204).count(), 1, "{answers:?}");
        choose(token, PASSWORD).refused(422, "one_time_token_invalid");
        rita.get("/api/v1/me").refused(401, "session_expired");
        assert_eq!(sign_in(app, "rita", FRESH).status, 200);
        let late = ada.post(&path, json!({})).expect(200);
        app.clock.advance(24 * 3_600 + 1);
        choose(late["token"].as_str().unwrap(), PASSWORD).refused(422, "one_time_token_invalid");
    }

    fn an_account_with_more_rights_is_out_of_reach(app) {
        app.publish(vec![document("role", "clerk_of_people", json!({"system": ["users"]}))]).expect(200);
        app.set_role("nina", "clerk_of_people", true);
        let nina = app.by("nina");
        let of = |login: &str, rest: &str| format!("/api/v1/users/{}/{rest}", app.id(login));
        app.unchanged(|| {
            nina.post(&of("ada", "password-reset"), json!({})).refused(403, "forbidden");
            nina.get(&of("ada", "sessions")).refused(403, "forbidden");
            nina.send("DELETE", &of("ada", "sessions"), &[], None).refused(403, "forbidden");
        });
        assert_eq!(nina.post(&of("rita", "password-reset"), json!({})).status, 200);
    }

    fn sessions_are_seen_and_ended(app) {
        let agent = [("User-Agent", "Mozilla/5.0 Firefox")];
        let body = json!({"login": "rita", "password": PASSWORD});
        let here = with_token(app, &app.stranger().post_with("/api/v1/auth/login", &agent, body));
        let there = with_token(app, &sign_in(app, "rita", PASSWORD));
        let ray = with_token(app, &sign_in(app, "ray", PASSWORD));
        let list = sessions(&here);
        assert_eq!(list.len(), 2);
        let own = list.iter().find(|session| session["current"] == true).unwrap();
        assert_eq!((&own["agent"], &own["address"]), (&json!("Mozilla/5.0 Firefox"), &json!("127.0.0.1")));
        let other = list.iter().find(|session| session["current"] == false).unwrap();
        let path = format!("/api/v1/me/sessions/{}", id_of(other));
        app.unchanged(|| ray.send("DELETE", &path, &[], None).refused(404, "session_not_found").clone());
        assert_eq!(here.send("DELETE", &path, &[], None).status, 204);
        there.get("/api/v1/me").refused(401, "session_expired");
        here.send("DELETE", &path, &[], None).refused(404, "session_not_found");
        let third = with_token(app, &sign_in(app, "rita", PASSWORD));
        assert_eq!(here.post("/api/v1/me/sessions/end-others", json!({})).expect(200)["ended"], 1);
        third.get("/api/v1/me").refused(401, "session_expired");
        assert_eq!(here.get("/api/v1/me").status, 200);
        let path = format!("/api/v1/users/{}/sessions", app.id("rita"));
        let ada = app.by("ada");
        assert_eq!(ada.get(&path).expect(200)["data"].as_array().unwrap().len(), 1);
        assert_eq!(ada.send("DELETE", &path, &[], None).expect(200)["ended"], 1);
        here.get("/api/v1/me").refused(401, "session_expired");
        assert_eq!(ray.get("/api/v1/me").status, 200);
    }

    fn sessions_end_after_idle_time_and_for_good(app) {
        let ada = app.by("ada");
        let rules = |body: serde_json::Value| ada.send("PUT", "/api/v1/sign-in-rules", &[], Some(body.to_string().as_bytes()));
        app.unchanged(|| {
            rules(json!({"idle_hours": 0, "session_days": 366}))
                .tells(&[("out_of_range", "/idle_hours"), ("out_of_range", "/session_days")]);
        });
        assert_eq!(rules(json!({"idle_hours": 1, "session_days": 1})).status, 204);
        assert_eq!(ada.get("/api/v1/sign-in-rules").expect(200), json!({"idle_hours": 1, "session_days": 1, "second_factor_roles": []}));
        let refresh = |cookie: &str| {
            app.stranger().send("POST", "/api/v1/auth/refresh", &[("Cookie", cookie), ("X-Tenon", "1")], None)
        };
        let idle = sign_in(app, "rita", PASSWORD).cookie();
        let mut used = sign_in(app, "rita", PASSWORD).cookie();
        for _ in 0..3 {
            app.clock.advance(3_000);
            used = refresh(&used).cookie();
        }
        refresh(&idle).refused(401, "session_expired");
        for _ in 0..25 {
            app.clock.advance(3_000);
            used = refresh(&used).cookie();
        }
        app.clock.advance(2_000);
        let last = refresh(&used);
        assert!(last.expect(200)["expires_in"].as_i64().unwrap() < 900, "the access token ends with the session");
        app.clock.advance(1_000);
        refresh(&last.cookie()).refused(401, "session_expired");
    }
}

/// Ended means ended: in other processes within a second, and after a restart.
fn ended_everywhere(database: crate::support::Database) {
    let app = App::start(database);
    let other = app.beside();
    let answer = sign_in(&app, "rita", PASSWORD);
    let here = with_token(&app, &answer);
    let there = Client { address: other.address, ..here.clone() };
    assert_eq!((here.get("/api/v1/me").status, there.get("/api/v1/me").status), (200, 200));
    let headers = [("Cookie", answer.cookie()), ("X-Tenon", "1".to_owned())];
    let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(app.stranger().send("POST", "/api/v1/auth/logout", &headers, None).status, 204);
    here.get("/api/v1/me").refused(401, "session_expired");
    let start = std::time::Instant::now();
    while there.get("/api/v1/me").status == 200 {
        assert!(start.elapsed() < std::time::Duration::from_secs(3), "the other process still serves it");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    drop(other);
    let ids = app.ids.clone();
    let mut app = App::reopen(app.stop()).unwrap();
    app.ids = ids;
    Client { address: app.address, ..here }.get("/api/v1/me").refused(401, "session_expired");
    assert_eq!(with_token(&app, &sign_in(&app, "rita", PASSWORD)).get("/api/v1/me").status, 200);
}

#[test]
fn an_ended_session_is_ended_everywhere_on_sqlite() {
    ended_everywhere(crate::support::Database::sqlite());
}

#[test]
fn an_ended_session_is_ended_everywhere_on_postgres() {
    if let Some(database) = crate::support::Database::postgres() {
        ended_everywhere(database);
    }
}
