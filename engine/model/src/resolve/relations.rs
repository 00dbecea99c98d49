//! Targets of reference and children fields, parents of rows, and circles of required references.

use std::collections::{HashMap, HashSet};

use engine_definitions::Kind;
use engine_errors::{Code, Problem, Problems};
use engine_fields::Relation;

use super::{dangling, dangling_field};
use crate::{Field, FieldIndex, Object, ObjectIndex, ParentLink, Target};

/// Fills targets, parents and back references.
pub(super) fn resolve(objects: &mut [Object], problems: &mut Problems) {
    let names: HashMap<String, ObjectIndex> =
        objects.iter().map(|object| (object.name.clone(), object.index)).collect();
    let mut targets = Vec::new();
    for object in objects.iter() {
        let document = format!("object/{}", object.name);
        for (index, field) in object.fields() {
            let path = format!("/fields/{}/options", document_position(object, index));
            let Some(relation) = field.rules.relation() else { continue };
            match target(objects, &names, object, field, relation, &path, &document) {
                Ok(target) => targets.push((object.index, index, target)),
                Err(problem) => problems.push(problem),
            }
        }
    }
    for (object, field, target) in targets {
        place(objects, object, field, target, problems);
    }
    links_of_rows(objects, problems);
    required_circles(objects, problems);
}

/// Where the field stands in its document: system fields come before in the object.
pub(super) fn document_position(object: &Object, index: FieldIndex) -> usize {
    let system = object.fields.iter().filter(|field| field.system.is_some()).count();
    index.0.saturating_sub(system)
}

fn target(
    objects: &[Object],
    names: &HashMap<String, ObjectIndex>,
    own: &Object,
    field: &Field,
    relation: Relation,
    path: &str,
    document: &str,
) -> Result<Target, Problem> {
    let find = |name: &str| {
        names
            .get(name)
            .and_then(|index| objects.get(index.0))
            .ok_or_else(|| dangling(format!("{path}/object"), Kind::Object, name, document))
    };
    Ok(match relation {
        Relation::User => Target::User,
        Relation::Users => Target::Users,
        Relation::Department => Target::Department,
        Relation::Files { accept, is_verified, .. } => Target::Files { accept, is_verified },
        Relation::Record { object, on_delete, disclose_label } => {
            Target::Record { object: find(&object)?.index, on_delete, disclose_label }
        }
        Relation::Links { object, inverse, max_links } => {
            let other = find(&object)?;
            let table = |uid: &str| format!("m_{uid}");
            match inverse {
                None => Target::Links { object: other.index, table: table(&field.uid), is_owner: true, max_links },
                Some(inverse) => {
                    let owner = other.field_named(&inverse).filter(|(_, owner)| {
                        matches!(owner.rules.relation(), Some(Relation::Links { object, inverse: None, .. }) if object == own.name)
                    });
                    let Some((_, owner)) = owner else {
                        return Err(dangling_field(format!("{path}/inverse"), &object, &inverse, document));
                    };
                    Target::Links { object: other.index, table: table(&owner.uid), is_owner: false, max_links }
                }
            }
        }
        // That each exists was told with the options.
        Relation::AnyRecord { objects: wanted, on_delete } => Target::AnyRecord {
            objects: wanted.iter().filter_map(|name| names.get(name).copied()).collect(),
            on_delete,
        },
        Relation::Children { object, field, max_rows } => {
            let child = find(&object)?;
            let back = child.field_named(&field).filter(|(_, field)| {
                matches!(field.rules.relation(), Some(Relation::Record { object, .. }) if object == own.name)
            });
            let Some((back, _)) = back else {
                return Err(dangling_field(format!("{path}/field"), &object, &field, document));
            };
            Target::Children { object: child.index, field: back, max_rows }
        }
    })
}

fn place(objects: &mut [Object], own: ObjectIndex, field: FieldIndex, target: Target, problems: &mut Problems) {
    match target {
        Target::Record { object, .. } => {
            if let Some(other) = objects.get_mut(object.0) {
                other.referenced_by.push((own, field));
            }
        }
        Target::AnyRecord { objects: ref targets, .. } => {
            for target in targets {
                if let Some(other) = objects.get_mut(target.0) {
                    other.any_referenced_by.push((own, field));
                }
            }
        }
        Target::Children { object, field: reference, .. } => {
            let name = objects.get(own.0).map(|object| object.name.clone()).unwrap_or_default();
            if let Some(child) = objects.get_mut(object.0) {
                if child.parent.is_some() || object == own {
                    let detail = format!("{} already has a parent", child.name);
                    let problem = Problem::at(Code::OptionsInvalid, "/fields").with("detail", detail);
                    problems.push(problem.in_document(format!("object/{name}")));
                } else {
                    child.parent = Some(ParentLink { object: own, children: field, reference });
                }
            }
        }
        Target::Links { object, is_owner: true, .. } => {
            if let Some(other) = objects.get_mut(object.0) {
                other.linked_by.push((own, field));
            }
        }
        Target::Links { is_owner: false, .. }
        | Target::User
        | Target::Users
        | Target::Department
        | Target::Files { .. } => {}
    }
    if let Some(field) = objects.get_mut(own.0).and_then(|object| object.fields.get_mut(field.0)) {
        field.target = Some(target);
    }
}

/// Rows are written with their parent, so neither they nor links to them have a life of their own.
fn links_of_rows(objects: &[Object], problems: &mut Problems) {
    for object in objects {
        for (index, field) in object.fields() {
            let Some(Target::Links { object: other, .. }) = &field.target else { continue };
            if object.parent.is_some() || objects.get(other.0).is_some_and(|other| other.parent.is_some()) {
                let path = format!("/fields/{}/options/object", document_position(object, index));
                let problem = Problem::at(Code::OptionsInvalid, path).with("detail", "rows of a record have no links");
                problems.push(problem.in_document(format!("object/{}", object.name)));
            }
        }
    }
}

/// Objects that require each other in a circle: no first record could ever be created.
fn required_circles(objects: &[Object], problems: &mut Problems) {
    let required = |object: &Object| -> Vec<ObjectIndex> {
        object
            .fields
            .iter()
            .filter(|field| field.required && field.default.is_none())
            .filter_map(|field| match field.target {
                Some(Target::Record { object, .. }) => Some(object),
                _ => None,
            })
            .collect()
    };
    for object in objects {
        let mut path = vec![object.index];
        if let Some(circle) = circle_back_to(object.index, objects, &required, &mut path, &mut HashSet::new()) {
            // Told once, at the first object of the circle.
            if circle.iter().min() == Some(&object.index) {
                let names: Vec<&str> =
                    circle.iter().filter_map(|index| objects.get(index.0)).map(|object| object.name.as_str()).collect();
                problems.push(
                    Problem::at(Code::RequiredCycle, "/fields")
                        .with("circle", names.join(" → "))
                        .in_document(format!("object/{}", object.name)),
                );
            }
        }
    }
}

/// A way from the end of `path` back to its start. Nothing leads on from those in `seen`: without them, references that
/// part and meet again would be followed once for every way through.
fn circle_back_to(
    start: ObjectIndex,
    objects: &[Object],
    required: &dyn Fn(&Object) -> Vec<ObjectIndex>,
    path: &mut Vec<ObjectIndex>,
    seen: &mut HashSet<ObjectIndex>,
) -> Option<Vec<ObjectIndex>> {
    let last = *path.last()?;
    for next in required(objects.get(last.0)?) {
        if next == start {
            return Some(path.clone());
        }
        if seen.insert(next) {
            path.push(next);
            if let Some(circle) = circle_back_to(start, objects, required, path, seen) {
                return Some(circle);
            }
            path.pop();
        }
    }
    None
}
