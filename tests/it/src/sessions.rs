//! Sign in, go on, sign out, and every token that is not one.

use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::json;

use crate::support::{Answer, App, Client, PASSWORD};

fn login(app: &App, name: &str, password: &str) -> Answer {
    app.stranger().post("/api/v1/auth/login", json!({"login": name, "password": password}))
}

fn refresh(app: &App, cookie: &str) -> Answer {
    app.stranger().send("POST", "/api/v1/auth/refresh", &[("Cookie", cookie), ("X-Tenon", "1")], None)
}

fn with_token(app: &App, token: &str) -> Client {
    Client { token: Some(token.to_owned()), ..app.stranger() }
}

on_both! {
    fn a_person_signs_in_and_is_who_he_says(app) {
        let answer = login(app, " RITA ", PASSWORD);
        let session = answer.expect(200);
        assert_eq!((&session["expires_in"], &session["user"]["login"]), (&json!(900), &json!("rita")));
        for cookie in answer.headers["set-cookie"].lines() {
            let seconds = if cookie.starts_with("tenon_refresh") { 43_200 } else { 180 * 86_400 };
            for part in ["HttpOnly", "SameSite=Strict", "Path=/api/v1/auth", &format!("Max-Age={seconds}")] {
                assert!(cookie.contains(part), "{part} is missing in {cookie}");
            }
        }
        assert_eq!(answer.headers["cache-control"], "no-store");
        let me = with_token(app, session["access_token"].as_str().unwrap()).get("/api/v1/me").expect(200);
        assert_eq!(me["user"]["name"], "rita of east");
        assert_eq!(
            (&me["user"]["superior"]["label"], &me["roles"][0]["name"]),
            (&json!("mia of sales"), &json!("rep"))
        );
        let stored = app.dump();
        assert!(
            !stored.values().any(|rows| rows.contains(answer.cookie().split('=').nth(1).unwrap())),
            "a token is stored in the clear"
        );
    }

    fn a_wrong_password_an_unknown_login_and_an_inactive_person_get_one_answer(app) {
        app.change_person("ray", |user| user.active = false);
        app.unchanged(|| {
            let answers = [
                login(app, "rita", "wrong password"),
                login(app, "nobody", PASSWORD),
                login(app, "ray", PASSWORD),
                login(app, "rita", ""),
                login(app, "", ""),
                login(app, "rita\u{0}", PASSWORD),
                login(app, "rita", &"x".repeat(3000)),
                login(app, "rita' --", PASSWORD),
            ];
            for answer in &answers {
                answer.refused(401, "login_failed");
                assert_eq!(answer.without(&[]), answers[0].without(&[]));
                assert!(!answer.headers.contains_key("set-cookie"));
            }
            let body =
                app.stranger().post("/api/v1/auth/login", json!({"login": "rita", "password": PASSWORD, "extra": 1}));
            assert_eq!(body.status, 422);
            assert_eq!(
                app.stranger()
                    .post("/api/v1/auth/login", json!({"login": "rita", "password": "x".repeat(5000)}))
                    .status,
                413
            );
        });
    }

    fn a_refresh_token_is_good_once_and_its_second_use_ends_the_session(app) {
        let first = login(app, "rita", PASSWORD);
        let second = refresh(app, &first.cookie());
        let token = second.expect(200)["access_token"].as_str().unwrap().to_owned();
        assert_ne!(first.cookie(), second.cookie());
        let third = refresh(app, &second.cookie());
        assert_eq!(third.status, 200);
        assert_eq!(with_token(app, &token).get("/api/v1/me").status, 200);
        refresh(app, &second.cookie()).refused(401, "refresh_reused");
        refresh(app, &third.cookie()).refused(401, "session_expired");
        with_token(app, &token).get("/api/v1/me").refused(401, "session_expired");
        assert_eq!(login(app, "rita", PASSWORD).status, 200);
    }

    fn two_refreshes_at_once_never_give_two_sessions(app) {
        let cookie = login(app, "rita", PASSWORD).cookie();
        let answers: Vec<Answer> = std::thread::scope(|scope| {
            let both: Vec<_> = (0..4).map(|_| scope.spawn(|| refresh(app, &cookie))).collect();
            both.into_iter().map(|one| one.join().unwrap()).collect()
        });
        assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
        let winner = answers.iter().find(|answer| answer.status == 200).unwrap();
        refresh(app, &winner.cookie()).refused(401, "session_expired");
    }

    fn refreshing_needs_the_header_the_cookie_and_an_active_person(app) {
        let cookie = login(app, "rita", PASSWORD).cookie();
        let stranger = app.stranger();
        app.unchanged(|| {
            stranger.send("POST", "/api/v1/auth/refresh", &[("Cookie", &cookie)], None).refused(401, "not_signed_in");
            stranger.send("POST", "/api/v1/auth/refresh", &[("X-Tenon", "1")], None).refused(401, "not_signed_in");
            refresh(app, "tenon_refresh=nonsense").refused(401, "session_expired");
        });
        app.change_person("rita", |user| user.active = false);
        refresh(app, &cookie).refused(401, "session_expired");
        let late = login(app, "ed", PASSWORD).cookie();
        app.clock.advance(15 * 86_400);
        app.unchanged(|| refresh(app, &late).refused(401, "session_expired").clone());
    }

    fn after_signing_out_nothing_of_the_session_works(app) {
        let answer = login(app, "rita", PASSWORD);
        let token = answer.expect(200)["access_token"].as_str().unwrap().to_owned();
        let other = login(app, "rita", PASSWORD).expect(200)["access_token"].as_str().unwrap().to_owned();
        let out = |cookie: &str| {
            app.stranger().send("POST", "/api/v1/auth/logout", &[("Cookie", cookie), ("X-Tenon", "1")], None)
        };
        let gone = out(&answer.cookie());
        assert_eq!(gone.status, 204);
        assert!(gone.headers["set-cookie"].contains("Max-Age=0"), "{}", gone.headers["set-cookie"]);
        with_token(app, &token).get("/api/v1/me").refused(401, "session_expired");
        refresh(app, &answer.cookie()).refused(401, "session_expired");
        assert_eq!(with_token(app, &other).get("/api/v1/me").status, 200, "her other session goes on");
        assert_eq!(out(&answer.cookie()).status, 204);
        assert_eq!(out("tenon_refresh=nonsense").status, 204);
    }

    fn a_token_ends_after_its_time(app) {
        let token = app.token("rita", 900);
        assert_eq!(with_token(app, &token).get("/api/v1/me").status, 200);
        app.clock.advance(901);
        app.unchanged(|| {
            with_token(app, &token)
                .try_create("company", json!({"name": "late"}))
                .refused(401, "session_expired")
                .clone()
        });
    }

    fn what_is_not_a_token_opens_nothing(app) {
        let good = app.token("ada", 900);
        let parts: Vec<&str> = good.split('.').collect();
        let base64 = |json: serde_json::Value| {
            encode(&Header::new(Algorithm::HS256), &json, &EncodingKey::from_secret(b"x"))
                .unwrap()
                .split('.')
                .nth(1)
                .unwrap()
                .to_owned()
        };
        let none = base64(json!({"alg": "none", "typ": "JWT"}));
        let claims = json!({"iss": "tenon", "sub": app.ids["ada"], "sid": engine_values::new_id(), "iat": 0, "exp": 9_999_999_999_i64});
        let key = std::fs::read(app.database().data().join("keys/token.key")).unwrap();
        let signed = |algorithm: Algorithm, key: &[u8], claims: &serde_json::Value| {
            encode(&Header::new(algorithm), claims, &EncodingKey::from_secret(key)).unwrap()
        };
        let without = |name: &str| {
            let mut claims = claims.clone();
            claims.as_object_mut().unwrap().remove(name);
            signed(Algorithm::HS256, &key, &claims)
        };
        let mut foreign = claims.clone();
        foreign["iss"] = json!("other");
        let mut nobody = claims.clone();
        nobody["sub"] = json!(engine_values::new_id());
        let mut tokens = vec![
            String::new(),
            "garbage".to_owned(),
            "a.b.c".to_owned(),
            format!("{good}x"),
            good[..good.len() - 2].to_owned(),
            format!("{none}.{}.", parts[1]),
            format!("{none}.{}.{}", parts[1], parts[2]),
            format!("{}.{}.", parts[0], parts[1]),
            format!("{}.{}.{}", parts[0], base64(claims.clone()), parts[2]),
            signed(Algorithm::HS256, b"another key of thirty-two bytes!", &claims),
            signed(Algorithm::HS256, b"", &claims),
            signed(Algorithm::HS512, &key, &claims),
            signed(Algorithm::HS384, &key, &claims),
            signed(Algorithm::HS256, &key, &foreign),
            without("exp"),
            without("sub"),
            without("iss"),
            without("sid"),
            "x".repeat(100_000),
            format!("{good}{}", "A".repeat(100_000)),
        ];
        tokens.push(tokens[13].replace('.', ".."));
        app.unchanged(|| {
            for token in &tokens {
                let answer = with_token(app, token).get("/api/v1/me");
                assert_eq!(answer.status, 401, "{} {}", &token[..token.len().min(80)], answer.text());
                answer.refused(401, "not_signed_in");
            }
            with_token(app, &signed(Algorithm::HS256, &key, &nobody)).get("/api/v1/me").refused(401, "session_expired");
        });
        assert_eq!(
            with_token(app, &signed(Algorithm::HS256, &key, &claims)).get("/api/v1/me").status,
            200,
            "the cases differ from this one in one thing each"
        );
    }
}
