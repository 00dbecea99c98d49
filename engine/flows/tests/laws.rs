//! The laws of approvals.md §3.4 over random organisations, flows and command streams.

#![allow(clippy::expect_used, clippy::unwrap_used)]

mod world;

use std::collections::HashMap;

use engine_definitions::{FlowDocument, SelfApproval};
use engine_flows::{
    Command, Effect, Event, Flow, FlowError, LogEntry, Organisation, Outcome, Phase, State, TaskOutcome, faults,
    preview, replay, step, timeline, verify,
};
use engine_values::Id;
use proptest::prelude::*;
use serde_json::{Value, json};
use world::generate::{Deed, company, deeds, flow, login};
use world::{Company, Ids, within};

/// An instance with everything that was written down about it.
struct History {
    flow: Flow,
    company: Company,
    states: Vec<State>,
    log: Vec<LogEntry>,
    ids: Ids,
    minutes: i64,
}

impl History {
    fn new(document: &FlowDocument, company: Company) -> Self {
        let flow = Flow::check(document, &company).expect("generated flows are sound");
        Self { flow, company, states: Vec::new(), log: Vec::new(), ids: Ids::default(), minutes: 0 }
    }

    fn command(&mut self, deed: &Deed) -> Option<Command> {
        let state = self.states.last();
        let comment = |wanted: &bool| wanted.then(|| "because".to_owned());
        Some(match deed {
            Deed::Submit(who) => {
                Command::Submit { initiator: self.company.id(&login(*who)), comment: None, previous: None }
            }
            Deed::Decide { approve, task, open, other, comment: wanted } => {
                let tasks: Vec<_> = state?.tasks.iter().filter(|task| !open || task.is_open()).collect();
                let (task, holder) = match tasks.as_slice() {
                    [] => (Id::nil(), Id::nil()),
                    tasks => (task.get(tasks).id, task.get(tasks).assignee),
                };
                let actor = other.map_or(holder, |other| self.company.id(&login(other)));
                let comment = comment(wanted);
                if *approve {
                    Command::Approve { task, actor, comment }
                } else {
                    Command::Reject { task, actor, comment }
                }
            }
            Deed::Withdraw { initiator, other } => {
                let actor = if *initiator { state?.initiator } else { self.company.id(&login(*other)) };
                Command::Withdraw { actor, comment: None }
            }
            Deed::Amount(amount) => {
                self.company.record.insert("amount".to_owned(), json!(amount));
                return None;
            }
            Deed::Toggle(who) => {
                let person = self.company.people.get_mut(&login(*who)).expect("a person");
                person.inactive = !person.inactive;
                return None;
            }
        })
    }

    fn run(&mut self, command: &Command) -> Result<Outcome, FlowError> {
        self.minutes += 1;
        let (flow, state) = (&self.flow, self.states.last());
        let before = self.ids.clone();
        let result = within(&self.company, self.minutes, &mut self.ids, |context| step(flow, state, command, context));
        let mut again = before;
        let twice = within(&self.company, self.minutes, &mut again, |context| step(flow, state, command, context));
        assert_eq!(result, twice, "the core is a function");
        if let Ok(outcome) = &result {
            let entry = LogEntry::new(self.log.last(), command, outcome, world::instant(self.minutes));
            self.log.push(entry);
            self.states.push(outcome.state.clone());
        }
        result
    }

    fn play(
        document: &FlowDocument,
        company: Company,
        deeds: &[Deed],
        mut each: impl FnMut(&Self, &Command, &Result<Outcome, FlowError>),
    ) -> Self {
        let mut history = Self::new(document, company);
        for deed in deeds {
            if let Some(command) = history.command(deed) {
                let result = history.run(&command);
                each(&history, &command, &result);
            }
        }
        history
    }
}

/// What one accepted command may and must do.
fn lawful(history: &History, outcome: &Outcome) {
    let (flow, state) = (&history.flow, &outcome.state);
    // 1, 2, 4 and the shape of every state.
    assert_eq!(faults(state), Vec::new());
    // 3: what ended stays as it ended.
    let before = history.states.len().checked_sub(2).and_then(|index| history.states.get(index));
    for old in before.into_iter().flat_map(|before| &before.tasks) {
        if !old.is_open() {
            assert_eq!(Some(old), state.task(old.id), "a closed task changed");
        }
    }
    for old in before.into_iter().flat_map(|before| &before.runs) {
        let new = state.runs.iter().find(|run| run.id == old.id).expect("runs stay");
        assert!(old.result.is_none() || old == new, "a closed passage changed");
    }
    // The state is what the events add up to.
    let mut added = before.cloned().or_else(|| State::started(&outcome.events[0])).expect("a state");
    outcome.events.iter().for_each(|event| added.apply(event));
    added.seq += 1;
    assert_eq!(&added, state);
    // 19: effects come with facts, and facts with their effects.
    let has = |effect: Effect| outcome.effects.iter().filter(|known| **known == effect).count();
    let started = matches!(outcome.events[0], Event::Started { .. });
    let finished = outcome.events.iter().filter(|event| matches!(event, Event::Finished { .. })).count();
    assert!(!outcome.events.is_empty() && finished <= 1);
    assert_eq!((has(Effect::Lock), has(Effect::Unlock)), (usize::from(started), finished));
    assert_eq!(finished == 1, !state.is_running());
    let keys: std::collections::HashSet<String> = outcome.keyed_effects().map(|(key, _)| key).collect();
    assert_eq!(keys.len(), outcome.effects.len());
    for event in &outcome.events {
        match event {
            Event::TaskOpened { assignee, task, .. } => {
                assert!(history.company.is_active(*assignee), "a seat for somebody who left");
                assert_eq!(has(Effect::Grant { user: *assignee }), 1, "approval implies sight");
                let own = *assignee == state.initiator;
                assert!(!own || flow.settings.self_approval == SelfApproval::Allow, "decides for himself");
                let told = outcome.effects.iter().any(|effect| {
                    matches!(effect, Effect::Notify { user, params, .. }
                        if user == assignee && params.get("task") == Some(&json!(task.to_string())))
                });
                assert_eq!(told, state.task(*task).expect("a task").is_open(), "who waits is told");
            }
            Event::CcSent { people, .. } => {
                assert!(people.iter().all(|user| has(Effect::Grant { user: *user }) == 1));
            }
            Event::Resolved { trace, .. } => {
                let rules: Vec<_> = trace.iter().map(|line| line.rule).collect();
                assert!(rules.is_sorted() && matches!(rules.len(), 2 | 5), "one line per rule, in order: {rules:?}");
            }
            Event::AutoApproved { task, because, .. } => {
                let (task, earlier) = (state.task(*task).expect("task"), state.task(*because).expect("earlier"));
                assert_eq!(earlier.outcome, Some(TaskOutcome::Approved), "only an agreement is repeated");
                assert_eq!(earlier.acted_by, Some(task.assignee));
            }
            _ => {}
        }
    }
}

/// A refusal must have its reason.
fn reasonable(history: &History, command: &Command, error: &FlowError) {
    let state = history.states.last();
    let task = match command {
        Command::Approve { task, .. } | Command::Reject { task, .. } => state.and_then(|state| state.task(*task)),
        _ => None,
    };
    let active = history.company.is_active(command.actor());
    let reason = match error {
        FlowError::InstanceNotFound => state.is_none(),
        FlowError::TaskNotFound => task.is_none(),
        FlowError::TaskClosed { at, .. } => task.is_some_and(|task| !task.is_open() && task.closed_at == *at),
        FlowError::Forbidden => {
            let holder = task.map(|task| task.assignee).or(state.map(|state| state.initiator));
            !active || holder != Some(command.actor())
        }
        FlowError::CommentRequired => history.flow.settings.reject_comment_required && command.comment().is_none(),
        FlowError::WithdrawClosed => matches!(command, Command::Withdraw { .. }),
        FlowError::AlreadySubmitted => state.is_some(),
        FlowError::NoApprover { .. } => matches!(command, Command::Submit { .. } | Command::Approve { .. }),
        _ => false,
    };
    assert!(reason, "{command:?} was refused with {error:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    /// Invariants 1 to 6, 16 (it ends) and 19.
    #[test]
    fn every_command_keeps_the_laws(document in flow(), company in company(), deeds in deeds()) {
        let history = History::play(&document, company, &deeds, |history, command, result| match result {
            Ok(outcome) => lawful(history, outcome),
            Err(error) => reasonable(history, command, error),
        });
        // 5 and 6: every prefix of the log is the state at that moment.
        for (index, state) in history.states.iter().enumerate() {
            prop_assert_eq!(&replay(&history.flow.version, &history.log[..=index]).expect("replay"), state);
        }
        if !history.log.is_empty() {
            let (state, found) = verify(&history.flow.version, &history.log).expect("a sound chain");
            prop_assert_eq!(Some(&state), history.states.last());
            prop_assert_eq!(found, Vec::new());
        }
        // All of it survives JSON, as the store keeps it.
        let stored = serde_json::to_string(&(&history.flow, &history.log, &history.states)).expect("json");
        let loaded: (Flow, Vec<LogEntry>, Vec<State>) = serde_json::from_str(&stored).expect("back");
        prop_assert_eq!(&loaded, &(history.flow.clone(), history.log.clone(), history.states.clone()));
        prop_assert!(history.log.is_empty() || verify(&loaded.0.version, &loaded.1).is_ok());
    }

    /// Invariant 7: no entry can be changed, left out or moved.
    #[test]
    fn tampering_is_detected(
        document in flow(), company in company(), deeds in deeds(),
        entry in any::<prop::sample::Index>(), leaf in any::<prop::sample::Index>(), reseal in any::<bool>(),
    ) {
        let history = History::play(&document, company, &deeds, |_, _, _| {});
        let version = &history.flow.version;
        if history.log.is_empty() {
            return Ok(());
        }
        let at = entry.index(history.log.len());
        let mut json = serde_json::to_value(&history.log[at]).expect("json");
        let mut paths = Vec::new();
        leaves(&json, String::new(), &mut paths);
        let path = leaf.get(&paths);
        let target = json.pointer_mut(path).expect("leaf");
        *target = changed(target);
        if let Ok(mut forged) = serde_json::from_value::<LogEntry>(json) {
            prop_assert_ne!(&forged, &history.log[at]);
            let mut log = history.log.clone();
            // A forger who seals his own entry is found by the next one, if there is one.
            let sealed = reseal && at + 1 < log.len();
            if sealed {
                forged.hash = forged.seal();
            }
            let same = forged == history.log[at];
            log[at] = forged;
            prop_assert!(same || verify(version, &log).is_err(), "{} of entry {} was changed unseen", path, at + 1);
        }
        if history.log.len() > 1 {
            let mut shorter = history.log.clone();
            let last = shorter.len() - 1;
            shorter.remove(at.min(last - 1));
            prop_assert!(verify(version, &shorter).is_err());
            let mut swapped = history.log.clone();
            swapped.swap(at.min(last - 1), last);
            prop_assert!(verify(version, &swapped).is_err());
        }
    }

    /// Invariant 9: the order in which votes arrive does not matter for `all`; for `any` the first decides alone.
    #[test]
    fn a_ballot_counts_votes_not_their_order(
        votes in prop::collection::vec(any::<bool>(), 1..7), order in Just((0..7_usize).collect::<Vec<_>>()).prop_shuffle(),
        all in any::<bool>(),
    ) {
        let mut company = Company::default();
        for index in 0..8 {
            company.people.insert(login(index), world::Person::default());
        }
        let who: Vec<Value> = (0..votes.len()).map(|index| json!({"user": login(index)})).collect();
        let document: FlowDocument = serde_json::from_value(json!({
            "name": "f", "label": {}, "object": "contract", "settings": {"admins": [{"user": "p0"}]},
            "steps": [{"kind": "start", "id": "start"},
                      {"kind": "approve", "id": "a", "label": {}, "who": who, "ballot": if all { "all" } else { "any" }}],
        })).expect("document");
        let mut history = History::new(&document, company.clone());
        history.run(&Command::Submit { initiator: company.id("p7"), comment: None, previous: None }).expect("submitted");
        let order: Vec<usize> = order.into_iter().filter(|index| *index < votes.len()).collect();
        for index in &order {
            let task = history.states[0].tasks[*index].clone();
            let (task, actor, comment) = (task.id, task.assignee, None);
            let command =
                if votes[*index] { Command::Approve { task, actor, comment } } else { Command::Reject { task, actor, comment } };
            let decided = !history.states.last().expect("state").is_running();
            let closed = matches!(history.run(&command), Err(FlowError::TaskClosed { .. }));
            prop_assert_eq!(decided, closed);
        }
        let agreed = if all { votes.iter().all(|vote| *vote) } else { votes[order[0]] };
        let expected = if agreed { Phase::Approved } else { Phase::Rejected };
        prop_assert_eq!(history.states.last().expect("state").phase, expected);
    }

    /// Invariant 13: what was predicted is what happens when everybody agrees and nothing else changes.
    #[test]
    fn the_preview_is_the_path(document in flow(), company in company(), who in 0..7_usize) {
        let mut history = History::new(&document, company.clone());
        let initiator = company.id(&login(who));
        let (flow, mut ids) = (history.flow.clone(), Ids(5_000));
        let foreseen = within(&company, 0, &mut ids, |context| preview(&flow, initiator, context));
        let submitted = history.run(&Command::Submit { initiator, comment: None, previous: None });
        prop_assert_eq!(foreseen.is_some(), submitted.is_ok());
        let Some(foreseen) = foreseen else { return Ok(()) };
        // Who sits where, and whose seat a rule settles.
        let path = |lines: &[engine_flows::StepView]| -> Vec<(String, Vec<(Id, bool)>)> {
            let people = |line: &engine_flows::StepView| {
                line.people.iter().map(|person| (person.id, person.reason == Some("dedupe"))).collect()
            };
            lines.iter().map(|line| (line.step.clone(), people(line))).collect()
        };
        for _ in 0..200 {
            let state = history.states.last().expect("state").clone();
            let seen = within(&company, 0, &mut ids, |context| timeline(&flow, &state, context));
            prop_assert_eq!(path(&seen), path(&foreseen));
            let Some(task) = state.open_tasks().next() else { return Ok(()) };
            let command = Command::Approve { task: task.id, actor: task.assignee, comment: None };
            if let Err(error) = history.run(&command) {
                prop_assert!(matches!(error, FlowError::NoApprover { .. }), "{error:?}");
                return Ok(());
            }
        }
        prop_assert!(false, "the flow does not end");
    }

    /// Invariant 16: looking for people asks the organisation a bounded number of times, circles or not.
    #[test]
    fn resolution_ends_on_every_organisation(company in company(), who in 0..7_usize, level in 1..=20_u8) {
        let counted = Counted { company: company.clone(), calls: std::cell::Cell::new(0) };
        let document: FlowDocument = serde_json::from_value(json!({
            "name": "f", "label": {}, "object": "contract", "settings": {"admins": [{"superior": {"level": level}}]},
            "steps": [{"kind": "start", "id": "start"}, {"kind": "approve", "id": "a", "label": {},
                "who": [{"superior": {"level": level}}, {"department_head": {"level": level}}]}],
        })).expect("document");
        let flow = Flow::check(&document, &company).expect("sound");
        let mut ids = Ids::default();
        let mut new_id = || ids.next();
        let mut context = engine_flows::Context {
            now: world::instant(0), organisation: &counted, record: &company, new_id: &mut new_id,
        };
        let initiator = company.id(&login(who));
        let _ = step(&flow, None, &Command::Submit { initiator, comment: None, previous: None }, &mut context);
        let bound = 30 * (company.people.len() * (company.departments.len() + 2));
        prop_assert!(counted.calls.get() <= bound, "{} questions", counted.calls.get());
    }
}

/// Pointers to every leaf of a JSON value.
fn leaves(json: &Value, path: String, found: &mut Vec<String>) {
    match json {
        Value::Object(map) => map.iter().for_each(|(key, value)| leaves(value, format!("{path}/{key}"), found)),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, value)| leaves(value, format!("{path}/{index}"), found));
        }
        _ => found.push(path),
    }
}

/// Another value of about the same shape, so that it often still reads.
fn changed(value: &Value) -> Value {
    let swaps: HashMap<&str, &str> =
        HashMap::from([("passed", "rejected"), ("approved", "withdrawn"), ("approve", "reject"), ("named", "admin")]);
    match value {
        Value::Bool(flag) => json!(!flag),
        Value::Number(number) => json!(number.as_u64().unwrap_or(0) + 1),
        Value::Null => json!("x"),
        Value::String(text) => {
            match (swaps.get(text.as_str()), text.parse::<Id>(), text.parse::<engine_values::Timestamp>()) {
                (Some(other), ..) => json!(other),
                (_, Ok(id), _) => json!(Id::from_u128(id.as_u128() + 1)),
                (.., Ok(_)) => json!("2020-01-01T00:00:00Z"),
                _ => json!(format!("{text}x")),
            }
        }
        other => other.clone(),
    }
}

/// Counts the questions put to an organisation.
struct Counted {
    company: Company,
    calls: std::cell::Cell<usize>,
}

impl Counted {
    fn asked<T>(&self, answer: T) -> T {
        self.calls.set(self.calls.get() + 1);
        assert!(self.calls.get() < 100_000, "it does not end");
        answer
    }
}

impl Organisation for Counted {
    fn is_active(&self, user: Id) -> bool {
        self.asked(self.company.is_active(user))
    }
    fn superior(&self, user: Id) -> Option<Id> {
        self.asked(self.company.superior(user))
    }
    fn department(&self, user: Id) -> Option<Id> {
        self.asked(self.company.department(user))
    }
    fn head(&self, department: Id) -> Option<Id> {
        self.asked(self.company.head(department))
    }
    fn parent(&self, department: Id) -> Option<Id> {
        self.asked(self.company.parent(department))
    }
    fn role_members(&self, role: &str) -> Vec<Id> {
        self.asked(self.company.role_members(role))
    }
    fn user_by_login(&self, login: &str) -> Option<Id> {
        self.asked(self.company.user_by_login(login))
    }
}
