//! A small world of names and values for the tests.

use engine_expressions::{Environment, PathType, Source, Type};
use engine_values::{Date, Decimal, Id, Timestamp, Value};

/// The same names for the checker and the evaluator.
pub struct World;

/// Names of the record: type, and value. `none_` names are blank.
pub fn names() -> Vec<(&'static str, Type, Value)> {
    let date = Date::new(2026, 11, 21).expect("date");
    let instant: Timestamp = "2026-11-21T20:00:00Z".parse().expect("instant");
    vec![
        ("amount", Type::Number, Value::Decimal(Decimal::new(1_234_560, 2))),
        ("quantity", Type::Number, Value::Int(3)),
        ("name", Type::Text, Value::from("华东销售合同")),
        ("level", Type::Text, Value::from("A")),
        ("urgent", Type::Boolean, Value::Bool(true)),
        ("signed_on", Type::Date, Value::Date(date)),
        ("created_at", Type::DateTime, Value::Instant(instant)),
        ("owner", Type::Record, Value::Id(Id::from_u128(7))),
        ("tags", Type::list(Type::Text), Value::List(vec!["vip".into(), "east".into()])),
        ("none_number", Type::Number, Value::Null),
        ("none_text", Type::Text, Value::from("")),
        ("none_boolean", Type::Boolean, Value::Null),
        ("none_date", Type::Date, Value::Null),
    ]
}

impl Environment for World {
    fn resolve(&self, path: &[&str]) -> Option<PathType> {
        match path {
            ["record", "lines"] => Some(PathType::Rows),
            ["record", "lines", "amount"] => Some(PathType::Scalar(Type::Number)),
            ["record", "lines", "due"] => Some(PathType::Scalar(Type::Date)),
            ["record", "lines", "parts"] => Some(PathType::Rows),
            ["record", "customer", "level"] | ["user", "login"] => Some(PathType::Scalar(Type::Text)),
            ["record", name] => {
                names().into_iter().find(|(known, ..)| known == name).map(|(_, kind, _)| PathType::Scalar(kind))
            }
            _ => None,
        }
    }
}

impl Source for World {
    fn value(&self, path: &[String]) -> Value {
        let parts: Vec<&str> = path.iter().map(String::as_str).collect();
        match parts.as_slice() {
            ["record", "customer", "level"] => Value::from("B"),
            ["user", "login"] => Value::from("wang"),
            ["record", name] => {
                names().into_iter().find(|(known, ..)| known == name).map(|(.., value)| value).unwrap_or_default()
            }
            _ => Value::Null,
        }
    }

    fn row_count(&self, _: &[String]) -> usize {
        3
    }

    fn row_values(&self, path: &[String]) -> Vec<Value> {
        match path.last().map(String::as_str) {
            Some("amount") => vec![Value::Decimal(Decimal::new(1_050, 2)), Value::Null, Value::Int(4)],
            Some("due") => vec![Value::Null, Value::Date(Date::new(2026, 1, 31).expect("date")), Value::Null],
            _ => Vec::new(),
        }
    }

    fn now(&self) -> Timestamp {
        "2026-11-21T20:00:00Z".parse().expect("instant")
    }

    fn user(&self) -> Option<Id> {
        Some(Id::from_u128(7))
    }
}
