//! Labels: present, and short enough to be shown.

use engine_definitions::{Document, Label};
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
            for (index, field) in object.fields.iter().enumerate() {
                label(format!("/fields/{index}/label"), &field.label, true);
                label(format!("/fields/{index}/help"), &field.help, false);
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
        }
        Document::View(view) => label("/label".to_owned(), &view.label, true),
        Document::Flow(flow) => label("/label".to_owned(), &flow.label, true),
        Document::PrintTemplate(template) => label("/label".to_owned(), &template.label, true),
        Document::Role(role) => label("/label".to_owned(), &role.label, true),
        Document::App(app) => label("/label".to_owned(), &app.label, true),
    }
}
