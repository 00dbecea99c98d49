//! Records: the one door to business data. One file per verb.

mod any_references;
pub(crate) mod children;
mod compute;
mod conditions;
mod create;
mod cursor;
mod delete;
mod draft;
mod formulas;
mod history;
mod json;
mod judge;
mod later;
mod links;
mod list;
mod numbers;
mod plans;
mod read;
mod references;
mod referred;
mod request;
mod row;
mod rules;
mod update;
mod write;

pub use compute::compute;
pub use create::create;
pub use delete::delete;
pub use history::history;
pub use list::{ListBody, Page, list};
pub use read::{Record, read};
pub use request::{CountInput, ListQuery, SortInput};
pub use update::update;

pub(crate) use create::create_in;
pub(crate) use draft::Draft;
pub(crate) use formulas::{Moment, RowSource};
pub(crate) use numbers::number_counters;
pub(crate) use plans::Plans;
pub(crate) use read::{RowFacts, read_row_json, read_tree};
pub(crate) use referred::Referred;
pub(crate) use request::is_view_open;
pub(crate) use row::Row;
pub(crate) use write::{Change, apply_system_change, load_for};
