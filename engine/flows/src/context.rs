//! What the core is handed: the instant, the organisation, the record and fresh identities.

use engine_expressions::Source;
use engine_values::{Id, Timestamp};

/// Who is who, as of the deciding transaction. Loops, gaps and people who left are all expected.
pub trait Organisation {
    /// The person may act.
    fn is_active(&self, user: Id) -> bool;
    /// His superior, if one is written down.
    fn superior(&self, user: Id) -> Option<Id>;
    /// The department he belongs to.
    fn department(&self, user: Id) -> Option<Id>;
    /// The head of a department.
    fn head(&self, department: Id) -> Option<Id>;
    /// The department above.
    fn parent(&self, department: Id) -> Option<Id>;
    /// Everybody who has a role, in an order that does not change by itself.
    fn role_members(&self, role: &str) -> Vec<Id>;
    /// The person with a login.
    fn user_by_login(&self, login: &str) -> Option<Id>;
    /// Who steps in when a flow names no admins of its own.
    fn default_admins(&self) -> Vec<Id> {
        Vec::new()
    }
}

/// Everything outside that a step may depend on.
pub struct Context<'a> {
    /// The instant of the transaction.
    pub now: Timestamp,
    /// The organisation.
    pub organisation: &'a dyn Organisation,
    /// The record as it is now.
    pub record: &'a dyn Source,
    /// Gives a new identity at every call.
    pub new_id: &'a mut dyn FnMut() -> Id,
}
