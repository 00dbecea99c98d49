//! Invented but realistic data: the demo company of `templates/crm`, and endless customers for the bench.
//! Everything is a pure function of a fixed seed, with a generator of our own, so that the same program always writes
//! the same bytes, whatever version a library has.

mod approvals;
mod contacts;
mod contracts;
mod customers;
mod day;
mod demo;
mod files;
mod leads;
mod lines;
mod names;
mod organisation;
mod payments;
mod products;
mod quotes;
mod random;
mod sales;
mod scale;
mod values;

pub use demo::{Action, Approval, Company, Demo, Department, Record, User, Values, Verb, crm_demo};
pub use files::{DEMO_FOLDER, demo_files};
pub use scale::{ScaleCustomer, scale};
