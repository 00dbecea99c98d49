//! Approvals from the first click to the sealed log.

mod locks;
mod log;
mod notices;
mod paths;
mod people;
mod refusals;
mod scene;
