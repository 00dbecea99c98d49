//! SQL as data: a statement is text, typed binds and the types of its columns; a layout is what a table looks like.
//! Nothing here talks to a database, and no value ever becomes text.

mod dialect;
mod function;
mod layout;
mod statement;
mod writer;

pub use dialect::Dialect;
pub use function::{Native, SqlFunction};
pub use layout::{ColumnLayout, TableLayout};
pub use statement::{Bind, Statement};
pub use writer::SqlWriter;
