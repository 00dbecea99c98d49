//! The HTTP edge: extract, call one service, present. It holds no decision.

mod body;
mod cookies;
mod extract;
mod origin;
mod refusal;
mod routes;
mod server;
mod web_app;

pub use routes::{Access, RouteDoc, route_docs};
pub use server::{Server, serve};
