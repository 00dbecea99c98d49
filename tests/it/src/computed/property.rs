//! Invariant: after any writes, and after any change of what is computed, what is stored is what a full recompute gives, on
//! both databases.

use std::sync::atomic::{AtomicUsize, Ordering};

use proptest::prelude::*;
use proptest::test_runner::{Config, TestError, TestRunner};
use serde_json::{Value as Json, json};

use super::scene::{documents, formula, lookup, on_scene, rollup, wrong};
use crate::support::{App, id_of};

const OBJECTS: [&str; 4] = ["area", "client", "order", "payment"];

/// What one writer does.
#[derive(Debug, Clone)]
enum Deed {
    Create {
        object: usize,
        draw: u32,
    },
    Change {
        object: usize,
        which: usize,
        draw: u32,
    },
    Delete {
        object: usize,
        which: usize,
    },
    /// Publishes the scene with other computed fields beside its own.
    Redefine {
        draw: u32,
    },
}

fn deed() -> impl Strategy<Value = Deed> {
    let object = 0..OBJECTS.len();
    prop_oneof![
        3 => (object.clone(), any::<u32>()).prop_map(|(object, draw)| Deed::Create { object, draw }),
        5 => (object.clone(), any::<usize>(), any::<u32>())
            .prop_map(|(object, which, draw)| Deed::Change { object, which, draw }),
        2 => (object, any::<usize>()).prop_map(|(object, which)| Deed::Delete { object, which }),
        1 => any::<u32>().prop_map(|draw| Deed::Redefine { draw }),
    ]
}

/// The records of one case, by object.
#[derive(Default)]
struct Records([Vec<String>; 4]);

impl Records {
    fn pick(&self, object: usize, draw: u32) -> Json {
        let known = &self.0[object];
        // Every fifth is nobody.
        if known.is_empty() || draw.is_multiple_of(5) {
            Json::Null
        } else {
            json!(known[draw as usize / 5 % known.len()])
        }
    }

    fn body(&self, object: usize, draw: u32, old: Option<&Json>) -> Json {
        let digit = |place: u32| draw / 7_u32.pow(place) % 7;
        let money = |place: u32| {
            if digit(place) == 0 { Json::Null } else { json!(format!("{}.{}5", digit(place) * 90, digit(place))) }
        };
        match object {
            0 => json!({"name": format!("a{}", digit(0)), "bonus": money(1)}),
            1 => {
                json!({"name": format!("c{}", digit(0)), "level": (["A", "B", ""][digit(1) as usize % 3]), "region": self.pick(0, draw / 7)})
            }
            2 => {
                let kept: Vec<Json> = old
                    .and_then(|old| old["lines"].as_array())
                    .map(|lines| lines.iter().filter(|_| digit(0) > 2).map(|line| json!({"id": line["id"]})).collect())
                    .unwrap_or_default();
                let new = (0..digit(1) % 3)
                    .map(|place| json!({"product": "p", "quantity": digit(place) + 1, "price": money(place + 1)}));
                let day = if digit(2) == 0 { Json::Null } else { json!(format!("2026-0{}-11", digit(2))) };
                json!({
                    "name": format!("o{}", digit(3)), "customer": self.pick(1, draw / 3),
                    "status": (["open", "closed", "held"][digit(4) as usize % 3]), "signed_on": day,
                    "lines": kept.into_iter().chain(new).collect::<Vec<Json>>(),
                })
            }
            _ => json!({"name": "p", "order": self.pick(2, draw / 2), "amount": money(3)}),
        }
    }
}

/// Names of drawn fields are used once: what a release drops keeps its identity.
static DRAWN: AtomicUsize = AtomicUsize::new(0);

/// The scene with a drawn roll-up over orders, one over that, and formulas and look-ups down again.
fn drawn(draw: u32) -> Vec<Json> {
    let pick = |place: u32, choices: &[&'static str]| choices[(draw / 11_u32.pow(place)) as usize % choices.len()];
    let name = format!("drawn_{}", DRAWN.fetch_add(1, Ordering::Relaxed));
    let numbers = ["amount", "paid", "unpaid", "pieces", "dear_pieces"];
    let function = pick(0, &["count", "sum", "avg", "min", "max", "first", "last"]);
    let of = match function {
        "count" => None,
        "sum" | "avg" => Some(pick(1, &numbers)),
        "min" | "max" => Some(pick(1, &["amount", "paid", "unpaid", "pieces", "signed_on"])),
        _ => Some(pick(1, &["amount", "status", "signed_on", "level", "area_name"])),
    };
    let filter = match pick(2, &["", "status", "amount", "level", "unpaid", "customer"]) {
        "status" => Some("status = \"open\""),
        "amount" => Some("amount > 200"),
        "level" => Some("NOT ISBLANK(level)"),
        "unpaid" => Some("paid < unpaid AND pieces > 0"),
        "customer" => Some("customer.region.bonus > 100"),
        _ => None,
    };
    let mut rest = json!({});
    for (key, value) in [("of", of), ("filter", filter)] {
        if let Some(value) = value {
            rest[key] = json!(value);
        }
    }
    if matches!(function, "first" | "last") && pick(3, &["usual", "day"]) == "day" {
        rest["order_by"] = json!("signed_on");
    }
    let is_number = of.is_none_or(|of| numbers.contains(&of));
    let above = match (is_number, pick(4, &["sum", "max", "count"])) {
        (true, function @ ("sum" | "max")) => rollup(&name, "client", "region", function, json!({"of": name})),
        _ => rollup(&name, "client", "region", "count", json!({"filter": format!("NOT ISBLANK({name})")})),
    };
    let mut documents = documents();
    let mut add = |object: &str, field: Json| {
        let document = documents.iter_mut().find(|document| document["kind"] == "object" && document["name"] == object);
        document.unwrap()["fields"].as_array_mut().unwrap().push(field);
    };
    add("client", rollup(&name, "order", "customer", function, rest));
    add("area", above);
    add("order", lookup(&name, "customer", &name));
    add("payment", formula(&name, "text", &format!("order.{name} & \"/\" & order.customer.region.{name}")));
    documents
}

fn act(app: &App, records: &mut Records, deed: &Deed) {
    let ada = app.by("ada");
    match *deed {
        Deed::Create { object, draw } => {
            let made = ada.create(OBJECTS[object], records.body(object, draw, None));
            records.0[object].push(id_of(&made).to_owned());
        }
        Deed::Change { object, which, draw } => {
            let Some(id) = records.0[object].get(which % records.0[object].len().max(1)).cloned() else { return };
            let old = ada.read(OBJECTS[object], &id);
            let mut body = records.body(object, draw, Some(&old));
            // Only some of the fields, so that single changes are seen too.
            let names: Vec<String> = body.as_object().unwrap().keys().cloned().collect();
            for (place, name) in names.iter().enumerate() {
                if draw >> (place + 8) & 1 == 0 {
                    body.as_object_mut().unwrap().remove(name);
                }
            }
            ada.patch(OBJECTS[object], &id, old["revision"].as_i64().unwrap(), body).expect(200);
        }
        Deed::Redefine { draw } => {
            app.publish(drawn(draw)).expect(200);
        }
        Deed::Delete { object, which } => {
            let place = which % records.0[object].len().max(1);
            let Some(id) = records.0[object].get(place).cloned() else { return };
            let revision = ada.read(OBJECTS[object], &id)["revision"].as_i64().unwrap();
            // An order with payments stays: they hold on to it.
            if ada.delete(OBJECTS[object], &id, revision).status == 204 {
                records.0[object].remove(place);
            }
        }
    }
}

/// What the database added up and what memory added up, where both do the same.
fn unequal_twins(app: &App) -> Vec<String> {
    let listed = app.by("ada").list("client", &[("limit", "200")]).expect(200);
    let clients = listed["data"].as_array().unwrap();
    let differs = |client: &Json| {
        let twin =
            |name: &&String| client.get(format!("{name}_again")).is_some_and(|again| *again != client[name.as_str()]);
        client.as_object().unwrap().keys().find(twin).map(|name| format!("{name} of {client}"))
    };
    clients.iter().filter_map(differs).collect()
}

on_scene! {
    fn stored_values_are_what_a_full_recompute_gives(app) {
        let mut runner = TestRunner::new(Config { cases: 12, failure_persistence: None, max_shrink_iters: 40, ..Config::default() });
        let deeds = prop::collection::vec(deed(), 10..30);
        let outcome = runner.run(&deeds, |deeds| {
            let mut records = Records::default();
            for object in 0..OBJECTS.len() {
                act(app, &mut records, &Deed::Create { object, draw: 123_456_789 });
            }
            for (place, deed) in deeds.iter().enumerate() {
                act(app, &mut records, deed);
                if place % 4 == 0 || place + 1 == deeds.len() {
                    let mut found = wrong(app);
                    found.extend(unequal_twins(app));
                    if !found.is_empty() {
                        return Err(TestCaseError::fail(format!("after {deed:?}: {found:#?}")));
                    }
                }
            }
            Ok(())
        });
        match outcome {
            Ok(()) => {}
            Err(TestError::Fail(why, deeds)) => panic!("{why}\n{deeds:#?}"),
            Err(other) => panic!("{other}"),
        }
    }
}
