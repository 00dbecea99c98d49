//! Stages: the fields that they ask for exist, and their entry conditions make sense.

use engine_definitions::{Document, Kind};
use engine_errors::{Code, Problem, Problems};

use super::{dangling_field, rules};
use crate::{FieldIndex, Model, Object, Reach, Stage, Target};

/// Resolves the stages of every field of every object.
pub(super) fn resolve(model: &mut Model, problems: &mut Problems) {
    let mut resolved = Vec::new();
    for object in model.objects() {
        let Some(Document::Object(body)) = model.document(Kind::Object, &object.name) else { continue };
        let mut found = Vec::new();
        for (position, written) in body.fields.iter().enumerate() {
            let Some((index, field)) = object.field_named(&written.name) else { continue };
            if field.rules.stages().is_empty() {
                continue;
            }
            let path = format!("/fields/{position}/options/stages");
            resolved.push((object.index, index, stages(model, object, index, &path, &mut found)));
        }
        let document = format!("object/{}", object.name);
        problems.extend(found.into_iter().map(|problem| problem.in_document(document.clone())));
    }
    for (object, field, stages) in resolved {
        if let Some(field) = model.objects.get_mut(object.0).and_then(|object| object.fields.get_mut(field.0)) {
            field.stages = stages;
        }
    }
}

fn stages(model: &Model, object: &Object, index: FieldIndex, path: &str, problems: &mut Problems) -> Vec<Stage> {
    let written = object.field(index).rules.stages().iter().enumerate();
    written
        .map(|(position, stage)| {
            let path = format!("{path}/{position}");
            let mut required = Vec::new();
            for (place, name) in stage.required.iter().enumerate() {
                match object.field_named(name) {
                    Some((field, _)) => required.push(field),
                    None => {
                        problems.push(dangling_field(format!("{path}/required/{place}"), &object.name, name, ""));
                    }
                }
            }
            for (place, name) in stage.deliverables.iter().enumerate() {
                let place = format!("{path}/deliverables/{place}");
                match object.field_named(name) {
                    Some((field, found)) if matches!(found.target, Some(Target::Files { .. })) => required.push(field),
                    Some(_) => problems.push(Problem::at(Code::TypeMismatch, place).with("expected", "file")),
                    None => problems.push(dangling_field(place, &object.name, name, "")),
                }
            }
            let entry = stage.entry.as_ref().and_then(|text| {
                rules::condition(model, object, text, Reach::Written, &format!("{path}/entry"), problems)
            });
            Stage { value: stage.value.clone(), allowed: stage.allowed.clone(), required, entry }
        })
        .collect()
}
