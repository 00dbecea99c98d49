//! Publishing: documents become tables and pages at once, or nothing happens.

mod change_sets;
mod former;
mod history;
mod identity;
mod objects;
mod plans;
mod recycling;
mod refusals;
mod releases;
mod renaming;
mod restart;
mod uses;
