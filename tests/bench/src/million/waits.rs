//! How long a reader and a writer have to wait while something large goes on.

use std::cell::Cell;
use std::time::{Duration, Instant};

use serde_json::json;

use super::fill::item;
use crate::Outcome;
use crate::process::rest;
use crate::wire::{Reply, Wire, request};

/// Milliseconds of the slowest answer, and how many answers there were.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Waits {
    pub(super) slowest_read: f64,
    pub(super) slowest_write: f64,
    pub(super) reads: usize,
    pub(super) writes: usize,
}

/// Pause between two requests of one person: nobody clicks faster, and the server has to get to its work.
const PAUSE: Duration = Duration::from_millis(5);

/// Does `work` while one connection reads records and another writes some.
pub(super) async fn during<T>(
    address: &str,
    token: &str,
    work: impl Future<Output = Outcome<T>>,
) -> Outcome<(T, Waits)> {
    let is_over = Cell::new(false);
    let reading = read(address, token, &is_over);
    let writing = write(address, token, &is_over);
    let working = async {
        rest(300).await;
        let outcome = work.await;
        rest(300).await;
        is_over.set(true);
        outcome
    };
    let (read, written, outcome) = tokio::join!(reading, writing, working);
    let ((slowest_read, reads), (slowest_write, writes)) = (read?, written?);
    Ok((outcome?, Waits { slowest_read, slowest_write, reads, writes }))
}

/// A record by its key and a page of records, in turn.
async fn read(address: &str, token: &str, is_over: &Cell<bool>) -> Outcome<(f64, usize)> {
    let (mut wire, mut reply) = (Wire::connect(address).await?, Reply::default());
    let (mut slowest, mut count) = (0.0_f64, 0);
    while !is_over.get() {
        let path = match count % 2 {
            0 => format!("/api/v1/records/item/{}", item(count * 37 % 20_000)),
            _ => "/api/v1/records/item?limit=20".to_owned(),
        };
        let started = Instant::now();
        wire.exchange(&request("GET", &path, Some(token), None, ""), &mut reply).await?;
        slowest = slowest.max(started.elapsed().as_secs_f64() * 1000.0);
        reply.json().map_err(|error| format!("GET {path}: {error}"))?;
        count += 1;
        tokio::time::sleep(PAUSE).await;
    }
    Ok((slowest, count))
}

/// Another name for one of some items.
async fn write(address: &str, token: &str, is_over: &Cell<bool>) -> Outcome<(f64, usize)> {
    let (mut wire, mut reply) = (Wire::connect(address).await?, Reply::default());
    let (mut slowest, mut count) = (0.0_f64, 0);
    while !is_over.get() {
        let path = format!("/api/v1/records/item/{}", item(count * 61 % 20_000));
        wire.exchange(&request("GET", &path, Some(token), None, ""), &mut reply).await?;
        reply.json()?;
        let body = json!({"name": format!("changed {count}")}).to_string();
        let started = Instant::now();
        wire.exchange(&request("PATCH", &path, Some(token), reply.revision, &body), &mut reply).await?;
        slowest = slowest.max(started.elapsed().as_secs_f64() * 1000.0);
        reply.json().map_err(|error| format!("PATCH {path}: {error}"))?;
        count += 1;
        tokio::time::sleep(PAUSE).await;
    }
    Ok((slowest, count))
}
