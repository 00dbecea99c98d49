//! The developer tool behind `cargo demo`, `cargo verify` and `cargo dev`. Only the standard library is used, so that the
//! first words of `cargo demo` come within seconds. It is the one program of the repository that installs things.
#![expect(clippy::disallowed_methods, reason = "a tool for developers reads, writes and waits as a shell script would")]

mod advisories;
mod check;
mod chromium;
mod debian;
mod demo;
mod fonts;
mod generate;
mod lanes;
mod new_field_type;
mod node;
mod outcome;
mod places;
mod postgres;
mod program;
mod reset;
mod say;
mod serve;
mod stamp;
mod verify;
mod web;

use std::process::ExitCode;

use outcome::Outcome;
use places::Places;
use program::Program;

const HELP: &str = "\
cargo demo [flags of tenon]        build everything and serve a demo company
cargo verify                       everything CI runs, in its order
cargo dev check [rust|web|tidy|e2e|advisories]
                                   one lane of it; without a word the quick ones
cargo dev generate                 write every generated file again
cargo dev new field-type <name>    a field type on both sides, with a golden case
cargo dev serve                    server on 127.0.0.1:8400 and the web app with hot reload
cargo dev reset                    delete the demo's data folder
cargo dev bench <name>             a benchmark, in release";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match run(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            say::failure(&failure);
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[String]) -> Outcome {
    let places = Places::find()?;
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["demo", flags @ ..] => demo::run(&places, flags),
        ["verify"] => verify::run(&places),
        ["check"] => check::quick(&places),
        ["check", lane] => check::lane(&places, lane),
        ["generate"] => generate::run(&places),
        ["new", "field-type", name] => {
            for line in new_field_type::create(&places.root, name)? {
                say::line(&line);
            }
            Ok(())
        }
        ["serve"] => serve::run(&places),
        ["reset"] => reset::run(&places),
        ["bench", arguments @ ..] => Program::cargo(&places)
            .words(&["run", "--release", "--package", "tests-bench", "--"])
            .words(arguments)
            .run(),
        [] | ["help" | "--help" | "-h"] => {
            say::line(HELP);
            Ok(())
        }
        _ => outcome::refuse(format!("no such verb: {}\n\n{HELP}", words.join(" "))),
    }
}
