//! Several processes over one database: each sees within a second what another has done, one publishes at a time, and one
//! that cannot load the newest release says so instead of serving the old one.

use std::time::{Duration, Instant};

use engine_store::{Db, StoreError, release, tables};
use engine_values::Timestamp;
use serde_json::{Value as Json, json};

use crate::support::{App, Client, field, object_document};

/// How long another process may take.
const SOON: Duration = Duration::from_secs(1);

/// Waits until something holds; answers how long that took.
fn until(what: &str, mut holds: impl FnMut() -> bool) -> Duration {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < Duration::from_secs(20), "{what} never happens");
        std::thread::sleep(Duration::from_millis(20));
    }
    start.elapsed()
}

fn soon(what: &str, holds: impl FnMut() -> bool) {
    let taken = until(what, holds);
    // Measured on a machine that runs many tests at once; the limit itself is looked at with what it needs alone.
    assert!(taken < SOON * 3, "{what} took {taken:?}");
}

fn fresh(name: &str) -> Json {
    object_document(name, vec![field("name", "text", json!({}))])
}

fn release(client: &Client) -> i64 {
    client.get("/api/v1/me").expect(200)["release"].as_i64().unwrap()
}

fn publish(app: &App, name: &str, base: Option<i64>) -> crate::support::Answer {
    app.by("ada").post("/api/v1/meta/publish", json!({"documents": [fresh(name)], "base_release": base}))
}

/// Stores a release with a document that this version cannot read, or takes it back.
fn write_newer(app: &App, number: i64, format: u64) {
    let write = app.tenon.store().write(async move |db: &mut Db| -> Result<(), StoreError> {
        let mut row = tables::documents::get(db, "object", "dossier").await?.unwrap();
        row.body["format"] = json!(format);
        tables::documents::put(db, &row).await?;
        let release = tables::releases::Release {
            number,
            published_at: Timestamp::UNIX_EPOCH,
            published_by: None,
            note: "another version".to_owned(),
            documents: json!({}),
        };
        tables::releases::insert(db, &release).await?;
        release::notify_release(db, number).await
    });
    app.run(write).unwrap();
}

on_both! {
    fn a_release_of_one_is_served_by_all(app) {
        let (one, two) = (app.beside(), app.beside());
        for (index, publisher, other) in [(0, &one, &two), (1, &two, &one)] {
            let name = format!("fresh_{index}");
            publish(publisher, &name, None).expect(200);
            publisher.by("ada").create(&name, json!({"name": "at once"}));
            soon("the other serves it", || other.by("ada").list(&name, &[("count", "exact")]).status == 200);
            other.by("ada").create(&name, json!({"name": "there too"}));
            assert_eq!(publisher.by("ada").list(&name, &[("count", "exact")]).expect(200)["count"], 2);
        }
    }

    fn of_two_who_publish_at_once_on_one_base_one_succeeds(app) {
        let (one, two) = (app.beside(), app.beside());
        for round in 0..3 {
            let base = release(&app.beside().by("ada"));
            let statuses: Vec<u16> = std::thread::scope(|scope| {
                let each = [(&one, "one"), (&two, "two")];
                let each = each.map(|(app, name)| {
                    scope.spawn(move || publish(app, &format!("{name}_{round}"), Some(base)).status)
                });
                each.into_iter().map(|one| one.join().unwrap()).collect()
            });
            let mut sorted = statuses.clone();
            sorted.sort_unstable();
            assert_eq!(sorted, [200, 409], "round {round}");
            for app in [&one, &two] {
                soon("both serve what won", || release(&app.by("ada")) == base + 1);
            }
        }
    }

    fn a_change_of_people_is_seen_by_all(app) {
        let other = app.beside();
        assert_eq!(other.by("ray").get("/api/v1/me").expect(200)["user"]["language"], "en");
        let body = json!({"language": "zh-CN"}).to_string();
        app.by("ray").send("PATCH", "/api/v1/me", &[], Some(body.as_bytes()));
        soon("the other sees the change", || {
            other.by("ray").get("/api/v1/me").expect(200)["user"]["language"] == "zh-CN"
        });
    }

    fn a_person_whom_another_process_adds_is_there_at_once(app) {
        let other = app.beside();
        let credentials = json!({"login": "newcomer", "password": crate::support::PASSWORD});
        assert_eq!(other.stranger().post("/api/v1/auth/login", credentials.clone()).status, 401);
        // What `tenon user add` does beside a running server.
        let person = engine_services::NewPerson {
            login: "newcomer".to_owned(),
            name: "New".to_owned(),
            email: None,
            phone: None,
            password: crate::support::PASSWORD.to_owned(),
            language: None,
            department: None,
            roles: vec!["rep".to_owned()],
        };
        app.run(engine_services::add_person(&app.tenon, person)).unwrap();
        let mut token = None;
        soon("the newcomer signs in", || {
            let answer = other.stranger().post("/api/v1/auth/login", credentials.clone());
            token = (answer.status == 200).then(|| answer.json()["access_token"].as_str().unwrap().to_owned());
            token.is_some()
        });
        let newcomer = Client { token, ..other.stranger() };
        newcomer.create("company", json!({"name": "by a rep"}));
    }

    fn a_release_that_cannot_be_loaded_is_not_papered_over(app) {
        let other = app.beside();
        let rita = other.by("rita");
        let now = release(&rita);
        rita.create("company", json!({"name": "before"}));
        write_newer(app, now + 1, 99);
        soon("requests are refused", || rita.list("company", &[]).status == 503);
        rita.list("company", &[]).refused(503, "model_too_new");
        rita.try_create("company", json!({"name": "x"})).refused(503, "model_too_new");
        other.stranger().get("/readyz").refused(503, "model_too_new");
        let credentials = json!({"login": "rita", "password": crate::support::PASSWORD});
        other.stranger().post("/api/v1/auth/login", credentials.clone()).refused(503, "model_too_new");
        assert_eq!(other.stranger().get("/healthz").status, 200, "the process itself lives");
        write_newer(app, now + 2, 1);
        soon("it recovers", || rita.list("company", &[]).status == 200);
        assert_eq!(other.stranger().get("/readyz").status, 200);
        assert_eq!(rita.list("company", &[("count", "exact")]).expect(200)["count"], 1);
        assert_eq!(other.stranger().post("/api/v1/auth/login", credentials).status, 200);
    }
}

/// Also when the connection on which a process listens is cut, again and again.
#[test]
fn a_cut_listener_misses_nothing() {
    let Some(database) = crate::support::Database::postgres() else { return };
    let app = App::start(database);
    let other = app.beside();
    let (url, schema) = app.database().schema().unwrap();
    let kill = format!(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '{schema}' AND query LIKE 'LISTEN%'"
    );
    for round in 0..4 {
        crate::support::execute(url, &kill);
        let name = format!("fresh_{round}");
        publish(&app, &name, None).expect(200);
        soon("the other serves it", || other.by("ada").list(&name, &[]).status == 200);
    }
}
