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

/// PostgreSQL: writers and readers go on while values are converted; every write counts, and no read waits for long.
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
            let (ada, is_over, longest) = (app.by("ada"), &is_over, &longest);
            scope.spawn(move || {
                while !is_over.load(Ordering::Relaxed) {
                    let start = Instant::now();
                    ada.list("company", &[("limit", "5")]).expect(200);
                    let took = usize::try_from(start.elapsed().as_millis()).unwrap();
                    longest.fetch_max(took, Ordering::Relaxed);
                }
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
    assert!(longest.load(Ordering::Relaxed) < 1000, "a read took {longest:?} ms");
    for (id, kept) in last {
        let shown = value(&app, &id);
        assert_eq!(
            shown.as_str().unwrap().trim_end_matches("0").trim_end_matches('.'),
            kept.trim_end_matches('0'),
            "{id}: {shown} for {kept}"
        );
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
