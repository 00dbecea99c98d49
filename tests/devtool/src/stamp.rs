//! Remembering what something was made from, to do slow work only when its input changed.

use std::collections::hash_map::DefaultHasher;
use std::hash::Hasher as _;
use std::path::{Path, PathBuf};

use crate::outcome::{Outcome, While as _};
use crate::places::Places;

/// A fingerprint of files: their paths and contents.
///
/// # Errors
/// A file cannot be read.
pub(crate) fn of_files(root: &Path, files: &[PathBuf]) -> Outcome<String> {
    let mut sorted: Vec<&PathBuf> = files.iter().collect();
    sorted.sort();
    let mut hasher = DefaultHasher::new();
    for file in sorted {
        let bytes = std::fs::read(file).while_doing(&file.display().to_string())?;
        hasher.write(file.strip_prefix(root).unwrap_or(file).to_string_lossy().as_bytes());
        hasher.write_usize(bytes.len());
        hasher.write(&bytes);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

/// Every file below a folder, but for folders and files that `skips` names.
pub(crate) fn files_below(folder: &Path, skips: &dyn Fn(&str) -> bool) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for entry in entries.flatten() {
            if skips(&entry.file_name().to_string_lossy()) {
                continue;
            }
            let path = entry.path();
            if path.is_dir() { open.push(path) } else { found.push(path) }
        }
    }
    found
}

/// A fingerprint kept under the target folder.
pub(crate) struct Stamp {
    path: PathBuf,
}

impl Stamp {
    /// The stamp of a name.
    pub(crate) fn named(places: &Places, name: &str) -> Self {
        Self { path: places.target.join("devtool").join(name) }
    }

    /// Whether the work was already done for this input.
    pub(crate) fn says(&self, fingerprint: &str) -> bool {
        std::fs::read_to_string(&self.path).is_ok_and(|kept| kept == fingerprint)
    }

    /// Remembers that it is done.
    pub(crate) fn set(&self, fingerprint: &str) -> Outcome {
        let folder = self.path.parent().unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder)
            .and_then(|()| std::fs::write(&self.path, fingerprint))
            .while_doing(&self.path.display().to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_byte_a_new_name_and_a_skipped_file() {
        let folder = std::env::temp_dir().join(format!("tenon-stamp-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("node_modules")).unwrap();
        std::fs::write(folder.join("a"), "1").unwrap();
        std::fs::write(folder.join("node_modules/x"), "1").unwrap();
        let of = || {
            let files = files_below(&folder, &|name| name == "node_modules");
            of_files(&folder, &files).unwrap()
        };
        let first = of();
        std::fs::write(folder.join("node_modules/x"), "2").unwrap();
        assert_eq!(of(), first);
        std::fs::write(folder.join("a"), "2").unwrap();
        let second = of();
        assert_ne!(second, first);
        std::fs::rename(folder.join("a"), folder.join("b")).unwrap();
        assert_ne!(of(), second);
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
