//! Guessing becomes slow, for everybody alike, and nobody can be kept out by others.

use super::*;

on_both! {
    fn each_failure_doubles_the_pause_and_the_answer_tells_it(app) {
        for name in ["rita", "nobody-at-all"] {
            for _ in 0..5 {
                sign_in(app, name, "guess").refused(401, "login_failed");
            }
            for seconds in [5, 10, 20] {
                let answer = sign_in(app, name, "guess");
                answer.refused(429, "login_throttled");
                assert_eq!(answer.headers["retry-after"], seconds.to_string());
                let told = answer.json()["error"]["message"].as_str().unwrap().to_owned();
                assert!(told.contains(&format!("{seconds} seconds")), "{told}");
                let chinese = Client { language: "zh-CN", ..app.stranger() };
                let body = json!({"login": name, "password": "guess"});
                let told = chinese.post("/api/v1/auth/login", body).json()["error"]["message"].as_str().unwrap().to_owned();
                assert!(told.contains(&format!("{seconds} 秒")), "{told}");
                app.clock.advance(seconds);
                sign_in(app, name, "guess").refused(401, "login_failed");
            }
            app.clock.advance(1_000);
        }
        assert_eq!(sign_in(app, "rita", PASSWORD).status, 200);
        for _ in 0..5 {
            sign_in(app, "rita", "guess").refused(401, "login_failed");
        }
        sign_in(app, "RITA", PASSWORD).refused(429, "login_throttled");
        assert_eq!(sign_in(app, "ray", PASSWORD).status, 200, "others sign in as ever");
    }

    fn guesses_at_once_do_not_slip_through_and_count_for_every_process(app) {
        let other = app.beside();
        let answers: Vec<u16> = std::thread::scope(|scope| {
            let guesses: Vec<_> =
                (0..12).map(|place| {
                    let app = if place % 2 == 0 { app } else { &other };
                    scope.spawn(move || sign_in(app, "rita", "guess").status)
                }).collect();
            guesses.into_iter().map(|guess| guess.join().unwrap()).collect()
        });
        assert_eq!(answers.iter().filter(|status| **status == 401).count(), 5, "{answers:?}");
        assert_eq!(answers.iter().filter(|status| **status == 429).count(), 7, "{answers:?}");
    }

    fn strangers_cannot_keep_a_person_out(app) {
        let known = sign_in(app, "rita", PASSWORD);
        let device = known.cookie_named("tenon_device");
        for place in 0..30 {
            let code = refusal(app, &format!("10.0.{place}.1"), "rita", "guess");
            assert_eq!(code, if place < 20 { "login_failed" } else { "login_throttled" }, "guess {place}");
        }
        assert_eq!(refusal(app, "10.9.9.9", "rita", PASSWORD), "login_throttled", "from an unknown browser");
        let body = json!({"login": "rita", "password": PASSWORD});
        let again = app.stranger().post_with("/api/v1/auth/login", &[("Cookie", &device)], body.clone());
        assert_eq!(again.status, 200, "her own browser is not slowed down");
        let foreign = json!({"login": "ray", "password": "guess"});
        for _ in 0..5 {
            app.stranger().post_with("/api/v1/auth/login", &[("Cookie", &device)], foreign.clone());
        }
        let other = app.stranger().post_with("/api/v1/auth/login", &[("Cookie", &device)], foreign);
        other.refused(429, "login_throttled");
        app.clock.advance(301);
        assert_eq!(refusal(app, "10.9.9.9", "rita", PASSWORD), "signed in", "the pause has an end for everybody");
        // Guesses during a pause do not prolong it.
        for place in 0..20 {
            refusal(app, &format!("10.1.{place}.1"), "rita", "guess");
        }
        for place in 0..4 {
            app.clock.advance(1);
            assert_eq!(refusal(app, &format!("10.2.{place}.1"), "rita", "guess"), "login_throttled");
        }
        app.clock.advance(2);
        assert_eq!(refusal(app, "10.9.9.9", "rita", PASSWORD), "signed in");
    }

    fn an_address_that_guesses_at_many_has_to_wait(app) {
        for place in 0..50 {
            assert_eq!(refusal(app, "10.0.0.1", &format!("person{place}"), "guess"), "login_failed");
        }
        assert_eq!(refusal(app, "10.0.0.1", "rita", PASSWORD), "login_throttled");
        assert_eq!(refusal(app, "10.0.0.2", "rita", PASSWORD), "signed in");
        app.clock.advance(6);
        assert_eq!(refusal(app, "10.0.0.1", "rita", PASSWORD), "signed in");
        assert_eq!(refusal(app, "10.0.0.1", "person1", "guess"), "login_failed");
        assert_eq!(refusal(app, "10.0.0.1", "ray", PASSWORD), "login_throttled", "one's own success forgives nothing");
    }
}
