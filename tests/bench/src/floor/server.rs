//! The floor's routes.

use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;

use actix_web::http::header;
use actix_web::web::{Bytes, Data, Query};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use engine_values::Clock as _;
use serde::Deserialize;
use uuid::Uuid;

use super::answers::{Customer, CustomerBody, CustomerChange, Totals, page};
use super::token::{Office, Person};
use super::{postgres, sqlite};
use crate::Outcome;

const PAGE: usize = 50;

/// A worker's way to the database.
enum Link {
    Sqlite(sqlite::Link),
    Postgres(postgres::Links),
}

#[derive(Deserialize)]
struct ListParameters {
    filter: Option<String>,
    count: Option<String>,
}

#[derive(Deserialize)]
struct LevelFilter {
    value: String,
}

type Answered = Result<HttpResponse, actix_web::Error>;

/// Serves until stopped.
pub(super) async fn serve(folder: &Path, postgres: Option<&str>) -> Outcome<()> {
    let (people, departments) = match postgres {
        Some(url) => postgres::office(url).await?,
        None => sqlite::office(folder)?,
    };
    let office = Data::from(Arc::new(Office::open(folder, people, departments)?));
    let (folder, postgres) = (folder.to_owned(), postgres.map(str::to_owned));
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    let server = HttpServer::new(move || {
        let (folder, postgres) = (folder.clone(), postgres.clone());
        App::new()
            .app_data(office.clone())
            .data_factory(move || {
                let (folder, postgres) = (folder.clone(), postgres.clone());
                async move {
                    match postgres {
                        Some(url) => Ok::<_, String>(Link::Postgres(postgres::Links::new(&url))),
                        None => sqlite::Link::open(&folder).map(Link::Sqlite).map_err(|error| error.to_string()),
                    }
                }
            })
            .route("/api/v1/records/customer/{id}", web::get().to(read))
            .route("/api/v1/records/customer/{id}", web::patch().to(update))
            .route("/api/v1/records/customer", web::get().to(customers))
            .route("/api/v1/records/customer", web::post().to(create))
            .route("/api/v1/records/contact", web::get().to(contacts))
    })
    .workers(std::thread::available_parallelism()?.get())
    .listen(listener)?
    .run();
    writeln!(std::io::stdout(), "http://{address}")?;
    Ok(server.await?)
}

/// The departments of a manager: the own one and those below. Everybody else sees only what is his.
pub(super) fn sees(login: &str, department: Option<Uuid>, parents: &[(Uuid, Option<Uuid>)]) -> Option<[Uuid; 4]> {
    if login != crate::records::MANAGER {
        return None;
    }
    let own = department?;
    let mut all: Vec<Uuid> = std::iter::once(own)
        .chain(parents.iter().filter(|(_, parent)| *parent == Some(own)).map(|(id, _)| *id))
        .collect();
    let last = *all.last()?;
    all.resize(4, last);
    all.try_into().ok()
}

fn failed(error: impl std::fmt::Display) -> actix_web::Error {
    actix_web::error::ErrorInternalServerError(error.to_string())
}

fn reader<'a>(request: &HttpRequest, office: &'a Office) -> Result<(Uuid, &'a Person), actix_web::Error> {
    office.reader(request).ok_or_else(|| actix_web::error::ErrorUnauthorized("not signed in"))
}

fn json(body: Vec<u8>) -> HttpResponse {
    HttpResponse::Ok().content_type("application/json").body(body)
}

fn record(customer: Option<Customer>, office: &Office, created: bool) -> Answered {
    let Some(customer) = customer else { return Ok(HttpResponse::NotFound().finish()) };
    let mut response = if created { HttpResponse::Created() } else { HttpResponse::Ok() };
    response.insert_header((header::ETAG, format!("\"{}\"", customer.revision)));
    Ok(response.content_type("application/json").body(customer.answer(office)))
}

async fn read(request: HttpRequest, id: web::Path<Uuid>, office: Data<Office>, link: Data<Link>) -> Answered {
    let (user, person) = reader(&request, &office)?;
    let found = match link.as_ref() {
        Link::Sqlite(link) => link.customer(*id, user, person).map_err(failed)?,
        Link::Postgres(links) => {
            links.with(async |link| link.customer(*id, user, person).await).await.map_err(failed)?
        }
    };
    record(found, &office, false)
}

async fn customers(
    request: HttpRequest,
    parameters: Query<ListParameters>,
    office: Data<Office>,
    link: Data<Link>,
) -> Answered {
    let (user, person) = reader(&request, &office)?;
    let filter = parameters.filter.as_deref().map(serde_json::from_str::<LevelFilter>).transpose().map_err(failed)?;
    let level = filter.as_ref().map(|filter| filter.value.as_str());
    let counted = level.filter(|_| parameters.count.is_some());
    let (lines, count) = match link.as_ref() {
        Link::Sqlite(link) => {
            let count = counted.map(|level| link.count(user, person, level)).transpose().map_err(failed)?;
            (link.customers(user, person, level).map_err(failed)?, count)
        }
        Link::Postgres(links) => links
            .with(async |link| {
                let lines = link.customers(user, person, level).await?;
                let count = match counted {
                    Some(level) => Some(link.count(user, person, level).await?),
                    None => None,
                };
                Ok((lines, count))
            })
            .await
            .map_err(failed)?,
    };
    Ok(json(page(&lines, PAGE, count)))
}

async fn contacts(request: HttpRequest, office: Data<Office>, link: Data<Link>) -> Answered {
    let (user, person) = reader(&request, &office)?;
    let lines = match link.as_ref() {
        Link::Sqlite(link) => link.contacts(user, person).map_err(failed)?,
        Link::Postgres(links) => links.with(async |link| link.contacts(user, person).await).await.map_err(failed)?,
    };
    Ok(json(page(&lines, PAGE, None)))
}

async fn create(request: HttpRequest, body: Bytes, office: Data<Office>, link: Data<Link>) -> Answered {
    let (user, person) = reader(&request, &office)?;
    let body: CustomerBody = serde_json::from_slice(&body).map_err(actix_web::error::ErrorBadRequest)?;
    let now = engine_values::SystemClock.now();
    let mut customer = Customer {
        id: Uuid::now_v7(),
        revision: 1,
        created_at: now,
        created_by: Some(user),
        updated_at: now,
        updated_by: Some(user),
        owner: Some(user),
        department: person.department,
        body,
        totals: Totals { contract_count: Some(0), open_opportunities: Some(0), ..Totals::default() },
        ..Customer::default()
    };
    match link.as_ref() {
        Link::Sqlite(link) => link.create(&mut customer).map_err(failed)?,
        Link::Postgres(links) => links.with(async |link| link.create(&mut customer).await).await.map_err(failed)?,
    }
    record(Some(customer), &office, true)
}

async fn update(
    request: HttpRequest,
    id: web::Path<Uuid>,
    body: Bytes,
    office: Data<Office>,
    link: Data<Link>,
) -> Answered {
    let (user, person) = reader(&request, &office)?;
    let change: CustomerChange = serde_json::from_slice(&body).map_err(actix_web::error::ErrorBadRequest)?;
    let tag = request.headers().get(header::IF_MATCH).and_then(|value| value.to_str().ok());
    let revision: i64 = tag.and_then(|tag| tag.trim_matches('"').parse().ok()).unwrap_or_default();
    let now = engine_values::SystemClock.now();
    let found = match link.as_ref() {
        Link::Sqlite(link) => link.update(*id, revision, user, person, &change, now).map_err(failed)?,
        Link::Postgres(links) => links
            .with(async |link| link.update(*id, revision, user, person, &change, now).await)
            .await
            .map_err(failed)?,
    };
    record(found, &office, false)
}
