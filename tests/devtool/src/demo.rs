//! `cargo demo`: from a clone to a company one can sign in to.

use std::time::Instant;

use crate::outcome::Outcome;
use crate::places::Places;
use crate::program::Program;
use crate::{fonts, node, say, web};

/// Builds what changed and serves; `flags` go to `tenon`.
pub(crate) fn run(places: &Places, flags: &[&str]) -> Outcome {
    let started = Instant::now();
    say::step("prerequisites", || {
        node::compiler()?;
        node::node()?;
        fonts::ensure(places);
        Ok(())
    })?;
    say::step("web app", || web::build(places))?;
    say::step("server (the first build takes some minutes)", || {
        Program::cargo(places).words(&["build", "--profile", "demo", "--locked", "--package", "runtime-app"]).run()
    })?;
    say::line(&format!("\nReady to start after {:.0} s.\n", started.elapsed().as_secs_f64()));
    let tenon = Program::new(&places.target.join("demo/tenon").to_string_lossy()).inside(&places.root);
    let data = places.demo_data();
    let names_data = flags.iter().any(|flag| *flag == "--data" || flag.starts_with("--data="));
    let tenon = if names_data { tenon } else { tenon.words(&["--data", &data.to_string_lossy()]) };
    tenon.words(&["demo"]).words(flags).become_it()
}
