//! The shared vectors of expressions in real tables: what the evaluator wrote down is what both databases compute.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use engine_expressions::{Ast, BinaryOperator, Node, Type, check, compile};
use engine_model::{Model, Object};
use engine_query::{Moment, Sight, SqlExpression, SqlLimits, SqlNames, functions_in_sql, insert, values_of};
use engine_store::{Db, StoreError};
use engine_values::{ColumnType, Date, Decimal, Id, Timestamp, Value, new_id};
use serde_json::{Value as Json, json};

use crate::support::{App, Database, Person, Setup, document, field, object_document};

const PEOPLE: &[Person] = &[Person { login: "ada", department: "hq", superior: "", roles: &["keeper"] }];

fn documents() -> Vec<Json> {
    let plain = |name: &str, kind: &str| field(name, kind, json!({}));
    let number = |name: &str, scale: u8| field(name, "decimal", json!({"options": {"precision": 18, "scale": scale}}));
    let to = |name: &str, object: &str| field(name, "reference", json!({"options": {"object": object}}));
    let tags = json!({"options": {"options": [{"value": "vip", "label": {"en": "VIP"}}]}});
    vec![
        object_document("region", vec![plain("name", "text")]),
        object_document(
            "customer",
            vec![plain("level", "text"), number("credit", 2), plain("since", "date"), to("region", "region")],
        ),
        object_document("product", vec![plain("name", "text"), number("price", 2)]),
        object_document(
            "line",
            vec![
                plain("kind", "text"),
                field("main", "reference", json!({"required": true, "options": {"object": "main"}})),
                number("amount", 2),
                plain("due", "date"),
                plain("paid", "boolean"),
                plain("quantity", "integer"),
                to("product", "product"),
            ],
        ),
        object_document(
            "main",
            vec![
                plain("name", "text"),
                number("amount", 2),
                number("rate", 8),
                plain("quantity", "integer"),
                plain("level", "text"),
                plain("phone", "text"),
                plain("done", "boolean"),
                plain("urgent", "boolean"),
                plain("signed_on", "date"),
                plain("due_on", "date"),
                plain("closed_at", "datetime"),
                to("customer", "customer"),
                field("tags", "multi_select", tags),
                plain("none_boolean", "boolean"),
                plain("none_date", "date"),
                plain("none_datetime", "datetime"),
                number("none_number", 2),
                plain("none_record", "user"),
                plain("none_text", "text"),
                field("lines", "children", json!({"options": {"object": "line", "field": "main"}})),
            ],
        ),
        document("role", "keeper", json!({"everything": true})),
    ]
}

fn read(file: &str) -> Json {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../vectors/expressions");
    serde_json::from_str(&std::fs::read_to_string(folder.join(file)).unwrap()).unwrap()
}

/// A value of the world in the form of a column; nothing when the column has no room for it.
fn value(column: ColumnType, json: &Json) -> Option<Value> {
    let text = || json.as_str().unwrap();
    Some(match (column, json) {
        (_, Json::Null) => Value::Null,
        (ColumnType::Bool, _) => Value::Bool(json.as_bool().unwrap()),
        (ColumnType::Int, _) => Value::Int(text().parse().ok()?),
        (ColumnType::Decimal { scale, .. }, _) => {
            let number: Decimal = text().parse().unwrap();
            if number.normalize().scale() > u32::from(scale) {
                return None;
            }
            Value::Decimal(number)
        }
        (ColumnType::Date, _) => Value::Date(text().parse::<Date>().unwrap()),
        (ColumnType::Instant, _) => Value::Instant(text().parse::<Timestamp>().unwrap()),
        (ColumnType::Id, _) => Value::Id(text().parse().unwrap()),
        (ColumnType::TextList, _) => Value::List(serde_json::from_value(json.clone()).unwrap()),
        _ => Value::from(text()),
    })
}

/// The names of the world below a path, with their values per record.
fn below<'a>(world: &'a BTreeMap<String, Json>, prefix: &str) -> Vec<(&'a str, &'a Json)> {
    let names = world.iter().filter_map(|(path, values)| {
        let name = path.strip_prefix(prefix)?;
        (!name.contains('.')).then_some((name, values))
    });
    names.collect()
}

/// Records to be stored, and what could not be.
#[derive(Default)]
struct Tables {
    rows: HashMap<&'static str, BTreeMap<Id, HashMap<String, Value>>>,
    missing: Vec<(String, usize)>,
}

impl Tables {
    fn put(&mut self, object: &Object, name: &'static str, id: Id, key: &str, json: &Json) -> bool {
        let Some((_, field)) = object.field_named(key) else { return true };
        let Some((_, column)) = &field.column else { return true };
        let row = self.rows.entry(name).or_default().entry(id).or_default();
        row.insert("id".to_owned(), Value::Id(id));
        value(*column, json).map(|value| row.insert(key.to_owned(), value)).is_some()
    }
}

fn tables(model: &Model, world: &BTreeMap<String, Json>, ids: &[Id]) -> Tables {
    let object = |name: &str| model.object_named(name).unwrap();
    let mut tables = Tables::default();
    for (record, id) in ids.iter().enumerate() {
        for (name, values) in below(world, "record.") {
            if !tables.put(object("main"), "main", *id, name, &values[record]) {
                tables.missing.push((format!("record.{name}"), record));
            }
        }
        if let Some(customer) = world["record.customer"][record].as_str() {
            let customer: Id = customer.parse().unwrap();
            for (name, values) in below(world, "record.customer.") {
                tables.put(object("customer"), "customer", customer, name, &values[record]);
            }
            let region = &world["record.customer.region.name"][record];
            if !region.is_null() {
                let id = Id::from_u128(0x5000 + record as u128);
                tables.put(object("region"), "region", id, "name", region);
                tables.put(object("customer"), "customer", customer, "region", &json!(id.to_string()));
            }
        }
        let count = world["record.lines"][record].as_u64().unwrap();
        for place in 0..usize::try_from(count).unwrap() {
            let line = Id::from_u128(0x9000 + (record * 100 + place) as u128);
            for (name, values) in below(world, "record.lines.") {
                tables.put(object("line"), "line", line, name, &values[record][place]);
            }
            let row = tables.rows.get_mut("line").unwrap().get_mut(&line).unwrap();
            row.insert("main".to_owned(), Value::Id(*id));
            row.insert("position".to_owned(), Value::Int(i64::try_from(place).unwrap()));
            if let Some(product) = world["record.lines.product"][record][place].as_str() {
                for (name, values) in below(world, "record.lines.product.") {
                    tables.put(object("product"), "product", product.parse().unwrap(), name, &values[record][place]);
                }
            }
        }
    }
    tables
}

fn store(app: &App, model: &Model, tables: &Tables) {
    let sight = Sight::Everything(model);
    let dialect = app.tenon.store().dialect();
    let mut statements = Vec::new();
    for name in ["region", "customer", "product", "main", "line"] {
        let object = model.object_named(name).unwrap();
        for row in tables.rows.get(name).into_iter().flat_map(BTreeMap::values) {
            let given: Vec<_> = object.columns().filter(|(_, field)| row.contains_key(&field.name)).collect();
            let fields: Vec<_> = given.iter().map(|(index, _)| *index).collect();
            let values = given.iter().map(|(_, field)| row[&field.name].clone()).collect();
            statements.push(insert(dialect, &sight.scope(object), object, &fields, vec![values]));
        }
    }
    let written = app.tenon.store().write(async move |db: &mut Db| -> Result<(), StoreError> {
        for statement in &statements {
            db.execute(statement).await?;
        }
        Ok(())
    });
    app.run(written).unwrap();
}

fn functions_of(ast: &Ast, found: &mut Vec<String>) {
    match &ast.node {
        Node::Call { function, arguments } => {
            found.push(function.clone());
            arguments.iter().for_each(|argument| functions_of(argument, found));
        }
        Node::Unary { operand, .. } => functions_of(operand, found),
        Node::Binary { left, right, .. } => {
            functions_of(left, found);
            functions_of(right, found);
        }
        _ => {}
    }
}

fn agree(app: &App) {
    let world = read("world.json");
    let names: BTreeMap<String, Json> = world["names"]
        .as_array()
        .unwrap()
        .iter()
        .map(|name| (name["path"].as_str().unwrap().to_owned(), name["values"].clone()))
        .collect();
    let generation = app.tenon.world();
    let model = generation.model();
    let ids: Vec<Id> = (0..6).map(|_| new_id()).collect();
    let tables = tables(model, &names, &ids);
    store(app, model, &tables);
    let moment = Moment {
        now: world["now"].as_str().unwrap().parse().unwrap(),
        user: world["user"].as_str().map(|id| id.parse().unwrap()),
        department: world["department"].as_str().map(|id| id.parse().unwrap()),
        user_name: names["user.name"][0].as_str().unwrap().to_owned(),
    };
    let sight = Sight::Everything(model);
    let sql_names = SqlNames { sight, object: model.object_named("main").unwrap() };
    let known: Vec<&str> = functions_in_sql().collect();
    let (mut wanted, mut compared, mut differences) = (0_usize, 0_usize, Vec::new());
    for case in
        ["examples.json", "functions.json", "mixed.json"].iter().flat_map(|file| read(file).as_array().unwrap().clone())
    {
        let text = case["text"].as_str().unwrap();
        let ast: Ast = serde_json::from_value(case["ast"].clone()).unwrap();
        let mut functions = Vec::new();
        functions_of(&ast, &mut functions);
        // Fields hold no lengths of time, and a filter has no record before the change.
        let is_out = ["worked", "none_duration", "old.", "user.login"].iter().any(|name| text.contains(name));
        if is_out || !functions.iter().all(|name| known.contains(&name.as_str())) || !text.contains(char::is_lowercase)
        {
            continue;
        }
        wanted += 1;
        let Ok(checked) = compile(text, &sql_names, None) else { continue };
        let kind = checked.result.clone();
        let checked = if matches!(kind, Type::Number | Type::Duration) {
            let empty = Box::new(Ast::from(Node::Text { value: String::new() }));
            let left = Box::new(checked.ast.clone());
            let joined = Node::Binary { operator: BinaryOperator::Join, left, right: empty };
            check(&joined.into(), &sql_names).unwrap()
        } else {
            checked
        };
        let column = match kind {
            Type::Boolean => ColumnType::Bool,
            Type::Date => ColumnType::Date,
            Type::DateTime => ColumnType::Instant,
            Type::Record => ColumnType::Id,
            _ => ColumnType::Text,
        };
        let Ok(prepared) = SqlExpression::of(&checked, sql_names, SqlLimits::DOCUMENT) else { continue };
        let paths: Vec<String> = checked.dependencies.iter().map(|path| path.parts().join(".")).collect();
        let holds = |record: usize| !tables.missing.iter().any(|(path, at)| *at == record && paths.contains(path));
        let results = case["results"].as_array().unwrap();
        let usable = |record: &usize| results[*record].get("error").is_none() && holds(*record);
        let records: Vec<usize> = (0..6).filter(usable).collect();
        let asked: Vec<Id> = records.iter().map(|record| ids[*record]).collect();
        let statement =
            values_of(app.tenon.store().dialect(), sight, sql_names.object, &prepared, &moment, column, &asked);
        let found = app.run(app.tenon.store().read(async |db: &mut Db| db.rows(&statement).await));
        let found: HashMap<Id, Json> = match found {
            Ok(rows) => rows.iter().map(|row| (row[0].as_id().unwrap(), row[1].to_json())).collect(),
            Err(error) => {
                differences.push(format!("{text}: {error}"));
                continue;
            }
        };
        compared += 1;
        for record in records {
            let found = &found[&ids[record]];
            if *found != results[record] {
                differences.push(format!("{text} of record {record}: wanted {}, found {found}", results[record]));
            }
        }
    }
    assert!(
        differences.is_empty(),
        "{} differ\n{}",
        differences.len(),
        differences[..differences.len().min(20)].join("\n")
    );
    println!("{compared} of {wanted} vectors compared");
    assert!(compared * 10 >= wanted * 8 && compared > 300, "{compared} of {wanted} vectors compared");
}

fn start(database: Database) -> App {
    App::start_with(database, Setup { documents: documents(), people: PEOPLE })
}

#[test]
fn sqlite_gives_what_the_vectors_say() {
    agree(&start(Database::sqlite()));
}

#[test]
fn postgresql_gives_what_the_vectors_say() {
    if let Some(database) = Database::postgres() {
        agree(&start(database));
    }
}
