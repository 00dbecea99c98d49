//! A fresh application per test, on each kind of database.

mod app;
mod client;
mod clock;
mod database;
mod documents;
mod dump;
mod json;
mod people;
mod postgres_proxy;

pub use app::{App, Setup};
pub use client::{Answer, Client, encoded};
pub use clock::TestClock;
pub use database::{Database, execute};
pub use documents::{company_documents, crm_documents, document, field, object_document};
pub use json::{id_of, ids_in, names_in};
pub use people::{COMPANY, PASSWORD, Person};
pub use postgres_proxy::Proxy;

/// Makes two tests of one body: `name::sqlite` and `name::postgres`. The body gets the running application.
macro_rules! on_both {
    ($($(#[doc = $doc:literal])* fn $name:ident($app:ident) $body:block)*) => {$(
        mod $name {
            #[allow(unused_imports, reason = "not every body needs what its file imports")]
            use super::*;

            fn body($app: &crate::support::App) $body

            #[test]
            fn sqlite() {
                body(&crate::support::App::start(crate::support::Database::sqlite()));
            }

            #[test]
            fn postgres() {
                if let Some(database) = crate::support::Database::postgres() {
                    body(&crate::support::App::start(database));
                }
            }
        }
    )*};
}
