//! The `tenon` program as it is called in a terminal.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may stop at the first surprise, and reads and writes its own folders"
)]

use std::path::Path;
use std::process::Command;

use serde_json::{Value as Json, json};
use tempfile::TempDir;

/// Runs the program; answers whether it succeeded, and all that it said.
fn tenon(data: &Path, arguments: &[&str]) -> (bool, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_tenon"))
        .args(arguments)
        .env("TENON_DATA", data)
        .env("LC_ALL", "C")
        .env_remove("TENON_DATABASE")
        .output()
        .unwrap();
    let text = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8_lossy(&text).into_owned())
}

fn done(data: &Path, arguments: &[&str]) -> String {
    let (is_done, text) = tenon(data, arguments);
    assert!(is_done, "{arguments:?}: {text}");
    text
}

fn write(folder: &Path, kind: &str, document: &Json) {
    let folder = folder.join(kind);
    std::fs::create_dir_all(&folder).unwrap();
    let name = format!("{}.json", document["name"].as_str().unwrap());
    std::fs::write(folder.join(name), serde_json::to_string_pretty(document).unwrap()).unwrap();
}

fn client(fields: &[&str]) -> Json {
    let field = |name: &&str| json!({"name": name, "type": "text", "label": {"en": name}});
    json!({
        "kind": "object", "format": 1, "name": "client", "label": {"en": "Client"}, "title_field": "name",
        "fields": fields.iter().map(field).collect::<Vec<_>>(),
    })
}

#[test]
fn a_sound_template_is_checked_without_a_database() {
    let folder = TempDir::new().unwrap();
    let crm = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../templates/crm");
    let data = folder.path().join("data");
    let text = done(&data, &["template", "check", crm.to_str().unwrap()]);
    assert!(text.contains("documents are sound"), "{text}");
    assert!(!data.exists(), "a data folder was made");
}

#[test]
fn the_code_at_the_end_tells_a_sound_folder_from_a_wrong_one_and_from_wrong_words() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("template");
    write(&root, "objects", &client(&["name"]));
    let code = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_tenon")).args(arguments).env("LC_ALL", "C").output().unwrap();
        output.status.code()
    };
    let path = root.to_str().unwrap();
    assert_eq!(code(&["template", "check", path]), Some(0));
    assert_eq!(code(&["template", "check", folder.path().join("none").to_str().unwrap()]), Some(1));
    assert_eq!(code(&["template", "check"]), Some(2));
    write(&root, "objects", &client(&["other"]));
    assert_eq!(code(&["template", "check", path]), Some(1));
}

#[test]
fn problems_of_a_template_are_told_with_file_line_and_column() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("template");
    let mut object = client(&["name", "total"]);
    object["fields"][1]["formula"] = json!("nmae & 1");
    write(&root, "objects", &object);
    let view = json!({
        "kind": "view", "format": 1, "name": "all", "label": {"en": "All"}, "object": "client",
        "columns": [{"field": "name"}, {"field": "nmae"}],
    });
    write(&root, "views", &view);
    std::fs::write(root.join("views/broken.json"), "{\n  \"kind\": \"view\",\n  oops\n}").unwrap();
    let (is_done, text) = tenon(folder.path(), &["template", "check", root.to_str().unwrap()]);
    assert!(!is_done, "{text}");
    let place_of = |file: &str, word: &str| {
        let text = std::fs::read_to_string(root.join(file)).unwrap();
        let line = text.lines().position(|line| line.contains(word)).unwrap();
        let column = text.lines().nth(line).unwrap().find(word).unwrap();
        (line + 1, column + 1)
    };
    for (file, (line, column)) in [
        ("objects/client.json", place_of("objects/client.json", "\"nmae & 1\"")),
        ("views/all.json", place_of("views/all.json", "\"nmae\"")),
        ("views/broken.json", (3, 3)),
    ] {
        let wanted = format!("{file}:{line}:{column}: ");
        assert!(text.contains(&wanted), "{wanted} is not in\n{text}");
    }
}

#[test]
fn releases_are_planned_published_compared_and_restored() {
    let folder = TempDir::new().unwrap();
    let (data, root) = (folder.path().join("data"), folder.path().join("template"));
    let path = root.to_str().unwrap();
    done(&data, &["init"]);
    write(&root, "objects", &client(&["name", "town"]));
    let plan = done(&data, &["release", "plan", path]);
    assert!(plan.contains("[safe] Create the table of Client  (create_table:client)"), "{plan}");
    assert!(!done(&data, &["release", "list"]).contains("Clients"), "a plan publishes nothing");
    assert!(done(&data, &["release", "publish", path, "--note", "Clients"]).contains("release 2"));
    assert!(done(&data, &["release", "list"]).lines().next().unwrap().ends_with("Clients"));
    assert!(done(&data, &["release", "show", "2"]).contains("New object: Client (client)"));
    // A field goes and comes back.
    write(&root, "objects", &client(&["name"]));
    let text = done(&data, &["release", "publish", path]);
    assert!(text.contains("recycle_field:client.town") && text.contains("release 3"), "{text}");
    assert!(done(&data, &["release", "diff", "2", "3"]).contains("field town (town) removed"));
    let text = done(&data, &["release", "restore", "2"]);
    assert!(text.contains("restore_field:client.town") && text.contains("release 4"), "{text}");
    assert_eq!(done(&data, &["release", "diff", "2", "4"]), "");
    // What is exported is what is installed.
    let export = folder.path().join("export");
    done(&data, &["release", "export", export.to_str().unwrap()]);
    assert!(export.join("objects/client.json").exists() && export.join("roles/admin.json").exists());
    let same = done(&data, &["release", "plan", export.to_str().unwrap(), "--exact"]);
    assert_eq!(same, "", "nothing differs");
    let (is_done, text) = tenon(&data, &["release", "show", "99"]);
    assert!(!is_done && text.contains("no release 99"), "{text}");
}

/// The worked example of docs/consultant.md, command by command.
#[test]
fn the_worked_example_of_the_handbook_works() {
    let folder = TempDir::new().unwrap();
    let (data, root) = (folder.path().join("data"), folder.path().join("yard"));
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/consultant.md");
    let page = std::fs::read_to_string(page).unwrap();
    let example = page.split("## A worked example").nth(1).unwrap().split("\n## ").next().unwrap();
    let mut set = String::new();
    let mut count = 0;
    for block in example.split("```").skip(1).step_by(2) {
        let (language, body) = block.split_once('\n').unwrap();
        match language.split_once(' ') {
            Some(("json", file)) => {
                let document: Json = serde_json::from_str(body).unwrap();
                let file = folder.path().join(file);
                std::fs::create_dir_all(file.parent().unwrap()).unwrap();
                std::fs::write(file, document.to_string()).unwrap();
            }
            _ => {
                for line in body.lines() {
                    let Some(command) = line.strip_prefix("$ tenon ") else {
                        panic!("no command: {line}");
                    };
                    let (command, expected) = command.split_once("  # ").unwrap_or((command, ""));
                    let words = command.replace("yard", root.to_str().unwrap()).replace("SET", set.trim());
                    let words: Vec<String> = shell_words(&words);
                    let words: Vec<&str> = words.iter().map(String::as_str).collect();
                    let said = done(&data, &words);
                    assert!(said.contains(expected), "{command}: {expected:?} is not in\n{said}");
                    if command.starts_with("release set begin") {
                        set = said;
                    }
                    count += 1;
                }
            }
        }
    }
    assert!(count >= 10, "only {count} commands");
}

/// The words of a command; quotes keep blanks together.
fn shell_words(command: &str) -> Vec<String> {
    let parts = command.split('"').enumerate();
    parts
        .flat_map(|(place, part)| {
            if place % 2 == 1 { vec![part.to_owned()] } else { part.split_whitespace().map(str::to_owned).collect() }
        })
        .collect()
}

#[test]
fn documents_of_a_template_are_changed_through_files() {
    let folder = TempDir::new().unwrap();
    let (data, root) = (folder.path().join("data"), folder.path().join("template"));
    let path = root.to_str().unwrap();
    done(&data, &["init"]);
    done(&data, &["template", "install", "crm"]);
    let mut level: Json =
        serde_json::from_str(&exported(&data, &folder.path().join("one"), "object/customer")).unwrap();
    level["label"]["en"] = json!("Account");
    write(&root, "objects", &level);
    assert!(done(&data, &["release", "publish", path]).contains("release 3"));
    // Only the folder's documents stay: everything else goes, and roles and views name what goes.
    let (is_done, text) = tenon(&data, &["release", "publish", path, "--exact"]);
    assert!(!is_done && text.contains("reference_dangling"), "{text}");
    assert!(done(&data, &["release", "show", "3"]).contains("to \"Account\""));
}

fn exported(data: &Path, folder: &Path, key: &str) -> String {
    done(data, &["release", "export", folder.to_str().unwrap()]);
    let (kind, name) = key.split_once('/').unwrap();
    std::fs::read_to_string(folder.join(format!("{kind}s/{name}.json"))).unwrap()
}
