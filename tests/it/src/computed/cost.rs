//! What a write through the graph costs, in statements: the same on every machine.

use serde_json::{Value as Json, json};

use super::scene::{rollup, to, wrong};
use crate::support::{field, id_of, object_document};

/// A receipt below a deal below a client, with three roll-ups up two levels or without any.
fn documents() -> Vec<Json> {
    let name = || field("name", "text", json!({}));
    let amount = || field("amount", "money", json!({}));
    let mut documents = Vec::new();
    for prefix in ["", "plain_"] {
        let named = |name: &str| format!("{prefix}{name}");
        let (mut client, mut deal) = (vec![name()], vec![name(), field("client", "reference", to(&named("client")))]);
        if prefix.is_empty() {
            client.push(rollup("paid", "sale", "client", "sum", json!({"of": "paid"})));
            deal.push(rollup("paid", "receipt", "sale", "sum", json!({"of": "amount"})));
            deal.push(rollup("receipts", "receipt", "sale", "count", json!({})));
        }
        documents.push(object_document(&named("client"), client));
        documents.push(object_document(&named("sale"), deal));
        let receipt = vec![name(), field("sale", "reference", to(&named("sale"))), amount()];
        documents.push(object_document(&named("receipt"), receipt));
    }
    documents
}

/// How many statements some work takes.
fn statements(work: impl FnOnce()) -> u64 {
    let before = engine_store::statements_run();
    work();
    engine_store::statements_run() - before
}

on_both! {
    fn three_rollups_up_two_levels_take_six_statements_more(app) {
        app.publish(documents()).expect(200);
        let ada = app.by("ada");
        let made = |object: &str, body: Json| id_of(&ada.create(object, body)).to_owned();
        let cost = |prefix: &str| {
            let client = made(&format!("{prefix}client"), json!({"name": "c"}));
            let sale = made(&format!("{prefix}sale"), json!({"name": "s", "client": client}));
            let object = format!("{prefix}receipt");
            let receipt = json!({"name": "r", "sale": sale, "amount": "12.50"});
            // The first of a kind may look things up that are known afterwards.
            ada.create(&object, receipt.clone());
            let create = statements(|| drop(ada.create(&object, receipt.clone())));
            let id = made(&object, receipt.clone());
            let change = statements(|| drop(ada.patch(&object, &id, 1, json!({"amount": "1.00"})).expect(200)));
            let other = statements(|| drop(ada.patch(&object, &id, 2, json!({"name": "other"})).expect(200)));
            let delete = statements(|| drop(ada.delete(&object, &id, 3)));
            (create, change, other, delete)
        };
        let (plain, graph) = (cost("plain_"), cost(""));
        // Two levels: read the parents (and lock them), add up their rows, write what differs.
        assert_eq!(graph.0 - plain.0, 6, "create: {plain:?} {graph:?}");
        // The row's own reference was read with it.
        assert_eq!(graph.1 - plain.1, 6, "change: {plain:?} {graph:?}");
        assert_eq!(graph.2, plain.2, "what nothing depends on costs nothing");
        assert_eq!(graph.3 - plain.3, 6, "delete: {plain:?} {graph:?}");
        assert_eq!(wrong(app), Vec::<String>::new());
    }

    fn many_rows_at_once_take_as_many_statements_as_one(app) {
        let lines = |many: usize| (0..many).map(|place| json!({"product": "p", "price": place.to_string()})).collect::<Vec<_>>();
        let rita = app.by("rita");
        let one = rita.create("deal", json!({"name": "d", "lines": lines(1)}));
        let many = rita.create("deal", json!({"name": "d", "lines": lines(1)}));
        let change = |record: &Json, many: usize| statements(|| drop(rita.patch("deal", id_of(record), 1, json!({"lines": lines(many)})).expect(200)));
        assert_eq!(change(&one, 1), change(&many, 20), "set by set, not row by row");
        assert_eq!(wrong(app), Vec::<String>::new());
    }
}
