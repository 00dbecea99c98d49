//! The browser of the journeys: Debian's Chromium, never one that a test tool downloads.

use std::path::PathBuf;

use crate::debian;
use crate::outcome::{Outcome, refuse};
use crate::program::find;

/// Where the journeys look for it.
pub(crate) const VARIABLE: &str = "CHROMIUM";

/// The browser's path; installs one when there is none.
pub(crate) fn ensure() -> Outcome<PathBuf> {
    if let Some(found) = present() {
        return Ok(found);
    }
    debian::install(&["chromium"], "Chromium drives the journeys in tests/e2e and is missing.")?;
    match present() {
        Some(found) => Ok(found),
        None => refuse("Chromium is installed, but there is no chromium on the PATH."),
    }
}

fn present() -> Option<PathBuf> {
    let chosen = std::env::var_os(VARIABLE).map(PathBuf::from).filter(|path| path.exists());
    chosen.or_else(|| ["chromium", "chromium-browser", "google-chrome"].iter().find_map(|name| find(name)))
}
