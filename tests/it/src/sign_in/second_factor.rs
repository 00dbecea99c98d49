//! The second step: set up by the person, asked for at every sign-in, good once, and replaced by recovery codes.

use engine_services::totp_code;
use engine_values::Clock as _;

use super::*;

/// The code that the app would show now.
fn code(app: &App, secret: &str) -> String {
    totp_code(secret, app.clock.now()).unwrap()
}

/// Sets an app up for somebody; answers the secret and the recovery codes.
fn set_up(app: &App, client: &Client) -> (String, Vec<String>) {
    let begun = client.post("/api/v1/me/second-factor", json!({"password": PASSWORD})).expect(200);
    let secret = begun["secret"].as_str().unwrap().to_owned();
    assert!(begun["svg"].as_str().unwrap().contains("<svg"), "no picture");
    assert!(begun["uri"].as_str().unwrap().contains(&secret));
    let confirm = |code: &str| client.post("/api/v1/me/second-factor/confirm", json!({"code": code}));
    confirm("000000x").tells(&[("second_factor_wrong", "/code")]);
    let made = confirm(&code(app, &secret)).expect(200);
    let codes = made["recovery_codes"].as_array().unwrap().iter().map(|code| code.as_str().unwrap().to_owned());
    app.clock.advance(30);
    (secret, codes.collect())
}

fn ticket(app: &App, login: &str) -> String {
    let answer = sign_in(app, login, PASSWORD);
    assert!(!answer.headers.contains_key("set-cookie"), "the first step opens nothing");
    let body = answer.expect(200);
    assert!(body.get("access_token").is_none(), "{body}");
    body["second_step"]["ticket"].as_str().unwrap().to_owned()
}

fn second(app: &App, ticket: &str, code: &str) -> Answer {
    app.stranger().post("/api/v1/auth/second-step", json!({"ticket": ticket, "code": code}))
}

on_both! {
    fn a_sign_in_wants_the_code_of_the_app_and_takes_it_once(app) {
        let (here, there) = two_of_rita(app);
        here.post("/api/v1/me/second-factor", json!({"password": "wrong"})).tells(&[("password_wrong", "/password")]);
        let state = |client: &Client| client.get("/api/v1/me/second-factor").expect(200);
        assert_eq!((&state(&here)["on"], &state(&here)["required"]), (&json!(false), &json!(false)));
        let (secret, codes) = set_up(app, &here);
        there.get("/api/v1/me").refused(401, "session_expired");
        assert_eq!((&state(&here)["on"], &state(&here)["recovery_codes_left"]), (&json!(true), &json!(10)));
        assert!(!app.dump().values().any(|rows| rows.contains(&secret) || rows.contains(&codes[0].replace('-', ""))));
        here.post("/api/v1/me/second-factor", json!({"password": PASSWORD})).refused(409, "second_factor_present");
        let first = ticket(app, "rita");
        with_nothing(app, &first);
        let right = code(app, &secret);
        let answers: Vec<u16> = std::thread::scope(|scope| {
            let tickets = [first.clone(), ticket(app, "rita"), ticket(app, "rita")];
            let right = &right;
            let all: Vec<_> =
                tickets.into_iter().map(|ticket| scope.spawn(move || second(app, &ticket, right).status)).collect();
            all.into_iter().map(|one| one.join().unwrap()).collect()
        });
        assert_eq!(answers.iter().filter(|status| **status == 200).count(), 1, "one code, one session: {answers:?}");
        let late = ticket(app, "rita");
        second(app, &late, &right).refused(422, "second_factor_wrong");
        app.clock.advance(30);
        let client = with_token(app, &second(app, &late, &code(app, &secret)));
        assert_eq!(client.get("/api/v1/me").status, 200);
        app.clock.advance(30);
        second(app, &late, &code(app, &secret)).refused(422, "one_time_token_invalid");
        let old = ticket(app, "rita");
        app.clock.advance(601);
        second(app, &old, &code(app, &secret)).refused(422, "one_time_token_invalid");
    }

    fn guessing_codes_becomes_slow_whatever_the_ticket(app) {
        let (secret, _) = set_up(app, &with_token(app, &sign_in(app, "rita", PASSWORD)));
        for _ in 0..5 {
            second(app, &ticket(app, "rita"), "no-code").refused(422, "second_factor_wrong");
        }
        second(app, &ticket(app, "rita"), &code(app, &secret)).refused(429, "login_throttled");
        app.clock.advance(6);
        assert_eq!(second(app, &ticket(app, "rita"), &code(app, &secret)).status, 200);
    }

    fn a_recovery_code_works_once_and_new_ones_replace_them(app) {
        let here = with_token(app, &sign_in(app, "rita", PASSWORD));
        let (_, codes) = set_up(app, &here);
        assert_eq!(codes.len(), 10);
        let client = with_token(app, &second(app, &ticket(app, "rita"), &codes[0].to_uppercase()));
        assert_eq!(client.get("/api/v1/me/second-factor").expect(200)["recovery_codes_left"], 9);
        second(app, &ticket(app, "rita"), &codes[0]).refused(422, "second_factor_wrong");
        let made = here.post("/api/v1/me/recovery-codes", json!({"password": PASSWORD})).expect(200);
        second(app, &ticket(app, "rita"), &codes[1]).refused(422, "second_factor_wrong");
        let fresh = made["recovery_codes"][0].as_str().unwrap();
        assert_eq!(second(app, &ticket(app, "rita"), fresh).status, 200);
        let (_, others) = set_up(app, &with_token(app, &sign_in(app, "ray", PASSWORD)));
        second(app, &ticket(app, "rita"), &others[0]).refused(422, "second_factor_wrong");
    }

    fn a_role_may_have_to_have_one(app) {
        let ada = app.by("ada");
        let rules = |body: serde_json::Value| ada.send("PUT", "/api/v1/sign-in-rules", &[], Some(body.to_string().as_bytes()));
        rules(json!({"second_factor_roles": ["nobody"]})).tells(&[("reference_dangling", "/second_factor_roles/0")]);
        assert_eq!(rules(json!({"second_factor_roles": ["rep"]})).status, 204);
        assert_eq!(ada.get("/api/v1/sign-in-rules").expect(200)["second_factor_roles"], json!(["rep"]));
        let answer = sign_in(app, "rita", PASSWORD).expect(200);
        assert_eq!(answer["second_step"]["enrol"], true);
        let ticket_text = answer["second_step"]["ticket"].as_str().unwrap();
        second(app, ticket_text, "123456").refused(422, "second_factor_wrong");
        let begun = app.stranger().post("/api/v1/auth/second-step/enrol", json!({"ticket": ticket_text})).expect(200);
        let secret = begun["secret"].as_str().unwrap();
        let done = second(app, ticket_text, &code(app, secret));
        assert_eq!(done.expect(200)["recovery_codes"].as_array().unwrap().len(), 10);
        let client = with_token(app, &done);
        client.post("/api/v1/me/second-factor/remove", json!({"password": PASSWORD})).refused(409, "second_factor_required");
        assert_eq!(sign_in(app, "otto", PASSWORD).expect(200)["user"]["login"], "otto", "other roles are free");
        // Somebody else's ticket does not replace a factor that is there.
        let next = ticket(app, "rita");
        app.stranger().post("/api/v1/auth/second-step/enrol", json!({"ticket": next})).refused(409, "second_factor_present");
        app.stranger().post("/api/v1/auth/second-step/enrol", json!({"ticket": "x"})).refused(422, "one_time_token_invalid");
    }

    fn it_can_be_taken_away_and_a_reset_of_the_password_does_not_skip_it(app) {
        let here = with_token(app, &sign_in(app, "rita", PASSWORD));
        set_up(app, &here);
        let ada = app.by("ada");
        let path = format!("/api/v1/users/{}/password-reset", app.id("rita"));
        let token = ada.post(&path, json!({})).expect(200)["token"].clone();
        let fresh = "three grey herons at dusk";
        let choice = json!({"token": token, "password": fresh});
        assert_eq!(app.stranger().post("/api/v1/auth/password", choice).status, 204);
        assert!(sign_in(app, "rita", fresh).expect(200)["second_step"].is_object());
        let path = format!("/api/v1/users/{}/second-factor", app.id("rita"));
        assert_eq!(ada.send("DELETE", &path, &[], None).status, 204);
        ada.send("DELETE", &path, &[], None).refused(409, "second_factor_missing");
        let rita = with_token(app, &sign_in(app, "rita", fresh));
        rita.post("/api/v1/me/recovery-codes", json!({"password": fresh})).refused(409, "second_factor_missing");
        let ray = with_token(app, &sign_in(app, "ray", PASSWORD));
        set_up(app, &ray);
        assert_eq!(ray.post("/api/v1/me/second-factor/remove", json!({"password": PASSWORD})).status, 204);
        assert!(sign_in(app, "ray", PASSWORD).expect(200)["access_token"].is_string());
    }
}

/// A ticket is no token of any other kind.
fn with_nothing(app: &App, ticket: &str) {
    let client = Client { token: Some(ticket.to_owned()), ..app.stranger() };
    client.get("/api/v1/me").refused(401, "not_signed_in");
    let choice = json!({"token": ticket, "password": "three grey herons at dusk"});
    app.stranger().post("/api/v1/auth/password", choice).refused(422, "one_time_token_invalid");
    let cookie = format!("tenon_refresh={ticket}");
    let headers = [("Cookie", cookie.as_str()), ("X-Tenon", "1")];
    app.stranger().send("POST", "/api/v1/auth/refresh", &headers, None).refused(401, "session_expired");
}
