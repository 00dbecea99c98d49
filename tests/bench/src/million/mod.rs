//! A million records: adding a field, and changing the filter of a roll-up, over HTTP while others read and write.

mod fill;
mod waits;

use std::collections::BTreeSet;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value as Json, json};

use self::fill::{Names, compare};
use self::waits::{Waits, during};
use crate::documents::{field, object, reference, role, rollup};
use crate::figures::{Figures, Unit};
use crate::place::{BOSS, PASSWORD, Place};
use crate::process::rest;
use crate::wire::{Reply, Wire, once, request, sign_in};
use crate::{Options, Outcome, report};

/// The longest that anybody may have to wait for a new field, in milliseconds.
const WAIT: f64 = 1000.0;
/// A back-fill that takes longer has failed.
const LONGEST: Duration = Duration::from_mins(10);

/// Measures both databases.
pub(crate) async fn measure(program: &Path, options: &Options) -> Outcome<String> {
    // More than the 20,000 that a publication computes while it waits.
    let rows = options.rows.unwrap_or(if options.quick { 30_000 } else { 1_000_000 });
    let mut figures = Figures::new();
    for url in Place::wanted(options) {
        let place = Place::make("million", url).await?;
        let names = {
            let (tenon, _) = place.open_with(documents("amount > 0", false)).await?;
            Names::of(tenon.world().model())?
        };
        report::tell(&format!("{}: filling {rows} crates and {rows} items", place.name()));
        let started = Instant::now();
        fill::fill(&place, &names, rows).await?;
        report::tell(&format!("{}: filled in {:.0} s", place.name(), started.elapsed().as_secs_f64()));
        compare(&place, &names, rows, 0).await?;
        let server = place.serve(program)?;
        add_field(&place, &server.address, &mut figures).await?;
        change_filter(&place, &names, rows, &server.address, &mut figures).await?;
        drop(server);
        place.close().await?;
    }
    Ok(format!("{rows} records of each of two objects.\n\n{}", figures.finish()))
}

/// Crates with a roll-up of their items; the items perhaps with one more field.
fn documents(filter: &str, is_extended: bool) -> Vec<Json> {
    let rest = json!({"function": "sum", "of": "amount", "filter": filter});
    let mut fields =
        vec![reference("crate", "crate"), field("amount", "money", json!({})), field("code", "text", json!({}))];
    if is_extended {
        fields.push(field("one_more", "text", json!({})));
    }
    vec![role(), object("crate", vec![rollup("large", "item", "crate", &rest)]), object("item", fields)]
}

async fn publish(address: &str, token: &str, documents: Vec<Json>) -> Outcome<()> {
    let body = json!({"documents": documents, "note": "bench"}).to_string();
    once(address, "POST", "/api/v1/meta/publish", Some(token), &body).await?;
    Ok(())
}

fn waited(place: &Place, waits: Waits) {
    report::tell(&format!("{}: {} reads and {} writes meanwhile", place.name(), waits.reads, waits.writes));
}

async fn add_field(place: &Place, address: &str, figures: &mut Figures) -> Outcome<()> {
    let token = sign_in(address, BOSS, PASSWORD).await?;
    let work = async {
        let started = Instant::now();
        publish(address, &token, documents("amount > 0", true)).await?;
        Ok(started.elapsed().as_secs_f64() * 1000.0)
    };
    let (took, waits) = during(address, &token, work).await?;
    figures.told(place.name(), "publish of one more field", took, Unit::Milliseconds);
    waited(place, waits);
    let (read, written) = (waits.slowest_read, waits.slowest_write);
    figures.at_most(place.name(), "longest wait of a reader while a field is added", read, WAIT, Unit::Milliseconds);
    figures.at_most(place.name(), "longest wait of a writer while a field is added", written, WAIT, Unit::Milliseconds);
    let path = format!("/api/v1/records/item/{}", fill::item(1));
    let found = once(address, "GET", &path, Some(&token), "").await?;
    if found.get("one_more") == Some(&Json::Null) { Ok(()) } else { Err(format!("no new field in {found}").into()) }
}

async fn change_filter(place: &Place, names: &Names, rows: usize, address: &str, figures: &mut Figures) -> Outcome<()> {
    let token = sign_in(address, BOSS, PASSWORD).await?;
    let work = async {
        let started = Instant::now();
        publish(address, &token, documents("amount > 50", true)).await?;
        let seen = follow_job(place, address, &token).await?;
        Ok((started.elapsed().as_secs_f64(), seen))
    };
    let ((took, seen), waits) = during(address, &token, work).await?;
    let name = place.name();
    figures.at_most(name, "back-fill after a changed filter of a roll-up", took, 120.0, Unit::Seconds);
    waited(place, waits);
    figures.told(name, "longest wait of a reader while the back-fill runs", waits.slowest_read, Unit::Milliseconds);
    figures.told(name, "longest wait of a writer while the back-fill runs", waits.slowest_write, Unit::Milliseconds);
    figures.row(name, "different states of progress in `GET /meta/jobs`", &seen.to_string(), "");
    compare(place, names, rows, 50).await
}

/// Waits for the end of the back-fill; answers how many different states of its progress were seen on the way.
async fn follow_job(place: &Place, address: &str, token: &str) -> Outcome<usize> {
    let (mut wire, mut reply) = (Wire::connect(address).await?, Reply::default());
    let message = request("GET", "/api/v1/meta/jobs", Some(token), None, "");
    let started = Instant::now();
    let mut states: BTreeSet<(i64, i64)> = BTreeSet::new();
    let mut told = Instant::now();
    while started.elapsed() < LONGEST {
        wire.exchange(&message, &mut reply).await?;
        let answer = reply.json()?;
        let Some(job) = answer.pointer("/data/0") else {
            return if states.is_empty() { Err("no job was ever seen".into()) } else { Ok(states.len()) };
        };
        let number = |key: &str| job.get(key).and_then(Json::as_i64).unwrap_or(-1);
        let (done, total) = (number("done"), number("total"));
        if done < 0 || total < 0 || job.get("error").is_some_and(|error| !error.is_null()) {
            return Err(format!("the job says {job}").into());
        }
        states.insert((done, total));
        if told.elapsed() > Duration::from_secs(5) {
            report::tell(&format!("{}: {done} of {total}", place.name()));
            told = Instant::now();
        }
        rest(100).await;
    }
    Err("the back-fill does not end".into())
}
