//! Start of the release binary with the demo data, memory at rest and under load, and the size of the program.

use std::path::Path;
use std::time::{Duration, Instant};

use crate::Outcome;
use crate::demo::{Demo, path};
use crate::load::{self, Traffic};
use crate::process::{Server, memory, rest};
use crate::wire::{Reply, once, request, sign_in};

/// Reads, lists and writes in turn, as people at work send them.
struct Mixed {
    token: String,
    ids: Vec<String>,
    turn: std::cell::Cell<usize>,
}

impl Traffic for Mixed {
    fn next(&self, _connection: usize) -> (Vec<u8>, usize) {
        let turn = self.turn.get();
        self.turn.set(turn + 1);
        let token = Some(self.token.as_str());
        let bytes = match turn % 4 {
            0 => request("GET", "/api/v1/records/customer?limit=200", token, None, ""),
            1 => request("GET", "/api/v1/records/contract?limit=200&count=exact", token, None, ""),
            2 => request("POST", "/api/v1/records/product/query", token, None, "{\"search\":\"a\"}"),
            _ => {
                let id = self.ids.get(turn / 4 % self.ids.len().max(1)).map_or("", String::as_str);
                request("GET", &format!("/api/v1/records/customer/{id}"), token, None, "")
            }
        };
        (bytes, turn)
    }

    fn answered(&self, _mark: usize, reply: &Reply) -> Outcome<()> {
        if reply.status == 200 { Ok(()) } else { Err(format!("status {}", reply.status).into()) }
    }
}

/// Measures starts, memory and size.
pub(crate) async fn measure(tenon: &Path) -> Outcome<String> {
    let demo = Demo::make(tenon)?;
    let mut times = Vec::new();
    for _ in 0..7 {
        times.push(start(tenon, &demo).await?);
    }
    times.sort_by(f64::total_cmp);
    let median = times.get(times.len() / 2).copied().unwrap_or_default();
    let worst = times.last().copied().unwrap_or_default();
    let server = demo.serve(tenon)?;
    let token = sign_in(&server.address, &demo.login, &demo.password).await?;
    let list = once(&server.address, "GET", "/api/v1/records/customer?limit=200", Some(&token), "").await?;
    drop(server);
    let ids = list.get("data").and_then(|data| data.as_array()).into_iter().flatten();
    let ids = ids.filter_map(|record| Some(record.get("id")?.as_str()?.to_owned())).collect();
    let server = demo.serve(tenon)?;
    once(&server.address, "GET", "/readyz", None, "").await?;
    rest(3000).await;
    let idle = memory(server.pid(), "VmRSS")?;
    // A token of the earlier process is good in this one; signing in would count the memory of argon2.
    let mixed = Mixed { token: token.clone(), ids, turn: std::cell::Cell::new(0) };
    load::run(&server.address, 32, Duration::from_secs(5), &mixed).await?;
    let loaded = memory(server.pid(), "VmHWM")?;
    sign_in(&server.address, &demo.login, &demo.password).await?;
    let with_sign_in = memory(server.pid(), "VmHWM")?;
    let size = std::fs::metadata(tenon)?.len() as f64 / 1024.0 / 1024.0;
    Ok(format!(
        "| figure | measured | goal |\n|---|--:|--:|\n\
         | start to first answered request, median of {} | {median:.0} ms | 300 ms |\n\
         | slowest of them | {worst:.0} ms | |\n\
         | memory (resident) at rest | {idle:.0} MB | 60 MB |\n\
         | most memory under load, 32 connections | {loaded:.0} MB | 150 MB |\n\
         | the same after a sign-in (argon2 takes 19 MB for a moment) | {with_sign_in:.0} MB | |\n\
         | size of the program, web app and fonts inside | {size:.0} MB | 60 MB |\n",
        times.len()
    ))
}

/// Milliseconds from starting the process to its first answer.
async fn start(tenon: &Path, demo: &Demo) -> Outcome<f64> {
    let started = Instant::now();
    let server = Server::start(tenon, &["--data", path(&demo.folder)?, "--listen", "127.0.0.1:0", "serve"])?;
    once(&server.address, "GET", "/readyz", None, "").await?;
    Ok(started.elapsed().as_secs_f64() * 1000.0)
}
