//! The committed files are what the generator writes.

use std::fs;

use seeds_generator::{DEMO_FOLDER, demo_files};

use crate::template::root;

#[test]
fn committed_files_are_up_to_date() {
    for (name, text) in demo_files() {
        serde_json::from_str::<serde_json::Value>(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let committed = fs::read_to_string(root().join(DEMO_FOLDER).join(&name)).unwrap_or_default();
        assert!(committed == text, "{DEMO_FOLDER}/{name} is old: cargo run -p seeds-generator --example write_demo");
    }
}
