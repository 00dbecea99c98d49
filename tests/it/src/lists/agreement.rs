//! Agreement of the evaluator with both databases: random well-typed expressions over records with blanks, large
//! amounts, rows and a chain of references give the same value in memory and in SQL.

use std::collections::HashMap;

use engine_expressions::{
    Ast, BinaryOperator, CheckedExpression, Expression, Gives, Node, Source, Type, UnaryOperator, Want, check,
    evaluate, function,
};
use engine_model::{Model, Object};
use engine_query::{Moment, Sight, SqlExpression, SqlLimits, SqlNames, functions_in_sql, matching, values_of};
use engine_store::{Db, StoreError};
use engine_values::{Clock as _, ColumnType, Id, Timestamp, Value};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestError, TestRunner};
use serde_json::{Value as Json, json};

use crate::support::{App, Database, Person, Setup, document, field, id_of, object_document};

/// Values of a record by field name.
type Fields = HashMap<String, Value>;

/// Everything that is stored, once more in memory.
struct Memory {
    nodes: HashMap<Id, Fields>,
    rows: HashMap<Id, Vec<Fields>>,
    ids: Vec<Id>,
    moment: Moment,
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

fn start(database: Database) -> App {
    App::start_with(database, Setup { documents: documents(), people: PEOPLE })
}

/// Stores nodes in a chain and reads them back.
fn make(app: &App) -> Memory {
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
struct At<'a>(&'a Memory, Id);

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
    fn rows<'p>(&self, path: &'p [String]) -> (&[Fields], &'p [String]) {
        let place = path.iter().position(|name| name == "rows").unwrap();
        let id = if place == 1 { Value::Id(self.1) } else { self.follow(&self.0.nodes[&self.1], &path[1..place]) };
        let rows = id.as_id().and_then(|id| self.0.rows.get(&id)).map_or(&[][..], Vec::as_slice);
        (rows, &path[place + 1..])
    }
}

impl Source for At<'_> {
    fn value(&self, path: &[String]) -> Value {
        match path[0].as_str() {
            "user" => Value::from(self.0.moment.user_name.as_str()),
            _ => self.follow(&self.0.nodes[&self.1], &path[1..]),
        }
    }

    fn row_count(&self, path: &[String]) -> usize {
        self.rows(path).0.len()
    }

    fn row_values(&self, path: &[String]) -> Vec<Value> {
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

/// A random well-typed tree, from bytes.
struct Builder {
    bytes: std::vec::IntoIter<u8>,
}

impl Builder {
    fn byte(&mut self) -> usize {
        usize::from(self.bytes.next().unwrap_or(0))
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.byte() % from.len()].clone()
    }

    fn leaf(&mut self, kind: &Type) -> Ast {
        let paths: &[&str] = match kind {
            Type::Number => &["whole", "money", "rate", "up.whole", "up.up.up.up.rate", "up.money"],
            Type::Text => &["word", "choice", "up.word", "up.up.choice", "user.name"],
            Type::Boolean => &["flag", "up.flag"],
            Type::Date => &["day", "up.up.day"],
            Type::DateTime => &["moment", "created_at", "up.moment"],
            Type::Record => &["up", "keeper", "up.up", "owner"],
            _ => &["BLANK"],
        };
        let constants: &[&str] = match kind {
            Type::Number => &["0", "1", "2.5", "3", "0.000001", "100", "9007199254740993", "0.005"],
            Type::Text => &["\"A\"", "\"中\"", "\"abc\"", "\" \"", "\"x\"", "\"O'\""],
            Type::Boolean => &["TRUE", "FALSE"],
            Type::Date => &["DATE(2026, 1, 31)", "TODAY()"],
            Type::DateTime => &["NOW()"],
            Type::Record => &["ME()"],
            _ => &["BLANK"],
        };
        let choice = self.byte() % 10;
        let text = match choice {
            0 => "BLANK",
            1..=3 => self.pick(constants),
            _ => self.pick(paths),
        };
        Expression::parse(text).unwrap()
    }

    fn rows(&mut self, kind: &Type) -> Ast {
        let path = match kind {
            Type::Number => self.pick(&["rows.whole", "rows.price", "rows.link.money", "up.rows.price"]),
            Type::Date => self.pick(&["rows.day", "up.rows.day"]),
            Type::DateTime => "rows.moment",
            _ => self.pick(&["rows.word", "rows.link.word"]),
        };
        Expression::parse(path).unwrap()
    }

    fn tree(&mut self, kind: &Type, depth: u32) -> Ast {
        use BinaryOperator as B;
        let choice = self.byte();
        if depth == 0 || choice < 50 {
            return self.leaf(kind);
        }
        if choice > 140 {
            return self.call(kind, depth);
        }
        let scalars = [Type::Number, Type::Number, Type::Text, Type::Date, Type::DateTime];
        let (operator, operands) = match kind {
            Type::Number if choice < 60 => {
                let operand = Box::new(self.tree(kind, depth - 1));
                return Node::Unary { operator: UnaryOperator::Minus, operand }.into();
            }
            Type::Number => (self.pick(&[B::Add, B::Subtract, B::Multiply, B::Divide]), Type::Number),
            Type::Text => (B::Join, self.pick(&[Type::Number, Type::Text, Type::Date, Type::DateTime, Type::Boolean])),
            Type::Boolean if choice < 60 => {
                let operand = Box::new(self.tree(kind, depth - 1));
                return Node::Unary { operator: UnaryOperator::Not, operand }.into();
            }
            Type::Boolean if choice < 80 => (self.pick(&[B::And, B::Or]), Type::Boolean),
            Type::Boolean if choice < 90 => (self.pick(&[B::Equal, B::NotEqual]), self.pick(&[Type::Boolean, Type::Record])),
            Type::Boolean => {
                let signs = [B::Equal, B::NotEqual, B::Less, B::LessOrEqual, B::Greater, B::GreaterOrEqual];
                (self.pick(&signs), self.pick(&scalars))
            }
            _ => return self.call(kind, depth),
        };
        let (left, right) = (self.tree(&operands, depth - 1), self.tree(&operands, depth - 1));
        Node::Binary { operator, left: Box::new(left), right: Box::new(right) }.into()
    }

    fn call(&mut self, kind: &Type, depth: u32) -> Ast {
        let fits = |gives: Gives| match gives {
            Gives::Number => *kind == Type::Number,
            Gives::Text => *kind == Type::Text,
            Gives::Boolean => *kind == Type::Boolean,
            Gives::Date => *kind == Type::Date,
            Gives::DateTime => *kind == Type::DateTime,
            Gives::Record => *kind == Type::Record,
            Gives::Common => true,
        };
        let ordered = matches!(kind, Type::Number | Type::Date | Type::DateTime);
        let mut usable: Vec<_> = functions_in_sql().filter_map(function).collect();
        usable.retain(|function| fits(function.signature.gives));
        usable.retain(|function| ordered || !function.signature.repeated.contains(&Want::Ordered));
        let function = self.pick(&usable);
        let counts: Vec<usize> = (0..7).filter(|count| function.signature.wants(*count).is_some()).collect();
        let wants = function.signature.wants(self.pick(&counts)).unwrap();
        let compared = self.pick(&[Type::Number, Type::Text, Type::Boolean, Type::Record]);
        let mut arguments = Vec::new();
        for want in wants {
            let is_rows = self.byte() % 2 == 0;
            arguments.push(match want {
                Want::Numbers if is_rows => self.rows(&Type::Number),
                Want::Ordered if is_rows => self.rows(kind),
                Want::TextOrTexts if is_rows => {
                    let tags = Expression::parse("tags").unwrap();
                    if self.byte() % 2 == 0 { tags } else { self.rows(&Type::Text) }
                }
                Want::Any if is_rows => {
                    let path = self.pick(&["rows", "rows.word", "rows.link", "tags", "up.rows", "rows.moment"]);
                    Expression::parse(path).unwrap()
                }
                Want::Number | Want::Numbers => self.tree(&Type::Number, depth - 1),
                Want::Text | Want::TextOrTexts | Want::Any => self.tree(&Type::Text, depth - 1),
                Want::Printable => {
                    let kinds = [Type::Number, Type::Text, Type::Date, Type::DateTime, Type::Boolean];
                    let kind = self.pick(&kinds);
                    self.tree(&kind, depth - 1)
                }
                Want::Boolean => self.tree(&Type::Boolean, depth - 1),
                Want::Date => {
                    let kind = self.pick(&[Type::Date, Type::DateTime]);
                    self.tree(&kind, depth - 1)
                }
                Want::Common | Want::Ordered => self.tree(kind, depth - 1),
                Want::Compared => self.tree(&compared, depth - 1),
            });
        }
        Node::Call { function: function.name.to_owned(), arguments }.into()
    }
}

fn typed() -> impl Strategy<Value = Ast> {
    let kinds = vec![Type::Boolean, Type::Boolean, Type::Number, Type::Text, Type::Date, Type::DateTime, Type::Record];
    (prop::sample::select(kinds), prop::collection::vec(any::<u8>(), 0..160))
        .prop_map(|(kind, bytes)| Builder { bytes: bytes.into_iter() }.tree(&kind, 4))
}

/// The evaluator rounds to twelve decimals as SQL does.
fn rounds_to_twelve(memory: &Memory) -> bool {
    let third = Expression::parse("(1 / 3) & \"\"").unwrap();
    let third = CheckedExpression {
        ast: third,
        result: Type::Text,
        dependencies: Vec::new(),
        rows: Vec::new(),
        reads_clock: false,
        reads_user: false,
    };
    evaluate(&third, &At(memory, memory.ids[0])).unwrap() == Value::from("0.333333333333")
}

/// How an expression fared.
enum Outcome {
    Agreed,
    /// In memory it has no value for some record, where nothing is promised.
    NoValue,
}

/// Compares one expression over all records; an error says where they differ.
fn compare(app: &App, model: &Model, memory: &Memory, ast: &Ast) -> Result<Outcome, String> {
    let object = model.object_named("node").unwrap();
    let sight = Sight::Everything(model);
    let names = SqlNames { sight, object };
    // As text a number shows every digit, wherever its column would round.
    let shown = |ast: &Ast, checked: &CheckedExpression| -> Result<CheckedExpression, String> {
        if checked.result != Type::Number {
            return Ok(checked.clone());
        }
        let empty: Ast = Node::Text { value: String::new() }.into();
        let joined = Node::Binary { operator: BinaryOperator::Join, left: Box::new(ast.clone()), right: Box::new(empty) };
        check(&joined.into(), &names).map_err(|errors| format!("{errors:?}"))
    };
    let checked = check(ast, &names).map_err(|errors| format!("{ast}: {errors:?}"))?;
    let checked = shown(ast, &checked)?;
    let text = ast.to_string();
    if !rounds_to_twelve(memory) && ["/", "*", "AVG", "-"].iter().any(|word| text.contains(word)) {
        return Ok(Outcome::Agreed);
    }
    let column = match checked.result {
        Type::Boolean => ColumnType::Bool,
        Type::Date => ColumnType::Date,
        Type::DateTime => ColumnType::Instant,
        Type::Record => ColumnType::Id,
        _ => ColumnType::Text,
    };
    let mut wanted: HashMap<Id, Value> = HashMap::new();
    for id in &memory.ids {
        match evaluate(&checked, &At(memory, *id)) {
            Ok(value) => wanted.insert(*id, value),
            Err(_) => return Ok(Outcome::NoValue),
        };
    }
    let prepared = SqlExpression::of(&checked, names, SqlLimits::DOCUMENT).map_err(|errors| format!("{errors:?}"))?;
    let dialect = app.tenon.store().dialect();
    let statement = values_of(dialect, sight, object, &prepared, &memory.moment, column, &memory.ids);
    let holding = matching(dialect, sight, object, &prepared, &memory.moment, &memory.ids);
    let is_condition = checked.result == Type::Boolean;
    let outcome = app.run(app.tenon.store().read(async |db: &mut Db| {
        let rows = db.rows(&statement).await?;
        let holds = if is_condition { db.rows(&holding).await? } else { Vec::new() };
        Ok::<_, StoreError>((rows, holds))
    }));
    let (rows, holds) = outcome.map_err(|error| format!("{ast}\n{error}\n{}", statement.display()))?;
    let found: HashMap<Id, Value> = rows.iter().map(|row| (row[0].as_id().unwrap(), row[1].clone())).collect();
    for (place, id) in memory.ids.iter().enumerate() {
        if found[id] != wanted[id] {
            let (wanted, found) = (&wanted[id], &found[id]);
            return Err(format!("{ast}\nrecord {place}: wanted {wanted:?}, found {found:?}\n{}", statement.display()));
        }
        let holds = holds.iter().any(|row| row[0] == Value::Id(*id));
        if is_condition && holds != (wanted[id] == Value::Bool(true)) {
            return Err(format!("{ast}\nrecord {place} as a condition\n{}", holding.display()));
        }
    }
    Ok(Outcome::Agreed)
}

/// Shapes with an emission of their own, which chance might miss.
const SHAPES: &[&str] = &[
    "money * 2 > up.money", "money * whole > rate", "money * whole - 1 > money * 3", "money * money = money * money",
    "money + whole > rate + 1", "whole + whole + whole + whole > 5", "money >= 0.105", "money < -12.495", "whole > 2.5",
    "SUM(rows.price) > 5", "SUM(rows.price, money, 3) / 3", "AVG(rows.whole)", "MAX(rows.day) > day", "COUNT(rows, tags, word)",
    "MIN(rows.moment) = moment", "ISBLANK(up.rows)", "up.up.up.up.word", "up.up.up.up.up.word = BLANK", "money / 3 * 3 = money",
    "rate * rate * rate", "1 / 3 + 1 / 3 + 1 / 3", "0.000005 / 10", "-0.0000005 / 1000000", "MOD(-7, whole)", "MOD(money, -3)",
    "ROUND(money / 7, 1)", "ROUNDUP(rate, whole)", "ROUNDDOWN(money, -2)", "ROUND(money, -1) & \"\"", "INT(rate) & \"|\" & -rate",
    "UPPER(word) & LOWER(word)", "TRIM(word & \" \")", "MID(word, whole, 2)", "RIGHT(word, 3)", "CONTAINS(rows.word, word)",
    "CONTAINS(word, \"中\")", "moment & \"\"", "day & flag & money", "YEAR(moment) * 10000 + MONTH(moment) * 100 + DAY(moment)",
    "ADDMONTHS(day, whole)", "ADDDAYS(moment, -3)", "DATE(2026, whole, 31)", "DATE(YEAR(day), 2, 29)", "DAYS(moment, day)",
    "SWITCH(word & \"\", \"abc\", 1, BLANK, 2, 3)", "IFS(flag, 1, whole > 0, 2)", "COALESCE(rate + BLANK, money / 2, 7)",
    "word < up.word", "word >= \"abc\"", "flag = up.flag", "keeper = ME() OR up = BLANK", "NOT(flag) AND NOT(money > 1)",
];

fn agree(app: &App) {
    let memory = make(app);
    let world = app.tenon.world();
    let model = world.model();
    for text in SHAPES {
        if let Err(difference) = compare(app, model, &memory, &Expression::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))) {
            // A path may follow four references only.
            assert!(*text == "up.up.up.up.up.word = BLANK" && difference.contains("PathTooLong"), "{difference}");
        }
    }
    let without_value = std::cell::Cell::new(0_u32);
    let cases = 700;
    let mut runner = TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() });
    let outcome = runner.run(&typed(), |ast| match compare(app, model, &memory, &ast) {
        Ok(Outcome::Agreed) => Ok(()),
        Ok(Outcome::NoValue) => {
            without_value.set(without_value.get() + 1);
            Ok(())
        }
        Err(difference) => Err(TestCaseError::fail(difference)),
    });
    match outcome {
        Ok(()) => {}
        Err(TestError::Fail(why, _)) => panic!("{why}"),
        Err(other) => panic!("{other}"),
    }
    assert!(without_value.get() < cases / 4, "too many expressions have no value: {}", without_value.get());
}

#[test]
fn sqlite_computes_what_the_evaluator_computes() {
    agree(&start(Database::sqlite()));
}

#[test]
fn postgresql_computes_what_the_evaluator_computes() {
    if let Some(database) = Database::postgres() {
        agree(&start(database));
    }
}
