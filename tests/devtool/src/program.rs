//! Running other programs.

use std::ffi::OsStr;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::outcome::{Failure, Outcome, While as _, refuse};
use crate::places::Places;

/// What cargo tells a program it runs about that program's package; another cargo must not inherit it, for build scripts
/// that read such a variable would then run again and again.
const OF_THIS_PACKAGE: [&str; 4] = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_PRIMARY_"];

/// A program with its arguments.
pub(crate) struct Program {
    name: String,
    command: Command,
}

impl Program {
    /// A program by name or path.
    pub(crate) fn new(name: &str) -> Self {
        let mut command = Command::new(name);
        for (key, _) in std::env::vars_os() {
            let text = key.to_string_lossy();
            if OF_THIS_PACKAGE.iter().any(|prefix| text.starts_with(prefix)) {
                command.env_remove(&key);
            }
        }
        Self { name: name.to_owned(), command }
    }

    /// The cargo that runs this tool, in the repository.
    pub(crate) fn cargo(places: &Places) -> Self {
        let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
        Self::new(&cargo).inside(&places.root)
    }

    /// npm, with an environment that does not depend on who calls.
    pub(crate) fn npm(folder: &Path) -> Self {
        Self::new("npm").inside(folder).with("CI", "1").without("NODE_OPTIONS")
    }

    /// Adds arguments.
    pub(crate) fn words<S: AsRef<OsStr>>(mut self, words: &[S]) -> Self {
        self.command.args(words);
        self
    }

    /// Runs in a folder.
    pub(crate) fn inside(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Sets a variable.
    pub(crate) fn with(mut self, key: &str, value: &str) -> Self {
        self.command.env(key, value);
        self
    }

    /// Sets a variable if there is a value.
    pub(crate) fn with_some(self, key: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    /// Removes a variable.
    pub(crate) fn without(mut self, key: &str) -> Self {
        self.command.env_remove(key);
        self
    }

    /// Runs it in this terminal until it ends.
    pub(crate) fn run(mut self) -> Outcome {
        let status = self.command.status().while_doing(&self.name)?;
        if status.success() { Ok(()) } else { Err(Failure::Shown) }
    }

    /// Goes on as that program, which then gets the signals of the terminal and gives the exit code itself.
    pub(crate) fn become_it(mut self) -> Outcome {
        let error = self.command.exec();
        refuse(format!("{}: {error}", self.name))
    }

    /// Starts it in this terminal.
    pub(crate) fn start(mut self) -> Outcome<Child> {
        self.command.spawn().while_doing(&self.name)
    }

    /// What it prints, when it exists and succeeds; nothing is shown.
    pub(crate) fn answer(mut self) -> Option<String> {
        let output = self.command.stdin(Stdio::null()).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    /// Runs it quietly; shows what it printed only when it fails.
    pub(crate) fn quietly(mut self) -> Outcome {
        let output = self.command.stdin(Stdio::null()).output().while_doing(&self.name)?;
        if output.status.success() {
            return Ok(());
        }
        let said = [output.stdout, output.stderr].concat();
        refuse(format!("{} failed:\n{}", self.name, String::from_utf8_lossy(&said).trim()))
    }

    /// The command itself, for what is not covered here.
    pub(crate) fn into_command(self) -> Command {
        self.command
    }
}

/// Whether a program answers to `--version`.
pub(crate) fn exists(name: &str) -> bool {
    Program::new(name).words(&["--version"]).answer().is_some()
}

/// Where a program is on the PATH.
pub(crate) fn find(name: &str) -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?).map(|folder| folder.join(name)).find(|path| path.is_file())
}
