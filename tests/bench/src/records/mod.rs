//! Records: every case on the floor and on Tenon, block by block in turn, on both databases.

mod cases;
mod compare;
mod installation;
mod table;

use std::path::Path;
use std::time::Duration;

use crate::load::{self, Seen};
use crate::process::{self, Server, processor_time};
use crate::wire::sign_in;
use crate::{Options, Outcome, report};

use cases::{CASES, Case, Traffic};
use installation::{Installation, Place};

/// The login of the ordinary member, who owns a twentieth of the rows.
pub(crate) const MEMBER: &str = "rep01";
/// The login of the manager, who sees the half that his departments own.
pub(crate) const MANAGER: &str = "manager";
/// The password of both; the installation lives as long as the bench.
pub(crate) const PASSWORD: &str = "bench-Pass-7391";

/// The manager comes first: the member writes, and after that the two sides hold different rows.
const PEOPLE: [(&str, &str); 2] = [
    (MANAGER, "a manager who sees half of the rows by department"),
    (MEMBER, "a member who owns a twentieth of the rows"),
];

/// Blocks of each side and case.
const BLOCKS: usize = 3;

/// One side of a comparison in one case.
#[derive(Debug, Clone, Default)]
pub(crate) struct Block {
    /// What the client saw.
    pub(crate) seen: Seen,
    /// Milliseconds of processor per request, the database's processes included.
    pub(crate) processor: f64,
}

/// A case with the best block of each side.
pub(crate) struct Result {
    /// Which case.
    pub(crate) title: String,
    /// How many connections.
    pub(crate) connections: usize,
    /// The floor's best block.
    pub(crate) floor: Block,
    /// Tenon's best block.
    pub(crate) tenon: Block,
    /// The goal: at most this many times the floor.
    pub(crate) goal: f64,
}

/// A server under test with what is needed to measure it.
struct Side<'a> {
    server: Server,
    name: &'static str,
    place: &'a Place,
    traffic: Traffic,
}

/// Measures both databases.
pub(crate) async fn measure(tenon: &Path, options: &Options) -> Outcome<String> {
    let rows = options.rows.unwrap_or(if options.quick { 10_000 } else { 100_000 });
    let mut text = String::new();
    let mut places = vec![Place::Sqlite];
    match &options.postgres {
        Some(url) => places.push(Place::Postgres { url: url.clone() }),
        None => report::tell("no PostgreSQL: TENON_TEST_POSTGRES or --postgres names a server"),
    }
    places.retain(|place| options.on.as_ref().is_none_or(|on| place.name().to_lowercase().contains(on)));
    for place in places {
        let installation = Installation::fill(tenon, place, rows, options.keep).await?;
        for (login, who) in PEOPLE {
            let results = person(tenon, &installation, login, options).await?;
            let title = format!("{}, {who}", installation.place.name());
            text.push_str(&table::write(&title, rows, &results));
        }
    }
    Ok(text)
}

async fn person(tenon: &Path, installation: &Installation, login: &str, options: &Options) -> Outcome<Vec<Result>> {
    let own = std::env::current_exe()?;
    let floor = Server::start(&own, &borrowed(&installation.floor_arguments()?))?;
    let real = Server::start(tenon, &borrowed(&installation.tenon_arguments()?))?;
    let place = &installation.place;
    let mut sides = [
        Side { server: floor, name: "floor", place, traffic: Traffic::new(installation, login, 1) },
        Side { server: real, name: "tenon", place, traffic: Traffic::new(installation, login, 2) },
    ];
    let time = Duration::from_millis(if options.quick { 500 } else { 2000 });
    let mut results = Vec::new();
    for case in CASES.iter().filter(|case| case.fits(login)) {
        if options.only.as_ref().is_some_and(|only| !case.title.contains(only.as_str())) {
            continue;
        }
        sign_in_both(&mut sides).await?;
        let asked = sides.each_ref().map(|side| (&side.traffic, side.server.address.as_str()));
        compare::answers(case, asked, installation.is_fresh).await?;
        for connections in [1, 32] {
            sign_in_both(&mut sides).await?;
            results.push(blocks(case, connections, time, &sides).await?);
        }
    }
    Ok(results)
}

fn borrowed(arguments: &[String]) -> Vec<&str> {
    arguments.iter().map(String::as_str).collect()
}

/// The floor takes Tenon's tokens: both check the same key.
async fn sign_in_both(sides: &mut [Side<'_>; 2]) -> Outcome<()> {
    let [floor, tenon] = sides;
    let token = sign_in(&tenon.server.address, &tenon.traffic.login, PASSWORD).await?;
    floor.traffic.token.clone_from(&token);
    tenon.traffic.token = token;
    Ok(())
}

async fn blocks(case: &Case, connections: usize, time: Duration, sides: &[Side<'_>; 2]) -> Outcome<Result> {
    let mut best: [Option<Block>; 2] = [None, None];
    for side in sides {
        load::run(&side.server.address, connections, time / 4, &side.traffic.of(case)).await?;
    }
    for _ in 0..BLOCKS {
        for (side, best) in sides.iter().zip(&mut best) {
            let block = block(case, connections, time, side).await?;
            if best.as_ref().is_none_or(|best| block.processor < best.processor) {
                *best = Some(block);
            }
        }
    }
    let [floor, tenon] = best.map(Option::unwrap_or_default);
    report::tell(&format!(
        "{:<28} {connections:>2}  floor {:.4} ms  tenon {:.4} ms  x{:.2}",
        case.title,
        floor.processor,
        tenon.processor,
        tenon.processor / floor.processor
    ));
    Ok(Result { title: case.title.to_owned(), connections, floor, tenon, goal: case.goal })
}

async fn block(case: &Case, connections: usize, time: Duration, side: &Side<'_>) -> Outcome<Block> {
    let mut pids = vec![side.server.pid()];
    pids.extend(side.place.backends(side.name).await?);
    let before = processor_time(&pids);
    let seen = load::run(&side.server.address, connections, time, &side.traffic.of(case)).await?;
    // What the writer still has to do for these requests belongs to them.
    process::rest(20).await;
    let spent = processor_time(&pids).saturating_sub(before);
    Ok(Block { processor: spent as f64 / 1e6 / seen.requests.max(1) as f64, seen })
}
