//! Records with blanks, large amounts, rows and a chain of references, stored and once more in memory.

use std::collections::HashMap;

use engine_expressions::{Path, Root, Source};
use engine_model::Object;
use engine_query::Moment;
use engine_values::{Clock as _, Id, Timestamp, Value};
use serde_json::{Value as Json, json};

use crate::support::{App, Database, Person, Setup, document, field, id_of, object_document};

/// Values of a record by field name.
type Fields = HashMap<String, Value>;

/// Everything that is stored, once more in memory.
pub(super) struct Memory {
    nodes: HashMap<Id, Fields>,
    rows: HashMap<Id, Vec<Fields>>,
    pub(super) ids: Vec<Id>,
    pub(super) moment: Moment,
}

fn documents() -> Vec<Json> {
    let options = json!({"options": [{"value": "x", "label": {"en": "X"}}, {"value": "y", "label": {"en": "Y"}}]});
    vec![
        object_document(
            "node",
            vec![
                field("word", "text", json!({})),
                field("whole", "integer", json!({})),
                field("money", "money", json!({})),
                field("rate", "decimal", json!({"options": {"precision": 12, "scale": 6}})),
                field("flag", "boolean", json!({})),
                field("day", "date", json!({})),
                field("moment", "datetime", json!({})),
                field("choice", "select", json!({"options": options})),
                field("tags", "multi_select", json!({"options": options})),
                field("up", "reference", json!({"options": {"object": "node"}})),
                field("keeper", "user", json!({})),
                field("rows", "children", json!({"options": {"object": "row", "field": "node"}})),
            ],
        ),
        object_document(
            "row",
            vec![
                field("word", "text", json!({})),
                field("node", "reference", json!({"required": true, "options": {"object": "node"}})),
                field("whole", "integer", json!({})),
                field("price", "decimal", json!({"options": {"precision": 12, "scale": 3}})),
                field("day", "date", json!({})),
                field("moment", "datetime", json!({})),
                field("link", "reference", json!({"options": {"object": "node"}})),
            ],
        ),
        document("role", "keeper", json!({"everything": true})),
    ]
}

const PEOPLE: &[Person] = &[Person { login: "ada", department: "hq", superior: "", roles: &["keeper"] }];

pub(super) fn start(database: Database) -> App {
    App::start_with(database, Setup { documents: documents(), people: PEOPLE })
}

/// Stores nodes in a chain and reads them back.
pub(super) fn make(app: &App) -> Memory {
    let ada = app.by("ada");
    let whole = [json!(3), json!(-7), json!(0), Json::Null, json!(9_007_199_254_740_991_i64), json!(12)];
    let money = [json!("0.10"), json!("9999999999999999.99"), Json::Null, json!("-12.50"), json!("100")];
    let words = [json!("Äpfel 中文"), json!("abc"), Json::Null, json!("ß x"), json!("B"), json!("O'Neil\"")];
    let moments = ["2026-01-31T16:00:00Z", "2026-02-28T23:59:59.25Z", "2024-02-29T15:59:59.000001Z"];
    let options = ["x", "y"];
    let mut ids: Vec<String> = Vec::new();
    for number in 0..13_usize {
        let row = |place: usize| {
            json!({
                "word": words[(number + place) % 6], "whole": whole[(number * 2 + place) % 4],
                "price": if (number + place) % 4 == 1 { Json::Null } else { json!(format!("{}.125", number * place)) },
                "day": if place == 1 { Json::Null } else { json!(format!("2026-0{}-28", place + 1)) },
                "moment": moments.get((number + place) % 4),
                "link": ids.get((number * place) % 5),
            })
        };
        let flags = [json!(true), json!(false), Json::Null];
        let tags = [json!(["x"]), json!([]), json!(["x", "y"])];
        let keepers = [Some(app.id("ada")), None];
        let body = json!({
            "word": words[number % 6], "whole": whole[number % 6], "money": money[number % 5],
            "rate": if number % 3 == 2 { Json::Null } else { json!(format!("{}.33333{}", number as i64 - 5, number % 3)) },
            "flag": flags[number % 3],
            "day": if number % 4 == 3 { Json::Null } else { json!(format!("202{}-02-{}", number % 7, 20 + number % 9)) },
            "moment": moments.get(number % 4), "choice": options.get(number % 3),
            "tags": tags[number % 3],
            "up": ids.last().filter(|_| number % 5 != 0), "keeper": keepers[number % 2],
            "rows": (0..number % 4).map(row).collect::<Vec<_>>(),
        });
        ids.push(id_of(&ada.create("node", body)).to_owned());
    }
    let world = app.tenon.world();
    let model = world.model();
    let (node, row) = (model.object_named("node").unwrap(), model.object_named("row").unwrap());
    let mut memory = Memory {
        nodes: HashMap::new(),
        rows: HashMap::new(),
        ids: Vec::new(),
        moment: Moment {
            now: app.clock.now(),
            user: Some(app.ids["ada"]),
            department: None,
            user_name: "Ada".to_owned(),
        },
    };
    for id in &ids {
        let seen = ada.read("node", id);
        let id: Id = id.parse().unwrap();
        memory.nodes.insert(id, values(node, &seen));
        memory.rows.insert(id, seen["rows"].as_array().unwrap().iter().map(|seen| values(row, seen)).collect());
        memory.ids.push(id);
    }
    memory
}

fn values(object: &Object, seen: &Json) -> Fields {
    object
        .columns()
        .filter_map(|(_, field)| {
            let json = seen.get(&field.name).filter(|json| !json.is_null())?;
            Some((field.name.clone(), field.rules.parse(json).ok()?))
        })
        .collect()
}

/// One record as the evaluator sees it.
pub(super) struct At<'a>(pub(super) &'a Memory, pub(super) Id);

impl At<'_> {
    fn follow(&self, fields: &Fields, names: &[String]) -> Value {
        let Some((first, rest)) = names.split_first() else { return Value::Null };
        let value = fields.get(first).cloned().unwrap_or_default();
        match (rest.is_empty(), value) {
            (true, value) => value,
            (false, Value::Id(id)) => self.0.nodes.get(&id).map_or(Value::Null, |fields| self.follow(fields, rest)),
            _ => Value::Null,
        }
    }

    /// The rows that a path leads to, and the names behind them.
    fn rows<'p>(&self, path: &'p Path) -> (&[Fields], &'p [String]) {
        let names = &path.names;
        let place = names.iter().position(|name| name == "rows").unwrap();
        let id = if place == 0 { Value::Id(self.1) } else { self.follow(&self.0.nodes[&self.1], &names[..place]) };
        let rows = id.as_id().and_then(|id| self.0.rows.get(&id)).map_or(&[][..], Vec::as_slice);
        (rows, &names[place + 1..])
    }
}

impl Source for At<'_> {
    fn value(&self, path: &Path) -> Value {
        match path.root {
            Root::User => Value::from(self.0.moment.user_name.as_str()),
            _ => self.follow(&self.0.nodes[&self.1], &path.names),
        }
    }

    fn row_count(&self, path: &Path) -> usize {
        self.rows(path).0.len()
    }

    fn row_values(&self, path: &Path) -> Vec<Value> {
        let (rows, names) = self.rows(path);
        rows.iter().map(|fields| self.follow(fields, names)).collect()
    }

    fn now(&self) -> Timestamp {
        self.0.moment.now
    }

    fn user(&self) -> Option<Id> {
        self.0.moment.user
    }
}
