//! The whole table of routes: method, address, what it is for, who may call it, and the handler. Mounting, the OpenAPI
//! document and the permission test all come from it.

mod account;
mod approvals;
mod auth;
mod change_sets;
mod currency_rates;
mod files;
mod meta;
mod notices;
mod people;
mod prints;
mod records;
mod releases;
mod system;

use actix_web::web::{self, ServiceConfig};
use actix_web::{Handler, Responder, Route};
use engine_services::Call;

/// Who may call a route at all; what they see is decided by the services.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anybody.
    Open,
    /// Somebody signed in.
    Signed,
}

/// A route as documents and tests see it.
#[derive(Debug, Clone, Copy)]
pub struct RouteDoc {
    /// Lower-case method.
    pub method: &'static str,
    /// Address with `{parameters}`.
    pub path: &'static str,
    /// One sentence.
    pub summary: &'static str,
    /// Group.
    pub tag: &'static str,
    /// Who may call it.
    pub access: Access,
}

macro_rules! routes {
    ($($method:ident $path:literal $access:ident $tag:literal $summary:literal $handler:path;)*) => {
        const DOCS: &[RouteDoc] = &[$(RouteDoc {
            method: stringify!($method), path: $path, summary: $summary, tag: $tag, access: Access::$access,
        },)*];

        /// Mounts every route.
        pub(crate) fn mount(config: &mut ServiceConfig) {
            $(config.route($path, to(web::$method(), $handler));)*
        }
    };
}

/// Keeps the macro short: the handler's argument types are inferred here.
fn to<F, Args>(route: Route, handler: F) -> Route
where
    F: Handler<Args>,
    Args: actix_web::FromRequest + 'static,
    F::Output: Responder + 'static,
{
    route.to(handler)
}

routes! {
    post "/api/v1/auth/login" Open "session" "Sign in with login and password." auth::login;
    post "/api/v1/auth/second-step" Open "session" "Sign in with the ticket of the first step and a code." auth::second_step;
    post "/api/v1/auth/second-step/enrol" Open "session" "Set up the second factor that one's role must have." auth::enrol;
    post "/api/v1/auth/refresh" Open "session" "Exchange the refresh cookie for fresh tokens." auth::refresh;
    post "/api/v1/auth/logout" Open "session" "End the session of the refresh cookie." auth::logout;
    get "/api/v1/auth/setup" Open "session" "Whether the installation waits for its first administrator." auth::setup_wanted;
    post "/api/v1/auth/setup" Open "session" "Make the first administrator with the token that the program printed." auth::set_up;
    post "/api/v1/auth/password" Open "session" "Choose a password with a one-time token." auth::reset_password;
    post "/api/v1/me/password" Signed "session" "Change one's own password." account::change_password;
    get "/api/v1/me/second-factor" Signed "session" "Whether one has a second factor, and must have one." account::own_second_factor;
    post "/api/v1/me/second-factor" Signed "session" "Begin to set up an app for codes." account::start_second_factor;
    post "/api/v1/me/second-factor/confirm" Signed "session" "Turn the second factor on with the first code." account::confirm_second_factor;
    post "/api/v1/me/second-factor/remove" Signed "session" "Turn the second factor off." account::remove_second_factor;
    post "/api/v1/me/recovery-codes" Signed "session" "Make new recovery codes." account::new_recovery_codes;
    get "/api/v1/me/sessions" Signed "session" "One's own sessions." account::own_sessions;
    post "/api/v1/me/sessions/end-others" Signed "session" "End all of one's own sessions but this one." account::end_other_sessions;
    delete "/api/v1/me/sessions/{id}" Signed "session" "End one of one's own sessions." account::end_own_session;
    get "/api/v1/me" Signed "session" "Who is signed in, with menu and rights." people::me;
    patch "/api/v1/me" Signed "session" "Set one's own language." people::update_me;
    get "/api/v1/users" Signed "people" "Active people for pickers." people::users;
    post "/api/v1/users" Signed "people" "Make a person; the token for choosing a password is answered once." people::create_person;
    patch "/api/v1/users/{id}" Signed "people" "Change a person." people::update_person;
    post "/api/v1/users/{id}/password-reset" Signed "people" "Make a one-time token with which a person chooses a password." account::start_reset;
    get "/api/v1/users/{id}/sessions" Signed "people" "The sessions of a person." account::sessions_of;
    delete "/api/v1/users/{id}/sessions" Signed "people" "End every session of a person." account::end_sessions_of;
    delete "/api/v1/users/{id}/second-factor" Signed "people" "Take away the second factor that a person has lost." account::remove_second_factor_of;
    get "/api/v1/sign-in-rules" Signed "people" "How long sessions last and who must have a second factor." account::sign_in_rules;
    put "/api/v1/sign-in-rules" Signed "people" "Set how long sessions last and who must have a second factor." account::put_sign_in_rules;
    get "/api/v1/audit" Signed "people" "What happened around sign-in." account::audit;
    post "/api/v1/departments" Signed "people" "Make a department." people::create_department;
    patch "/api/v1/departments/{id}" Signed "people" "Change a department." people::update_department;
    get "/api/v1/departments" Signed "people" "Every department." people::departments;
    get "/api/v1/currency-rates" Signed "currencies" "Rates of currencies and the company currency." currency_rates::list;
    put "/api/v1/currency-rates" Signed "currencies" "Write a rate, or the company currency." currency_rates::put;
    delete "/api/v1/currency-rates" Signed "currencies" "Take a rate away." currency_rates::delete;
    get "/api/v1/meta/objects/{object}" Signed "meta" "Fields, form, views and rights of an object." meta::object;
    get "/api/v1/meta/functions" Signed "meta" "The functions of expressions." meta::functions;
    post "/api/v1/meta/expressions/check" Signed "meta" "Errors, type and completions of an expression." meta::inspect_expression;
    get "/api/v1/meta/regions" Signed "meta" "Administrative divisions of China, for inputs." meta::regions;
    get "/api/v1/meta/documents" Signed "meta" "The documents of the running release." meta::documents;
    get "/api/v1/meta/documents/{kind}/{name}" Signed "meta" "One document." meta::document;
    get "/api/v1/meta/uses" Signed "meta" "Every place that names a document or a field." meta::uses;
    get "/api/v1/meta/schemas/records/{object}" Signed "meta" "The JSON Schema of an object's records." meta::records_schema;
    get "/api/v1/meta/schemas/{kind}" Signed "meta" "The JSON Schema of a kind of document." meta::schema;
    post "/api/v1/meta/check" Signed "meta" "Every problem that publishing would find." meta::check;
    post "/api/v1/meta/publish" Signed "meta" "Publish documents as a new release." meta::publish;
    post "/api/v1/meta/type-change/preview" Signed "meta" "What a field's values would become as another type." meta::preview_type_change;
    get "/api/v1/meta/jobs" Signed "meta" "Back-fills of computed fields that run or wait." meta::jobs;
    post "/api/v1/meta/jobs/{id}/cancel" Signed "meta" "Stop a back-fill where it is." meta::cancel_job;
    post "/api/v1/meta/jobs/{id}/resume" Signed "meta" "Let a back-fill go on." meta::resume_job;
    post "/api/v1/meta/rename" Signed "meta" "Rename something; whatever names it follows." meta::rename;
    post "/api/v1/meta/plan" Signed "meta" "What publishing would do and lose." meta::plan;
    get "/api/v1/meta/documents/{kind}/{name}/history" Signed "meta" "The releases that changed a document." releases::history;
    get "/api/v1/meta/change-sets" Signed "meta" "Change sets: drafts of releases." change_sets::list;
    post "/api/v1/meta/change-sets" Signed "meta" "Begin a change set." change_sets::create;
    get "/api/v1/meta/change-sets/{id}" Signed "meta" "A change set with documents, differences and conflicts." change_sets::get;
    patch "/api/v1/meta/change-sets/{id}" Signed "meta" "Change title or note." change_sets::update;
    put "/api/v1/meta/change-sets/{id}/documents/{kind}/{name}" Signed "meta" "Write a document of a change set." change_sets::put_document;
    delete "/api/v1/meta/change-sets/{id}/documents/{kind}/{name}" Signed "meta" "Leave a document as it is." change_sets::drop_document;
    post "/api/v1/meta/change-sets/{id}/check" Signed "meta" "Every problem of a change set." change_sets::check;
    post "/api/v1/meta/change-sets/{id}/plan" Signed "meta" "The plan of a change set." change_sets::plan;
    post "/api/v1/meta/change-sets/{id}/publish" Signed "meta" "Publish a change set as it was planned." change_sets::publish;
    post "/api/v1/meta/change-sets/{id}/rename" Signed "meta" "Rename something as part of a change set." change_sets::rename;
    get "/api/v1/meta/change-sets/{id}/conflicts" Signed "meta" "What others and a change set have both changed." change_sets::conflicts;
    post "/api/v1/meta/change-sets/{id}/rebase" Signed "meta" "Put a change set on the running release." change_sets::rebase;
    post "/api/v1/meta/change-sets/{id}/discard" Signed "meta" "Give a change set up." change_sets::discard;
    get "/api/v1/meta/releases" Signed "meta" "The newest releases." releases::list;
    get "/api/v1/meta/releases/{number}" Signed "meta" "A release with its differences." releases::get;
    post "/api/v1/meta/releases/{number}/restore" Signed "meta" "Begin a change set that goes back to a release." releases::restore;
    get "/api/v1/meta/recycle" Signed "meta" "Removed fields and objects that can come back." releases::recycled;
    post "/api/v1/meta/recycle/{id}/restore" Signed "meta" "Begin a change set that brings one back." releases::restore_recycled;
    delete "/api/v1/meta/recycle/{id}" Signed "meta" "Remove one for good." releases::remove_recycled;
    get "/api/v1/records/{object}" Signed "records" "List records." records::list;
    post "/api/v1/records/{object}/query" Signed "records" "List records with the request in the body." records::query;
    post "/api/v1/records/{object}/compute" Signed "records" "The computed fields of a form; nothing is stored." records::compute;
    post "/api/v1/records/{object}" Signed "records" "Create a record with its rows." records::create;
    get "/api/v1/records/{object}/{id}" Signed "records" "Read a record." records::read;
    patch "/api/v1/records/{object}/{id}" Signed "records" "Change a record." records::update;
    delete "/api/v1/records/{object}/{id}" Signed "records" "Delete a record." records::delete;
    get "/api/v1/records/{object}/{id}/history" Signed "records" "What happened to a record." records::history;
    get "/api/v1/records/{object}/{id}/stages" Signed "records" "How long a record was in each stage." records::stages;
    post "/api/v1/records/{object}/{id}/submit" Signed "approvals" "Submit a record for approval." approvals::submit;
    get "/api/v1/tasks" Signed "approvals" "One's own tasks." approvals::tasks;
    post "/api/v1/tasks/{id}/approve" Signed "approvals" "Approve." approvals::approve;
    post "/api/v1/tasks/{id}/reject" Signed "approvals" "Reject." approvals::reject;
    get "/api/v1/instances/{id}" Signed "approvals" "An approval with its timeline." approvals::instance;
    post "/api/v1/instances/{id}/withdraw" Signed "approvals" "Take a submission back." approvals::withdraw;
    get "/api/v1/prints/{template}/{id}" Signed "prints" "A record as PDF." prints::print;
    post "/api/v1/files" Signed "files" "Upload a file for a field." files::upload;
    get "/api/v1/files/{id}" Signed "files" "Download a file." files::download;
    get "/api/v1/notices" Signed "notices" "One's own notices." notices::list;
    post "/api/v1/notices/{id}/read" Signed "notices" "Mark a notice as read." notices::read;
    post "/api/v1/notices/read-all" Signed "notices" "Mark every notice as read." notices::read_all;
    get "/api/v1/openapi.json" Signed "meta" "This document." system::openapi;
    get "/healthz" Open "system" "The process lives." system::health;
    get "/readyz" Open "system" "The database answers." system::ready;
}

/// The table, for the permission test and the documentation.
#[must_use]
pub fn route_docs() -> &'static [RouteDoc] {
    DOCS
}

/// The table as the OpenAPI service wants it. Calls on records are documented per object there.
pub(crate) fn calls() -> Vec<Call> {
    DOCS.iter()
        .filter(|doc| !matches!(doc.path, "/api/v1/records/{object}" | "/api/v1/records/{object}/{id}"))
        .map(|doc| Call {
            method: doc.method,
            path: doc.path,
            summary: doc.summary,
            tag: doc.tag,
            is_open: doc.access == Access::Open,
        })
        .collect()
}

/// Whether some route has this address under another method.
pub(crate) fn answers_other_method(path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    DOCS.iter().any(|doc| {
        let pattern: Vec<&str> = doc.path.split('/').collect();
        pattern.len() == parts.len()
            && pattern.iter().zip(&parts).all(|(one, other)| one.starts_with('{') || one == other)
    })
}
