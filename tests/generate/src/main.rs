//! Writes every generated file; `cargo dev generate` calls it.
#![expect(clippy::disallowed_methods, reason = "a tool for developers that writes files is its whole purpose")]

use std::io::{Result, Write as _};
use std::path::Path;

use tests_generate::{FOLDERS, Generated, generated};

fn main() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let files = generated();
    let mut out = std::io::stdout().lock();
    for Generated { path, text } in &files {
        let place = root.join(path);
        if std::fs::read_to_string(&place).is_ok_and(|old| old == *text) {
            continue;
        }
        if let Some(folder) = place.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(&place, text)?;
        writeln!(out, "wrote {path}")?;
    }
    for folder in FOLDERS {
        remove_old(&root, Path::new(folder), &files, &mut out)?;
    }
    writeln!(out, "{} generated files are up to date", files.len())
}

/// Removes what no generator writes any more.
fn remove_old(root: &Path, folder: &Path, files: &[Generated], out: &mut impl std::io::Write) -> Result<()> {
    for entry in std::fs::read_dir(root.join(folder))? {
        let entry = entry?;
        let path = folder.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            remove_old(root, &path, files, out)?;
        } else if !files.iter().any(|file| Path::new(&file.path) == path) {
            std::fs::remove_file(entry.path())?;
            writeln!(out, "removed {}", path.display())?;
        }
    }
    Ok(())
}
