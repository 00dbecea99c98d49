//! `cargo verify`: everything CI runs. It stops at the first failure, and nothing is printed behind a test runner that
//! failed or behind the last one, so that the runner's own summary stands at the end.

use std::time::Instant;

use crate::outcome::Outcome;
use crate::places::Places;
use crate::postgres::Cluster;
use crate::{advisories, fonts, lanes, node, say, web};

/// Runs every step.
pub(crate) fn run(places: &Places) -> Outcome {
    let started = Instant::now();
    // Lives until the end of this function: stopped and deleted also after a failure.
    let mut cluster = None;
    say::step("prerequisites", || {
        node::compiler()?;
        node::node()?;
        fonts::ensure(places);
        lanes::ensure_browser()?;
        cluster = Some(Cluster::start()?);
        Ok(())
    })?;
    say::step("format", || lanes::format(places))?;
    say::step("web app: types and unit tests", || web::check(places))?;
    say::step("web app: build and budget", || web::build(places))?;
    say::step("clippy", || lanes::clippy(places))?;
    say::step("licences, bans and sources", || advisories::rules(places))?;
    say::step("tidy", || lanes::tidy(places))?;
    say::step("journeys in Chromium", || lanes::e2e(places))?;
    say::line(&format!("\nEverything but the Rust tests passed after {:.0} s.", started.elapsed().as_secs_f64()));
    say::heading("Rust tests on SQLite and PostgreSQL");
    lanes::rust_tests(places, cluster.as_ref().map(Cluster::url))
}
