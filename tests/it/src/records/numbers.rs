//! Automatic numbers: in order, without gaps by refusal, never twice.

use std::collections::BTreeSet;

use serde_json::json;

on_both! {
    fn sixteen_at_once_get_sixteen_numbers(app) {
        let made: Vec<String> = std::thread::scope(|scope| {
            let workers: Vec<_> = (0..16)
                .map(|index| {
                    let rita = app.by("rita");
                    scope.spawn(move || {
                        rita.create("deal", json!({"name": format!("deal {index}")}))["number"]
                            .as_str()
                            .unwrap()
                            .to_owned()
                    })
                })
                .collect();
            workers.into_iter().map(|worker| worker.join().unwrap()).collect()
        });
        let distinct: BTreeSet<&String> = made.iter().collect();
        assert_eq!(distinct.len(), 16, "{made:?}");
        assert_eq!(distinct.first().unwrap().as_str(), "D2026-0001");
        assert_eq!(distinct.last().unwrap().as_str(), "D2026-0016");
    }

    fn a_refused_record_takes_no_number(app) {
        let rita = app.by("rita");
        assert_eq!(rita.create("deal", json!({"name": "one"}))["number"], "D2026-0001");
        rita.try_create("deal", json!({})).refused(422, "validation_failed");
        assert_eq!(rita.create("deal", json!({"name": "two"}))["number"], "D2026-0002");
        app.clock.advance(41 * 86_400);
        assert_eq!(rita.create("deal", json!({"name": "three"}))["number"], "D2027-0001", "a new year begins anew");
    }
}
