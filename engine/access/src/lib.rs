//! Who may see and change what. Roles and the place in the organisation become one compiled [`Scope`] per object and
//! action; a query cannot be made without one, and nothing but this crate can make one.

mod actor;
mod grants;
mod reader;
mod scope;
#[cfg(test)]
mod tests;

pub use actor::Actor;
pub use grants::{Grants, ObjectGrants};
pub use reader::Reader;
pub use scope::{Action, Rows, Scope};
