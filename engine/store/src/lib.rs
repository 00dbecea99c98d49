//! The database of a server: connections and lanes, statements, system tables, the tables of objects, and files.
//! The only package that knows diesel; it holds no business rule.

#![allow(clippy::disallowed_methods, reason = "files and folders of the installation are touched in this package")]

mod cell;
mod db;
mod decimal;
mod error;
mod files;
mod migrations;
mod postgres;
pub mod release;
pub mod schema_sync;
mod sqlite;
mod store;
pub mod tables;
mod watch;

pub use cell::{Cell, RowReader};
pub use db::{Db, statements_run};
pub use error::StoreError;
pub use files::FileStore;
pub use release::ReleaseListener;
pub use store::{Store, StoreConfig};
pub use watch::ChangeWatch;
