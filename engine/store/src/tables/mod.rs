//! The system tables: one file each, with its row and its statements as plain functions on a connection.
//! They hold no rule beyond what the table itself guarantees.

mod row;
mod statements;

pub mod audit;
pub mod brakes;
pub mod change_sets;
pub mod counters;
pub mod currency_rates;
pub mod departments;
pub mod documents;
pub mod files;
pub mod flow_grants;
pub mod flow_instances;
pub mod flow_logs;
pub mod flow_tasks;
pub mod flow_versions;
pub mod idempotency;
pub mod jobs;
pub mod notices;
pub mod one_time_tokens;
pub mod outbox;
pub mod record_history;
pub mod recycled;
pub mod refresh_tokens;
pub mod releases;
pub mod role_members;
pub mod second_factors;
pub mod sessions;
pub mod settings;
pub mod users;

pub use statements::database_now;
