//! What the generated files of the repository contain. Pure: writing them is `main.rs`, comparing them a test of
//! `tests-tidy`.

mod expressions;
#[cfg(test)]
mod tests;

use engine_definitions::{Kind, schema_of};
// The template of a field type says `crate::`, as it will in engine-fields.
#[cfg(test)]
use engine_fields::{FieldType, Operator, OptionSets};
use serde_json::{Value, json};

/// A generated file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generated {
    /// Its path from the root of the repository.
    pub path: String,
    /// What it contains.
    pub text: String,
}

/// Folders in which every file is generated: one more there is old.
pub const FOLDERS: [&str; 3] = ["engine/definitions/schemas", seeds_generator::DEMO_FOLDER, expressions::VECTORS];

/// Every generated file.
#[must_use]
pub fn generated() -> Vec<Generated> {
    let mut files = vec![kinds()];
    files.extend(Kind::ALL.iter().map(|kind| schema(*kind)));
    files.extend(expressions::files());
    let folder = seeds_generator::DEMO_FOLDER;
    files.extend(
        seeds_generator::demo_files()
            .into_iter()
            .map(|(name, text)| Generated { path: format!("{folder}/{name}"), text }),
    );
    files
}

/// The words that the server and the web app must both know.
fn kinds() -> Generated {
    let fields: Vec<&str> = engine_fields::REGISTRY.iter().map(|entry| entry.kind).collect();
    Generated { path: "designer/kinds/kinds.json".to_owned(), text: pretty(&json!({"fields": fields})) }
}

fn schema(kind: Kind) -> Generated {
    Generated { path: format!("engine/definitions/schemas/{}.json", kind.word()), text: pretty(&schema_of(kind)) }
}

fn pretty(json: &Value) -> String {
    format!("{json:#}\n")
}
