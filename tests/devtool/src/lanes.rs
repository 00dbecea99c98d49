//! The steps that `verify` and `dev check` are made of.

use std::path::PathBuf;

use crate::outcome::Outcome;
use crate::places::Places;
use crate::postgres::VARIABLE;
use crate::program::{Program, exists, find};
use crate::{chromium, debian, say, web};

/// The style of the Rust sources.
pub(crate) fn format(places: &Places) -> Outcome {
    let done = Program::cargo(places).words(&["fmt", "--all", "--", "--check"]).run();
    done.inspect_err(|_| say::line("   to mend: cargo fmt --all"))
}

/// Every lint is an error.
pub(crate) fn clippy(places: &Places) -> Outcome {
    Program::cargo(places)
        .words(&[
            "clippy",
            "--quiet",
            "--keep-going",
            "--locked",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ])
        .run()
}

/// The rules of the house.
pub(crate) fn tidy(places: &Places) -> Outcome {
    Program::cargo(places).words(&["test", "--quiet", "--locked", "--package", "tests-tidy"]).run()
}

/// Every Rust test; the last words are the runner's own summary.
pub(crate) fn rust_tests(places: &Places, postgres: Option<&str>) -> Outcome {
    let program = if exists("cargo-nextest") {
        Program::cargo(places).words(&[
            "nextest",
            "run",
            "--locked",
            "--workspace",
            "--no-fail-fast",
            "--status-level",
            "fail",
        ])
    } else {
        say::line("   cargo-nextest is not installed; cargo test does the same, slower.");
        Program::cargo(places).words(&["test", "--quiet", "--locked", "--workspace", "--all-targets", "--no-fail-fast"])
    };
    program.with_some(VARIABLE, postgres).run()
}

/// The journeys in a browser, with a program and a web app built from the present sources.
pub(crate) fn e2e(places: &Places) -> Outcome {
    let folder = places.e2e();
    if !folder.join("package.json").exists() {
        say::line("   skipped: there is no tests/e2e/package.json.");
        return Ok(());
    }
    let browser = ensure_browser()?;
    web::packages(places, &folder)?;
    web::build(places)?;
    // The whole workspace is named for its features: the tests then use the same build.
    Program::cargo(places).words(&["build", "--quiet", "--locked", "--workspace", "--bin", "tenon"]).run()?;
    let tenon = places.target.join("debug/tenon");
    Program::npm(&folder)
        .words(&["test", "--silent"])
        .with("TENON_BIN", &tenon.to_string_lossy())
        .with(chromium::VARIABLE, &browser.to_string_lossy())
        .run()
}

/// A browser, and the PDF tools that look at what it downloads.
pub(crate) fn ensure_browser() -> Outcome<PathBuf> {
    if find("pdftotext").is_none() {
        debian::install(&["poppler-utils"], "pdftotext reads the PDFs of the tests and is missing.")?;
    }
    chromium::ensure()
}
