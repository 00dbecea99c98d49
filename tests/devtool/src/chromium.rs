//! The browser of the journeys: Debian's Chromium, never one that a test tool downloads.

use crate::debian;
use crate::outcome::Outcome;
use crate::program::exists;

/// Makes sure that a Chromium is there.
pub(crate) fn ensure() -> Outcome {
    if exists("chromium") || exists("chromium-browser") || exists("google-chrome") {
        return Ok(());
    }
    debian::install(&["chromium"], "Chromium drives the journeys in tests/e2e and is missing.")
}
