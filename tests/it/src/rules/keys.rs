//! Keys over several fields: every field is named, blanks do not count, and of many writers one wins.

use serde_json::{Value as Json, json};

use super::scene;
use crate::support::{Answer, App, field, object_document};

fn place(app: &App) {
    let mut documents = scene::documents();
    let mut place = object_document(
        "place",
        vec![
            field("name", "text", json!({})),
            field("street", "text", json!({})),
            field("house", "integer", json!({})),
        ],
    );
    place["keys"] = json!([{"fields": ["street", "house"]}]);
    documents.push(place);
    app.publish(documents).expect(200);
    app.set_role("rita", "orderer", true);
}

on_both! {
    fn a_taken_key_names_all_its_fields(app) {
        place(app);
        let ada = app.by("ada");
        let made = ada.create("place", json!({"name": "first", "street": "Long", "house": 1}));
        app.unchanged(|| {
            let answer = ada.try_create("place", json!({"name": "second", "street": "Long", "house": 1}));
            answer.refused(409, "not_unique").tells(&[("not_unique", "/house"), ("not_unique", "/street")]);
            let problem = &answer.json()["error"]["problems"][0];
            assert_eq!(problem["params"]["fields"], json!(["street", "house"]));
            assert!(problem["message"].as_str().unwrap().starts_with("street + house: "), "{problem}");
            assert!(!answer.text().contains("first"), "the other record is not told");
            answer
        });
        ada.patch("place", made["id"].as_str().unwrap(), 1, json!({"house": 1, "name": "same"})).expect(200);
    }

    fn blanks_do_not_count(app) {
        place(app);
        let ada = app.by("ada");
        for _ in 0..2 {
            ada.create("place", json!({"street": "Long"}));
            ada.create("place", json!({"house": 1}));
            ada.create("place", json!({"street": "", "house": 1}));
            ada.create("place", json!({}));
        }
    }

    fn of_many_writers_one_gets_the_key(app) {
        place(app);
        let answers: Vec<Answer> = std::thread::scope(|scope| {
            let writers: Vec<_> = (0..12)
                .map(|_| {
                    let ada = app.by("ada");
                    scope.spawn(move || ada.try_create("place", json!({"street": "Long", "house": 7})))
                })
                .collect();
            writers.into_iter().map(|writer| writer.join().unwrap()).collect()
        });
        assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1);
        for answer in answers.iter().filter(|answer| answer.status != 201) {
            answer.refused(409, "not_unique").tells(&[("not_unique", "/house"), ("not_unique", "/street")]);
        }
    }

    fn rows_of_one_request_are_many_writers_too(app) {
        place(app);
        let rita = app.by("rita");
        let rows: Vec<Json> = (0..30).map(|index| json!({"product": format!("p{}", index % 29), "amount": "1"})).collect();
        app.unchanged(|| {
            let answer = rita.try_create("order", json!({"name": "o", "lines": rows}));
            answer.refused(409, "not_unique").tells(&[("not_unique", "/lines/order"), ("not_unique", "/lines/product")]);
            answer
        });
        let made = rita.create("order", json!({"name": "o", "lines": [{"product": "a", "amount": "1"}, {"product": "b", "amount": "1"}]}));
        let rows = json!({"lines": [{"id": made["lines"][0]["id"]}, {"id": made["lines"][1]["id"], "product": "a"}]});
        rita.patch("order", made["id"].as_str().unwrap(), 1, rows).refused(409, "not_unique");
    }
}
