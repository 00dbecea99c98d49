//! The catalogue of error codes and the problem: one code, its parameters and the place it is about.
//! Texts live in `seeds/locales/<language>/errors.json`; nothing here knows HTTP beyond the status number of a code.

mod codes;
mod problem;

pub use codes::{Category, Code};
pub use problem::{Problem, Problems};
