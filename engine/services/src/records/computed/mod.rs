//! Computed fields: what a record being written gets in memory, and how a change travels through the graph to the
//! records that depend on it.

mod facts;
mod fill;
mod live;
mod propagate;
mod recompute;
mod rollup;
mod source;
mod value;

use facts::Facts;
pub(crate) use fill::{Writing, fill};
pub(crate) use live::{fill_live, of_records as live_values, set as set_live};
pub(crate) use propagate::{Changes, propagate};
pub(crate) use recompute::{Mode, recompute};
use source::FactSource;
pub(crate) use source::{Ground, Moment};
pub(crate) use value::fit;
