//! One record: create, read, change, delete, and every way to be refused.

mod basics;
mod children;
mod concurrency;
mod deleting;
mod numbers;
mod references;
mod refusals;
mod types;
