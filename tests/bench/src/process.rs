//! Child processes: starting, finding the address, and what the kernel says about their processor time and memory.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::{Options, Outcome};

/// A server that ends with this value.
pub(crate) struct Server {
    child: Child,
    /// `127.0.0.1:port`.
    pub(crate) address: String,
    /// Everything it said before the address.
    pub(crate) said: Vec<String>,
    // Kept open, so that the child may go on talking.
    _voice: BufReader<std::process::ChildStdout>,
}

impl Server {
    /// Starts a program and waits for its line `http://address`.
    pub(crate) fn start(program: &Path, arguments: &[&str]) -> Outcome<Self> {
        let mut child = Command::new(program).args(arguments).stdout(Stdio::piped()).spawn()?;
        let voice = child.stdout.take().ok_or("no output")?;
        let mut voice = BufReader::new(voice);
        let mut said = Vec::new();
        loop {
            let mut line = String::new();
            if voice.read_line(&mut line)? == 0 {
                let _ = child.kill();
                let _ = child.wait();
                return Err(format!("{} ended before it listened", program.display()).into());
            }
            if let Some(address) = line.trim().strip_prefix("http://") {
                return Ok(Self { child, address: address.to_owned(), said, _voice: voice });
            }
            said.push(line.trim_end().to_owned());
        }
    }

    /// The process.
    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let pid = self.child.id().to_string();
        // A gentle end first, so that the data folder is left as after a stop.
        let _ = Command::new("kill").arg(pid).status();
        let _ = self.child.wait();
    }
}

/// Runs a program to its end and answers what it said.
pub(crate) fn run(program: &Path, arguments: &[&str]) -> Outcome<String> {
    let output = Command::new(program).args(arguments).stderr(Stdio::inherit()).output()?;
    if !output.status.success() {
        return Err(format!("{} {arguments:?}: {}", program.display(), output.status).into());
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// The program under test: the one given, or a fresh release build.
pub(crate) fn program(options: &Options) -> Outcome<PathBuf> {
    if let Some(path) = &options.tenon {
        return Ok(path.clone());
    }
    let status = Command::new("cargo").args(["build", "--release", "--workspace", "--bin", "tenon"]).status()?;
    if !status.success() {
        return Err("tenon could not be built".into());
    }
    let own = std::env::current_exe()?;
    Ok(own.with_file_name("tenon"))
}

/// Processor time that the threads of processes have had, in nanoseconds; a process that is gone counts nothing.
#[expect(clippy::disallowed_methods, reason = "what the kernel says stands under /proc")]
pub(crate) fn processor_time(pids: &[u32]) -> u64 {
    let of_thread = |folder: std::fs::DirEntry| {
        let text = std::fs::read_to_string(folder.path().join("schedstat")).ok()?;
        text.split(' ').next()?.parse::<u64>().ok()
    };
    pids.iter()
        .filter_map(|pid| std::fs::read_dir(format!("/proc/{pid}/task")).ok())
        .flat_map(|threads| threads.filter_map(Result::ok))
        .filter_map(of_thread)
        .sum()
}

/// A figure of `/proc/<pid>/status` in megabytes, such as `VmRSS` or `VmHWM`.
pub(crate) fn memory(pid: u32, name: &str) -> Outcome<f64> {
    let text = std::fs::read_to_string(format!("/proc/{pid}/status"))?;
    let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
    let kilobytes: f64 = line.and_then(|rest| rest.split_whitespace().next()).ok_or("no such figure")?.parse()?;
    Ok(kilobytes / 1024.0)
}

/// A pause that lets a server come to rest.
pub(crate) async fn rest(milliseconds: u64) {
    tokio::time::sleep(Duration::from_millis(milliseconds)).await;
}
