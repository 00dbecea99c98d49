//! Every route is described in `docs/api.md`.

use crate::repository::{none, read};

const TABLE: &str = "runtime/http/src/routes.rs";
const PAGE: &str = "docs/api.md";
const PREFIX: &str = "/api/v1";

/// Method and address of every line of the table of routes.
fn routes() -> Vec<(String, String)> {
    let text = read(TABLE);
    let lines = text.lines().filter_map(|line| {
        let (method, rest) = line.strip_prefix("    ")?.split_once(" \"")?;
        let is_method = ["get", "post", "put", "patch", "delete"].contains(&method);
        let (path, _) = rest.split_once('"')?;
        (is_method && path.starts_with('/')).then(|| (method.to_uppercase(), path.to_owned()))
    });
    let routes: Vec<_> = lines.collect();
    assert!(routes.len() > 20, "{TABLE} has another form than this test knows");
    routes
}

/// Whether a line names the address itself and not only a longer one.
fn names(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + path.len()..].chars().next();
        !before.is_some_and(|letter| letter.is_alphanumeric() || letter == '}')
            && !after.is_some_and(|letter| letter.is_alphanumeric() || matches!(letter, '/' | '_' | '-' | '{'))
    })
}

#[test]
fn every_route_is_documented() {
    let page = read(PAGE);
    let is_described = |method: &str, path: &str| {
        let short = path.strip_prefix(PREFIX).unwrap_or(path);
        page.lines().any(|line| {
            let has_method = line.split(|letter: char| !letter.is_ascii_uppercase()).any(|word| word == method);
            has_method && (names(line, path) || names(line, short))
        })
    };
    let findings: Vec<String> = routes()
        .iter()
        .filter(|(method, path)| !is_described(method, path))
        .map(|(method, path)| format!("{method} {path}"))
        .collect();
    none(&findings, "describe it in docs/api.md, method and address on one line, with or without /api/v1.");
}

#[test]
fn a_longer_address_is_another_one() {
    assert!(names("`GET /tasks?state=open`", "/tasks") && names("GET /api/v1/tasks", "/api/v1/tasks"));
    assert!(!names("POST /tasks/{id}/approve", "/tasks") && !names("POST /tasks-old", "/tasks"));
}
