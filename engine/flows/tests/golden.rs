//! Golden histories: each folder in `golden` is a flow, an organisation, commands and everything they lead to.
//! `UPDATE_GOLDEN=1` writes the expected files anew; read the difference before keeping it.
#![expect(clippy::disallowed_methods, reason = "a test reads its cases where they lie")]
#![allow(clippy::expect_used, clippy::unwrap_used)]

mod world;

use std::path::{Path, PathBuf};

use engine_definitions::FlowDocument;
use engine_flows::{Command, Flow, LogEntry, Outcome, State, replay, step, timeline, verify};
use engine_values::Id;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use world::{Company, Ids, within};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    /// `submit`, `approve`, `reject` or `withdraw`.
    r#do: String,
    by: String,
    #[serde(default)]
    comment: Option<String>,
    /// The number of a task in the order of opening; his open one, or else his last, when left out.
    #[serde(default)]
    task: Option<usize>,
    /// What changes in the record before.
    #[serde(default)]
    record: Map<String, Value>,
    /// Who leaves before.
    #[serde(default)]
    leaves: Vec<String>,
}

fn read<T: for<'a> Deserialize<'a>>(folder: &Path, name: &str) -> T {
    let text = std::fs::read_to_string(folder.join(name)).unwrap_or_else(|_| panic!("{folder:?}/{name}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{folder:?}/{name}: {error}"))
}

fn folders() -> Vec<PathBuf> {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden");
    let mut folders: Vec<_> =
        std::fs::read_dir(golden).expect("golden").map(|entry| entry.expect("entry").path()).collect();
    folders.sort();
    folders
}

fn command(line: &Line, company: &Company, state: Option<&State>) -> Command {
    let (actor, comment) = (company.id(&line.by), line.comment.clone());
    let task = || {
        let tasks = state.map(|state| state.tasks.as_slice()).unwrap_or_default();
        let own = || tasks.iter().rev().filter(|task| task.assignee == actor);
        let chosen = match line.task {
            Some(number) => tasks.get(number - 1),
            None => own().find(|task| task.is_open()).or_else(|| own().next()),
        };
        chosen.map_or(Id::nil(), |task| task.id)
    };
    match line.r#do.as_str() {
        "submit" => Command::Submit { initiator: actor, comment, previous: None },
        "approve" => Command::Approve { task: task(), actor, comment },
        "reject" => Command::Reject { task: task(), actor, comment },
        "withdraw" => Command::Withdraw { actor, comment },
        other => panic!("no command {other}"),
    }
}

/// Identities become logins and numbers, instants become minutes, so that a person can read the file.
struct Names<'a> {
    company: &'a Company,
    seen: Vec<String>,
}

impl Names<'_> {
    fn readable(&mut self, json: Value) -> Value {
        match json {
            Value::String(text) => Value::String(self.word(text)),
            Value::Array(items) => items.into_iter().map(|item| self.readable(item)).collect(),
            Value::Object(map) => {
                Value::Object(map.into_iter().map(|(key, value)| (key, self.readable(value))).collect())
            }
            other => other,
        }
    }

    fn word(&mut self, text: String) -> String {
        if text.len() == 64 && text.chars().all(|letter| letter.is_ascii_hexdigit()) {
            return "<hash>".to_owned();
        }
        let Ok(id) = text.parse::<Id>() else { return text };
        if let Some(login) = self.company.login(id) {
            return login.to_owned();
        }
        let number = self.seen.iter().position(|seen| *seen == text).unwrap_or_else(|| {
            self.seen.push(text.clone());
            self.seen.len() - 1
        });
        format!("#{}", number + 1)
    }
}

fn history(folder: &Path) -> Value {
    let document: FlowDocument = read(folder, "flow.json");
    let mut company: Company = read(folder, "org.json");
    let lines: Vec<Line> = read(folder, "commands.json");
    let flow = Flow::check(&document, &company).unwrap_or_else(|problems| panic!("{folder:?}: {problems:#?}"));
    let (mut state, mut log, mut ids): (Option<State>, Vec<LogEntry>, Ids) = (None, Vec::new(), Ids::default());
    let mut steps = Vec::new();
    let logins = company.clone();
    let mut names = Names { company: &logins, seen: Vec::new() };
    for (minutes, line) in (0..).zip(&lines) {
        company.record.extend(line.record.clone());
        for login in &line.leaves {
            company.people.get_mut(login).expect("a person").inactive = true;
        }
        let command = command(line, &company, state.as_ref());
        let result = within(&company, minutes, &mut ids, |context| step(&flow, state.as_ref(), &command, context));
        steps.push(match result {
            Err(error) => names.readable(json!({"refused": error.problem()})),
            Ok(outcome) => {
                log.push(LogEntry::new(log.last(), &command, &outcome, world::instant(minutes)));
                let told = told(&outcome);
                state = Some(outcome.state);
                names.readable(told)
            }
        });
    }
    let view = state.as_ref().map(|state| {
        assert_eq!(replay(&flow.version, &log).as_ref(), Ok(state), "{folder:?}: replay");
        let (verified, faults) = verify(&flow.version, &log).expect("a sound chain");
        assert_eq!((&verified, faults), (state, Vec::new()), "{folder:?}: verify");
        let lines = within(&company, 100, &mut ids, |context| timeline(&flow, state, context));
        names.readable(json!({"phase": state.phase, "timeline": lines}))
    });
    json!({"steps": steps, "end": view})
}

fn told(outcome: &Outcome) -> Value {
    json!({"seq": outcome.seq, "events": outcome.events, "effects": outcome.effects})
}

#[test]
fn every_history_goes_as_expected() {
    let folders = folders();
    assert!(folders.len() >= 12, "only {} histories", folders.len());
    for folder in folders {
        let found = history(&folder);
        let file = folder.join("expected.json");
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            let text = serde_json::to_string_pretty(&found).expect("json") + "\n";
            std::fs::write(&file, text).expect("written");
        }
        let expected: Value = read(&folder, "expected.json");
        assert_eq!(found, expected, "{folder:?}");
    }
}
