//! The kinds of blocks, one file each.

pub(crate) mod approvals;
pub(crate) mod band;
pub(crate) mod columns;
pub(crate) mod fields;
pub(crate) mod heading;
pub(crate) mod image;
pub(crate) mod line;
pub(crate) mod page_break;
pub(crate) mod paragraph;
pub(crate) mod seal;
pub(crate) mod section;
pub(crate) mod signature;
pub(crate) mod space;
pub(crate) mod table;
