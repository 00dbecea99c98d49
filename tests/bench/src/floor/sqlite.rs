//! The floor's SQL on SQLite: one connection per worker, statements cached by the driver.

use std::collections::HashMap;
use std::path::Path;

use jiff::Timestamp;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::answers::{ContactLine, Customer, CustomerBody, CustomerChange, CustomerLabel, CustomerLine, Totals};
use super::token::Person;
use crate::Outcome;

const COLUMNS: &str = "id, revision, created_at, created_by, updated_at, updated_by, owner, department, approval_state, \
    number, name, short_name, level, industry, region, source, phone, email, website, address, legal_person, tax_number, \
    bank, bank_account, credit_limit, tags, next_follow_on, in_pool, remark, contract_count, contract_total, \
    received_total, unpaid_total, last_contract_on, open_opportunities";

/// A worker's connection.
pub(super) struct Link {
    connection: Connection,
}

type Found<T> = Result<T, rusqlite::Error>;

impl Link {
    /// Opens the database with the settings that Tenon has.
    pub(super) fn open(folder: &Path) -> Outcome<Self> {
        let connection = Connection::open(folder.join("floor.db"))?;
        connection.execute_batch(
            "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; \
             PRAGMA mmap_size = 268435456; PRAGMA cache_size = -16384; PRAGMA synchronous = FULL; \
             PRAGMA wal_autocheckpoint = 8000;",
        )?;
        connection.set_prepared_statement_cache_capacity(64);
        Ok(Self { connection })
    }

    /// One customer of the reader's rows.
    pub(super) fn customer(&self, id: Uuid, reader: Uuid, person: &Person) -> Found<Option<Customer>> {
        let (rule, mut values) = rule(reader, person, "");
        values.push(blob(id));
        let sql = format!("SELECT {COLUMNS} FROM customer WHERE {rule} AND id = ?");
        let mut statement = self.connection.prepare_cached(&sql)?;
        statement.query_row(rusqlite::params_from_iter(values), customer).optional()
    }

    /// The newest customers, with a level or without.
    pub(super) fn customers(&self, reader: Uuid, person: &Person, level: Option<&str>) -> Found<Vec<CustomerLine>> {
        let (rule, values) = newest("customer", reader, person, level);
        let sql = format!(
            "SELECT id, number, name, level, industry, region, phone, credit_limit, created_at FROM customer t \
             WHERE {rule} ORDER BY created_at DESC, id DESC LIMIT 51"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(rusqlite::params_from_iter(values), |row| {
            Ok(CustomerLine {
                id: row.get::<_, Uuid16>(0)?.0,
                number: row.get(1)?,
                name: row.get(2)?,
                level: row.get(3)?,
                industry: row.get(4)?,
                region: row.get(5)?,
                phone: row.get(6)?,
                credit_limit: row.get::<_, Option<i64>>(7)?.map(|cents| Decimal::new(cents, 2)),
                created_at: time(row, 8)?,
            })
        })?;
        rows.collect()
    }

    /// How many customers have a level.
    pub(super) fn count(&self, reader: Uuid, person: &Person, level: &str) -> Found<i64> {
        let (rule, mut values) = rule(reader, person, "");
        values.push(Value::Text(level.to_owned()));
        let sql = format!("SELECT count(*) FROM customer WHERE {rule} AND level = ?");
        self.connection.prepare_cached(&sql)?.query_row(rusqlite::params_from_iter(values), |row| row.get(0))
    }

    /// The newest contacts with the names of their customers.
    pub(super) fn contacts(&self, reader: Uuid, person: &Person) -> Found<Vec<ContactLine>> {
        let (own, mut theirs) = newest("contact", reader, person, None);
        let (joined, mut values) = rule(reader, person, "c.");
        values.append(&mut theirs);
        let sql = format!(
            "SELECT t.id, t.name, t.job_title, t.mobile, t.email, t.decision_role, t.is_primary, t.created_at, c.id, c.name \
             FROM contact t LEFT JOIN customer c ON c.id = t.customer AND {joined} WHERE {own} \
             ORDER BY t.created_at DESC, t.id DESC LIMIT 51"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(rusqlite::params_from_iter(values), |row| {
            let customer = match row.get::<_, Option<Uuid16>>(8)? {
                Some(id) => Some(CustomerLabel { id: id.0, label: row.get(9)? }),
                None => None,
            };
            Ok(ContactLine {
                id: row.get::<_, Uuid16>(0)?.0,
                name: row.get(1)?,
                job_title: row.get(2)?,
                mobile: row.get(3)?,
                email: row.get(4)?,
                decision_role: row.get(5)?,
                is_primary: row.get(6)?,
                created_at: time(row, 7)?,
                customer,
            })
        })?;
        rows.collect()
    }

    /// Stores a customer.
    pub(super) fn create(&self, customer: &mut Customer) -> Found<()> {
        self.transaction(|connection| {
            let number: i64 = connection
                .prepare_cached("UPDATE counter SET value = value + 1 WHERE name = 'customer' RETURNING value")?
                .query_row([], |row| row.get(0))?;
            customer.number = format!("KH{number:06}");
            let sql = format!("INSERT INTO customer ({COLUMNS}) VALUES ({})", vec!["?"; 35].join(", "));
            let (own, body) = (&*customer, &customer.body);
            connection.prepare_cached(&sql)?.execute(params![
                own.id.as_bytes(),
                own.revision,
                own.created_at.as_microsecond(),
                own.created_by.as_ref().map(Uuid::as_bytes),
                own.updated_at.as_microsecond(),
                own.updated_by.as_ref().map(Uuid::as_bytes),
                own.owner.as_ref().map(Uuid::as_bytes),
                own.department.as_ref().map(Uuid::as_bytes),
                own.approval_state,
                own.number,
                body.name,
                body.short_name,
                body.level,
                body.industry,
                body.region,
                body.source,
                body.phone,
                body.email,
                body.website,
                body.address,
                body.legal_person,
                body.tax_number,
                body.bank,
                body.bank_account,
                cents_of(body.credit_limit),
                body.tags.as_ref().and_then(|tags| serde_json::to_string(tags).ok()),
                body.next_follow_on,
                body.in_pool,
                body.remark,
                customer.totals.contract_count,
                cents_of(customer.totals.contract_total),
                cents_of(customer.totals.received_total),
                cents_of(customer.totals.unpaid_total),
                customer.totals.last_contract_on,
                customer.totals.open_opportunities,
            ])?;
            Ok(())
        })
    }

    /// Changes a customer that still has the revision, and answers it.
    pub(super) fn update(
        &self,
        id: Uuid,
        revision: i64,
        reader: Uuid,
        person: &Person,
        change: &CustomerChange,
        now: Timestamp,
    ) -> Found<Option<Customer>> {
        self.transaction(|connection| {
            let (rule, mine) = rule(reader, person, "");
            let sql = format!(
                "UPDATE customer SET phone = ?, remark = ?, updated_at = ?, updated_by = ?, revision = revision + 1 \
                 WHERE id = ? AND revision = ? AND {rule} RETURNING {COLUMNS}"
            );
            let mut values: Vec<Value> = vec![
                Value::Text(change.phone.clone()),
                Value::Text(change.remark.clone()),
                Value::Integer(now.as_microsecond()),
                blob(reader),
                blob(id),
                Value::Integer(revision),
            ];
            values.extend(mine);
            connection.prepare_cached(&sql)?.query_row(rusqlite::params_from_iter(values), customer).optional()
        })
    }

    fn transaction<T>(&self, work: impl FnOnce(&Connection) -> Found<T>) -> Found<T> {
        self.connection.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
        let outcome = work(&self.connection);
        let end = if outcome.is_ok() { "COMMIT" } else { "ROLLBACK" };
        self.connection.prepare_cached(end)?.execute([])?;
        outcome
    }
}

/// The reader's rows: own ones, or those of four departments too.
fn rule(reader: Uuid, person: &Person, alias: &str) -> (String, Vec<Value>) {
    match &person.sees {
        None => (format!("{alias}owner = ?"), vec![blob(reader)]),
        Some(departments) => (
            format!("({alias}owner = ? OR {alias}department IN (?, ?, ?, ?))"),
            std::iter::once(reader).chain(departments.iter().copied()).map(blob).collect(),
        ),
    }
}

/// The rule for a page of the newest rows `t`. With departments each index is walked for itself: the plain `OR` makes
/// SQLite sort half of the table, and whoever writes by hand would not leave it at that.
fn newest(table: &str, reader: Uuid, person: &Person, level: Option<&str>) -> (String, Vec<Value>) {
    let filter = if level.is_some() { " AND level = ?" } else { "" };
    let level = level.map(|level| Value::Text(level.to_owned()));
    let Some(departments) = &person.sees else {
        return (format!("t.owner = ?{filter}"), std::iter::once(blob(reader)).chain(level).collect());
    };
    let walk = |column: &str| {
        format!(
            "SELECT id FROM (SELECT id FROM {table} WHERE {column} = ?{filter} ORDER BY created_at DESC, id DESC LIMIT 51)"
        )
    };
    let mut walks = vec![walk("owner")];
    walks.extend(departments.iter().map(|_| walk("department")));
    let keys = std::iter::once(reader).chain(departments.iter().copied());
    let values = keys.flat_map(|key| std::iter::once(blob(key)).chain(level.clone())).collect();
    (format!("t.id IN ({})", walks.join(" UNION ALL ")), values)
}

fn blob(id: Uuid) -> Value {
    Value::Blob(id.as_bytes().to_vec())
}

struct Uuid16(Uuid);

impl rusqlite::types::FromSql for Uuid16 {
    fn column_result(value: rusqlite::types::ValueRef<'_>) -> rusqlite::types::FromSqlResult<Self> {
        let bytes = value.as_blob()?;
        Uuid::from_slice(bytes).map(Self).map_err(|_| rusqlite::types::FromSqlError::InvalidType)
    }
}

fn id(row: &Row<'_>, index: usize) -> Found<Option<Uuid>> {
    Ok(row.get::<_, Option<Uuid16>>(index)?.map(|id| id.0))
}

fn time(row: &Row<'_>, index: usize) -> Found<Timestamp> {
    Ok(Timestamp::from_microsecond(row.get(index)?).unwrap_or_default())
}

fn cents_of(amount: Option<Decimal>) -> Option<i64> {
    amount.and_then(|amount| i64::try_from((amount * Decimal::from(100)).mantissa()).ok())
}

fn amount(row: &Row<'_>, index: usize) -> Found<Option<Decimal>> {
    Ok(row.get::<_, Option<i64>>(index)?.map(|cents| Decimal::new(cents, 2)))
}

fn customer(row: &Row<'_>) -> Found<Customer> {
    let body = CustomerBody {
        name: row.get(10)?,
        short_name: row.get(11)?,
        level: row.get(12)?,
        industry: row.get(13)?,
        region: row.get(14)?,
        source: row.get(15)?,
        phone: row.get(16)?,
        email: row.get(17)?,
        website: row.get(18)?,
        address: row.get(19)?,
        legal_person: row.get(20)?,
        tax_number: row.get(21)?,
        bank: row.get(22)?,
        bank_account: row.get(23)?,
        credit_limit: amount(row, 24)?,
        tags: row.get::<_, Option<String>>(25)?.and_then(|text| serde_json::from_str(&text).ok()),
        next_follow_on: row.get(26)?,
        in_pool: row.get(27)?,
        remark: row.get(28)?,
    };
    let totals = Totals {
        contract_count: row.get(29)?,
        contract_total: amount(row, 30)?,
        received_total: amount(row, 31)?,
        unpaid_total: amount(row, 32)?,
        last_contract_on: row.get(33)?,
        open_opportunities: row.get(34)?,
    };
    Ok(Customer {
        id: id(row, 0)?.unwrap_or_default(),
        revision: row.get(1)?,
        created_at: time(row, 2)?,
        created_by: id(row, 3)?,
        updated_at: time(row, 4)?,
        updated_by: id(row, 5)?,
        owner: id(row, 6)?,
        department: id(row, 7)?,
        approval_state: row.get(8)?,
        number: row.get(9)?,
        body,
        totals,
    })
}

/// Names of people and departments, read once from the installation.
pub(super) fn office(folder: &Path) -> Outcome<(HashMap<Uuid, Person>, HashMap<Uuid, String>)> {
    let connection = Connection::open(folder.join("tenon.db"))?;
    let mut departments = HashMap::new();
    let mut parents = Vec::new();
    let mut statement = connection.prepare("SELECT id, name, parent FROM department")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let key = id(row, 0)?.unwrap_or_default();
        departments.insert(key, row.get::<_, String>(1)?);
        parents.push((key, id(row, 2)?));
    }
    let mut people = HashMap::new();
    let sql = "SELECT id, name, department, login FROM app_user WHERE active";
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let department = id(row, 2)?;
        let login: String = row.get(3)?;
        let sees = super::server::sees(&login, department, &parents);
        people.insert(id(row, 0)?.unwrap_or_default(), Person { name: row.get(1)?, department, sees });
    }
    Ok((people, departments))
}
