//! An installation with the CRM template, an organisation of twenty members, and as many rows as wanted, loaded in lots
//! straight through the store into the tables that the model makes.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use engine_access::Scope;
use engine_model::{FieldIndex, Object};
use engine_services::{NewPerson, Tenon, TenonOptions, add_department, add_person};
use engine_sql::Statement;
use engine_store::{Db, Store, StoreConfig, StoreError, tables};
use engine_values::{Clock as _, Id, SystemClock, Timestamp, Value, new_id};
use seeds_generator::Values;
use serde_json::Value as Json;

use super::{MANAGER, MEMBER, PASSWORD};
use crate::demo::path;
use crate::{Outcome, floor, process, report};

const LOT: usize = 200;
const DATABASE: &str = "tenon_bench";

/// Which database.
#[derive(Debug, Clone)]
pub(crate) enum Place {
    /// In the data folder.
    Sqlite,
    /// On a server.
    Postgres {
        /// Of the server; the bench makes a database of its own there.
        url: String,
    },
}

impl Place {
    /// As the table calls it.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres { .. } => "PostgreSQL",
        }
    }

    fn database(&self) -> Option<String> {
        let Self::Postgres { url } = self else { return None };
        let base = url.rsplit_once('/').map_or(url.as_str(), |(base, _)| base);
        Some(format!("{base}/{DATABASE}"))
    }

    /// The server processes that work for the connections of a program.
    pub(crate) async fn backends(&self, program: &str) -> Outcome<Vec<u32>> {
        let Some(url) = self.database() else { return Ok(Vec::new()) };
        let sql = "SELECT pid FROM pg_stat_activity WHERE datname = $1 AND application_name = $2";
        let rows = connect(&url).await?.query(sql, &[&DATABASE, &program]).await?;
        rows.iter().map(|row| Ok(u32::try_from(row.get::<_, i32>(0))?)).collect()
    }
}

async fn connect(url: &str) -> Outcome<tokio_postgres::Client> {
    let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls).await?;
    tokio::spawn(connection);
    Ok(client)
}

/// A filled installation.
pub(crate) struct Installation {
    folder: PathBuf,
    keep: bool,
    /// Its database.
    pub(crate) place: Place,
    /// Customers of the member, in a mixed order.
    pub(crate) own: Vec<Id>,
    /// Nothing has been written since it was filled, so both sides hold the same rows.
    pub(crate) is_fresh: bool,
}

impl Installation {
    /// Makes and fills one, or takes the one that an earlier run kept.
    pub(crate) async fn fill(tenon: &Path, place: Place, rows: usize, keep: bool) -> Outcome<Self> {
        let folder = std::env::temp_dir().join(format!("tenon-bench-{}-{rows}", place.name().to_lowercase()));
        let is_kept = keep && folder.join("filled").exists();
        let installation = Self { folder, keep, place, own: Vec::new(), is_fresh: !is_kept };
        if !is_kept {
            installation.clear().await?;
            installation.make(tenon, rows).await?;
            tokio::fs::write(installation.folder.join("filled"), b"").await?;
        }
        installation.with_own_rows().await
    }

    /// How Tenon is started on it.
    pub(crate) fn tenon_arguments(&self) -> Outcome<Vec<String>> {
        let mut arguments = vec!["--data".to_owned(), path(&self.folder)?.to_owned()];
        arguments.extend(["--listen".to_owned(), "127.0.0.1:0".to_owned()]);
        if let Some(url) = self.place.database() {
            arguments.extend(["--database".to_owned(), url]);
        }
        arguments.push("serve".to_owned());
        Ok(arguments)
    }

    /// How the floor is started on it.
    pub(crate) fn floor_arguments(&self) -> Outcome<Vec<String>> {
        let mut arguments = vec!["floor".to_owned(), "--folder".to_owned(), path(&self.folder)?.to_owned()];
        // An empty URL: a variable that names the server must not reach a floor on SQLite.
        arguments.extend(["--postgres".to_owned(), self.place.database().unwrap_or_default()]);
        Ok(arguments)
    }

    async fn clear(&self) -> Outcome<()> {
        if self.folder.exists() {
            std::fs::remove_dir_all(&self.folder)?;
        }
        if let Place::Postgres { url } = &self.place {
            let client = connect(url).await?;
            client.batch_execute(&format!("DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")).await?;
            client.batch_execute(&format!("CREATE DATABASE {DATABASE}")).await?;
            // Helpers of a parallel plan end before anybody can read what they used.
            let settings = format!("ALTER DATABASE {DATABASE} SET max_parallel_workers_per_gather = 0");
            client.batch_execute(&settings).await?;
        }
        Ok(())
    }

    async fn open(&self) -> Outcome<Arc<Tenon>> {
        let config = match self.place.database() {
            Some(url) => StoreConfig::Postgres { url, max_connections: 4 },
            None => StoreConfig::Sqlite { folder: self.folder.clone() },
        };
        let store = Store::open(config, engine_services::SQL_FUNCTIONS).await?;
        Tenon::open(TenonOptions::new(store, self.folder.clone()))
            .await
            .map_err(|failure| format!("{failure:?}").into())
    }

    async fn make(&self, tenon: &Path, rows: usize) -> Outcome<()> {
        report::tell(&format!("{}: filling {rows} customers and {} contacts", self.place.name(), 2 * rows));
        let mut arguments = self.tenon_arguments()?;
        arguments.pop();
        arguments.extend(["template", "install", "crm"].map(str::to_owned));
        process::run(tenon, &arguments.iter().map(String::as_str).collect::<Vec<_>>())?;
        let tenon = self.open().await?;
        let members = organisation(&tenon).await.map_err(|failure| format!("{failure:?}"))?;
        load(&tenon, rows, &members).await?;
        let world = tenon.world();
        let number = i64::try_from(rows)?;
        match self.place.database() {
            None => floor::fill_sqlite(world.model(), &self.folder, number)?,
            Some(url) => {
                let client = connect(&url).await?;
                floor::fill_postgres(world.model(), &client, number).await?;
                client.batch_execute("VACUUM ANALYZE").await?;
            }
        }
        Ok(())
    }

    async fn with_own_rows(mut self) -> Outcome<Self> {
        let tenon = self.open().await?;
        let world = tenon.world();
        let customer = world.model().object_named("customer").ok_or("no customer")?;
        let member = world.directory.person_with_login(MEMBER).ok_or("no member")?;
        let actor = world.actor(member.id).ok_or("no actor")?;
        let reader = world.reader(actor);
        let id = customer.system_id();
        let request = engine_query::ListRequest { fields: vec![id], limit: 1_000_000, ..Default::default() };
        let plan = engine_query::list(tenon.store().dialect(), reader, customer, &reader.reading(customer), &request)
            .map_err(|problem| format!("{problem:?}"))?;
        let found: Vec<Vec<Value>> = tenon.store().read(async |db: &mut Db| db.rows(&plan.statement).await).await?;
        let ids: Vec<Id> = found.iter().filter_map(|row| row.first().and_then(Value::as_id)).collect();
        // Neighbours in the list are not neighbours in the tables, and the order is the same in every run.
        self.own = (0..ids.len()).filter_map(|place| ids.get(place * 7919 % ids.len()).copied()).collect();
        Ok(self)
    }
}

impl Drop for Installation {
    fn drop(&mut self) {
        if !self.keep {
            let _ = std::fs::remove_dir_all(&self.folder);
        }
    }
}

/// The `id` field of an object.
trait SystemId {
    fn system_id(&self) -> FieldIndex;
}

impl SystemId for Object {
    fn system_id(&self) -> FieldIndex {
        self.field_named("id").map_or(FieldIndex(0), |(index, _)| index)
    }
}

/// Two branches with two departments each; five members in each department, a manager over the first branch.
async fn organisation(tenon: &Arc<Tenon>) -> engine_services::Answer<Vec<(Id, Id)>> {
    let company = add_department(tenon, "公司", None).await?;
    let mut members = Vec::new();
    for branch in ["东区", "西区"] {
        let head = add_department(tenon, branch, Some(company)).await?;
        if branch == "东区" {
            person(tenon, MANAGER, "sales_manager", head).await?;
        }
        for team in ["一部", "二部"] {
            let department = add_department(tenon, &format!("{branch}{team}"), Some(head)).await?;
            for _ in 0..5 {
                let login = format!("rep{:02}", members.len() + 1);
                members.push((person(tenon, &login, "sales_rep", department).await?, department));
            }
        }
    }
    Ok(members)
}

async fn person(tenon: &Arc<Tenon>, login: &str, role: &str, department: Id) -> engine_services::Answer<Id> {
    let person = NewPerson {
        login: login.to_owned(),
        name: format!("员工{login}"),
        email: None,
        phone: None,
        password: PASSWORD.to_owned(),
        language: None,
        department: Some(department),
        roles: vec![role.to_owned()],
    };
    add_person(tenon, person).await
}

async fn load(tenon: &Arc<Tenon>, rows: usize, members: &[(Id, Id)]) -> Outcome<()> {
    let world = tenon.world();
    let object = |name: &str| world.model().object_named(name).ok_or(format!("no object {name}"));
    let (customer, contact) = (object("customer")?, object("contact")?);
    let start = Timestamp::from_second(SystemClock.now().as_second() - i64::try_from(rows)? * 20)?;
    let mut customers = Vec::with_capacity(LOT);
    let mut contacts = Vec::with_capacity(2 * LOT);
    for (index, item) in seeds_generator::scale(rows).enumerate() {
        let (owner, department) = members.get(index % members.len()).copied().ok_or("no members")?;
        let at = Timestamp::from_second(start.as_second() + i64::try_from(index)? * 20)?;
        let system = |id: Id| {
            HashMap::from([
                ("id", Value::Id(id)),
                ("revision", Value::Int(1)),
                ("created_at", Value::Instant(at)),
                ("updated_at", Value::Instant(at)),
                ("created_by", Value::Id(owner)),
                ("updated_by", Value::Id(owner)),
                ("owner", Value::Id(owner)),
                ("department", Value::Id(department)),
            ])
        };
        let id = new_id();
        let mut fixed = system(id);
        fixed.insert("number", Value::from(format!("KH{:06}", index + 1)));
        fixed.extend([("contract_count", Value::Int(0)), ("open_opportunities", Value::Int(0))]);
        customers.push(row(customer, &item.values, fixed)?);
        for values in &item.contacts {
            let mut fixed = system(new_id());
            fixed.insert("customer", Value::Id(id));
            contacts.push(row(contact, values, fixed)?);
        }
        if customers.len() == LOT || index + 1 == rows {
            let lots = vec![
                statement(tenon, customer, std::mem::take(&mut customers)),
                statement(tenon, contact, std::mem::take(&mut contacts)),
            ];
            store(tenon, lots).await?;
        }
    }
    let field = customer.field_named("number").map(|(_, field)| field.uid.clone()).unwrap_or_default();
    let counter = format!("{}/{field}/", customer.uid);
    let many = i64::try_from(rows)?;
    tenon.store().write(async move |db: &mut Db| tables::counters::next(db, &counter, many).await).await?;
    Ok(())
}

fn row(object: &Object, values: &Values, mut fixed: HashMap<&str, Value>) -> Outcome<Vec<Value>> {
    let value = |field: &engine_model::Field| match (fixed.remove(field.name.as_str()), values.get(&field.name)) {
        (Some(value), _) => Ok(value),
        (None, Some(Json::Null) | None) => Ok(Value::Null),
        (None, Some(json)) => field.rules.parse(json).map_err(|problem| format!("{}: {problem:?}", field.name).into()),
    };
    let mut value = value;
    object.columns().map(|(_, field)| value(field)).collect()
}

fn statement(tenon: &Tenon, object: &Object, rows: Vec<Vec<Value>>) -> Statement {
    let columns: Vec<FieldIndex> = object.columns().map(|(index, _)| index).collect();
    engine_query::insert(tenon.store().dialect(), &Scope::integrity(object), object, &columns, rows)
}

async fn store(tenon: &Tenon, statements: Vec<Statement>) -> Outcome<()> {
    tenon
        .store()
        .write(async move |db: &mut Db| -> Result<(), StoreError> {
            for statement in &statements {
                db.execute(statement).await?;
            }
            Ok(())
        })
        .await?;
    Ok(())
}
