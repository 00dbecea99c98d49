//! What forms, views, flows, roles and apps name.

use engine_definitions::{AppDocument, FlowDocument, FormDocument, Kind, RoleDocument, StepDocument, ViewDocument};

use super::{Found, expressions, filters};
use crate::{Object, Target};

pub(super) fn form(found: &mut Found<'_>, form: &FormDocument) {
    let Some(object) = found.object("/object", &form.object) else { return };
    for (section, body) in form.sections.iter().enumerate() {
        for (index, item) in body.fields.iter().enumerate() {
            let path = format!("/sections/{section}/fields/{index}");
            found.field(&format!("{path}/field"), object, &[&item.field]);
            let rows = object.field_named(&item.field).and_then(|(_, field)| match field.target {
                Some(Target::Children { object, .. }) => Some(found.model.object(object)),
                _ => None,
            });
            for (column, name) in item.columns.iter().enumerate() {
                if let Some(rows) = rows {
                    found.field(&format!("{path}/columns/{column}"), rows, &[name]);
                }
            }
        }
    }
    for (index, related) in form.related.iter().enumerate() {
        let path = format!("/related/{index}");
        let Some(other) = found.object(format!("{path}/object"), &related.object) else { continue };
        found.field(&format!("{path}/field"), other, &[&related.field]);
        for (column, name) in related.columns.iter().enumerate() {
            found.field(&format!("{path}/columns/{column}"), other, &[name]);
        }
    }
    expressions::within(found, "", object, &serde_json::to_value(form).unwrap_or_default());
}

pub(super) fn view(found: &mut Found<'_>, view: &ViewDocument) {
    let Some(object) = found.object("/object", &view.object) else { return };
    for (index, column) in view.columns.iter().enumerate() {
        found.field(&format!("/columns/{index}/field"), object, &column.field.split('.').collect::<Vec<_>>());
    }
    for (index, sort) in view.sort.iter().enumerate() {
        found.field(&format!("/sort/{index}/field"), object, &sort.field.split('.').collect::<Vec<_>>());
    }
    if let Some(filter) = &view.filter {
        filters::tree(found, "/filter", object, filter);
    }
}

pub(super) fn flow(found: &mut Found<'_>, flow: &FlowDocument) {
    let object = found.object("/object", &flow.object);
    found.people("/settings/admins", object, &flow.settings.admins);
    steps(found, "/steps", object, &flow.steps);
    let Some(object) = object else { return };
    let effects = &flow.effects;
    for (outcome, fields) in [
        ("submitted", &effects.submitted),
        ("approved", &effects.approved),
        ("rejected", &effects.rejected),
        ("withdrawn", &effects.withdrawn),
    ] {
        for name in fields.keys() {
            found.field(&format!("/effects/{outcome}/{name}"), object, &[name]);
        }
    }
    let mut rest = flow.clone();
    rest.effects = engine_definitions::FlowEffectsDocument::default();
    expressions::within(found, "", object, &serde_json::to_value(rest).unwrap_or_default());
}

fn steps<'a>(found: &mut Found<'a>, path: &str, object: Option<&'a Object>, steps_of: &[StepDocument]) {
    for (index, step) in steps_of.iter().enumerate() {
        let place = format!("{path}/{index}");
        match step {
            StepDocument::Start { .. } => {}
            StepDocument::Approve { who, .. } | StepDocument::Cc { who, .. } => {
                found.people(&format!("{place}/who"), object, who);
            }
            StepDocument::Switch { branches, .. } => {
                for (branch, body) in branches.iter().enumerate() {
                    steps(found, &format!("{place}/branches/{branch}/steps"), object, &body.steps);
                }
            }
        }
    }
}

pub(super) fn role(found: &mut Found<'_>, role: &RoleDocument) {
    for (name, grant) in &role.objects {
        let path = format!("/objects/{name}");
        let Some(object) = found.object(path.clone(), name) else { continue };
        for field in grant.fields.keys() {
            found.field(&format!("{path}/fields/{field}"), object, &[field]);
        }
    }
}

pub(super) fn app(found: &mut Found<'_>, app: &AppDocument) {
    for (group, entries) in app.menu.iter().enumerate() {
        for (index, item) in entries.items.iter().enumerate() {
            found.document(format!("/menu/{group}/items/{index}/view"), Kind::View, &item.view);
        }
    }
}
