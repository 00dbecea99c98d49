//! Who may see and change what.

mod administration;
mod fields;
mod objects;
mod people;
mod relations;
mod rows;
