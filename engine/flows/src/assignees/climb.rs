//! Walking up the organisation: bounded and never twice over the same place, so that it ends on any graph (C23, C24).

use std::collections::HashSet;

use engine_values::Id;

use super::Note;
use crate::Organisation;

/// Most places one walk looks at.
const MAX: usize = 20;

/// The superior `level` steps above a person. Who left is passed over and not counted; a person without a written
/// superior has the next head above him in the departments. Nothing when the top comes first, or a circle.
pub(super) fn superior_of(organisation: &dyn Organisation, user: Id, level: u8, notes: &mut Vec<Note>) -> Option<Id> {
    let mut visited = HashSet::from([user]);
    let (mut at, mut counted) = (user, 0);
    for _ in 0..MAX {
        let next = organisation.superior(at).or_else(|| {
            notes.push(Note::about("gap", at));
            head_above(organisation, at, &visited)
        });
        let Some(next) = next else {
            notes.push(Note::about("top", at));
            return None;
        };
        if !visited.insert(next) {
            notes.push(Note::about("cycle", next));
            return None;
        }
        at = next;
        if !organisation.is_active(at) {
            notes.push(Note::about("inactive", at));
            continue;
        }
        counted += 1;
        if counted == level {
            return Some(at);
        }
    }
    notes.push(Note::about("cycle", at));
    None
}

/// The nearest active head at or above a person's department who is not on the way already.
fn head_above(organisation: &dyn Organisation, user: Id, visited: &HashSet<Id>) -> Option<Id> {
    let own = organisation.department(user)?;
    let mut notes = Vec::new();
    first_head(organisation, own, |head| !visited.contains(&head), &mut notes)
}

/// The nearest active head at or above a department that `fits`.
pub(super) fn first_head(
    organisation: &dyn Organisation,
    department: Id,
    fits: impl Fn(Id) -> bool,
    notes: &mut Vec<Note>,
) -> Option<Id> {
    let mut visited = HashSet::new();
    let mut at = Some(department);
    while let Some(department) = at {
        if !visited.insert(department) || visited.len() > MAX {
            notes.push(Note::new("cycle").with(department.to_string()));
            return None;
        }
        match organisation.head(department) {
            Some(head) if !organisation.is_active(head) => notes.push(Note::about("inactive", head)),
            Some(head) if fits(head) => return Some(head),
            Some(_) => {}
            None => notes.push(Note::new("gap").with(department.to_string())),
        }
        at = organisation.parent(department);
    }
    notes.push(Note::new("top"));
    None
}

/// The department `level` above another.
pub(super) fn department_above(
    organisation: &dyn Organisation,
    department: Id,
    level: u8,
    notes: &mut Vec<Note>,
) -> Option<Id> {
    let mut visited = HashSet::from([department]);
    let mut at = department;
    for _ in 0..level {
        let Some(parent) = organisation.parent(at) else {
            notes.push(Note::new("top"));
            return None;
        };
        if !visited.insert(parent) {
            notes.push(Note::new("cycle").with(parent.to_string()));
            return None;
        }
        at = parent;
    }
    Some(at)
}
