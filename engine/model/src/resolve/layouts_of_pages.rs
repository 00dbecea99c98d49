//! Forms, views, apps, flows and prints: every object, field and view that they name exists.

use engine_definitions::{FormDocument, Kind, ViewDocument};
use engine_errors::{Code, Problem, Problems};

use super::{dangling, dangling_field};
use crate::{Model, Object, Target};

/// Most levels of an order; the same as a list takes.
const MAX_SORTS: usize = 4;

/// Checks every page-like document.
pub(super) fn check(model: &Model, problems: &mut Problems) {
    for form in model.forms() {
        check_form(model, form, problems);
    }
    for view in model.views() {
        check_view(model, view, problems);
    }
    for app in model.apps() {
        let document = format!("app/{}", app.name);
        for (group, items) in app.menu.iter().enumerate() {
            for (index, item) in items.items.iter().enumerate() {
                if model.document(Kind::View, &item.view).is_none() {
                    let path = format!("/menu/{group}/items/{index}/view");
                    problems.push(dangling(path, Kind::View, &item.view, &document));
                }
            }
        }
    }
    let flows = model.flows().map(|flow| (format!("flow/{}", flow.name), &flow.object));
    let prints =
        model.print_templates().map(|template| (format!("print_template/{}", template.name), &template.object));
    for (document, object) in flows.chain(prints) {
        find_object(model, object, &document, "/object", problems);
    }
}

fn find_object<'a>(
    model: &'a Model,
    name: &str,
    document: &str,
    path: &str,
    problems: &mut Problems,
) -> Option<&'a Object> {
    let object = model.object_named(name);
    if object.is_none() {
        problems.push(dangling(path, Kind::Object, name, document));
    }
    object
}

fn check_form(model: &Model, form: &FormDocument, problems: &mut Problems) {
    let document = format!("form/{}", form.name);
    let Some(object) = find_object(model, &form.object, &document, "/object", problems) else { return };
    for (position, section) in form.sections.iter().enumerate() {
        if !(1..=4).contains(&section.columns) {
            let path = format!("/sections/{position}/columns");
            problems
                .push(Problem::at(Code::OutOfRange, path).with("min", 1).with("max", 4).in_document(document.clone()));
        }
        for (index, item) in section.fields.iter().enumerate() {
            let path = format!("/sections/{position}/fields/{index}");
            let Some((_, field)) = object.field_named(&item.field) else {
                problems.push(dangling_field(format!("{path}/field"), &object.name, &item.field, &document));
                continue;
            };
            let child = match field.target {
                Some(Target::Children { object, .. }) => Some(model.object(object)),
                _ => None,
            };
            for (column, name) in item.columns.iter().enumerate() {
                if child.is_none_or(|child| child.field_named(name).is_none()) {
                    let owner = child.map_or(object.name.as_str(), |child| child.name.as_str());
                    problems.push(dangling_field(format!("{path}/columns/{column}"), owner, name, &document));
                }
            }
        }
    }
    for (index, related) in form.related.iter().enumerate() {
        let path = format!("/related/{index}");
        let Some(other) = find_object(model, &related.object, &document, &format!("{path}/object"), problems) else {
            continue;
        };
        let points_here = other.field_named(&related.field).is_some_and(|(_, field)| match &field.target {
            Some(Target::Record { object: target, .. } | Target::Links { object: target, .. }) => {
                *target == object.index
            }
            Some(Target::AnyRecord { objects, .. }) => objects.contains(&object.index),
            _ => false,
        });
        if !points_here {
            problems.push(dangling_field(format!("{path}/field"), &other.name, &related.field, &document));
        }
        for (column, name) in related.columns.iter().enumerate() {
            if other.field_named(name).is_none() {
                problems.push(dangling_field(format!("{path}/columns/{column}"), &other.name, name, &document));
            }
        }
    }
}

fn check_view(model: &Model, view: &ViewDocument, problems: &mut Problems) {
    let document = format!("view/{}", view.name);
    let Some(object) = find_object(model, &view.object, &document, "/object", problems) else { return };
    let columns =
        view.columns.iter().enumerate().map(|(index, column)| (format!("/columns/{index}/field"), &column.field));
    let sorts = view.sort.iter().enumerate().map(|(index, sort)| (format!("/sort/{index}/field"), &sort.field));
    for (path, name) in columns.chain(sorts) {
        if object.field_named(name).is_none_or(|(_, field)| !field.has_value() && !field.has_links()) {
            problems.push(dangling_field(path, &object.name, name, &document));
        }
    }
    for (index, sort) in view.sort.iter().enumerate() {
        if object.field_named(&sort.field).is_some_and(|(_, field)| field.is_live()) {
            let problem = Problem::at(Code::LiveField, format!("/sort/{index}/field"));
            problems.push(problem.with("field", sort.field.as_str()).in_document(document.clone()));
        }
    }
    let has_no_order = |name: &str| {
        let field = object.field_named(name).map(|(_, field)| &field.target);
        matches!(
            field,
            Some(Some(Target::Record { .. } | Target::AnyRecord { .. } | Target::Links { .. } | Target::Files { .. }))
        )
    };
    for (index, sort) in view.sort.iter().enumerate() {
        // The list would refuse such an order every time somebody opens the view.
        if index >= MAX_SORTS || has_no_order(&sort.field) {
            let problem =
                Problem::at(Code::SortInvalid, format!("/sort/{index}/field")).with("field", sort.field.as_str());
            problems.push(problem.in_document(document.clone()));
        }
    }
}
