//! Publishing: documents become tables and pages at once, or nothing happens.

mod former;
mod identity;
mod objects;
mod refusals;
mod releases;
mod renaming;
mod restart;
mod uses;
