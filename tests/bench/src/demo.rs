//! A data folder with the demo company, as `tenon demo` makes it.

use std::path::{Path, PathBuf};

use crate::process::Server;
use crate::{Outcome, report};

/// The folder with the sign-in of somebody who may do everything.
pub(crate) struct Demo {
    /// The data folder; removed with this value.
    pub(crate) folder: PathBuf,
    /// Login of the administrator.
    pub(crate) login: String,
    /// The generated password.
    pub(crate) password: String,
}

impl Demo {
    /// Makes the demo once.
    pub(crate) fn make(tenon: &Path) -> Outcome<Self> {
        let folder = std::env::temp_dir().join(format!("tenon-bench-demo-{}", std::process::id()));
        report::tell("making the demo company");
        let server = Server::start(tenon, &["--data", path(&folder)?, "--listen", "127.0.0.1:0", "demo"])?;
        let words = |line: &String| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let found = server.said.iter().find(|line| line.contains("admin)")).map(words).unwrap_or_default();
        let [login, password, ..] = found.as_slice() else {
            return Err("the demo names no administrator".into());
        };
        Ok(Self { login: login.clone(), password: password.clone(), folder })
    }

    /// Serves the folder.
    pub(crate) fn serve(&self, tenon: &Path) -> Outcome<Server> {
        Server::start(tenon, &["--data", path(&self.folder)?, "--listen", "127.0.0.1:0", "serve"])
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// A path as text.
pub(crate) fn path(path: &Path) -> Outcome<&str> {
    path.to_str().ok_or_else(|| "a path that is not text".into())
}
