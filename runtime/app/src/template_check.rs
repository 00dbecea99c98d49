//! `tenon template check`: every problem of a folder of documents as `file:line:column: message`, without any database.

use std::collections::HashMap;
use std::path::Path;
use std::process::ExitCode;

use engine_services::{Answer, check_documents, locales};
use serde_json::Value as Json;

use crate::console::{language, say};
use crate::places::Place;
use crate::{places, templates};

/// Checks a folder; fails when there is a problem.
pub(crate) fn check(folder: &str) -> Answer<ExitCode> {
    let language = language();
    let mut told: Vec<(String, Place, String)> = Vec::new();
    let mut documents = Vec::new();
    let mut files: HashMap<String, (String, HashMap<String, Place>)> = HashMap::new();
    for (path, text) in templates::texts(Path::new(folder))? {
        match serde_json::from_str::<Json>(&text) {
            Err(error) => told.push((path, (error.line(), error.column().max(1)), error.to_string())),
            Ok(json) => {
                let word = |key: &str| json.get(key).and_then(Json::as_str).unwrap_or("?").to_owned();
                files.insert(format!("{}/{}", word("kind"), word("name")), (path, places::places(&text)));
                documents.push(json);
            }
        }
    }
    let count = documents.len();
    for problem in check_documents(documents) {
        let document = problem.document.clone().unwrap_or_default();
        // A kind that is none is told of the document `?/name`.
        let found = files.get(&document).or_else(|| {
            let name = document.strip_prefix("?/")?;
            files.iter().find(|(key, _)| key.ends_with(&format!("/{name}"))).map(|(_, file)| file)
        });
        let (path, place) = found.map_or((folder.to_owned(), (1, 1)), |(path, places)| {
            (path.clone(), places::place_of(places, &problem.path))
        });
        let text = locales::error_text(problem.code, &problem.params, &language);
        told.push((path, place, format!("{text} [{}] {}", problem.code, problem.path)));
    }
    told.sort();
    for (path, (line, column), text) in &told {
        say(&format!("{path}:{line}:{column}: {text}"));
    }
    if told.is_empty() {
        say(&format!("{count} documents are sound"));
        return Ok(ExitCode::SUCCESS);
    }
    Ok(ExitCode::FAILURE)
}
