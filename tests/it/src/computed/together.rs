//! Writers at the same time: no row is lost from a total.

use serde_json::json;

use super::scene::{on_scene, wrong};
use crate::support::id_of;

on_scene! {
    fn rows_of_one_parent_added_at_once_are_all_in_its_total(app) {
        let ada = app.by("ada");
        let client = id_of(&ada.create("client", json!({"name": "c"}))).to_owned();
        let order = json!({"name": "o", "customer": client, "lines": [{"quantity": 1, "price": "1000.00"}]});
        let order = id_of(&ada.create("order", order)).to_owned();
        std::thread::scope(|scope| {
            for writer in 0..8 {
                let (ada, order, client) = (app.by("ada"), order.clone(), client.clone());
                scope.spawn(move || {
                    for round in 0..5 {
                        let mut body = json!({"name": format!("{writer}.{round}"), "order": order, "amount": "1.25"});
                        let mut tries = 0;
                        // A writer that meets others too often is told to try again.
                        while ada.try_create("payment", body.clone()).status != 201 {
                            tries += 1;
                            assert!(tries < 20, "{}", ada.try_create("payment", body).text());
                        }
                        body = json!({"name": "s", "customer": client, "lines": [{"quantity": 1, "price": "2.00"}]});
                        tries = 0;
                        while ada.try_create("order", body.clone()).status != 201 {
                            tries += 1;
                            assert!(tries < 20, "{}", ada.try_create("order", body).text());
                        }
                    }
                });
            }
        });
        assert_eq!(ada.read("order", &order)["paid"], "50.00");
        let read = ada.read("client", &client);
        assert_eq!((&read["many"], &read["total"], &read["unpaid"]), (&json!(41), &json!("1080.00"), &json!("1030.00")));
        assert_eq!(wrong(app), Vec::<String>::new());
    }

    fn a_changed_source_and_a_new_reader_of_it_meet(app) {
        let ada = app.by("ada");
        let area = id_of(&ada.create("area", json!({"name": "a", "bonus": "1.00"}))).to_owned();
        let client = id_of(&ada.create("client", json!({"name": "c", "region": area}))).to_owned();
        std::thread::scope(|scope| {
            let (one, two, area, client) = (app.by("ada"), app.by("ada"), area.clone(), client.clone());
            scope.spawn(move || {
                for round in 0..15 {
                    let revision = one.read("area", &area)["revision"].as_i64().unwrap();
                    one.patch("area", &area, revision, json!({"bonus": format!("{round}.00"), "name": format!("n{round}")}));
                }
            });
            scope.spawn(move || {
                for round in 0..15 {
                    let order = json!({"name": format!("o{round}"), "customer": client, "lines": [{"quantity": 1, "price": "1.00"}]});
                    two.try_create("order", order);
                }
            });
        });
        assert_eq!(wrong(app), Vec::<String>::new());
    }
}
