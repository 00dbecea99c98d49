//! Labels: present, and short enough to be shown.

use engine_definitions::{Document, Label, StepDocument};
use engine_errors::{Code, Problem, Problems};

/// Checks the labels that every reader meets.
pub(super) fn check(document: &Document, problems: &mut Problems) {
    let name = document.key().to_string();
    let mut label = |path: String, label: &Label, is_required: bool| {
        if is_required && label.is_empty() {
            problems.push(Problem::at(Code::Required, path.clone()).in_document(name.clone()));
        }
        for (language, text) in &label.0 {
            let length = text.chars().count();
            if length > Label::MAX_CHARS {
                problems.push(
                    Problem::at(Code::LabelTooLong, format!("{path}/{language}"))
                        .with("max", Label::MAX_CHARS)
                        .with("length", length)
                        .in_document(name.clone()),
                );
            }
        }
    };
    match document {
        Document::Object(object) => {
            label("/label".to_owned(), &object.label, true);
            label("/description".to_owned(), &object.description, false);
            for (index, field) in object.fields.iter().enumerate() {
                label(format!("/fields/{index}/label"), &field.label, true);
                label(format!("/fields/{index}/help"), &field.help, false);
            }
            for (index, rule) in object.rules.iter().enumerate() {
                label(format!("/rules/{index}/label"), &rule.label, false);
                label(format!("/rules/{index}/message"), &rule.message, true);
            }
        }
        Document::OptionSet(set) => {
            label("/label".to_owned(), &set.label, true);
            for (index, option) in set.options.iter().enumerate() {
                label(format!("/options/{index}/label"), &option.label, true);
            }
        }
        Document::Form(form) => {
            label("/label".to_owned(), &form.label, true);
            for (index, section) in form.sections.iter().enumerate() {
                label(format!("/sections/{index}/label"), &section.label, false);
            }
            for (index, related) in form.related.iter().enumerate() {
                label(format!("/related/{index}/label"), &related.label, false);
            }
        }
        Document::View(view) => label("/label".to_owned(), &view.label, true),
        Document::Flow(flow) => {
            label("/label".to_owned(), &flow.label, true);
            steps("/steps", &flow.steps, &mut label);
        }
        Document::PrintTemplate(template) => label("/label".to_owned(), &template.label, true),
        Document::Role(role) => label("/label".to_owned(), &role.label, true),
        Document::App(app) => {
            label("/label".to_owned(), &app.label, true);
            for (group, entries) in app.menu.iter().enumerate() {
                label(format!("/menu/{group}/label"), &entries.label, false);
                for (index, item) in entries.items.iter().enumerate() {
                    label(format!("/menu/{group}/items/{index}/label"), &item.label, false);
                }
            }
        }
    }
}

/// Labels of steps and of the branches inside them.
fn steps(path: &str, documents: &[StepDocument], label: &mut dyn FnMut(String, &Label, bool)) {
    for (index, step) in documents.iter().enumerate() {
        let path = format!("{path}/{index}");
        match step {
            StepDocument::Start { .. } => {}
            StepDocument::Approve { label: text, .. } | StepDocument::Cc { label: text, .. } => {
                label(format!("{path}/label"), text, true);
            }
            StepDocument::Switch { label: text, branches, .. } => {
                label(format!("{path}/label"), text, false);
                for (branch, inner) in branches.iter().enumerate() {
                    label(format!("{path}/branches/{branch}/label"), &inner.label, false);
                    steps(&format!("{path}/branches/{branch}/steps"), &inner.steps, label);
                }
            }
        }
    }
}
