//! What documents name exists: paths, `cargo` commands, packages and npm scripts.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::layers::packages;
use crate::repository::{files, none, read, root};

/// Made when something runs; a document may name them.
const MADE: [&str; 5] = ["target/", "data/", "designer/dist", "designer/node_modules", "node_modules/"];

/// The endings by which a word with a slash is taken for a file.
const ENDINGS: [&str; 10] = [".rs", ".ts", ".tsx", ".mjs", ".css", ".toml", ".md", ".json", ".sql", ".sh"];

/// Words in back quotes, targets of links, and the lines of code blocks.
fn words(text: &str) -> (Vec<String>, Vec<String>) {
    let (mut paths, mut commands) = (Vec::new(), Vec::new());
    let mut in_block = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            in_block = !in_block;
        } else if in_block {
            let command = line.split(" #").next().unwrap_or_default();
            commands.push(command.trim().trim_start_matches("$ ").to_owned());
        } else {
            paths.extend(line.split('`').skip(1).step_by(2).map(str::to_owned));
            let targets = line.split("](").skip(1).filter_map(|rest| rest.split_once(')'));
            paths.extend(targets.map(|(target, _)| target.split('#').next().unwrap_or_default().to_owned()));
        }
    }
    commands.extend(paths.iter().filter(|word| word.contains(' ')).cloned());
    paths.retain(|word| !word.contains(char::is_whitespace));
    (paths, commands)
}

/// `a/{b,c}.rs` is two paths.
fn expand(path: &str) -> Vec<String> {
    let Some((before, (list, after))) =
        path.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
    else {
        return vec![path.to_owned()];
    };
    list.split(',').flat_map(|item| expand(&format!("{before}{}{after}", item.trim()))).collect()
}

/// Whether a word is meant as a path of the repository.
fn is_path(word: &str, top: &BTreeSet<String>) -> bool {
    let first = word.split('/').next().unwrap_or_default();
    let is_address = word.starts_with('/') || word.contains("://") || word.contains("::") || word.contains('"');
    let is_plain = word.chars().all(|letter| letter.is_alphanumeric() || "-_./{},<>*".contains(letter));
    !is_address
        && is_plain
        && word.contains('/')
        && (top.contains(first) || ENDINGS.iter().any(|end| word.ends_with(end)))
}

/// The part before the first segment that stands for many, such as `<kind>.rs` or `*`.
fn fixed(path: &str) -> String {
    let segments = path.trim_end_matches('/').split('/').take_while(|segment| !segment.contains(['<', '*', '>']));
    segments.collect::<Vec<_>>().join("/")
}

/// Verbs that the help of the developer tool has.
fn is_verb(command: &str) -> bool {
    let help = read("tests/devtool/src/main.rs");
    let words: Vec<&str> = command.split_whitespace().collect();
    let known = |line: &str| {
        let line: Vec<&str> = line.split_whitespace().collect();
        let length = if words.get(1) == Some(&"dev") { words.len().min(3) } else { 2 };
        line.len() >= length && line[..length] == words[..length]
    };
    help.lines().any(known)
}

/// What is wrong with a command.
fn command_problem(command: &str, packages: &BTreeSet<String>, scripts: &BTreeSet<String>) -> Option<String> {
    let words: Vec<&str> = command.split_whitespace().collect();
    match words.as_slice() {
        ["cargo", "dev"] => None,
        ["cargo", "dev" | "demo" | "verify", ..] => (!is_verb(command)).then(|| format!("{command}: no such verb")),
        ["cargo", ..] => {
            let named = words.windows(2).find(|pair| matches!(pair[0], "-p" | "--package")).map(|pair| pair[1])?;
            let is_one = !named.contains(['<', '{', '…']) && named.contains('-');
            (is_one && !packages.contains(named)).then(|| format!("{command}: no package {named}"))
        }
        ["npm", "run", script, ..] => (!scripts.contains(*script)).then(|| format!("{command}: no script {script}")),
        _ => None,
    }
}

fn scripts() -> BTreeSet<String> {
    let of = |path: &str| -> BTreeSet<String> {
        let manifest: Value = serde_json::from_str(&read(path)).unwrap();
        manifest["scripts"].as_object().into_iter().flatten().map(|(name, _)| name.clone()).collect()
    };
    files(&["package.json"]).iter().flat_map(|source| of(&source.path)).collect()
}

#[test]
fn what_documents_name_exists() {
    let top: BTreeSet<String> = crate::repository::names_in("").into_iter().collect();
    let packages: BTreeSet<String> = packages().into_iter().map(|package| package.name).collect();
    let scripts = scripts();
    let mut findings = Vec::new();
    for source in files(&[".md"]) {
        let folder = source.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let (paths, commands) = words(&source.text);
        for path in paths.iter().filter(|word| is_path(word, &top)).flat_map(|word| expand(word)) {
            let fixed = fixed(path.trim_start_matches("./"));
            let is_made = MADE.iter().any(|made| path.starts_with(made));
            let beside = root().join(folder).join(&fixed);
            // Below a document's own package a path may leave `src` out.
            if !is_made
                && !root().join(&fixed).exists()
                && !beside.exists()
                && !root().join(folder).join("src").join(&fixed).exists()
            {
                findings.push(format!("{}: {path}", source.path));
            }
        }
        let wrong = commands.iter().filter_map(|command| command_problem(command, &packages, &scripts));
        findings.extend(wrong.map(|problem| format!("{}: {problem}", source.path)));
    }
    for page in ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"] {
        if !root().join(page).exists() {
            findings.push(format!("{page} is missing"));
        }
    }
    none(&findings, "write the path from the root of the repository, or from the document, as it is now.");
}

#[test]
fn words_of_a_document() {
    let (paths, commands) =
        words("See `engine/{a,b}.rs`, [x](docs/x.md#y) and `cargo dev nothing`.\n```\n$ cargo demo   # serves\n```\n");
    assert_eq!(paths, ["engine/{a,b}.rs", "docs/x.md"]);
    assert_eq!(commands, ["cargo demo", "cargo dev nothing"]);
    assert_eq!(expand("a/{b,c}.rs"), ["a/b.rs", "a/c.rs"]);
    assert_eq!(fixed("engine/fields/src/types/<kind>.rs"), "engine/fields/src/types");
    let none = BTreeSet::new();
    assert!(command_problem("cargo dev nothing", &none, &none).is_some());
    assert!(command_problem("cargo dev new field-type rating", &none, &none).is_none());
    assert!(command_problem("cargo test -p engine-gone", &none, &none).is_some());
    assert!(command_problem("cargo demo --listen 0.0.0.0:80", &none, &none).is_none());
}
