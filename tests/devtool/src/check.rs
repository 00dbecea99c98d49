//! `cargo dev check`: one lane of `verify`, for the work at hand.

use crate::outcome::{Outcome, refuse};
use crate::places::Places;
use crate::postgres::Cluster;
use crate::{advisories, lanes, say, web};

/// The lanes that need neither a database nor a browser.
pub(crate) fn quick(places: &Places) -> Outcome {
    say::step("format", || lanes::format(places))?;
    say::step("clippy", || lanes::clippy(places))?;
    say::step("web app", || web::check(places))?;
    say::step("tidy", || lanes::tidy(places))
}

/// A lane by name.
pub(crate) fn lane(places: &Places, name: &str) -> Outcome {
    match name {
        "rust" => {
            say::step("format", || lanes::format(places))?;
            say::step("clippy", || lanes::clippy(places))?;
            say::heading("tests on both databases");
            let cluster = Cluster::start()?;
            lanes::rust_tests(places, Some(cluster.url()))
        }
        "web" => {
            say::step("types and unit tests", || web::check(places))?;
            say::step("build and budget", || web::build(places))
        }
        "tidy" => lanes::tidy(places),
        "e2e" => lanes::e2e(places),
        "advisories" => advisories::with_fresh_database(places),
        _ => refuse(format!("no such lane: {name}; there are rust, web, tidy, e2e and advisories")),
    }
}
