//! Stored formulas that look rates up follow the table of rates.

use engine_services::run_jobs;
use serde_json::{Value as Json, json};

use super::scene::{formula, rollup, to, wrong};
use crate::support::{App, field, id_of, object_document};

fn documents() -> Vec<Json> {
    vec![
        object_document(
            "buyer",
            vec![field("name", "text", json!({})), rollup("worth", "bid", "buyer", "sum", json!({"of": "worth"}))],
        ),
        object_document(
            "bid",
            vec![
                field("name", "text", json!({})),
                field("buyer", "reference", to("buyer")),
                field("price", "decimal", json!({})),
                field("day", "date", json!({})),
                formula("worth", "decimal", "CONVERT(price, \"USD\", \"CNY\", day)"),
                formula("rate", "decimal", "RATE(\"USD\", \"CNY\", day)"),
            ],
        ),
    ]
}

fn put(app: &App, day: &str, rate: &str) {
    let body = json!({"currency": "USD", "date": day, "rate": rate});
    app.by("ada").send("PUT", "/api/v1/currency-rates", &[], Some(body.to_string().as_bytes())).expect(204);
}

/// Runs jobs until none is due.
fn work(app: &App) -> usize {
    let mut all = 0;
    loop {
        match app.run(run_jobs(&app.tenon)).unwrap() {
            0 => return all,
            some => all += some,
        }
    }
}

on_both! {
    fn a_changed_rate_reaches_what_was_computed_with_it(app) {
        work(app);
        put(app, "2026-01-01", "7");
        assert_eq!(work(app), 0, "nothing stands on rates yet");
        app.publish(documents()).expect(200);
        let ada = app.by("ada");
        let buyer = id_of(&ada.create("buyer", json!({"name": "b"}))).to_owned();
        let bid = |day: &str| id_of(&ada.create("bid", json!({"name": "b", "buyer": buyer, "price": "100", "day": day}))).to_owned();
        let (early, late) = (bid("2026-02-01"), bid("2026-05-01"));
        let worth = |id: &str| ada.read("bid", id)["worth"].as_str().unwrap().parse::<f64>().unwrap();
        let total = || ada.read("buyer", &buyer)["worth"].as_str().unwrap().parse::<f64>().unwrap();
        assert_eq!((worth(&early), worth(&late), total()), (700.0, 700.0, 1400.0));
        // A form that is being filled looks rates up too.
        let asked = ada.post("/api/v1/records/bid/compute", json!({"price": "10", "day": "2026-03-01"})).expect(200);
        assert_eq!(asked["worth"].as_str().unwrap().parse::<f64>().unwrap(), 70.0);
        put(app, "2026-04-01", "8");
        assert_eq!(total(), 1400.0, "the request that changes a rate does not wait");
        assert_eq!(work(app), 1);
        assert_eq!((worth(&early), worth(&late), total()), (700.0, 800.0, 1500.0), "only days from then on");
        assert_eq!(ada.read("bid", &late)["revision"], 1, "nobody changed the record");
        put(app, "2026-01-01", "6");
        put(app, "2026-04-01", "9");
        assert_eq!(work(app), 1, "changes before the job begins are one job");
        assert_eq!((worth(&early), worth(&late), total()), (600.0, 900.0, 1500.0));
        ada.send("DELETE", "/api/v1/currency-rates?currency=USD&date=2026-04-01", &[], None).expect(204);
        work(app);
        assert_eq!((worth(&late), total()), (600.0, 1200.0));
        assert_eq!(wrong(app), Vec::<String>::new());
    }
}
