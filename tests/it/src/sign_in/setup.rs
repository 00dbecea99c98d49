//! The first administrator is made once, by whoever can read what the program prints.

use engine_services::new_setup_token;

use super::*;
use crate::support::Database;

const FIRST: &str = "seven lamps on the river";

fn set_up(app: &App, token: &str, login: &str) -> Answer {
    let body = json!({
        "token": token, "company": "明珠仪器", "login": login, "name": "First", "password": FIRST, "language": "zh-CN",
    });
    app.stranger().post("/api/v1/auth/setup", body)
}

fn token(app: &App) -> String {
    app.run(new_setup_token(&app.tenon)).unwrap().expect("there is somebody")
}

fn wanted(app: &App) -> bool {
    app.stranger().get("/api/v1/auth/setup").expect(200)["wanted"] == true
}

fn body(database: Database) {
    let app = App::reopen(database).unwrap();
    assert!(wanted(&app));
    let old = token(&app);
    app.clock.advance(24 * 3_600 + 1);
    set_up(&app, &old, "chief").refused(422, "one_time_token_invalid");
    let good = token(&app);
    app.unchanged(|| {
        set_up(&app, "nonsense", "chief").refused(422, "one_time_token_invalid");
        let body = json!({"token": good, "company": " ", "login": "x y", "name": "", "password": "明珠仪器2026!!!", "language": "tlh"});
        app.stranger().post("/api/v1/auth/setup", body).tells(&[
            ("name_invalid", "/login"),
            ("option_unknown", "/language"),
            ("password_length", "/password"),
            ("required", "/company"),
            ("required", "/name"),
        ]);
    });
    assert!(!app.dump().values().any(|rows| rows.contains(&good.replace('-', ""))), "the token is in the clear");
    let second = token(&app);
    let answers: Vec<Answer> = std::thread::scope(|scope| {
        let (app, tokens) = (&app, [&good, &second, &good, &second]);
        let all: Vec<_> = tokens
            .into_iter()
            .enumerate()
            .map(|(place, token)| scope.spawn(move || set_up(app, &token.to_uppercase(), &format!("chief{place}"))))
            .collect();
        all.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert_eq!(answers.iter().filter(|answer| answer.status == 204).count(), 1, "{answers:?}");
    assert_eq!(app.rows_of("app_user"), 1);
    assert!(!wanted(&app));
    set_up(&app, &second, "late").refused(409, "setup_done");
    assert_eq!(app.run(new_setup_token(&app.tenon)).unwrap(), None);
    let place = answers.iter().position(|answer| answer.status == 204).unwrap();
    let me = with_token(&app, &sign_in(&app, &format!("chief{place}"), FIRST)).get("/api/v1/me").expect(200);
    assert_eq!((&me["roles"][0]["name"], &me["user"]["language"]), (&json!("admin"), &json!("zh-CN")));
    assert!(app.dump()["setting"].contains("明珠仪器"));
}

#[test]
fn the_first_administrator_is_made_once_on_sqlite() {
    body(Database::sqlite());
}

#[test]
fn the_first_administrator_is_made_once_on_postgres() {
    if let Some(database) = Database::postgres() {
        body(database);
    }
}

on_both! {
    fn where_there_are_people_nobody_is_first(app) {
        assert!(!wanted(app));
        assert_eq!(app.run(new_setup_token(&app.tenon)).unwrap(), None);
        app.unchanged(|| set_up(app, "anything", "chief").refused(409, "setup_done").clone());
    }
}
