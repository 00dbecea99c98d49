//! Tests of the store, each on SQLite and on PostgreSQL.
//! PostgreSQL is used when `TENON_TEST_POSTGRES` holds the URL of a superuser.
#![expect(clippy::disallowed_methods, reason = "tests wait, and take the time of the machine")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod flows;
mod layouts;
mod migrations;
mod people;
mod releases;
mod support;
mod transactions;
mod values;
mod work;
