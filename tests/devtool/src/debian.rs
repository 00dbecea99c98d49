//! Installing what is missing, with Debian's package tool; elsewhere saying what to install.

use std::path::Path;

use crate::outcome::{Outcome, refuse};
use crate::program::{Program, exists};
use crate::say;

/// Installs packages when this is a Debian and we are root, else says what a person has to do.
pub(crate) fn install(packages: &[&str], why: &str) -> Outcome {
    let command = format!("apt-get install --no-install-recommends {}", packages.join(" "));
    if !exists("apt-get") {
        return refuse(format!(
            "{why}\nOn Debian it is in: {}. Install the same with your system's packages.",
            packages.join(" ")
        ));
    }
    if !is_root() {
        return refuse(format!("{why}\nInstall it, then start again:\n  sudo {command}"));
    }
    say::line(&format!("   {why} {command}"));
    if !has_lists() {
        apt().words(&["update", "-qq"]).quietly()?;
    }
    let attempt = || apt().words(&["install", "-y", "-qq", "--no-install-recommends"]).words(packages).quietly();
    // Old lists name versions that are no longer there.
    attempt().or_else(|_| apt().words(&["update", "-qq"]).quietly().and_then(|()| attempt()))
}

/// Whether this process may install.
pub(crate) fn is_root() -> bool {
    Program::new("id").words(&["-u"]).answer().as_deref() == Some("0")
}

fn apt() -> Program {
    Program::new("apt-get").with("DEBIAN_FRONTEND", "noninteractive")
}

fn has_lists() -> bool {
    let lists = Path::new("/var/lib/apt/lists");
    lists
        .read_dir()
        .is_ok_and(|files| files.flatten().any(|file| file.file_name().to_string_lossy().contains("_Packages")))
}
