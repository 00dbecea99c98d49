//! The floor's SQL on PostgreSQL: a few connections per worker, every statement prepared once on each.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use rust_decimal::Decimal;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, Error, NoTls, Row, Statement};
use uuid::Uuid;

use super::answers::{ContactLine, Customer, CustomerBody, CustomerChange, CustomerLabel, CustomerLine, Totals};
use super::token::Person;
use crate::Outcome;

const COLUMNS: &str = "id, revision, created_at, created_by, updated_at, updated_by, owner, department, approval_state, \
    number, name, short_name, level, industry, region, source, phone, email, website, address, legal_person, tax_number, \
    bank, bank_account, credit_limit, tags, next_follow_on, in_pool, remark, contract_count, contract_total, \
    received_total, unpaid_total, last_contract_on, open_opportunities";

type Binds<'a> = Vec<&'a (dyn ToSql + Sync)>;

/// A connection with its prepared statements.
pub(super) struct Link {
    client: Client,
    prepared: RefCell<HashMap<String, Statement>>,
}

/// The connections of one worker.
#[derive(Clone)]
pub(super) struct Links {
    url: String,
    idle: Rc<RefCell<Vec<Link>>>,
    room: Rc<tokio::sync::Semaphore>,
}

impl Links {
    /// None open yet, at most eight.
    pub(super) fn new(url: &str) -> Self {
        Self { url: url.to_owned(), idle: Rc::default(), room: Rc::new(tokio::sync::Semaphore::new(8)) }
    }

    /// Runs work on an idle connection.
    pub(super) async fn with<T>(&self, work: impl AsyncFnOnce(&mut Link) -> Result<T, Error>) -> Outcome<T> {
        let _permit = self.room.acquire().await?;
        let idle = self.idle.borrow_mut().pop();
        let mut link = match idle {
            Some(link) => link,
            None => Link::open(&self.url).await?,
        };
        let outcome = work(&mut link).await?;
        self.idle.borrow_mut().push(link);
        Ok(outcome)
    }
}

impl Link {
    async fn open(url: &str) -> Outcome<Self> {
        let mut config: tokio_postgres::Config = url.parse()?;
        config.application_name("floor").options("-csearch_path=floor");
        let (client, connection) = config.connect(NoTls).await?;
        actix_web::rt::spawn(connection);
        Ok(Self { client, prepared: RefCell::default() })
    }

    async fn prepared(&self, sql: &str) -> Result<Statement, Error> {
        if let Some(statement) = self.prepared.borrow().get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(sql).await?;
        self.prepared.borrow_mut().insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }

    async fn query(&self, sql: &str, binds: &[&(dyn ToSql + Sync)]) -> Result<Vec<Row>, Error> {
        let statement = self.prepared(sql).await?;
        self.client.query(&statement, binds).await
    }

    /// One customer of the reader's rows.
    pub(super) async fn customer(
        &mut self,
        id: Uuid,
        reader: Uuid,
        person: &Person,
    ) -> Result<Option<Customer>, Error> {
        let (rule, mut binds) = rule(&reader, person, "", 0);
        binds.push(&id);
        let sql = format!("SELECT {COLUMNS} FROM customer WHERE {rule} AND id = ${}", binds.len());
        Ok(self.query(&sql, &binds).await?.first().map(customer))
    }

    /// The newest customers, with a level or without.
    pub(super) async fn customers(
        &mut self,
        reader: Uuid,
        person: &Person,
        level: Option<&str>,
    ) -> Result<Vec<CustomerLine>, Error> {
        let (rule, mut binds) = rule(&reader, person, "", 0);
        let mut filter = String::new();
        if let Some(level) = &level {
            binds.push(level);
            filter = format!(" AND level = ${}", binds.len());
        }
        let sql = format!(
            "SELECT id, number, name, level, industry, region, phone, credit_limit, created_at FROM customer \
             WHERE {rule}{filter} ORDER BY created_at DESC, id DESC LIMIT 51"
        );
        let rows = self.query(&sql, &binds).await?;
        let line = |row: &Row| CustomerLine {
            id: row.get(0),
            number: row.get(1),
            name: row.get(2),
            level: row.get(3),
            industry: row.get(4),
            region: row.get(5),
            phone: row.get(6),
            credit_limit: row.get(7),
            created_at: row.get(8),
        };
        Ok(rows.iter().map(line).collect())
    }

    /// How many customers have a level.
    pub(super) async fn count(&mut self, reader: Uuid, person: &Person, level: &str) -> Result<i64, Error> {
        let (rule, mut binds) = rule(&reader, person, "", 0);
        binds.push(&level);
        let sql = format!("SELECT count(*) FROM customer WHERE {rule} AND level = ${}", binds.len());
        Ok(self.query(&sql, &binds).await?.first().map_or(0, |row| row.get(0)))
    }

    /// The newest contacts with the names of their customers.
    pub(super) async fn contacts(&mut self, reader: Uuid, person: &Person) -> Result<Vec<ContactLine>, Error> {
        let (own, binds) = rule(&reader, person, "t.", 0);
        let (joined, _) = rule(&reader, person, "c.", 0);
        let sql = format!(
            "SELECT t.id, t.name, t.job_title, t.mobile, t.email, t.decision_role, t.is_primary, t.created_at, c.id, c.name \
             FROM contact t LEFT JOIN customer c ON c.id = t.customer AND {joined} WHERE {own} \
             ORDER BY t.created_at DESC, t.id DESC LIMIT 51"
        );
        let rows = self.query(&sql, &binds).await?;
        let line = |row: &Row| ContactLine {
            id: row.get(0),
            name: row.get(1),
            job_title: row.get(2),
            mobile: row.get(3),
            email: row.get(4),
            decision_role: row.get(5),
            is_primary: row.get(6),
            created_at: row.get(7),
            customer: row.get::<_, Option<Uuid>>(8).map(|id| CustomerLabel { id, label: row.get(9) }),
        };
        Ok(rows.iter().map(line).collect())
    }

    /// Stores a customer.
    pub(super) async fn create(&mut self, customer: &mut Customer) -> Result<(), Error> {
        let next =
            self.prepared("UPDATE counter SET value = value + 1 WHERE name = 'customer' RETURNING value").await?;
        let places: Vec<String> = (1..=35).map(|place| format!("${place}")).collect();
        let insert = self.prepared(&format!("INSERT INTO customer ({COLUMNS}) VALUES ({})", places.join(", "))).await?;
        let transaction = self.client.transaction().await?;
        let number: i64 = transaction.query_one(&next, &[]).await?.get(0);
        customer.number = format!("KH{number:06}");
        let date = |text: &Option<String>| text.as_deref().and_then(|day| day.parse::<jiff::civil::Date>().ok());
        let (day, last) = (date(&customer.body.next_follow_on), date(&customer.totals.last_contract_on));
        let (own, body, totals) = (&*customer, &customer.body, &customer.totals);
        let binds: Binds<'_> = vec![
            &own.id,
            &own.revision,
            &own.created_at,
            &own.created_by,
            &own.updated_at,
            &own.updated_by,
            &own.owner,
            &own.department,
            &own.approval_state,
            &own.number,
            &body.name,
            &body.short_name,
            &body.level,
            &body.industry,
            &body.region,
            &body.source,
            &body.phone,
            &body.email,
            &body.website,
            &body.address,
            &body.legal_person,
            &body.tax_number,
            &body.bank,
            &body.bank_account,
            &body.credit_limit,
            &body.tags,
            &day,
            &body.in_pool,
            &body.remark,
            &totals.contract_count,
            &totals.contract_total,
            &totals.received_total,
            &totals.unpaid_total,
            &last,
            &totals.open_opportunities,
        ];
        transaction.execute(&insert, &binds).await?;
        transaction.commit().await
    }

    /// Changes a customer that still has the revision, and answers it.
    pub(super) async fn update(
        &mut self,
        id: Uuid,
        revision: i64,
        reader: Uuid,
        person: &Person,
        change: &CustomerChange,
        now: jiff::Timestamp,
    ) -> Result<Option<Customer>, Error> {
        let (rule, theirs) = rule(&reader, person, "", 6);
        let sql = format!(
            "UPDATE customer SET phone = $1, remark = $2, updated_at = $3, updated_by = $4, revision = revision + 1 \
             WHERE id = $5 AND revision = $6 AND {rule} RETURNING {COLUMNS}"
        );
        let statement = self.prepared(&sql).await?;
        let mut binds: Binds<'_> = vec![&change.phone, &change.remark, &now, &reader, &id, &revision];
        binds.extend(theirs);
        let transaction = self.client.transaction().await?;
        let changed = transaction.query_opt(&statement, &binds).await?;
        transaction.commit().await?;
        Ok(changed.as_ref().map(customer))
    }
}

/// The reader's rows: own ones, or those of four departments too.
fn rule<'a>(reader: &'a Uuid, person: &'a Person, alias: &str, before: usize) -> (String, Binds<'a>) {
    let mut binds: Binds<'a> = vec![reader];
    let first = before + 1;
    match &person.sees {
        None => (format!("{alias}owner = ${first}"), binds),
        Some(departments) => {
            binds.extend(departments.iter().map(|id| -> &(dyn ToSql + Sync) { id }));
            let places: Vec<String> = (first + 1..first + 5).map(|place| format!("${place}")).collect();
            (format!("({alias}owner = ${first} OR {alias}department IN ({}))", places.join(", ")), binds)
        }
    }
}

fn customer(row: &Row) -> Customer {
    let body = CustomerBody {
        name: row.get(10),
        short_name: row.get(11),
        level: row.get(12),
        industry: row.get(13),
        region: row.get(14),
        source: row.get(15),
        phone: row.get(16),
        email: row.get(17),
        website: row.get(18),
        address: row.get(19),
        legal_person: row.get(20),
        tax_number: row.get(21),
        bank: row.get(22),
        bank_account: row.get(23),
        credit_limit: row.get::<_, Option<Decimal>>(24),
        tags: row.get(25),
        next_follow_on: row.get::<_, Option<jiff::civil::Date>>(26).map(|day| day.to_string()),
        in_pool: row.get(27),
        remark: row.get(28),
    };
    let totals = Totals {
        contract_count: row.get(29),
        contract_total: row.get(30),
        received_total: row.get(31),
        unpaid_total: row.get(32),
        last_contract_on: row.get::<_, Option<jiff::civil::Date>>(33).map(|day| day.to_string()),
        open_opportunities: row.get(34),
    };
    Customer {
        id: row.get(0),
        revision: row.get(1),
        created_at: row.get(2),
        created_by: row.get(3),
        updated_at: row.get(4),
        updated_by: row.get(5),
        owner: row.get(6),
        department: row.get(7),
        approval_state: row.get(8),
        number: row.get(9),
        body,
        totals,
    }
}

/// Names of people and departments, read once from the installation.
pub(super) async fn office(url: &str) -> Outcome<(HashMap<Uuid, Person>, HashMap<Uuid, String>)> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    actix_web::rt::spawn(connection);
    let rows = client.query("SELECT id, name, parent FROM public.department", &[]).await?;
    let departments = rows.iter().map(|row| (row.get(0), row.get(1))).collect();
    let parents: Vec<(Uuid, Option<Uuid>)> = rows.iter().map(|row| (row.get(0), row.get(2))).collect();
    let rows = client.query("SELECT id, name, department, login FROM public.app_user WHERE active", &[]).await?;
    let person = |row: &Row| {
        let (department, login): (Option<Uuid>, String) = (row.get(2), row.get(3));
        let sees = super::server::sees(&login, department, &parents);
        (row.get(0), Person { name: row.get(1), department, sees })
    };
    Ok((rows.iter().map(person).collect(), departments))
}
