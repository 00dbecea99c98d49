//! One file per field type.

pub(crate) mod auto_number;
pub(crate) mod boolean;
pub(crate) mod children;
mod choice;
pub(crate) mod date;
pub(crate) mod datetime;
pub(crate) mod decimal;
pub(crate) mod department;
pub(crate) mod email;
pub(crate) mod file;
pub(crate) mod identity;
pub(crate) mod integer;
pub(crate) mod long_text;
pub(crate) mod lookup;
pub(crate) mod money;
pub(crate) mod multi_select;
mod number;
pub(crate) mod percent;
pub(crate) mod phone;
pub(crate) mod reference;
pub(crate) mod rollup;
pub(crate) mod select;
mod short_text;
pub(crate) mod text;
pub(crate) mod user;
