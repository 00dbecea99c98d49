//! Random organisations (circles, headless departments, people who left), flows and command streams.

use engine_definitions::FlowDocument;
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Company, Department, Person};

pub const PEOPLE: usize = 7;
const DEPARTMENTS: usize = 4;
const ROLES: usize = 3;

pub fn login(index: usize) -> String {
    format!("p{index}")
}

pub fn company() -> impl Strategy<Value = Company> {
    let person = (of(0..PEOPLE), of(0..DEPARTMENTS), prop::bool::weighted(0.25));
    let department = (of(0..PEOPLE), of(0..DEPARTMENTS));
    let people = vec(person, PEOPLE);
    let roles = vec(vec(0..PEOPLE, 0..4), ROLES);
    (people, vec(department, DEPARTMENTS), roles, 0..6_i64, of(0..PEOPLE)).prop_map(
        |(people, departments, roles, amount, owner)| Company {
            people: (0..)
                .zip(people)
                .map(|(index, (superior, department, inactive))| {
                    let department = department.map(|index| format!("d{index}"));
                    (login(index), Person { superior: superior.map(login), department, inactive })
                })
                .collect(),
            departments: (0..)
                .zip(departments)
                .map(|(index, (head, parent))| {
                    let parent = parent.map(|index: usize| format!("d{index}"));
                    (format!("d{index}"), Department { head: head.map(login), parent })
                })
                .collect(),
            roles: (0..)
                .zip(roles)
                .map(|(index, members)| (format!("r{index}"), members.into_iter().map(login).collect()))
                .collect(),
            record: [("amount".to_owned(), json!(amount))]
                .into_iter()
                .chain(owner.map(|owner| ("owner".to_owned(), json!(login(owner)))))
                .collect(),
        },
    )
}

fn who() -> impl Strategy<Value = Value> {
    prop_oneof![
        3 => (0..PEOPLE).prop_map(|index| json!({"user": login(index)})),
        2 => (0..ROLES).prop_map(|index| json!({"role": format!("r{index}")})),
        3 => (1..=4_u8).prop_map(|level| json!({"superior": {"level": level}})),
        2 => (0..=3_u8).prop_map(|level| json!({"department_head": {"level": level}})),
        1 => Just(json!({"field": "owner"})),
        1 => Just(json!({"initiator": true})),
    ]
}

fn steps() -> impl Strategy<Value = Vec<Value>> {
    let label = || json!({"en": "x"});
    let approve = (vec(who(), 1..4), any::<bool>()).prop_map(move |(who, all)| {
        json!({"kind": "approve", "label": label(), "who": who, "ballot": if all { "all" } else { "any" }})
    });
    let cc = vec(who(), 1..3).prop_map(move |who| json!({"kind": "cc", "label": label(), "who": who}));
    let leaf = prop_oneof![4 => approve, 1 => cc];
    let step = leaf.prop_recursive(3, 24, 3, |inner| {
        let branch = (0..6_i64, vec(inner.clone(), 0..3));
        let switch = (vec(branch, 0..3), vec(inner.clone(), 0..3)).prop_map(|(branches, otherwise)| {
            let mut all: Vec<Value> = branches
                .into_iter()
                .map(|(least, steps)| json!({"when": format!("amount >= {least}"), "steps": steps}))
                .collect();
            all.push(json!({"otherwise": true, "steps": otherwise}));
            json!({"kind": "switch", "branches": all})
        });
        prop_oneof![2 => inner, 1 => switch]
    });
    vec(step, 0..5)
}

/// Gives every step and branch its identity, in reading order.
fn identify(steps: &mut [Value], next: &mut usize) {
    for step in steps {
        *next += 1;
        step["id"] = json!(format!("s{next}"));
        for branch in step.get_mut("branches").and_then(Value::as_array_mut).into_iter().flatten() {
            *next += 1;
            branch["id"] = json!(format!("b{next}"));
            identify(branch["steps"].as_array_mut().expect("steps"), next);
        }
    }
}

pub fn flow() -> impl Strategy<Value = FlowDocument> {
    let self_approval = prop::sample::select(vec!["superior", "allow", "skip"]);
    let dedupe = prop::sample::select(vec!["none", "consecutive", "anywhere"]);
    let withdraw = prop::sample::select(vec!["first_decision", "while_running", "never"]);
    let settings = (vec(who(), 1..3), self_approval, dedupe, withdraw, any::<bool>());
    (steps(), settings).prop_map(|(mut steps, (admins, self_approval, dedupe, withdraw, comment))| {
        identify(&mut steps, &mut 0);
        steps.insert(0, json!({"kind": "start", "id": "start"}));
        let document = json!({
            "name": "f", "label": {}, "object": "contract", "steps": steps,
            "settings": {"admins": admins, "self_approval": self_approval, "dedupe": dedupe, "withdraw": withdraw,
                         "reject_comment_required": comment},
            "effects": {"approved": {"status": "approved"}, "rejected": {"status": "rejected"}},
        });
        serde_json::from_value(document).expect("a flow document")
    })
}

/// One thing that happens, before it is known what is open.
#[derive(Debug, Clone)]
pub enum Deed {
    Submit(usize),
    /// A seat by its place among all; the actor is its holder, or somebody else.
    Decide {
        approve: bool,
        task: prop::sample::Index,
        open: bool,
        other: Option<usize>,
        comment: bool,
    },
    Withdraw {
        initiator: bool,
        other: usize,
    },
    Amount(i64),
    Toggle(usize),
}

pub fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let decide = (prop::bool::weighted(0.85), any::<prop::sample::Index>(), prop::bool::weighted(0.9));
    let decide = (decide, of(0..PEOPLE), any::<bool>(), prop::bool::weighted(0.2));
    let deed = prop_oneof![
        1 => (0..PEOPLE).prop_map(Deed::Submit),
        12 => decide.prop_map(|((approve, task, open), other, comment, wrong)| Deed::Decide {
            approve, task, open, comment, other: other.filter(|_| wrong),
        }),
        1 => (any::<bool>(), 0..PEOPLE).prop_map(|(initiator, other)| Deed::Withdraw { initiator, other }),
        1 => (0..6_i64).prop_map(Deed::Amount),
        1 => (0..PEOPLE).prop_map(Deed::Toggle),
    ];
    ((0..PEOPLE).prop_map(Deed::Submit), vec(deed, 0..40)).prop_map(|(first, mut rest)| {
        rest.insert(0, first);
        rest
    })
}
