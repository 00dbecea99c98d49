//! The database of a server: connections and lanes, statements, system tables, the tables of objects, and files.
//! The only package that knows diesel; it holds no business rule.

mod cell;
mod db;
mod decimal;
mod error;
mod migrations;
mod postgres;
mod sqlite;
mod store;

pub use cell::{Cell, RowReader};
pub use db::Db;
pub use error::StoreError;
pub use store::{Store, StoreConfig};
