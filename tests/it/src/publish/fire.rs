//! Publishing while others publish and write: one publisher wins and the other sees the new plan; no writer loses a
//! record, or is told anything but to try again.

use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::{Value as Json, json};

use super::change_sets::{begin, fresh, post};
use crate::support::{App, field, id_of};

const WRITERS: usize = 16;

/// Writes until told to stop; answers what was written, with the statuses of all tries.
fn write(app: &App, number: usize, stop: &AtomicBool) -> (Vec<String>, Vec<(u16, String)>) {
    let ada = app.by("ada");
    let (mut made, mut refused) = (Vec::new(), Vec::new());
    for round in 0.. {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        let name = format!("w{number}-{round}");
        let answer = ada.try_create("company", json!({"name": name, "level": "a"}));
        if answer.status != 201 {
            refused.push((answer.status, answer.code()));
            continue;
        }
        let record = answer.json();
        let changed = ada.patch("company", id_of(&record), 1, json!({"name": format!("{name}!")}));
        if changed.status != 200 {
            refused.push((changed.status, changed.code()));
        }
        made.push(id_of(&record).to_owned());
    }
    (made, refused)
}

/// Does as a publisher is told who is asked to try again.
fn patiently(publish: impl Fn() -> crate::support::Answer) {
    for _ in 0..20 {
        let answer = publish();
        if answer.status != 503 {
            answer.expect(200);
            return;
        }
        answer.refused(503, "busy");
    }
    panic!("nobody can publish while others write");
}

fn with_field(app: &App, number: usize) -> Json {
    let mut company = app.by("ada").get("/api/v1/meta/documents/object/company").expect(200);
    let added = field(&format!("more_{number}"), "text", json!({"indexed": true}));
    company["fields"].as_array_mut().unwrap().push(added);
    company
}

on_both! {
    fn writers_lose_nothing_while_releases_are_published(app) {
        let stop = AtomicBool::new(false);
        let written = std::thread::scope(|scope| {
            let stop = &stop;
            let writers: Vec<_> = (0..WRITERS).map(|number| scope.spawn(move || write(app, number, stop))).collect();
            for number in 0..4 {
                patiently(|| app.publish(vec![with_field(app, number)]));
                let rename = json!({"kind": "option_set", "name": "level", "option": "b", "to": format!("b{number}")});
                patiently(|| app.by("ada").post("/api/v1/meta/rename", rename.clone()));
                let back = json!({"kind": "option_set", "name": "level", "option": format!("b{number}"), "to": "b"});
                patiently(|| app.by("ada").post("/api/v1/meta/rename", back.clone()));
            }
            stop.store(true, Ordering::Relaxed);
            writers.into_iter().map(|writer| writer.join().unwrap()).collect::<Vec<_>>()
        });
        let made: Vec<&String> = written.iter().flat_map(|(made, _)| made).collect();
        let refused: Vec<&(u16, String)> = written.iter().flat_map(|(_, refused)| refused).collect();
        assert!(made.len() > WRITERS, "only {} records were written", made.len());
        assert!(refused.iter().all(|(status, code)| *status == 503 && code == "busy"), "{refused:?}");
        let ada = app.by("ada");
        assert_eq!(ada.list("company", &[("count", "exact"), ("limit", "1")]).expect(200)["count"], made.len());
        let changed = json!({"field": "name", "op": "contains", "value": "!"});
        let changed = ada.find("company", changed).expect(200)["count"].as_u64().unwrap();
        let told = u64::try_from(made.len() - refused.len().min(made.len())).unwrap();
        assert!(changed >= told, "{changed} of {} changes are there", made.len());
        for id in made.iter().step_by(7) {
            assert_eq!(ada.read("company", id)["more_3"], json!(null));
        }
    }

    fn of_two_who_publish_what_they_were_shown_one_is_shown_anew(app) {
        for round in 0..3 {
            let sets = ["one", "two"].map(|name| begin(app, &[fresh(&format!("{name}_{round}"))]));
            let plans = sets.each_ref().map(|set| post(app, set, "plan", json!({})).expect(200)["hash"].clone());
            let answers: Vec<crate::support::Answer> = std::thread::scope(|scope| {
                let each: Vec<_> = sets.iter().zip(&plans)
                    .map(|(set, plan)| scope.spawn(move || post(app, set, "publish", json!({"plan_hash": plan}))))
                    .collect();
                each.into_iter().map(|one| one.join().unwrap()).collect()
            });
            let lost = answers.iter().position(|answer| answer.status != 200).expect("one of two comes too late");
            assert_eq!(answers[1 - lost].status, 200);
            let answer = answers[lost].refused(409, "plan_changed").json();
            let plan = &answer["error"]["current"];
            assert_eq!(plan["base_release"].as_i64(), answers[1 - lost].json()["release"].as_i64(), "{answer}");
            post(app, &sets[lost], "publish", json!({"plan_hash": plan["hash"]})).expect(200);
        }
    }
}
