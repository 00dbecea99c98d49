//! A large model: how long it takes to check, to publish into an empty database, to start with and to extend, and what
//! memory it needs.

mod documents;

use std::path::Path;
use std::time::Instant;

use engine_services::{check_documents, doctor, install_documents};
use serde_json::{Map, Value as Json, json};

use self::documents::{Size, WIDE, core};
use crate::documents::field;
use crate::figures::{Figures, Unit, median};
use crate::place::{BOSS, PASSWORD, Place, add_boss, told};
use crate::process::{memory, rest};
use crate::wire::{Reply, Wire, once, request, sign_in};
use crate::{Options, Outcome, report};

/// Starts of the program, of which the median counts.
const STARTS: usize = 5;

/// Measures both databases.
pub(crate) async fn measure(program: &Path, options: &Options) -> Outcome<String> {
    let size = if options.quick { Size::QUICK } else { Size::FULL };
    let documents = documents::documents(size)?;
    report::tell(&format!("{} documents, {size:?}", documents.len()));
    let mut figures = Figures::new();
    check(&documents, &mut figures)?;
    for url in Place::wanted(options) {
        let place = Place::make("model", url).await?;
        let empty = at_rest(program, &place).await?;
        let most = if url.is_some() { 60.0 } else { 30.0 };
        publish(&place, &documents, most, &mut figures).await?;
        start(program, &place, &mut figures).await?;
        let with_model = at_rest(program, &place).await?;
        let name = place.name();
        figures.at_most(
            name,
            "memory of the model (resident, beyond an empty one)",
            with_model - empty,
            100.0,
            Unit::Megabytes,
        );
        extend(program, &place, &documents, options, &mut figures).await?;
        place.close().await?;
    }
    Ok(figures.finish())
}

/// Reading and checking all documents, as nothing else were installed.
fn check(documents: &[Json], figures: &mut Figures) -> Outcome<()> {
    let mut times = Vec::new();
    for _ in 0..5 {
        let documents = documents.to_vec();
        let started = Instant::now();
        let problems = check_documents(documents);
        times.push(started.elapsed().as_secs_f64());
        if let Some(problem) = problems.first() {
            return Err(format!("{problem:?}").into());
        }
    }
    figures.at_most("–", "check of all documents", median(times), 1.0, Unit::Seconds);
    let mut broken = documents.to_vec();
    if let Some(fields) = broken.last_mut().and_then(|last| last.get_mut("fields")).and_then(Json::as_array_mut) {
        fields.push(json!({"name": "wrong", "type": "money", "label": {"en": "wrong"}, "formula": "nowhere + 1"}));
    }
    if check_documents(broken).len() == 1 { Ok(()) } else { Err("the check does not see a wrong formula".into()) }
}

async fn publish(place: &Place, documents: &[Json], most: f64, figures: &mut Figures) -> Outcome<()> {
    report::tell(&format!("{}: publishing into an empty database", place.name()));
    let tenon = place.open().await?;
    let given = documents.to_vec();
    let started = Instant::now();
    install_documents(&tenon, given, "bench").await.map_err(told)?;
    figures.at_most(
        place.name(),
        "publish into an empty database",
        started.elapsed().as_secs_f64(),
        most,
        Unit::Seconds,
    );
    add_boss(&tenon).await?;
    let found = tenon.world().model().documents().len();
    if found != documents.len() {
        return Err(format!("{found} of {} documents are there", documents.len()).into());
    }
    // Every table, column, index and reference is compared with what the documents ask for.
    let findings = doctor(&tenon, false, &|_| {}).await.map_err(told)?;
    match findings.iter().find(|finding| finding.is_open()) {
        Some(finding) => Err(finding.text("en").into()),
        None => Ok(()),
    }
}

/// From the start of the process to the first answered request.
async fn start(program: &Path, place: &Place, figures: &mut Figures) -> Outcome<()> {
    let mut times = Vec::new();
    for _ in 0..STARTS {
        let started = Instant::now();
        let server = place.serve(program)?;
        once(&server.address, "GET", "/readyz", None, "").await?;
        times.push(started.elapsed().as_secs_f64());
    }
    figures.at_most(place.name(), "start with it to the first answer", median(times), 1.0, Unit::Seconds);
    Ok(())
}

/// Megabytes of a server that has just been started and does nothing.
async fn at_rest(program: &Path, place: &Place) -> Outcome<f64> {
    let server = place.serve(program)?;
    once(&server.address, "GET", "/readyz", None, "").await?;
    rest(3000).await;
    memory(server.pid(), "VmRSS")
}

/// Publishes one more field again and again, and stores a record with it.
async fn extend(
    program: &Path,
    place: &Place,
    documents: &[Json],
    options: &Options,
    figures: &mut Figures,
) -> Outcome<()> {
    report::tell(&format!("{}: publishing one more field", place.name()));
    let server = place.serve(program)?;
    let token = sign_in(&server.address, BOSS, PASSWORD).await?;
    let mut wire = Wire::connect(&server.address).await?;
    let mut reply = Reply::default();
    let mut times = Vec::new();
    for round in 0..if options.quick { 3 } else { 9 } {
        let name = if round == 0 { WIDE.to_owned() } else { core(round) };
        let mut document = documents
            .iter()
            .find(|document| {
                document.get("kind") == Some(&json!("object")) && document.get("name") == Some(&json!(name))
            })
            .cloned()
            .ok_or("no such object")?;
        if let Some(fields) = document.get_mut("fields").and_then(Json::as_array_mut) {
            fields.push(field("one_more", "text", json!({})));
        }
        let body = json!({"documents": [document], "note": "bench"}).to_string();
        let message = request("POST", "/api/v1/meta/publish", Some(&token), None, &body);
        let started = Instant::now();
        wire.exchange(&message, &mut reply).await?;
        reply.json()?;
        times.push(started.elapsed().as_secs_f64() * 1000.0);
        let record: Map<String, Json> = [("name", "n"), ("quantity", "1"), ("one_more", "值")]
            .map(|(name, value)| (name.to_owned(), Json::from(value)))
            .into_iter()
            .collect();
        let path = format!("/api/v1/records/{name}");
        let made = once(&server.address, "POST", &path, Some(&token), &Json::Object(record).to_string()).await?;
        if made.get("one_more") != Some(&Json::from("值")) {
            return Err(format!("{name} does not keep its new field: {made}").into());
        }
    }
    let slowest = times.iter().copied().fold(0.0, f64::max);
    let figure = format!("publish of one more field, median of {}", times.len());
    figures.at_most(place.name(), &figure, median(times), 300.0, Unit::Milliseconds);
    figures.told(place.name(), "slowest of them", slowest, Unit::Milliseconds);
    Ok(())
}
