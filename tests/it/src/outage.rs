//! The database goes away during requests: refusals in time, and work as before when it is back. PostgreSQL only; the
//! embedded database is the process itself.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::support::{App, COMPANY, Database, Proxy, Setup, company_documents};

/// Longest time that anybody waits for a refusal.
const LIMIT: Duration = Duration::from_secs(30);

fn within<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let outcome = work();
    assert!(start.elapsed() < LIMIT, "{what} took {:?}", start.elapsed());
    outcome
}

#[test]
fn a_broken_database_gives_refusals_and_then_works_again() {
    let Some(mut database) = Database::postgres() else { return };
    let proxy = Proxy::before(database.schema().unwrap().0);
    database.go_through(proxy.port);
    let app = App::start_with(database, Setup { documents: company_documents(), people: COMPANY });
    let rita = app.by("rita");
    let body = json!({"name": "before"});
    rita.create("company", body);
    proxy.shut();
    for attempt in 0..6 {
        let read = within("reading", || rita.list("company", &[]));
        read.refused(503, "database_unavailable");
        assert!(!read.text().contains("127.0.0.1") && !read.text().contains("postgres"), "{}", read.text());
        within("writing", || rita.try_create("company", json!({"name": format!("lost {attempt}")})))
            .refused(503, "database_unavailable");
        within("asking", || app.stranger().get("/readyz")).refused(503, "database_unavailable");
        assert_eq!(app.stranger().get("/healthz").status, 200, "the process itself lives");
    }
    let login = within("signing in", || {
        app.stranger().post("/api/v1/auth/login", json!({"login": "rita", "password": crate::support::PASSWORD}))
    });
    login.refused(503, "database_unavailable");
    proxy.open();
    let deadline = Instant::now() + LIMIT;
    while rita.list("company", &[]).status != 200 {
        assert!(Instant::now() < deadline, "it does not come back");
        std::thread::sleep(Duration::from_millis(100));
    }
    rita.create("company", json!({"name": "after"}));
    let page = rita.list("company", &[("sort", "name")]).expect(200);
    assert_eq!(crate::support::names_in(&page, "name"), ["after", "before"], "what was refused was not stored");
}

#[test]
fn killed_connections_lose_nothing_that_was_answered() {
    let Some(database) = Database::postgres() else { return };
    let app = App::start_with(database, Setup { documents: company_documents(), people: COMPANY });
    let (url, schema) = app.database().schema().unwrap();
    let (url, kill) = (
        url.to_owned(),
        format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '{schema}'"),
    );
    let stop = std::sync::atomic::AtomicBool::new(false);
    let made: Vec<String> = std::thread::scope(|scope| {
        let writers: Vec<_> = (0..3)
            .map(|writer| {
                let rita = app.by("rita");
                scope.spawn(move || {
                    let mut made = Vec::new();
                    for index in 0..25 {
                        let name = format!("{writer}-{index:02}");
                        let answer = within("writing", || rita.try_create("company", json!({"name": name})));
                        match answer.status {
                            201 => made.push(name),
                            503 => {}
                            _ => panic!("{}", answer.text()),
                        }
                    }
                    made
                })
            })
            .collect();
        scope.spawn(|| {
            while !stop.load(std::sync::atomic::Ordering::SeqCst) {
                crate::support::execute(&url, &kill);
                std::thread::sleep(Duration::from_millis(50));
            }
        });
        let made = writers.into_iter().flat_map(|writer| writer.join().unwrap()).collect();
        stop.store(true, std::sync::atomic::Ordering::SeqCst);
        made
    });
    assert!(!made.is_empty(), "some must get through");
    let deadline = Instant::now() + LIMIT;
    let page = loop {
        let answer = app.by("rita").list("company", &[("limit", "200"), ("sort", "name")]);
        if answer.status == 200 {
            break answer.json();
        }
        assert!(Instant::now() < deadline, "it does not come back: {}", answer.text());
    };
    let stored = crate::support::names_in(&page, "name");
    for name in &made {
        assert_eq!(
            stored.iter().filter(|known| *known == name).count(),
            1,
            "{name} was answered and is stored otherwise"
        );
    }
}

#[test]
fn a_database_that_is_down_at_start_is_told() {
    let Some(mut database) = Database::postgres() else { return };
    let proxy = Proxy::before(database.schema().unwrap().0);
    proxy.shut();
    database.go_through(proxy.port);
    let failure = within("starting", || App::reopen(database)).err().expect("it starts without a database");
    assert_eq!(failure.code.name(), "database_unavailable");
}
