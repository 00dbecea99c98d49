//! No committed file names the host of a package registry: which mirror is used is the machine's setting.

use crate::repository::{files, none};

/// Written in two halves, so that this file does not find itself.
const HOSTS: &[&str] = &[
    concat!("crates", ".io/"),
    concat!("index.crates", ".io"),
    concat!("static.crates", ".io"),
    concat!("registry.npm", "js.org"),
    concat!("npm", "mirror.com"),
    concat!("yarn", "pkg.com"),
    concat!("deb.deb", "ian.org"),
    concat!("security.deb", "ian.org"),
    concat!("archive.ubu", "ntu.com"),
    concat!("pypi", ".org"),
    concat!("python", "hosted.org"),
    concat!("proxy.go", "lang.org"),
    concat!("tuna.tsing", "hua.edu.cn"),
    concat!("mirrors.", "aliyun.com"),
    concat!("rsproxy", ".cn"),
    concat!("docker", ".io"),
    concat!("gh", "cr.io"),
    concat!("quay", ".io"),
];

#[test]
fn no_file_names_a_registry_host() {
    let mut findings = Vec::new();
    for source in files(&[]) {
        for (at, line) in source.text.lines().enumerate() {
            findings.extend(
                HOSTS
                    .iter()
                    .filter(|host| line.contains(**host))
                    .map(|host| format!("{}:{}: {host}", source.path, at + 1)),
            );
        }
    }
    none(
        &findings,
        "take the address out; for a lock file of npm, set omit-lockfile-registry-resolved=true in .npmrc beside it and \
         write the lock file again.",
    );
}

/// Cargo writes the name of its index into every line of its lock; that one name and no other.
#[test]
fn every_locked_crate_comes_from_the_one_index() {
    let index = concat!("source = \"registry+https://github.com/rust-lang/crates", ".io-index\"");
    let lock = crate::repository::read("Cargo.lock");
    let findings: Vec<String> =
        lock.lines().filter(|line| line.starts_with("source = ") && *line != index).map(str::to_owned).collect();
    none(&findings, "use a published version of the crate.");
}
