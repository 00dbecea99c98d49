//! The built-in templates, and templates in folders.

use std::path::{Path, PathBuf};

use engine_errors::Code;
use engine_services::{Answer, Failure};
use rust_embed::RustEmbed;
use serde_json::Value as Json;

#[derive(RustEmbed)]
#[folder = "../../templates/crm"]
struct Crm;

/// The documents of a built-in template or of a folder.
pub(crate) fn documents(template: &str) -> Answer<Vec<Json>> {
    if template == "crm" {
        return Crm::iter()
            .filter(|path| is_document(path))
            .filter_map(|path| Crm::get(&path).map(|file| parse(&path, &file.data)))
            .collect();
    }
    let mut paths = Vec::new();
    collect(Path::new(template), &mut paths)?;
    paths.sort();
    paths.iter().map(|path| parse(&path.display().to_string(), &read(path)?)).collect()
}

/// The files of a folder of documents with their texts, in the order of their paths.
pub(crate) fn texts(folder: &Path) -> Answer<Vec<(String, String)>> {
    let mut paths = Vec::new();
    collect(folder, &mut paths)?;
    paths.sort();
    let text = |path: &PathBuf| -> Answer<(String, String)> {
        Ok((path.display().to_string(), String::from_utf8_lossy(&read(path)?).into_owned()))
    };
    paths.iter().map(text).collect()
}

/// Writes a document into a folder, which is made when missing.
#[expect(clippy::disallowed_methods, reason = "exported documents are written here and nowhere else")]
pub(crate) fn write(folder: &Path, name: &str, text: &str) -> Answer<()> {
    let written = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(folder.join(name), text));
    written.map_err(|error| Failure {
        cause: Some(format!("{}: {error}", folder.display())),
        ..Failure::new(Code::DataFolderNotWritable).with("folder", folder.display().to_string())
    })
}

/// A picture of the CRM template.
pub(crate) fn crm_asset(name: &str) -> Option<Vec<u8>> {
    Crm::get(&format!("assets/{name}")).map(|file| file.data.into_owned())
}

/// Documents lie one folder deep; the manifest beside the folders is not one of them.
fn is_document(path: &str) -> bool {
    path.contains('/') && path.ends_with(".json")
}

fn parse(path: &str, bytes: &[u8]) -> Answer<Json> {
    serde_json::from_slice(bytes)
        .map_err(|error| Failure { cause: Some(format!("{path}: {error}")), ..Failure::new(Code::BodyNotJson) })
}

#[expect(clippy::disallowed_methods, reason = "template folders are read here and nowhere else")]
fn read(path: &Path) -> Answer<Vec<u8>> {
    std::fs::read(path).map_err(|error| not_there(path, &error))
}

#[expect(clippy::disallowed_methods, reason = "template folders are read here and nowhere else")]
fn collect(root: &Path, paths: &mut Vec<PathBuf>) -> Answer<()> {
    for entry in std::fs::read_dir(root).map_err(|error| not_there(root, &error))? {
        let folder = entry.map_err(|error| not_there(root, &error))?.path();
        if !folder.is_dir() {
            continue;
        }
        for entry in std::fs::read_dir(&folder).map_err(|error| not_there(&folder, &error))? {
            let path = entry.map_err(|error| not_there(&folder, &error))?.path();
            if path.extension().is_some_and(|ending| ending == "json") {
                paths.push(path);
            }
        }
    }
    Ok(())
}

fn not_there(path: &Path, error: &std::io::Error) -> Failure {
    Failure {
        cause: Some(format!("{}: {error}", path.display())),
        ..Failure::new(Code::DocumentNotFound).with("name", path.display().to_string()).with("kind", "template")
    }
}
