//! Computed fields: what a write costs that goes up two levels, and how long a changed roll-up takes over many records.
//! In this process, through the services, on both databases.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use engine_access::{Actor, Scope};
use engine_model::{FieldIndex, Object};
use engine_services::{
    NewPerson, Tenon, TenonOptions, add_person, check_computed, create, install_documents, run_jobs,
};
use engine_store::{Db, Store, StoreConfig, StoreError};
use engine_values::{Id, Timestamp, Value, new_id};
use rust_decimal::Decimal;
use serde_json::{Map, Value as Json, json};

use crate::process::processor_time;
use crate::{Options, Outcome, report};

/// Of the bench on a PostgreSQL server.
const DATABASE: &str = "tenon_bench_computed";
/// Deals that the writes are spread over.
const DEALS: usize = 50;
const LOT: usize = 500;

/// Measures both databases.
pub(crate) async fn measure(options: &Options) -> Outcome<String> {
    let rows = options.rows.unwrap_or(if options.quick { 30_000 } else { 1_000_000 });
    let writes = if options.quick { 300 } else { 3000 };
    let mut text = "| database | figure | measured | goal |\n|---|---|--:|--:|\n".to_owned();
    for postgres in std::iter::once(None).chain(options.postgres.as_deref().map(Some)) {
        let name = if postgres.is_some() { "PostgreSQL" } else { "SQLite" };
        if options.on.as_ref().is_some_and(|on| !name.to_lowercase().contains(on)) {
            continue;
        }
        let place = Place::make(postgres).await?;
        let (tenon, actor) = place.open().await?;
        report::tell(&format!("{name}: {writes} writes each"));
        let plain = place.cost(&tenon, &actor, "plain_", writes).await?;
        let graph = place.cost(&tenon, &actor, "", writes).await?;
        let factor = graph / plain;
        text.push_str(&format!(
            "| {name} | a write with 3 roll-ups up two levels, processor, against the plain write of {plain:.3} ms | {factor:.2}× | 2× |\n"
        ));
        report::tell(&format!("{name}: filling {rows} deals with a receipt each"));
        fill(&tenon, rows).await?;
        let seconds = backfill(&tenon).await?;
        text.push_str(&format!(
            "| {name} | a changed roll-up filter over {rows} records | {seconds:.1} s | 120 s for 1,000,000 |\n"
        ));
        place.close().await?;
    }
    Ok(text)
}

/// A data folder, and a database on the server.
struct Place {
    folder: PathBuf,
    server: Option<(String, tokio_postgres::Client)>,
}

impl Place {
    async fn make(url: Option<&str>) -> Outcome<Self> {
        let folder = std::env::temp_dir().join(format!("tenon-bench-computed-{}", std::process::id()));
        tokio::fs::create_dir_all(&folder).await?;
        let server = match url {
            None => None,
            Some(url) => {
                let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls).await?;
                tokio::spawn(connection);
                client.batch_execute(&format!("DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")).await?;
                client.batch_execute(&format!("CREATE DATABASE {DATABASE}")).await?;
                let base = url.rsplit_once('/').map_or(url, |(base, _)| base);
                Some((format!("{base}/{DATABASE}"), client))
            }
        };
        Ok(Self { folder, server })
    }

    async fn open(&self) -> Outcome<(Arc<Tenon>, Arc<Actor>)> {
        let config = match &self.server {
            Some((url, _)) => StoreConfig::Postgres { url: url.clone(), max_connections: 2 },
            None => StoreConfig::Sqlite { folder: self.folder.clone() },
        };
        let store = Store::open(config, engine_query::SQL_FUNCTIONS).await?;
        let told = |failure: engine_services::Failure| format!("{failure:?}");
        let tenon = Tenon::open(TenonOptions::new(store, self.folder.clone())).await.map_err(told)?;
        install_documents(&tenon, documents("amount > 0"), "bench").await.map_err(told)?;
        let person = NewPerson {
            login: "boss".to_owned(),
            name: "Boss".to_owned(),
            email: None,
            phone: None,
            password: "bench-Pass-7391".to_owned(),
            language: None,
            department: None,
            roles: vec!["boss".to_owned()],
        };
        let id = add_person(&tenon, person).await.map_err(told)?;
        let actor = tenon.world().actor(id).cloned().ok_or("no actor")?;
        Ok((tenon, actor))
    }

    /// Processes that work for the bench: this one, and those of the database.
    async fn workers(&self) -> Outcome<Vec<u32>> {
        let mut pids = vec![std::process::id()];
        if let Some((_, client)) = &self.server {
            let sql = "SELECT pid FROM pg_stat_activity WHERE datname = $1";
            for row in client.query(sql, &[&DATABASE]).await? {
                pids.push(u32::try_from(row.get::<_, i32>(0))?);
            }
        }
        Ok(pids)
    }

    /// Milliseconds of processor that one new receipt costs.
    async fn cost(&self, tenon: &Tenon, actor: &Arc<Actor>, prefix: &str, writes: usize) -> Outcome<f64> {
        let client = made(tenon, actor, &format!("{prefix}client"), json!({"name": "c"})).await?;
        let mut deals = Vec::with_capacity(DEALS);
        for place in 0..DEALS {
            let deal = json!({"name": format!("d{place}"), "client": client});
            deals.push(made(tenon, actor, &format!("{prefix}deal"), deal).await?);
        }
        let object = format!("{prefix}receipt");
        let receipt = |place: usize| json!({"name": "r", "deal": deals.get(place % DEALS), "amount": "12.50"});
        for place in 0..writes / 10 {
            made(tenon, actor, &object, receipt(place)).await?;
        }
        let workers = self.workers().await?;
        let before = processor_time(&workers);
        for place in 0..writes {
            made(tenon, actor, &object, receipt(place)).await?;
        }
        let spent = processor_time(&workers).saturating_sub(before);
        Ok(spent as f64 / 1e6 / writes as f64)
    }

    async fn close(self) -> Outcome<()> {
        tokio::fs::remove_dir_all(&self.folder).await?;
        if let Some((_, client)) = &self.server {
            client.batch_execute(&format!("DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")).await?;
        }
        Ok(())
    }
}

async fn made(tenon: &Tenon, actor: &Arc<Actor>, object: &str, body: Json) -> Outcome<Id> {
    let body: Map<String, Json> = body.as_object().cloned().unwrap_or_default();
    let reply = create(tenon, actor, object, body, Vec::new(), None).await.map_err(|failure| format!("{failure:?}"))?;
    let record: Json = serde_json::from_slice(&reply.body)?;
    let id = record.get("id").and_then(Json::as_str).ok_or("no id")?;
    Ok(id.parse()?)
}

/// Clients, deals and receipts: three roll-ups over two levels, and the same without any.
fn documents(filter: &str) -> Vec<Json> {
    let label = |name: &str| json!({"zh-CN": name, "en": name});
    let field = |name: &str, kind: &str, options: Json| json!({"name": name, "type": kind, "label": label(name), "options": options});
    let object = |name: &str, fields: Vec<Json>| {
        let mut all = vec![field("name", "text", json!({}))];
        all.extend(fields);
        json!({"kind": "object", "format": 1, "name": name, "label": label(name), "title_field": "name", "fields": all})
    };
    let to = |name: &str, object: &str| field(name, "reference", json!({"object": object}));
    let rollup = |name: &str, object: &str, back: &str, rest: Json| {
        let mut options = json!({"relation": {"object": object, "field": back}});
        if let (Some(options), Some(rest)) = (options.as_object_mut(), rest.as_object()) {
            options.extend(rest.clone());
        }
        field(name, "rollup", options)
    };
    let mut documents =
        vec![json!({"kind": "role", "format": 1, "name": "boss", "label": label("boss"), "everything": true})];
    for prefix in ["", "plain_"] {
        let named = |name: &str| format!("{prefix}{name}");
        let (mut client, mut deal) = (Vec::new(), vec![to("client", &named("client"))]);
        if prefix.is_empty() {
            client.push(rollup("paid", "deal", "client", json!({"function": "sum", "of": "paid"})));
            deal.push(rollup("paid", "receipt", "deal", json!({"function": "sum", "of": "amount"})));
            deal.push(rollup("receipts", "receipt", "deal", json!({"function": "count"})));
        }
        documents.push(object(&named("client"), client));
        documents.push(object(&named("deal"), deal));
        documents
            .push(object(&named("receipt"), vec![to("deal", &named("deal")), field("amount", "money", json!({}))]));
    }
    // Apart from the writes, whose three roll-ups are plain.
    documents.push(object(
        "crate",
        vec![rollup("large", "item", "crate", json!({"function": "sum", "of": "amount", "filter": filter}))],
    ));
    documents.push(object("item", vec![to("crate", "crate"), field("amount", "money", json!({}))]));
    documents
}

/// Crates with one item each, straight into their tables.
async fn fill(tenon: &Tenon, rows: usize) -> Outcome<()> {
    let world = tenon.world();
    let object = |name: &str| world.model().object_named(name).ok_or(format!("no object {name}"));
    let (parent, child) = (object("crate")?, object("item")?);
    for start in (0..rows).step_by(LOT) {
        let (mut parents, mut children) = (Vec::with_capacity(LOT), Vec::with_capacity(LOT));
        for place in start..rows.min(start + LOT) {
            let id = new_id();
            parents.push(row(parent, &[("id", Value::Id(id))]));
            let amount = Value::Decimal(Decimal::new(i64::try_from(place % 100)? * 100, 2));
            children.push(row(child, &[("id", Value::Id(new_id())), ("crate", Value::Id(id)), ("amount", amount)]));
        }
        let dialect = tenon.store().dialect();
        let statement = |object: &Object, rows| {
            let columns: Vec<FieldIndex> = object.columns().map(|(index, _)| index).collect();
            engine_query::insert(dialect, &Scope::integrity(object), object, &columns, rows)
        };
        let lots = [statement(parent, parents), statement(child, children)];
        tenon
            .store()
            .write(async move |db: &mut Db| -> Result<(), StoreError> {
                for lot in &lots {
                    db.execute(lot).await?;
                }
                Ok(())
            })
            .await?;
    }
    Ok(())
}

fn row(object: &Object, values: &[(&str, Value)]) -> Vec<Value> {
    let value = |name: &str| match name {
        "revision" => Value::Int(1),
        "created_at" | "updated_at" => Value::Instant(Timestamp::UNIX_EPOCH),
        name => values.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone()).unwrap_or_default(),
    };
    object.columns().map(|(_, field)| value(&field.name)).collect()
}

/// Seconds from the publication of another filter until every record has its new value.
async fn backfill(tenon: &Arc<Tenon>) -> Outcome<f64> {
    let started = Instant::now();
    install_documents(tenon, documents("amount > 50"), "bench").await.map_err(|failure| format!("{failure:?}"))?;
    loop {
        let done = run_jobs(tenon).await.map_err(|failure| format!("{failure:?}"))?;
        if done == 0 {
            break;
        }
    }
    let seconds = started.elapsed().as_secs_f64();
    let findings = check_computed(tenon).await.map_err(|failure| format!("{failure:?}"))?;
    match findings.iter().find(|finding| finding.wrong > 0) {
        Some(wrong) => Err(format!("{wrong:?}").into()),
        None => Ok(seconds),
    }
}
