//! While values are converted others go on, and what they write is not lost; whoever still has the model before is
//! refused rather than heard into a column that nobody reads.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value as Json, json};

use super::turning::turned;
use crate::support::{App, id_of};

/// Enough for several lots.
const RECORDS: usize = 9000;

/// Many companies at once, by copying one of them in the database.
fn many(app: &App) -> String {
    let made = app.by("ada").create("company", json!({"name": "many", "secret": "1"}));
    let model = app.tenon.world();
    let object = model.model().object_named("company").unwrap();
    let column = |name: &str| object.field_named(name).unwrap().1.column.as_ref().unwrap().0.clone();
    let (table, secret) = (object.table.clone(), column("secret"));
    let rest: Vec<String> = object
        .columns()
        .map(|(_, field)| field.column.as_ref().unwrap().0.clone())
        .filter(|name| *name != "id" && *name != secret)
        .collect();
    let rest = rest.join(", ");
    let text = format!(
        "INSERT INTO {table} (id, {secret}, {rest}) SELECT gen_random_uuid(), (g % 100)::text, {rest} \
         FROM {table}, generate_series(1, {RECORDS}) g"
    );
    let (url, schema) = app.database().schema().unwrap();
    crate::support::execute(url, &format!("SET search_path = {schema}; {text}"));
    id_of(&made).to_owned()
}

fn value(app: &App, id: &str) -> Json {
    app.by("ada").read("company", id)["secret"].clone()
}

/// For how many milliseconds at the longest somebody held the lock on a table that keeps readers away.
fn longest_lock((url, table): &(String, String), is_over: &AtomicBool) -> usize {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls).await.unwrap();
        let driver = tokio::spawn(connection);
        let text = format!(
            "SELECT 1 FROM pg_locks WHERE relation = '{table}'::regclass AND mode = 'AccessExclusiveLock' AND granted"
        );
        let (mut longest, mut since): (Duration, Option<Instant>) = (Duration::ZERO, None);
        while !is_over.load(Ordering::Relaxed) {
            let is_held = !client.query(text.as_str(), &[]).await.unwrap().is_empty();
            since = if is_held { since.or_else(|| Some(Instant::now())) } else { None };
            longest = longest.max(since.map_or(Duration::ZERO, |since| since.elapsed()));
            tokio::time::sleep(Duration::from_millis(3)).await;
        }
        drop(client);
        driver.await.unwrap().unwrap();
        usize::try_from(longest.as_millis()).unwrap()
    })
}

/// PostgreSQL: writers and readers go on while values are converted; every write counts, and no reader is kept away for long.
#[test]
fn what_is_written_meanwhile_is_converted_too() {
    let Some(database) = crate::support::Database::postgres() else { return };
    let app = App::start(database);
    many(&app);
    let ada = app.by("ada");
    let own: Vec<String> = (0..4)
        .map(|number| id_of(&ada.create("company", json!({"name": format!("own {number}"), "secret": "0"}))).to_owned())
        .collect();
    let document = turned(&app, "secret", "decimal", json!({"scale": 2}));
    let place = {
        let (url, schema) = app.database().schema().unwrap();
        let table = app.tenon.world().model().object_named("company").unwrap().table.clone();
        (url.to_owned(), format!("{schema}.{table}"))
    };
    let (is_over, writes, longest) = (AtomicBool::new(false), AtomicUsize::new(0), AtomicUsize::new(0));
    // What each writer wrote last and was told to be kept.
    let last: Vec<(String, String)> = std::thread::scope(|scope| {
        let writers: Vec<_> = own
            .iter()
            .map(|id| {
                let (ada, is_over, writes) = (app.by("ada"), &is_over, &writes);
                scope.spawn(move || {
                    let (mut kept, mut revision, mut number) = ("0".to_owned(), 1, 0);
                    while !is_over.load(Ordering::Relaxed) {
                        number += 1;
                        let text = number.to_string();
                        let answer = ada.patch("company", id, revision, json!({"secret": text}));
                        if answer.status == 200 {
                            (kept, revision) = (text, revision + 1);
                            writes.fetch_add(1, Ordering::Relaxed);
                        } else {
                            // The model changed just now; the next one has the new model.
                            assert_eq!(answer.status, 503, "{}", answer.text());
                        }
                    }
                    (id.clone(), kept)
                })
            })
            .collect();
        let reader = {
            let (ada, is_over, longest, place) = (app.by("ada"), &is_over, &longest, &place);
            scope.spawn(move || {
                std::thread::scope(|inner| {
                    inner.spawn(|| longest.store(longest_lock(place, is_over), Ordering::Relaxed));
                    while !is_over.load(Ordering::Relaxed) {
                        ada.list("company", &[("limit", "5")]).expect(200);
                    }
                });
            })
        };
        std::thread::sleep(Duration::from_millis(100));
        let answer = app.publish(vec![document]);
        std::thread::sleep(Duration::from_millis(100));
        is_over.store(true, Ordering::Relaxed);
        reader.join().unwrap();
        let last = writers.into_iter().map(|writer| writer.join().unwrap()).collect();
        answer.expect(200);
        last
    });
    assert!(writes.load(Ordering::Relaxed) > 8, "nobody wrote meanwhile");
    assert!(longest.load(Ordering::Relaxed) < 1000, "readers were kept away for {longest:?} ms");
    for (id, kept) in last {
        let shown = value(&app, &id);
        assert_eq!(shown, json!(format!("{kept}.00")), "{id}");
    }
    let found = ada.find("company", json!({"field": "secret", "op": "empty"})).expect(200);
    assert_eq!(found["count"], 0, "values were lost");
    let jobs = ada.get("/api/v1/meta/jobs").expect(200);
    assert_eq!(jobs["data"], json!([]), "nothing is left running");
}

on_both! {
    /// A process that has not heard of the release writes nothing into the column before.
    fn who_has_the_model_before_is_refused(app) {
        let ada = app.by("ada");
        let made = ada.create("company", json!({"name": "c", "secret": "1"}));
        // It does not follow releases, as if it were slow.
        let stale = app.beside_deaf();
        app.publish(vec![turned(app, "secret", "decimal", json!({"scale": 2}))]).expect(200);
        let late = stale.by("ada");
        assert_eq!(late.read("company", id_of(&made))["secret"], "1", "a request keeps the model it began with");
        late.patch("company", id_of(&made), 1, json!({"secret": "2"})).refused(503, "busy");
        late.try_create("company", json!({"name": "d", "secret": "2"})).refused(503, "busy");
        // What has nothing to do with the field goes on.
        late.patch("company", id_of(&made), 1, json!({"name": "renamed"})).expect(200);
        let seen = ada.read("company", id_of(&made));
        assert_eq!((&seen["name"], &seen["secret"]), (&json!("renamed"), &json!("1.00")));
    }
}
