//! Records: the one door to business data. One file per verb.

pub(crate) mod backfill;
pub(crate) mod children;
mod compute;
pub(crate) mod computed;
mod create;
mod cursor;
mod definition;
mod delete;
mod draft;
mod history;
mod json;
mod list;
mod live_json;
mod plans;
mod read;
mod recompute;
mod references;
mod request;
mod row;
mod update;
mod write;

pub use compute::compute;
pub use create::create;
pub use delete::delete;
pub use history::history;
pub use list::{ListBody, Page, list};
pub use backfill::jobs;
pub use read::{Record, read};
pub use recompute::{Finding, check, repair};
pub use request::{CountInput, ListQuery, SortInput};
pub use update::update;

pub(crate) use create::create_in;
pub(crate) use plans::Plans;
pub(crate) use read::{RowFacts, read_row_json, read_tree};
pub(crate) use request::is_view_open;
pub(crate) use row::Row;
pub(crate) use write::{Change, apply_system_change, load_for};
