//! The demo as files, one record per line, so that people can read it and a diff shows what changed.

use std::fmt::Write as _;

use serde::Serialize;
use serde_json::json;

use crate::{Demo, crm_demo};

/// Where the files belong, seen from the root of the repository.
pub const DEMO_FOLDER: &str = "seeds/demo/crm";

/// Name and text of every file of the folder.
#[must_use]
pub fn demo_files() -> Vec<(String, String)> {
    let Demo { company, departments, users, records, approvals } = crm_demo();
    let mut objects: Vec<&str> = Vec::new();
    for record in &records {
        if !objects.contains(&record.object.as_str()) {
            objects.push(&record.object);
        }
    }
    let mut head = String::new();
    // A String takes everything, so there is no error to handle.
    let _ = writeln!(head, "{{\n\"company\": {},", line(&company));
    let _ = writeln!(head, "\"departments\": {},", list(&departments).trim_end());
    let _ = writeln!(head, "\"users\": {},", list(&users).trim_end());
    let _ = writeln!(head, "\"objects\": {}\n}}", json!(objects));
    let mut files = vec![("company.json".to_owned(), head), ("approvals.json".to_owned(), list(&approvals))];
    for object in objects {
        let of_object: Vec<_> = records.iter().filter(|record| record.object == object).collect();
        files.push((format!("records/{object}.json"), list(&of_object)));
    }
    files
}

fn list<T: Serialize>(items: &[T]) -> String {
    format!("[\n{}\n]\n", items.iter().map(line).collect::<Vec<_>>().join(",\n"))
}

fn line<T: Serialize>(item: &T) -> String {
    serde_json::to_string(item).unwrap_or_default()
}
