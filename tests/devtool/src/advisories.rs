//! cargo-deny: licences, banned crates, sources, and known weaknesses when their database is at hand.

use std::path::{Path, PathBuf};

use crate::outcome::Outcome;
use crate::places::Places;
use crate::program::{Program, exists};
use crate::say;

/// What `deny.toml` says about licences, bans and sources.
pub(crate) fn rules(places: &Places) -> Outcome {
    ensure(places)?;
    deny(places).words(&["--log-level", "error", "check", "bans", "licenses", "sources"]).run()?;
    if has_database() {
        return deny(places).words(&["--offline", "check", "advisories"]).run();
    }
    say::line("   advisories skipped: their database is not on this machine; `cargo dev check advisories` fetches it.");
    Ok(())
}

/// Fetches the database from its git host and checks with it.
pub(crate) fn with_fresh_database(places: &Places) -> Outcome {
    ensure(places)?;
    deny(places).words(&["check", "advisories"]).run()
}

fn ensure(places: &Places) -> Outcome {
    if exists("cargo-deny") {
        return Ok(());
    }
    say::line("   cargo-deny is missing and is built now; this takes some minutes, once.");
    Program::cargo(places).words(&["install", "cargo-deny", "--locked", "--quiet"]).run()
}

fn deny(places: &Places) -> Program {
    Program::cargo(places).words(&["deny", "--workspace", "--locked"])
}

fn has_database() -> bool {
    let home = std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")));
    home.is_some_and(|home| ["advisory-dbs", "advisory-db"].iter().any(|name| holds_a_folder(&home.join(name))))
}

/// A fetch that failed leaves a lock file and no database.
fn holds_a_folder(path: &Path) -> bool {
    std::fs::read_dir(path).is_ok_and(|entries| entries.flatten().any(|entry| entry.path().is_dir()))
}
