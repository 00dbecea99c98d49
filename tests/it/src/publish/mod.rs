//! Publishing: documents become tables and pages at once, or nothing happens.

mod bad_input;
pub mod change_sets;
mod defaults;
mod expressions;
mod fire;
mod former;
mod history;
mod identity;
mod kill;
mod objects;
mod plans;
mod rebase;
mod recycling;
mod refusals;
mod releases;
mod renaming;
mod renaming_in_sets;
mod restart;
mod type_change;
mod uses;
