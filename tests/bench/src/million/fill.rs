//! A million crates with one item each, made by one statement per table straight in the database.

use engine_model::{Model, Object};
use rusqlite::Connection;

use crate::Outcome;
use crate::place::Place;

/// Identities of crates begin with this; those of items with [`ITEMS`].
const CRATES: &str = "0193f000-0000-7000-8000";
const ITEMS: &str = "0193f001-0000-7000-8000";

/// The identity of an item as the API writes it.
pub(super) fn item(number: usize) -> String {
    format!("{ITEMS}-{number:012x}")
}

/// Physical names of what the bench looks at.
pub(super) struct Names {
    crates: String,
    name_of_crate: String,
    large: String,
    items: String,
    name: String,
    pub(super) of: String,
    amount: String,
    code: String,
}

impl Names {
    pub(super) fn of(model: &Model) -> Outcome<Self> {
        let object = |name: &str| model.object_named(name).ok_or(format!("no object {name}"));
        let (crates, items) = (object("crate")?, object("item")?);
        Ok(Self {
            crates: crates.table.clone(),
            name_of_crate: column(crates, "name")?,
            large: column(crates, "large")?,
            items: items.table.clone(),
            name: column(items, "name")?,
            of: column(items, "crate")?,
            amount: column(items, "amount")?,
            code: column(items, "code")?,
        })
    }
}

fn column(object: &Object, name: &str) -> Outcome<String> {
    let field = object.field_named(name).and_then(|(_, field)| field.column.as_ref());
    Ok(field.map(|(name, _)| name.clone()).ok_or(format!("no column {name}"))?)
}

/// Fills both tables. The item with number n has the amount n % 100 and belongs to the crate with the same number; one
/// code in a hundred is no number.
pub(super) async fn fill(place: &Place, names: &Names, rows: usize) -> Outcome<()> {
    let Names { crates, name_of_crate, large, items, name, of, amount, code } = names;
    match place.client().await? {
        Some(client) => {
            let id = |start: &str| format!("('{start}-' || lpad(to_hex(i), 12, '0'))::uuid");
            let (crate_id, item_id) = (id(CRATES), id(ITEMS));
            let series = format!("FROM generate_series(0::bigint, {rows} - 1) AS i");
            client
                .batch_execute(&format!(
                    "INSERT INTO {crates} (id, revision, created_at, updated_at, {name_of_crate}, {large})
                     SELECT {crate_id}, 1, now(), now(), 'c' || i, i % 100 {series};
                     INSERT INTO {items} (id, revision, created_at, updated_at, {name}, {of}, {amount}, {code})
                     SELECT {item_id}, 1, now(), now(), 'i' || i, {crate_id}, i % 100,
                            CASE WHEN i % 100 = 7 THEN 'none' ELSE (i % 100000) || '.' || (i % 10) END {series}"
                ))
                .await?;
            client.batch_execute("VACUUM ANALYZE").await?;
        }
        None => {
            let connection = Connection::open(place.file())?;
            let id = |start: &str| format!("unhex('{}' || printf('%012x', i))", start.replace('-', ""));
            let (crate_id, item_id) = (id(CRATES), id(ITEMS));
            let series =
                format!("WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {rows} - 1)");
            connection.execute_batch(&format!(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; BEGIN;
                 {series} INSERT INTO {crates} (id, revision, created_at, updated_at, {name_of_crate}, {large})
                 SELECT {crate_id}, 1, 0, 0, 'c' || i, i % 100 * 100 FROM n;
                 {series} INSERT INTO {items} (id, revision, created_at, updated_at, {name}, {of}, {amount}, {code})
                 SELECT {item_id}, 1, 0, 0, 'i' || i, {crate_id}, i % 100 * 100,
                        CASE WHEN i % 100 = 7 THEN 'none' ELSE (i % 100000) || '.' || (i % 10) END FROM n;
                 COMMIT; PRAGMA wal_checkpoint(TRUNCATE); PRAGMA analysis_limit = 10000; ANALYZE"
            ))?;
        }
    }
    Ok(())
}

/// Refuses unless every crate has the sum of its items with an amount above `above`.
pub(super) async fn compare(place: &Place, names: &Names, rows: usize, above: i64) -> Outcome<()> {
    let Names { crates, large, items, of, amount, .. } = names;
    let question = |other: &str, unit: i64| {
        format!(
            "SELECT count(*), count(*) FILTER (WHERE c.{large} {other} (CASE WHEN i.{amount} > {} THEN i.{amount} ELSE 0 END))
             FROM {crates} c JOIN {items} i ON i.{of} = c.id",
            above * unit
        )
    };
    let (all, wrong): (i64, i64) = match place.client().await? {
        Some(client) => {
            let row = client.query_one(&question("IS DISTINCT FROM", 1), &[]).await?;
            (row.get(0), row.get(1))
        }
        None => {
            let connection = Connection::open(place.file())?;
            connection.query_row(&question("IS NOT", 100), [], |row| Ok((row.get(0)?, row.get(1)?)))?
        }
    };
    if all == i64::try_from(rows)? && wrong == 0 {
        Ok(())
    } else {
        Err(format!("{wrong} of {all} crates have a wrong sum, {rows} were made").into())
    }
}
