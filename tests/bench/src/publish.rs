//! From the publishing of a new object to its first stored record, over HTTP, without a restart.

use std::path::Path;
use std::time::Instant;

use serde_json::{Value as Json, json};

use crate::demo::Demo;
use crate::wire::{Reply, Wire, request, sign_in};
use crate::{Options, Outcome};

const GOAL: f64 = 150.0;

/// Publishes several new objects one after the other into the demo's model.
pub(crate) async fn measure(tenon: &Path, options: &Options) -> Outcome<String> {
    let demo = Demo::make(tenon)?;
    let server = demo.serve(tenon)?;
    let token = sign_in(&server.address, &demo.login, &demo.password).await?;
    let mut wire = Wire::connect(&server.address).await?;
    let mut times = Vec::new();
    for round in 0..if options.quick { 3 } else { 9 } {
        times.push(one(&mut wire, &token, round).await?);
    }
    times.sort_by(|one, other| one.1.total_cmp(&other.1));
    let (publish, whole) = times.get(times.len() / 2).copied().unwrap_or_default();
    let worst = times.last().map_or(0.0, |(_, whole)| *whole);
    Ok(format!(
        "| figure | measured | goal |\n|---|--:|--:|\n\
         | new object with 15 fields to its first stored record, median of {} | {whole:.0} ms | {GOAL:.0} ms |\n\
         | of which `POST /meta/publish` | {publish:.0} ms | |\n| slowest | {worst:.0} ms | |\n",
        times.len()
    ))
}

/// Milliseconds of the publishing alone, and up to the stored record.
async fn one(wire: &mut Wire, token: &str, round: usize) -> Outcome<(f64, f64)> {
    let name = format!("bench_{round}");
    let publish = json!({"documents": [object(&name)], "note": "bench"}).to_string();
    let record: Json = (0..15).map(|field| (format!("field_{field}"), Json::from("值"))).collect();
    let mut reply = Reply::default();
    let started = Instant::now();
    wire.exchange(&request("POST", "/api/v1/meta/publish", Some(token), None, &publish), &mut reply).await?;
    reply.json()?;
    let published = started.elapsed();
    let path = format!("/api/v1/records/{name}");
    wire.exchange(&request("POST", &path, Some(token), None, &record.to_string()), &mut reply).await?;
    reply.json()?;
    Ok((published.as_secs_f64() * 1000.0, started.elapsed().as_secs_f64() * 1000.0))
}

fn object(name: &str) -> Json {
    let fields: Vec<Json> = (0..15)
        .map(|field| {
            let name = format!("field_{field}");
            json!({"name": name, "type": "text", "label": {"zh-CN": name, "en": name}, "indexed": field < 3})
        })
        .collect();
    json!({
        "kind": "object", "format": 1, "name": name, "label": {"zh-CN": name, "en": name},
        "fields": fields, "title_field": "field_0",
    })
}
