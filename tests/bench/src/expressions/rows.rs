//! A hundred thousand rows: made in the database, read back, and given to the evaluator.

use engine_access::Actor;
use engine_expressions::{Path, Source};
use engine_model::Model;
use engine_query::{ListRequest, list};
use engine_services::Tenon;
use engine_store::{Db, StoreError};
use engine_values::{Id, Timestamp, Value};
use rusqlite::Connection;
use serde_json::{Value as Json, json};

use crate::Outcome;
use crate::documents::{field, object, role};
use crate::place::Place;

/// The fields that formulas read, in the order in which rows have their values; the key comes first.
pub(super) const FIELDS: [&str; 9] =
    ["id", "quantity", "price", "discount", "priority", "closed", "signed_on", "level", "budget"];

pub(super) fn documents() -> Vec<Json> {
    let fields = vec![
        field("quantity", "integer", json!({"min": 0, "max": 1_000_000})),
        field("price", "money", json!({})),
        field("discount", "money", json!({})),
        field("priority", "integer", json!({"min": 1, "max": 9})),
        field("closed", "boolean", json!({})),
        field("signed_on", "date", json!({})),
        field("level", "text", json!({})),
        field("budget", "money", json!({})),
    ];
    vec![role(), object("deal", fields)]
}

/// The physical name of the table and of the fields.
pub(super) struct Names {
    pub(super) table: String,
    columns: Vec<String>,
}

impl Names {
    pub(super) fn of(model: &Model) -> Outcome<Self> {
        let deal = model.object_named("deal").ok_or("no object deal")?;
        let column = |name: &&str| {
            let field = deal.field_named(name).and_then(|(_, field)| field.column.as_ref());
            field.map(|(name, _)| name.clone()).ok_or(format!("no column {name}"))
        };
        Ok(Self { table: deal.table.clone(), columns: FIELDS.iter().map(column).collect::<Result<_, _>>()? })
    }

    /// SQL over the API names of fields, each in braces, with the physical ones.
    pub(super) fn physical(&self, text: &str) -> String {
        let named = FIELDS.iter().zip(&self.columns);
        named.fold(text.to_owned(), |text, (name, column)| text.replace(&format!("{{{name}}}"), column))
    }
}

/// Blanks now and then in every field but the quantity and the price.
pub(super) async fn fill(place: &Place, names: &Names, rows: usize) -> Outcome<()> {
    let into = format!("INSERT INTO {} (revision, created_at, updated_at, {})", names.table, names.columns.join(", "));
    match place.client().await? {
        Some(client) => {
            let select = "SELECT 1, now(), now(), ('0193f002-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid,
                i * 7 % 200, i * 13 % 90000 / 100.0, CASE WHEN i % 5 > 0 THEN i % 400 END, CASE WHEN i % 11 > 0 THEN i % 9 + 1 END,
                CASE WHEN i % 7 > 0 THEN i % 3 = 0 END, CASE WHEN i % 13 > 0 THEN date '2026-01-01' + (i % 365)::int END,
                CASE WHEN i % 17 > 0 THEN substr('abcd', (i % 4)::int + 1, 1) END, CASE WHEN i % 19 > 0 THEN i % 1500 END";
            client.batch_execute(&format!("{into} {select} FROM generate_series(0::bigint, {rows} - 1) AS i")).await?;
            client.batch_execute("VACUUM ANALYZE").await?;
        }
        None => {
            let connection = Connection::open(place.file())?;
            let select = "SELECT 1, 0, 0, unhex('0193f002000070008000' || printf('%012x', i)),
                i * 7 % 200, i * 13 % 90000, CASE WHEN i % 5 > 0 THEN i % 400 * 100 END, CASE WHEN i % 11 > 0 THEN i % 9 + 1 END,
                CASE WHEN i % 7 > 0 THEN i % 3 = 0 END, CASE WHEN i % 13 > 0 THEN date('2026-01-01', '+' || (i % 365) || ' days') END,
                CASE WHEN i % 17 > 0 THEN substr('abcd', i % 4 + 1, 1) END, CASE WHEN i % 19 > 0 THEN i % 1500 * 100 END";
            connection.execute_batch(&format!(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;
                 WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {rows} - 1) {into} {select} FROM n;
                 PRAGMA wal_checkpoint(TRUNCATE); ANALYZE"
            ))?;
        }
    }
    Ok(())
}

/// Every row as the database answers it, by its key.
pub(super) async fn load(tenon: &Tenon, actor: &Actor) -> Outcome<Vec<Vec<Value>>> {
    let world = tenon.world();
    let deal = world.model().object_named("deal").ok_or("no object deal")?;
    let reader = world.reader(actor);
    let fields = FIELDS.iter().filter_map(|name| deal.field_named(name)).map(|(index, _)| index).collect();
    let request = ListRequest { fields, limit: 10_000_000, ..ListRequest::default() };
    let plan = list(tenon.store().dialect(), reader, deal, &reader.reading(deal), &request)
        .map_err(|problem| format!("{problem:?}"))?;
    let rows = tenon.store().scan(async move |db: &mut Db| -> Result<_, StoreError> { db.rows(&plan.statement).await });
    Ok(rows.await?)
}

/// One row.
pub(super) struct Row<'a>(pub(super) &'a [Value]);

impl Source for Row<'_> {
    fn value(&self, path: &Path) -> Value {
        let place = path.names.first().and_then(|name| FIELDS.iter().position(|field| field == name));
        place.and_then(|place| self.0.get(place)).cloned().unwrap_or_default()
    }

    fn row_count(&self, _path: &Path) -> usize {
        0
    }

    fn row_values(&self, _path: &Path) -> Vec<Value> {
        Vec::new()
    }

    fn now(&self) -> Timestamp {
        Timestamp::UNIX_EPOCH
    }

    fn user(&self) -> Option<Id> {
        None
    }
}
