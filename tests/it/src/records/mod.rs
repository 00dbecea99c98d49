//! One record: create, read, change, delete, and every way to be refused.

mod basics;
mod children;
mod concurrency;
mod deleting;
mod numbers;
mod refusals;
mod references;
mod types;
