//! Expressions as SQL, with exactly the meaning of the Rust evaluator, on both databases.
//!
//! - A request's filter may hold an expression: [`crate::filter_from_json`] reads `{"expression": "…"}` with the eyes of
//!   the reader ([`Sight::Reader`]).
//! - What the system keeps whatever the reader may see, such as roll-ups, prepares one with [`Sight::Everything`] and
//!   uses [`values_of`] (the value of each of some records) and [`matching`] (those of some records where it holds).
//!
//! A part without a name of the record is computed once and becomes a bind. A column against such a bind is written so
//! that an index serves. PostgreSQL computes the rest in SQL (`postgres/`). SQLite computes in whole numbers what those
//! hold exactly (`whole.rs`), and calls the evaluator for the rest (`program.rs`).

mod emitter;
mod fragment;
mod moment;
mod postgres;
mod prepared;
mod program;
mod sight;
mod sqlite;
mod statements;
mod tree;
mod whole;

pub use moment::Moment;
pub use postgres::functions_in_sql;
pub(crate) use prepared::At;
pub use prepared::SqlExpression;
pub use program::SQL_FUNCTIONS;
pub use sight::{Sight, SqlNames};
pub use statements::{matching, values_of};
pub use tree::SqlLimits;
