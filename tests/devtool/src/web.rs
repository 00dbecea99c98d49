//! The web app: its packages, its checks and its build, each only when its input changed.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::node;
use crate::outcome::{Outcome, While as _, refuse};
use crate::places::Places;
use crate::program::Program;
use crate::say;
use crate::stamp::{Stamp, files_below, of_files};

/// The source with the embedded files in it.
const EMBEDDER: &str = "runtime/http/src/web_app.rs";

/// Not part of what the browser gets.
const NO_INPUT: [&str; 6] = ["node_modules", "dist", "mock", "tests", "README.md", ".gitignore"];

/// Installs the packages of a folder by its lock file, when the lock file changed since the last time.
pub(crate) fn packages(places: &Places, folder: &Path) -> Outcome {
    node::node()?;
    let fingerprint = of_files(folder, &[folder.join("package-lock.json"), folder.join("package.json")])?;
    let name = folder.strip_prefix(&places.root).unwrap_or(folder).to_string_lossy().replace('/', "-");
    let stamp = Stamp::named(places, &format!("{name}-packages"));
    // The second mark is npm's own: packages that somebody removed or changed by hand are installed again.
    if stamp.says(&fingerprint) && folder.join("node_modules/.package-lock.json").exists() {
        return Ok(());
    }
    say::line(&format!("   installing the packages of {name}"));
    // No script of a package runs here: the build tools bring their binaries as packages of their own.
    Program::npm(folder).words(&["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).run()?;
    stamp.set(&fingerprint)
}

/// Types and unit tests.
pub(crate) fn check(places: &Places) -> Outcome {
    packages(places, &places.designer())?;
    Program::npm(&places.designer()).words(&["run", "--silent", "check"]).run()
}

/// The files in `designer/dist`, from the present sources.
pub(crate) fn build(places: &Places) -> Outcome {
    packages(places, &places.designer())?;
    let designer = places.designer();
    let stamp = Stamp::named(places, "web-built");
    // The start page names every other file by its hash, so it stands for what was built.
    let state = || Ok(format!("{} {}", inputs(&designer)?, of_files(&designer, &[designer.join("dist/index.html")])?));
    if state().is_ok_and(|state: String| stamp.says(&state)) {
        return Ok(());
    }
    Program::npm(&designer).words(&["run", "--silent", "build"]).run()?;
    // The files are embedded when this source is compiled, and cargo does not know about files that are new.
    let embedder = File::options().append(true).open(places.root.join(EMBEDDER));
    embedder.and_then(|file| file.set_modified(SystemTime::now())).while_doing(EMBEDDER)?;
    stamp.set(&state()?)
}

fn inputs(designer: &Path) -> Outcome<String> {
    let is_test = |name: &str| name.contains(".test.");
    let files: Vec<PathBuf> = files_below(designer, &|name| NO_INPUT.contains(&name) || is_test(name));
    if files.len() < 10 {
        return refuse(format!("{} has no sources", designer.display()));
    }
    of_files(designer, &files)
}
