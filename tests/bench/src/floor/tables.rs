//! The floor's own tables, filled from Tenon's: the same rows, the same types, the same indexes.

use engine_model::{Model, Object};

use crate::Outcome;

const CUSTOMER: &[(&str, &str, &str)] = &[
    ("id", "BLOB NOT NULL PRIMARY KEY", "uuid NOT NULL PRIMARY KEY"),
    ("revision", "INTEGER", "bigint"),
    ("created_at", "INTEGER", "timestamptz"),
    ("created_by", "BLOB", "uuid"),
    ("updated_at", "INTEGER", "timestamptz"),
    ("updated_by", "BLOB", "uuid"),
    ("owner", "BLOB", "uuid"),
    ("department", "BLOB", "uuid"),
    ("approval_state", "TEXT", "text"),
    ("number", "TEXT", "text"),
    ("name", "TEXT", "text"),
    ("short_name", "TEXT", "text"),
    ("level", "TEXT", "text"),
    ("industry", "TEXT", "text"),
    ("region", "TEXT", "text"),
    ("source", "TEXT", "text"),
    ("phone", "TEXT", "text"),
    ("email", "TEXT", "text"),
    ("website", "TEXT", "text"),
    ("address", "TEXT", "text"),
    ("legal_person", "TEXT", "text"),
    ("tax_number", "TEXT", "text"),
    ("bank", "TEXT", "text"),
    ("bank_account", "TEXT", "text"),
    ("credit_limit", "INTEGER", "numeric(18,2)"),
    ("tags", "TEXT", "text[]"),
    ("next_follow_on", "TEXT", "date"),
    ("in_pool", "INTEGER", "boolean"),
    ("remark", "TEXT", "text"),
    ("contract_count", "INTEGER", "bigint"),
    ("contract_total", "INTEGER", "numeric(18,2)"),
    ("received_total", "INTEGER", "numeric(18,2)"),
    ("unpaid_total", "INTEGER", "numeric(18,2)"),
    ("last_contract_on", "TEXT", "date"),
    ("open_opportunities", "INTEGER", "bigint"),
];

const CONTACT: &[(&str, &str, &str)] = &[
    ("id", "BLOB NOT NULL PRIMARY KEY", "uuid NOT NULL PRIMARY KEY"),
    ("revision", "INTEGER", "bigint"),
    ("created_at", "INTEGER", "timestamptz"),
    ("created_by", "BLOB", "uuid"),
    ("updated_at", "INTEGER", "timestamptz"),
    ("updated_by", "BLOB", "uuid"),
    ("owner", "BLOB", "uuid"),
    ("department", "BLOB", "uuid"),
    ("customer", "BLOB REFERENCES customer (id)", "uuid REFERENCES floor.customer (id)"),
    ("name", "TEXT", "text"),
    ("gender", "TEXT", "text"),
    ("division", "TEXT", "text"),
    ("job_title", "TEXT", "text"),
    ("decision_role", "TEXT", "text"),
    ("mobile", "TEXT", "text"),
    ("phone", "TEXT", "text"),
    ("email", "TEXT", "text"),
    ("wechat", "TEXT", "text"),
    ("birthday", "TEXT", "date"),
    ("is_primary", "INTEGER", "boolean"),
    ("in_service", "INTEGER", "boolean"),
    ("address", "TEXT", "text"),
    ("remark", "TEXT", "text"),
];

const COUNTER: &str = "CREATE TABLE counter (name TEXT PRIMARY KEY, value BIGINT NOT NULL)";

fn columns(columns: &[(&str, &str, &str)], is_postgres: bool) -> String {
    let declared = |(name, sqlite, postgres): &(&str, &str, &str)| {
        format!("{name} {}", if is_postgres { postgres } else { sqlite })
    };
    columns.iter().map(declared).collect::<Vec<_>>().join(", ")
}

fn names(columns: &[(&str, &str, &str)]) -> String {
    columns.iter().map(|(name, _, _)| *name).collect::<Vec<_>>().join(", ")
}

/// Tenon's physical names of the same columns.
fn physical(object: &Object, columns: &[(&str, &str, &str)]) -> Outcome<String> {
    let of = |(name, _, _): &(&str, &str, &str)| {
        let field = object.field_named(name).and_then(|(_, field)| field.column.as_ref());
        field.map(|(name, _)| name.clone()).ok_or(format!("no column {name}"))
    };
    Ok(columns.iter().map(of).collect::<Result<Vec<_>, _>>()?.join(", "))
}

/// The indexes that the model gives its own table, under the floor's names.
fn indexes(model: &Model, object: &Object, columns: &[(&str, &str, &str)]) -> Vec<String> {
    let layouts = engine_model::layouts(model);
    let Some(layout) = layouts.into_iter().find(|layout| layout.name == object.table) else { return Vec::new() };
    let name_of = |physical: &String| {
        let field = object.columns().find(|(_, field)| field.column.as_ref().is_some_and(|(name, _)| name == physical));
        field.map(|(_, field)| field.name.clone())
    };
    let single = layout.columns.iter().filter(|column| column.indexed).map(|column| ("", vec![column.name.clone()]));
    let several = layout.indexes.into_iter().map(|columns| ("", columns));
    let unique = layout.unique.into_iter().map(|columns| ("UNIQUE ", columns));
    single
        .chain(several)
        .chain(unique)
        .enumerate()
        .filter_map(|(number, (kind, physical))| {
            let names: Option<Vec<String>> = physical.iter().map(name_of).collect();
            let names =
                names.filter(|names| names.iter().all(|name| columns.iter().any(|(known, _, _)| known == name)))?;
            let table = &object.name;
            Some(format!("CREATE {kind}INDEX {table}_{number} ON {table} ({})", names.join(", ")))
        })
        .collect()
}

fn object<'a>(model: &'a Model, name: &str) -> Outcome<&'a Object> {
    model.object_named(name).ok_or_else(|| format!("no object {name}").into())
}

/// Makes and fills `floor.db` beside `tenon.db`.
pub(crate) fn fill_sqlite(model: &Model, folder: &std::path::Path, number: i64) -> Outcome<()> {
    let connection = rusqlite::Connection::open(folder.join("floor.db"))?;
    let source = folder.join("tenon.db");
    connection.execute_batch("PRAGMA journal_mode = WAL")?;
    connection.execute("ATTACH ?1 AS tenon", [source.to_str().unwrap_or_default()])?;
    for (name, wanted) in [("customer", CUSTOMER), ("contact", CONTACT)] {
        let object = object(model, name)?;
        connection.execute_batch(&format!("CREATE TABLE {name} ({})", columns(wanted, false)))?;
        connection.execute_batch(&format!(
            "INSERT INTO {name} ({}) SELECT {} FROM tenon.{} ORDER BY rowid",
            names(wanted),
            physical(object, wanted)?,
            object.table
        ))?;
        for index in indexes(model, object, wanted) {
            connection.execute_batch(&index)?;
        }
    }
    connection.execute_batch(COUNTER)?;
    connection.execute("INSERT INTO counter (name, value) VALUES ('customer', ?1)", [number])?;
    connection.execute_batch("DETACH tenon; PRAGMA wal_checkpoint(TRUNCATE)")?;
    Ok(())
}

/// Makes and fills the schema `floor` of the installation's database.
pub(crate) async fn fill_postgres(model: &Model, client: &tokio_postgres::Client, number: i64) -> Outcome<()> {
    client.batch_execute("CREATE SCHEMA floor").await?;
    for (name, wanted) in [("customer", CUSTOMER), ("contact", CONTACT)] {
        let object = object(model, name)?;
        client.batch_execute(&format!("CREATE TABLE floor.{name} ({})", columns(wanted, true))).await?;
        let (table, own, theirs) = (&object.table, names(wanted), physical(object, wanted)?);
        let copy = format!("INSERT INTO floor.{name} ({own}) SELECT {theirs} FROM public.{table} ORDER BY id");
        client.batch_execute(&copy).await?;
        for index in indexes(model, object, wanted) {
            client.batch_execute(&index.replace(&format!("ON {name} "), &format!("ON floor.{name} "))).await?;
        }
    }
    client.batch_execute(&COUNTER.replace("TABLE counter", "TABLE floor.counter")).await?;
    client.execute("INSERT INTO floor.counter (name, value) VALUES ('customer', $1)", &[&number]).await?;
    Ok(())
}
