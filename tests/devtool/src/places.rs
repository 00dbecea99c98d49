//! Where things are.

use std::path::{Path, PathBuf};

use crate::outcome::{Outcome, While as _};

/// The folders that the tool works in.
#[derive(Debug, Clone)]
pub(crate) struct Places {
    /// The repository.
    pub(crate) root: PathBuf,
    /// Cargo's target folder, wherever it was put.
    pub(crate) target: PathBuf,
}

impl Places {
    /// Finds them from where this program was compiled and lies.
    pub(crate) fn find() -> Outcome<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().while_doing("the repository")?;
        // This program is <target>/debug/tests-devtool, whichever setting chose <target>.
        let own = std::env::current_exe().while_doing("the path of this program")?;
        let target = own.parent().and_then(Path::parent).map_or_else(|| root.join("target"), Path::to_owned);
        Ok(Self { root, target })
    }

    /// The web app's sources.
    pub(crate) fn designer(&self) -> PathBuf {
        self.root.join("designer")
    }

    /// The data folder of `cargo demo`.
    pub(crate) fn demo_data(&self) -> PathBuf {
        self.root.join("data/demo")
    }

    /// The journeys in a browser.
    pub(crate) fn e2e(&self) -> PathBuf {
        self.root.join("tests/e2e")
    }
}
