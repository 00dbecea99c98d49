//! Writes the demo's files. Run from the root of the repository.
#![expect(clippy::disallowed_methods, reason = "writing files is the whole purpose")]

use std::fs;
use std::io;
use std::path::Path;

use seeds_generator::{DEMO_FOLDER, demo_files};

fn main() -> io::Result<()> {
    for (name, text) in demo_files() {
        let path = Path::new(DEMO_FOLDER).join(name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, text)?;
    }
    Ok(())
}
