//! Load: some connections that each send the next request as soon as the last one is answered, for a bounded time.

use std::time::{Duration, Instant};

use futures_util::future::try_join_all;

use crate::Outcome;
use crate::wire::{Reply, Wire};

/// Most requests of one block.
const MOST: usize = 2_000_000;

/// What requests a block sends.
pub(crate) trait Traffic {
    /// The next request of a connection, with any number that the traffic wants to see again.
    fn next(&self, connection: usize) -> (Vec<u8>, usize);

    /// Sees the answer.
    fn answered(&self, mark: usize, reply: &Reply) -> Outcome<()>;
}

/// What a block saw from outside.
#[derive(Debug, Clone, Default)]
pub(crate) struct Seen {
    /// Requests answered.
    pub(crate) requests: usize,
    /// Requests per second.
    pub(crate) rate: f64,
    /// Median latency in milliseconds.
    pub(crate) p50: f64,
    /// 99th percentile in milliseconds.
    pub(crate) p99: f64,
}

/// Opens connections and keeps each busy until the time is over.
pub(crate) async fn run(address: &str, connections: usize, time: Duration, traffic: &dyn Traffic) -> Outcome<Seen> {
    let mut wires = Vec::with_capacity(connections);
    for _ in 0..connections {
        wires.push(Wire::connect(address).await?);
    }
    let started = Instant::now();
    let workers = wires.into_iter().enumerate().map(|(number, mut wire)| async move {
        let mut latencies: Vec<u64> = Vec::with_capacity(65_536);
        let mut reply = Reply::default();
        while started.elapsed() < time && latencies.len() < MOST / connections {
            let (request, mark) = traffic.next(number);
            let sent = Instant::now();
            wire.exchange(&request, &mut reply).await?;
            latencies.push(u64::try_from(sent.elapsed().as_nanos())?);
            traffic.answered(mark, &reply)?;
        }
        Outcome::Ok(latencies)
    });
    let mut latencies = try_join_all(workers).await?.concat();
    let seconds = started.elapsed().as_secs_f64();
    latencies.sort_unstable();
    let at = |share: f64| {
        let place = (latencies.len() as f64 * share) as usize;
        latencies.get(place.min(latencies.len().saturating_sub(1))).map_or(0.0, |nanoseconds| *nanoseconds as f64 / 1e6)
    };
    Ok(Seen { requests: latencies.len(), rate: latencies.len() as f64 / seconds, p50: at(0.5), p99: at(0.99) })
}
