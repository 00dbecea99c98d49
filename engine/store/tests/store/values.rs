//! Every kind of value goes in and comes out the same on both databases.

use engine_sql::{Dialect, SqlWriter};
use engine_store::{Db, StoreError};
use engine_values::{ColumnType, Value};
use serde_json::json;

use crate::support::{databases, plain};

const DECIMAL: ColumnType = ColumnType::Decimal { precision: 18, scale: 2 };
const SMALL: ColumnType = ColumnType::Decimal { precision: 18, scale: 18 };

const COLUMNS: [(&str, ColumnType, &str, &str); 11] = [
    ("a", ColumnType::Bool, "INTEGER", "boolean"),
    ("b", ColumnType::Int, "INTEGER", "bigint"),
    ("c", DECIMAL, "INTEGER", "numeric(18,2)"),
    ("d", SMALL, "INTEGER", "numeric(18,18)"),
    ("e", ColumnType::Text, "TEXT", "text"),
    ("f", ColumnType::Date, "TEXT", "date"),
    ("g", ColumnType::Instant, "INTEGER", "timestamptz"),
    ("h", ColumnType::Id, "BLOB", "uuid"),
    ("i", ColumnType::TextList, "TEXT", "text[]"),
    ("j", ColumnType::Json, "TEXT", "jsonb"),
    ("k", ColumnType::Bytes, "BLOB", "bytea"),
];

fn decimal(text: &str) -> Value {
    Value::Decimal(text.parse().unwrap())
}

fn samples() -> Vec<Vec<Value>> {
    let id = engine_values::Uuid::parse_str("01890a5d-ac96-774b-bcce-b302099a8057").unwrap();
    vec![
        vec![Value::Null; COLUMNS.len()],
        vec![
            Value::Bool(true),
            Value::Int(i64::MAX),
            decimal("9999999999999999.99"),
            decimal("0.999999999999999999"),
            Value::from("合同 'quoted' \"x\" \\ ? $1 😀"),
            Value::Date("9999-12-31".parse().unwrap()),
            Value::Instant("2026-11-21T08:00:00.123456Z".parse().unwrap()),
            Value::Id(id),
            Value::List(vec!["甲".into(), String::new(), "a,\"b\"{}\\".into()]),
            Value::Json(json!({"zz": 1, "a": [true, null, "文"], "m": {"y": 1.5, "b": ""}})),
            Value::from("00ff10"),
        ],
        vec![
            Value::Bool(false),
            Value::Int(i64::MIN),
            decimal("-9999999999999999.99"),
            decimal("-0.000000000000000001"),
            Value::from(""),
            Value::Date("0001-01-01".parse().unwrap()),
            Value::Instant("1969-12-31T23:59:59.999999Z".parse().unwrap()),
            Value::Id(engine_values::Uuid::nil()),
            Value::List(vec![]),
            Value::Json(json!([])),
            Value::from(""),
        ],
        vec![
            Value::Bool(true),
            Value::Int(0),
            decimal("12"),
            decimal("0"),
            Value::from("x"),
            Value::Date("2024-02-29".parse().unwrap()),
            Value::Instant("1970-01-01T00:00:00Z".parse().unwrap()),
            Value::Id(id),
            Value::List(vec!["one".into()]),
            Value::Json(json!("text")),
            Value::from("ab"),
        ],
    ]
}

async fn write_and_read(db: &mut Db) -> Result<Vec<Vec<Value>>, StoreError> {
    let dialect = db.dialect();
    let types = COLUMNS.map(|(name, _, sqlite, postgres)| {
        format!("{name} {}", if dialect == Dialect::Sqlite { sqlite } else { postgres })
    });
    db.execute(&plain(dialect, &format!("CREATE TABLE sample (n bigint, {})", types.join(", ")))).await?;
    for (number, sample) in (0_i64..).zip(samples()) {
        let mut writer = SqlWriter::new(dialect);
        writer.push("INSERT INTO sample VALUES (").bind(ColumnType::Int, number);
        for ((_, column, ..), value) in COLUMNS.iter().zip(sample) {
            writer.push(", ").bind(*column, value);
        }
        writer.push(")");
        assert_eq!(db.execute(&writer.finish()).await?, 1);
    }
    let mut writer = SqlWriter::new(dialect);
    writer.push("SELECT a, b, c, d, e, f, g, h, i, j, k FROM sample ORDER BY n");
    writer.columns(&COLUMNS.map(|(_, column, ..)| column));
    db.rows(&writer.finish()).await
}

#[tokio::test]
async fn values_come_back_as_they_went_in() {
    let mut seen = Vec::new();
    for database in databases().await {
        let rows = database.store.write(async |db: &mut Db| write_and_read(db).await).await.unwrap();
        assert_eq!(rows, samples());
        seen.push(serde_json::to_string(&rows.iter().flatten().map(Value::to_json).collect::<Vec<_>>()).unwrap());
    }
    assert!(seen[0].contains("\"12.00\""), "places are always written: {}", seen[0]);
    assert!(seen.windows(2).all(|pair| pair[0] == pair[1]));
}

#[tokio::test]
async fn a_value_that_does_not_fit_is_refused() {
    let wrong: Vec<(ColumnType, Value)> = vec![
        (DECIMAL, decimal("10000000000000000.00")),
        (DECIMAL, decimal("0.001")),
        (DECIMAL, Value::Int(i64::MAX)),
        (ColumnType::Int, Value::from("1")),
        (ColumnType::Text, Value::Int(1)),
        (ColumnType::Id, Value::from("01890a5d-ac96-774b-bcce-b302099a8057")),
        (ColumnType::Bytes, Value::from("0")),
        (ColumnType::Json, Value::from("{}")),
    ];
    for database in databases().await {
        for (column, value) in wrong.clone() {
            let result = database
                .store
                .read(async |db: &mut Db| {
                    let mut writer = SqlWriter::new(db.dialect());
                    writer.push("SELECT ").bind(column, value.clone()).column(column);
                    db.row(&writer.finish()).await
                })
                .await;
            assert!(matches!(result, Err(StoreError::Other(_))), "{column:?} {value:?}: {result:?}");
        }
    }
}

#[tokio::test]
async fn aggregates_of_decimals_are_exact_on_both() {
    for database in databases().await {
        let sum = database
            .store
            .write(async |db: &mut Db| {
                let text = if db.dialect() == Dialect::Sqlite { "INTEGER" } else { "numeric(18,2)" };
                let dialect = db.dialect();
                db.execute(&plain(dialect, &format!("CREATE TABLE amounts (v {text})"))).await?;
                for value in ["0.10", "0.20", "1234567890123456.78"] {
                    let mut writer = SqlWriter::new(db.dialect());
                    writer.push("INSERT INTO amounts VALUES (").bind(DECIMAL, decimal(value)).push(")");
                    db.execute(&writer.finish()).await?;
                }
                let mut writer = SqlWriter::new(db.dialect());
                writer.push("SELECT SUM(v) FROM amounts").column(DECIMAL);
                db.row(&writer.finish()).await
            })
            .await
            .unwrap();
        assert_eq!(sum.unwrap()[0].to_json(), json!("1234567890123457.08"));
    }
}
