//! `cargo dev generate`: every generated file again. The work is in tests/generate, which knows the engine.

use crate::outcome::Outcome;
use crate::places::Places;
use crate::program::Program;

/// Writes the files.
pub(crate) fn run(places: &Places) -> Outcome {
    Program::cargo(places).words(&["run", "--quiet", "--package", "tests-generate"]).run()
}
