//! The sample records, and expressions over them in short.

use engine_expressions::sample::{Sample, shown};
use engine_expressions::{compile, evaluate};

/// The first of the sample records.
pub const WORLD: Sample = Sample { record: 0 };

/// The result of an expression as the handbook writes it, or what is wrong with it.
#[allow(dead_code, reason = "not every test file evaluates one by one")]
pub fn result(text: &str) -> String {
    match compile(text, &WORLD, None) {
        Err(errors) => errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "),
        Ok(checked) => match evaluate(&checked, &WORLD) {
            Ok(value) => shown(&value, &checked.result),
            Err(error) => error.to_string(),
        },
    }
}

/// Each expression has its result.
#[track_caller]
#[allow(dead_code, reason = "not every test file has tables of results")]
pub fn all(rows: &[(&str, &str)]) {
    for (text, expected) in rows {
        assert_eq!(result(text), *expected, "{text}");
    }
}
