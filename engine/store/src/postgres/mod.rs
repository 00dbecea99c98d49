//! PostgreSQL: statements on an asynchronous connection, and the pool that owns the connections.

mod array;
mod connect;
mod link;
mod listener;
mod numeric;
mod pool;
mod query;
mod row;

pub(crate) use link::PgLink;
pub(crate) use listener::PgListener;
pub(crate) use pool::Pool;
