//! A PostgreSQL for tests: made for one run, without any care for durability, gone with this process however it ends.

use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};

use crate::outcome::{Outcome, While as _, refuse};
use crate::program::{self, Program};
use crate::{debian, say};

/// Where the tests look for it.
pub(crate) const VARIABLE: &str = "TENON_TEST_POSTGRES";

/// Makes, starts, waits, and cleans up when its input closes, which also happens when this process is killed.
const SCRIPT: &str = r#"
set -eu
bin=$1 port=$2
folder=$(mktemp -d "${TMPDIR:-/tmp}/tenon-postgres.XXXXXX")
cd "$folder"
end() { "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true; cd /; rm -rf "$folder"; }
trap end EXIT
trap 'exit 1' INT TERM HUP
"$bin/initdb" -D data -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >log 2>&1 || { cat log >&2; exit 1; }
"$bin/pg_ctl" -D data -l log -w -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=300" start >/dev/null 2>&1 || { cat log >&2; exit 1; }
echo ready
cat >/dev/null
"#;

/// A running cluster, or one that somebody else runs.
pub(crate) struct Cluster {
    url: String,
    keeper: Option<Child>,
}

impl Cluster {
    /// Starts one, unless the environment names one.
    pub(crate) fn start() -> Outcome<Self> {
        if let Ok(url) = std::env::var(VARIABLE)
            && !url.is_empty()
        {
            say::line(&format!("   using the PostgreSQL of {VARIABLE}"));
            return Ok(Self { url, keeper: None });
        }
        let bin = programs()?;
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|listener| listener.local_addr())
            .while_doing("a free port")?
            .port();
        // The server refuses to run as root; Debian's package made a user for it.
        let program = if debian::is_root() {
            Program::new("runuser").words(&["-u", "postgres", "--", "sh", "-c", SCRIPT, "sh"])
        } else {
            Program::new("sh").words(&["-c", SCRIPT, "sh"])
        };
        let mut command = program.words(&[bin.as_os_str(), port.to_string().as_ref()]).into_command();
        // A group of its own: Ctrl-C in the terminal ends this tool first, and that closes the input.
        let spawned = command.current_dir("/").stdin(Stdio::piped()).stdout(Stdio::piped()).process_group(0).spawn();
        let mut keeper = spawned.while_doing("PostgreSQL for tests")?;
        let mut said = String::new();
        if let Some(out) = keeper.stdout.take() {
            BufReader::new(out).read_line(&mut said).while_doing("PostgreSQL for tests")?;
        }
        let mut cluster = Self { url: format!("postgres://postgres@127.0.0.1:{port}/postgres"), keeper: Some(keeper) };
        if said.trim() != "ready" {
            cluster.stop();
            return refuse("PostgreSQL for tests did not start; its words are above.");
        }
        Ok(cluster)
    }

    /// The address for the tests.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    fn stop(&mut self) {
        if let Some(mut keeper) = self.keeper.take() {
            drop(keeper.stdin.take());
            // Nothing can be done about one that does not end.
            let _ = keeper.wait();
        }
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.stop();
    }
}

/// The folder with `initdb`, of the newest version that is installed.
fn programs() -> Outcome<PathBuf> {
    if let Some(found) = find() {
        return Ok(found);
    }
    debian::install(&["postgresql"], "PostgreSQL is missing; half of the tests run on it.")?;
    match find() {
        Some(found) => Ok(found),
        None => refuse("PostgreSQL is installed, but there is no initdb below /usr/lib/postgresql or on the PATH."),
    }
}

fn find() -> Option<PathBuf> {
    let version = |folder: &PathBuf| folder.file_name().and_then(|name| name.to_string_lossy().parse::<u32>().ok());
    let folders = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|entry| entry.path());
    let newest = folders.filter(|folder| folder.join("bin/initdb").exists()).max_by_key(version);
    if let Some(newest) = newest {
        return Some(newest.join("bin"));
    }
    program::find("initdb").and_then(|path| path.parent().map(Path::to_owned))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cluster_starts_answers_and_leaves_nothing() {
        if std::env::var_os(VARIABLE).is_some() || find().is_none() {
            println!("no cluster of our own is started in this run");
            return;
        }
        let cluster = Cluster::start().unwrap();
        let address = cluster.url().rsplit('@').next().unwrap().split('/').next().unwrap().to_owned();
        assert!(std::net::TcpStream::connect(&address).is_ok());
        drop(cluster);
        assert!(std::net::TcpStream::connect(&address).is_err());
    }
}
