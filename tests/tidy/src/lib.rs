//! The rules of the house as tests, one file per rule; every failure says how to mend it.
#![cfg(test)]

mod clock;
mod doc_paths;
mod error_codes;
mod file_size;
mod generated;
mod layers;
mod leftovers;
mod module_docs;
mod no_registry_hosts;
mod package_names;
mod pure_below_services;
mod registries;
mod repository;
mod routes_documented;
mod rust_source;
mod sql_only_in;
