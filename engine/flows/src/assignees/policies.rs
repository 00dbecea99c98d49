//! The policies: resolve, drop who left, the initiator himself, who agreed before, nobody left. In this order, always.

use std::collections::HashSet;

use engine_definitions::{Dedupe, SelfApproval};
use engine_values::Id;
use serde::{Deserialize, Serialize};

use super::climb::superior_of;
use super::{Note, Rule, Scene, TraceLine};
use crate::flow::Settings;
use crate::{State, TaskOutcome, Who};

/// Why somebody has a seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SeatReason {
    /// The step names him, by whatever source.
    Named,
    /// He decides in place of the initiator, whose superior he is.
    InsteadOfInitiator,
    /// Nobody else was left.
    Admin,
}

impl SeatReason {
    /// The word on the wire.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Named => "named",
            Self::InsteadOfInitiator => "instead_of_initiator",
            Self::Admin => "admin",
        }
    }
}

/// A person with a seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Seat {
    pub(crate) user: Id,
    pub(crate) reason: SeatReason,
    /// The task in which he agreed before, when that settles this seat.
    pub(crate) agreed_in: Option<Id>,
}

/// The seats of an approval, with the explanation. Empty only when there is not even an admin.
pub(crate) fn seats(
    scene: &Scene<'_>,
    settings: &Settings,
    state: &State,
    run: Id,
    who: &[Who],
) -> (Vec<Seat>, Vec<TraceLine>) {
    let mut trace = Vec::with_capacity(5);
    let people = sources(scene, who, &mut trace);
    let people = active(scene, people, &mut trace);
    let people = without_self(scene, settings.self_approval, people, &mut trace);
    let seats = known(settings.dedupe, state, run, people, &mut trace);
    let seats = or_admins(scene, settings, seats, &mut trace);
    (seats, trace)
}

/// The people a cc goes to: those named who are still here. It may well be nobody.
pub(crate) fn told(scene: &Scene<'_>, who: &[Who]) -> (Vec<Id>, Vec<TraceLine>) {
    let mut trace = Vec::with_capacity(2);
    let people = sources(scene, who, &mut trace);
    let people = active(scene, people, &mut trace);
    (people, trace)
}

fn collect(scene: &Scene<'_>, who: &[Who], notes: &mut Vec<Note>) -> Vec<Id> {
    let mut all = Vec::new();
    for source in who {
        notes.push(Note::new("source").with(source.name()));
        all.extend(source.strategy().people(scene, notes));
    }
    crate::canonical::once(all)
}

fn sources(scene: &Scene<'_>, who: &[Who], trace: &mut Vec<TraceLine>) -> Vec<Id> {
    let mut notes = Vec::new();
    let people = collect(scene, who, &mut notes);
    trace.push(TraceLine { rule: Rule::Resolve, people: people.clone(), notes });
    people
}

fn active(scene: &Scene<'_>, people: Vec<Id>, trace: &mut Vec<TraceLine>) -> Vec<Id> {
    let (here, gone): (Vec<Id>, Vec<Id>) = people.into_iter().partition(|user| scene.organisation.is_active(*user));
    let notes = gone.into_iter().map(|user| Note::about("dropped", user)).collect();
    trace.push(TraceLine { rule: Rule::Inactive, people: here.clone(), notes });
    here
}

fn without_self(
    scene: &Scene<'_>,
    policy: SelfApproval,
    people: Vec<Id>,
    trace: &mut Vec<TraceLine>,
) -> Vec<(Id, SeatReason)> {
    let initiator = scene.initiator;
    let mut notes = Vec::new();
    let named: HashSet<Id> = people.iter().copied().collect();
    let mut left = Vec::with_capacity(people.len());
    for user in people {
        if user != initiator || policy == SelfApproval::Allow {
            left.push((user, SeatReason::Named));
            continue;
        }
        let instead = match policy {
            SelfApproval::Superior => superior_of(scene.organisation, initiator, 1, &mut notes),
            SelfApproval::Skip | SelfApproval::Allow => None,
        };
        match instead {
            Some(superior) => {
                notes.push(Note::about("instead", superior));
                // He may have been named himself; then that seat is enough.
                if !named.contains(&superior) {
                    left.push((superior, SeatReason::InsteadOfInitiator));
                }
            }
            None => notes.push(Note::about("dropped", initiator)),
        }
    }
    trace.push(TraceLine { rule: Rule::SelfApproval, people: left.iter().map(|(user, _)| *user).collect(), notes });
    left
}

fn known(
    policy: Dedupe,
    state: &State,
    run: Id,
    people: Vec<(Id, SeatReason)>,
    trace: &mut Vec<TraceLine>,
) -> Vec<Seat> {
    let mut notes = Vec::new();
    let seats: Vec<Seat> = people
        .into_iter()
        .map(|(user, reason)| {
            let agreed_in = agreed(policy, state, run, user);
            notes.extend(agreed_in.map(|task| Note::about("agreed", user).with(task.to_string())));
            Seat { user, reason, agreed_in }
        })
        .collect();
    trace.push(TraceLine { rule: Rule::Dedupe, people: seats.iter().map(|seat| seat.user).collect(), notes });
    seats
}

/// The task in which the person himself agreed, as far back as the policy looks.
fn agreed(policy: Dedupe, state: &State, run: Id, user: Id) -> Option<Id> {
    let before = match policy {
        Dedupe::None => return None,
        Dedupe::Anywhere => None,
        // The last step that asked anybody.
        Dedupe::Consecutive => Some(state.tasks.iter().rev().find(|task| task.run != run)?.run),
    };
    let mut earlier = state.tasks.iter().filter(|task| before.is_none_or(|before| task.run == before));
    earlier.find_map(|task| match task.outcome {
        Some(TaskOutcome::Approved) if task.acted_by == Some(user) => Some(task.id),
        Some(TaskOutcome::AutoApproved) if task.assignee == user => task.because,
        _ => None,
    })
}

/// Never nobody in silence (C16): admins decide, but not the initiator for himself, unless the flow lets him.
fn or_admins(scene: &Scene<'_>, settings: &Settings, seats: Vec<Seat>, trace: &mut Vec<TraceLine>) -> Vec<Seat> {
    let mut notes = Vec::new();
    let seats = if seats.is_empty() { admins(scene, settings, &mut notes) } else { seats };
    trace.push(TraceLine { rule: Rule::Empty, people: seats.iter().map(|seat| seat.user).collect(), notes });
    seats
}

fn admins(scene: &Scene<'_>, settings: &Settings, notes: &mut Vec<Note>) -> Vec<Seat> {
    let mut people = collect(scene, &settings.admins, notes);
    if settings.admins.is_empty() {
        notes.push(Note::new("source").with("default_admins"));
        people = crate::canonical::once(scene.organisation.default_admins());
    }
    let may = |user: Id| user != scene.initiator || settings.self_approval == SelfApproval::Allow;
    let mut seats = Vec::new();
    for user in people {
        if scene.organisation.is_active(user) && may(user) {
            notes.push(Note::about("admin", user));
            seats.push(Seat { user, reason: SeatReason::Admin, agreed_in: None });
        } else {
            notes.push(Note::about("dropped", user));
        }
    }
    seats
}
