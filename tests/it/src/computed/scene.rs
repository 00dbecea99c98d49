//! Five objects whose computed fields depend on each other up and down: regions, customers, orders with lines, payments.

use engine_services::check_computed;
use serde_json::{Value as Json, json};

use crate::support::{App, Database, Setup, company_documents, field, object_document};

pub fn to(object: &str) -> Json {
    json!({"options": {"object": object}})
}

pub fn loose(object: &str) -> Json {
    json!({"options": {"object": object, "on_delete": "clear"}})
}

/// A roll-up over records that refer here.
pub fn rollup(name: &str, object: &str, reference: &str, function: &str, rest: Json) -> Json {
    let mut options = json!({"relation": {"object": object, "field": reference}, "function": function});
    options.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
    field(name, "rollup", json!({"options": options}))
}

pub fn lookup(name: &str, reference: &str, of: &str) -> Json {
    field(name, "lookup", json!({"options": {"reference": reference, "field": of}}))
}

pub fn formula(name: &str, kind: &str, formula: &str) -> Json {
    field(name, kind, json!({"formula": formula}))
}

/// The documents of the scene, with the roles and people of the company.
pub fn documents() -> Vec<Json> {
    let always = json!({"filter": "NOT ISBLANK(customer.name)"});
    let with = |of: &str, rest: &Json| {
        let mut options = json!({"of": of});
        options.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
        options
    };
    // The same total twice: by the database, and by rows in memory because its filter reads another record.
    let twice = |name: &str, function: &str, of: Option<&str>| {
        let plain = of.map_or(json!({}), |of| json!({"of": of}));
        let filtered = of.map_or(always.clone(), |of| with(of, &always));
        [
            rollup(name, "order", "customer", function, plain),
            rollup(&format!("{name}_again"), "order", "customer", function, filtered),
        ]
    };
    let mut client = vec![
        field("name", "text", json!({"required": true})),
        field("level", "text", json!({})),
        field("region", "reference", loose("area")),
        rollup("open_total", "order", "customer", "sum", json!({"of": "amount", "filter": "status = \"open\""})),
        rollup("unpaid", "order", "customer", "sum", json!({"of": "unpaid"})),
        formula("size", "text", "IF(total >= 1000, \"big\", \"small\")"),
        formula("lines_total", "money", "total + COALESCE(region.bonus, 0)"),
    ];
    for (name, function, of) in [
        ("many", "count", None),
        ("total", "sum", Some("amount")),
        ("mean", "avg", Some("amount")),
        ("least", "min", Some("amount")),
        ("most", "max", Some("signed_on")),
        ("oldest", "first", Some("status")),
        ("newest", "last", Some("signed_on")),
    ] {
        client.extend(twice(name, function, of));
    }
    let order = vec![
        field("name", "text", json!({"required": true})),
        field("customer", "reference", loose("client")),
        field("status", "text", json!({})),
        field("signed_on", "date", json!({})),
        field("lines", "children", json!({"options": {"object": "order_line", "field": "order"}})),
        formula("amount", "money", "SUM(lines.amount)"),
        field("pieces", "rollup", json!({"options": {"relation": "lines", "function": "sum", "of": "quantity"}})),
        field(
            "dear_pieces",
            "rollup",
            json!({"options": {"relation": "lines", "function": "count", "filter": "price > 10"}}),
        ),
        rollup("paid", "payment", "order", "sum", json!({"of": "amount"})),
        formula("unpaid", "money", "amount - paid"),
        lookup("level", "customer", "level"),
        lookup("area_name", "customer.region", "name"),
        lookup("area", "customer", "region"),
        formula("title", "text", "customer.name & \":\" & level & \":\" & area.name"),
        formula("share", "percent", "ROUND(amount * 100 / customer.total, 2)"),
    ];
    let order_line = vec![
        field("product", "text", json!({})),
        field("order", "reference", json!({"required": true, "options": {"object": "order"}})),
        field("quantity", "integer", json!({})),
        field("price", "money", json!({})),
        formula("amount", "money", "quantity * price"),
        lookup("bonus", "order.customer.region", "bonus"),
        formula("part", "percent", "ROUND(amount * 100 / order.amount, 2)"),
        formula("cost", "money", "amount + COALESCE(order.customer.region.bonus, 0)"),
    ];
    let payment = vec![
        field("name", "text", json!({})),
        field("order", "reference", to("order")),
        field("amount", "money", json!({})),
        lookup("payer", "order.customer", "name"),
        formula("ratio", "percent", "ROUND(amount * 100 / order.amount, 2)"),
    ];
    let area = vec![
        field("name", "text", json!({"required": true})),
        field("bonus", "money", json!({})),
        rollup("total", "client", "region", "sum", json!({"of": "total"})),
        rollup("big_ones", "client", "region", "count", json!({"filter": "size = \"big\""})),
        rollup("unpaid", "client", "region", "sum", json!({"of": "unpaid"})),
        formula("mood", "text", "IF(unpaid > 500, \"bad\", \"good\") & big_ones"),
    ];
    let mut documents = company_documents();
    documents.push(object_document("area", area));
    documents.push(object_document("client", client));
    documents.push(object_document("order", order));
    documents.push(object_document("order_line", order_line));
    documents.push(object_document("payment", payment));
    documents
}

/// The application with the documents of the scene.
pub fn start(database: Database) -> App {
    App::start_with(database, Setup { documents: documents(), people: crate::support::COMPANY })
}

/// Makes two tests of one body over the scene: `name::sqlite` and `name::postgres`.
macro_rules! on_scene {
    ($(fn $name:ident($app:ident) $body:block)*) => {$(
        mod $name {
            #[allow(unused_imports, reason = "not every body needs what its file imports")]
            use super::*;

            fn body($app: &crate::support::App) $body

            #[test]
            fn sqlite() {
                body(&crate::computed::scene::start(crate::support::Database::sqlite()));
            }

            #[test]
            fn postgres() {
                if let Some(database) = crate::support::Database::postgres() {
                    body(&crate::computed::scene::start(database));
                }
            }
        }
    )*};
}
pub(super) use on_scene;

/// What differs between the stored values and a full recompute.
pub fn wrong(app: &App) -> Vec<String> {
    let findings = app.run(check_computed(&app.tenon)).unwrap();
    let wrong = findings.iter().filter(|finding| finding.wrong > 0);
    wrong.map(|finding| format!("{}.{}: {} wrong", finding.object, finding.field, finding.wrong)).collect()
}
