//! A change reaches everything that depends on it, with the right numbers.

use serde_json::{Value as Json, json};

use super::scene::{on_scene, wrong};
use crate::support::{App, id_of};

fn line(quantity: i64, price: &str) -> Json {
    json!({"product": "p", "quantity": quantity, "price": price})
}

/// An area with a client with an order of 300.00.
fn made(app: &App) -> (String, String, String) {
    let ada = app.by("ada");
    let area = id_of(&ada.create("area", json!({"name": "East", "bonus": "5.00"}))).to_owned();
    let client = ada.create("client", json!({"name": "Huaxin", "level": "A", "region": area}));
    let client = id_of(&client).to_owned();
    let order = json!({"name": "o1", "customer": client, "status": "open", "signed_on": "2026-03-01",
        "lines": [line(2, "100.00"), line(10, "10.00")]});
    let order = id_of(&ada.create("order", order)).to_owned();
    (area, client, order)
}

on_scene! {
    fn a_new_record_has_every_computed_value(app) {
        let (_, _, order) = made(app);
        let order = app.by("ada").read("order", &order);
        assert_eq!(order["amount"], "300.00");
        assert_eq!((&order["pieces"], &order["dear_pieces"]), (&json!(12), &json!(1)));
        assert_eq!((&order["paid"], &order["unpaid"]), (&json!("0.00"), &json!("300.00")));
        assert_eq!((&order["level"], &order["area_name"]), (&json!("A"), &json!("East")));
        assert_eq!(order["area"]["label"], "East", "a look-up of a reference shows what it points to");
        assert_eq!((&order["title"], &order["share"]), (&json!("Huaxin:A:East"), &json!("100.00")));
        let line = &order["lines"][0];
        assert_eq!((&line["bonus"], &line["part"], &line["cost"]), (&json!("5.00"), &json!("66.67"), &json!("205.00")));
        let blank = app.by("ada").create("client", json!({"name": "new"}));
        assert_eq!((&blank["many"], &blank["total"], &blank["mean"]), (&json!(0), &json!("0.00"), &json!(null)));
        assert_eq!(wrong(app), Vec::<String>::new());
    }

    fn a_change_goes_up_two_levels_and_down_again(app) {
        let (area, client, order) = made(app);
        let ada = app.by("ada");
        let other = json!({"name": "o2", "customer": client, "status": "closed", "signed_on": "2026-05-01",
            "lines": [line(1, "900.00")]});
        let other = id_of(&ada.create("order", other)).to_owned();
        ada.create("payment", json!({"name": "p", "order": order, "amount": "120.50"}));
        let read = ada.read("client", &client);
        assert_eq!((&read["total"], &read["open_total"], &read["many"]), (&json!("1200.00"), &json!("300.00"), &json!(2)));
        assert_eq!((&read["mean"], &read["least"]), (&json!("600.00"), &json!("300.00")));
        assert_eq!((&read["most"], &read["newest"], &read["oldest"]), (&json!("2026-05-01"), &json!("2026-05-01"), &json!("open")));
        assert_eq!((&read["unpaid"], &read["size"], &read["lines_total"]), (&json!("1079.50"), &json!("big"), &json!("1205.00")));
        let read = ada.read("area", &area);
        assert_eq!((&read["total"], &read["unpaid"], &read["mood"]), (&json!("1200.00"), &json!("1079.50"), &json!("bad1")));
        assert_eq!(ada.read("order", &order)["share"], "25.00", "the other order changes the share of this one");

        ada.patch("area", &area, 1, json!({"bonus": "7.00", "name": "West"})).expect(200);
        let read = ada.read("order", &order);
        assert_eq!((&read["area_name"], &read["title"]), (&json!("West"), &json!("Huaxin:A:West")));
        assert_eq!(read["lines"][1]["cost"], "107.00");
        assert_eq!(read["revision"], 1, "nobody changed the order itself");
        let history = ada.get(&format!("/api/v1/records/order/{order}/history")).expect(200);
        assert_eq!(history["data"].as_array().unwrap().len(), 1);

        ada.delete("order", &other, 1).expect(204);
        assert_eq!(ada.read("area", &area)["total"], "300.00");
        assert_eq!(ada.read("order", &order)["share"], "100.00");
        assert_eq!(wrong(app), Vec::<String>::new());
    }

    fn a_row_that_moves_leaves_one_and_joins_another(app) {
        let (_, first, order) = made(app);
        let ada = app.by("ada");
        let second = id_of(&ada.create("client", json!({"name": "Other"}))).to_owned();
        let moved = ada.patch("order", &order, 1, json!({"customer": second})).expect(200);
        assert_eq!((&moved["title"], &moved["area_name"]), (&json!("Other::"), &json!(null)));
        assert_eq!((&ada.read("client", &first)["total"], &ada.read("client", &second)["total"]), (&json!("0.00"), &json!("300.00")));
        ada.patch("order", &order, 2, json!({"customer": null})).expect(200);
        assert_eq!(ada.read("client", &second)["many"], 0);
        assert_eq!(wrong(app), Vec::<String>::new());
    }

    fn a_deleted_record_is_missed_wherever_it_was_seen(app) {
        let (area, client, order) = made(app);
        let ada = app.by("ada");
        ada.delete("area", &area, 1).expect(204);
        let read = ada.read("order", &order);
        assert_eq!((&read["area_name"], &read["area"], &read["title"]), (&json!(null), &json!(null), &json!("Huaxin:A:")));
        assert_eq!(read["lines"][0]["cost"], "200.00");
        let revision = ada.read("client", &client)["revision"].as_i64().unwrap();
        ada.delete("client", &client, revision).expect(204);
        assert_eq!(ada.read("order", &order)["level"], json!(null));
        assert_eq!(wrong(app), Vec::<String>::new());
    }

    fn computed_fields_are_found_sorted_and_never_written(app) {
        let (_, client, _) = made(app);
        let ada = app.by("ada");
        let found = ada.find("client", json!({"field": "total", "op": "gte", "value": "300"})).expect(200);
        assert_eq!(found["count"], 1);
        assert_eq!(ada.find("order", json!({"field": "level", "op": "eq", "value": "A"})).expect(200)["count"], 1);
        assert_eq!(ada.list("client", &[("sort", "-most")]).status, 200);
        for name in ["total", "size"] {
            ada.patch("client", &client, 1, json!({name: "1"})).tells(&[("field_not_writable", &format!("/{name}"))]);
        }
        let meta = ada.get("/api/v1/meta/objects/client").expect(200);
        let of = |name: &str| meta["fields"].as_array().unwrap().iter().find(|field| field["name"] == name).unwrap().clone();
        assert_eq!(of("total")["result"]["type"], "money");
        assert_eq!(of("most")["result"]["type"], "date");
        assert_eq!((&of("total")["computed"], &of("total")["writable"]), (&json!(true), &json!(false)));
    }

    fn the_form_shows_what_saving_would_give(app) {
        let (_, client, _) = made(app);
        let body = json!({"customer": client, "lines": [line(3, "1.50")]});
        let shown = app.by("ada").post("/api/v1/records/order/compute", body).expect(200);
        assert_eq!((&shown["amount"], &shown["title"]), (&json!("4.50"), &json!("Huaxin:A:East")));
        assert_eq!(shown["lines"][0]["cost"], "9.50");
    }

    fn a_sum_too_large_for_its_column_is_blank_and_hinders_nobody(app) {
        let ada = app.by("ada");
        let client = id_of(&ada.create("client", json!({"name": "Huge"}))).to_owned();
        for name in ["a", "b"] {
            let order = json!({"name": name, "customer": client, "lines": [line(1, "9000000000000000.00")]});
            ada.create("order", order);
        }
        assert_eq!(ada.read("client", &client)["total"], json!(null));
        assert_eq!(ada.read("client", &client)["least"], "9000000000000000.00");
        assert_eq!(wrong(app), Vec::<String>::new());
    }
}
