//! The whole application from outside: real documents, a real database of each kind, real requests.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::needless_pass_by_value,
    reason = "a test may stop at the first surprise, reads the machine's files and waits for other threads"
)]

#[macro_use]
mod support;

mod approvals;
mod computed;
mod crm;
mod doctor;
mod files;
mod kinds;
mod lists;
mod moneys;
mod nodes;
mod openapi;
mod outage;
mod prints;
mod publish;
mod records;
mod rights;
mod routes;
mod rules;
mod sessions;
mod sign_in;
