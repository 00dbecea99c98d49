//! A font with Chinese, without which no contract can be printed.

use std::path::Path;

use crate::debian;
use crate::outcome::Failure;
use crate::places::Places;
use crate::say;

/// The list that the server itself tries; read as text, so that there is one list and this tool needs no other package.
const CANDIDATES: &str = "engine/prints/src/text/candidates.rs";

/// Installs a font when none is found; only says so when it cannot, because everything but printing works without.
pub(crate) fn ensure(places: &Places) {
    let list = std::fs::read_to_string(places.root.join(CANDIDATES)).unwrap_or_default();
    if paths(&list).any(|path| Path::new(path).exists()) {
        return;
    }
    let why = "No font with Chinese characters was found; PDFs need one.";
    if let Err(Failure::Told(text)) = debian::install(&["fonts-noto-cjk"], why) {
        say::line(&format!("   {text}\n   Going on: everything else works without it."));
    }
}

fn paths(list: &str) -> impl Iterator<Item = &str> {
    list.split('"').skip(1).step_by(2).filter(|path| path.contains('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_the_server_can_be_read() {
        let list = include_str!("../../../engine/prints/src/text/candidates.rs");
        let found: Vec<&str> = paths(list).filter(|path| path.starts_with("/usr/share/fonts/")).collect();
        assert!(found.len() > 10, "the list of {CANDIDATES} has another form now: {found:?}");
    }
}
