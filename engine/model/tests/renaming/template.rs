//! Everything in the CRM template, there and back.

use super::*;

#[test]
fn every_document_of_the_template_can_be_renamed_and_back() {
    let before = crm();
    // A few of each kind: every one takes two resolutions of the whole template.
    for kind in Kind::ALL {
        for key in before.documents().keys().filter(|key| key.kind == *kind).step_by(4) {
            let renamed = DocumentKey { kind: key.kind, name: FRESH.to_owned() };
            there_and_back(&before, Subject::Document(key.clone()), Subject::Document(renamed), &key.name, FRESH);
        }
    }
}

#[test]
fn every_field_of_the_template_can_be_renamed_and_back() {
    let before = crm();
    let mut count = 0;
    for object in before.objects() {
        let is_written = |field: &&engine_model::Field| field.system.is_none() && field.companion_of.is_none();
        for field in object.fields.iter().filter(is_written).step_by(3) {
            let subject = |name: &str| Subject::Field { object: object.name.clone(), field: name.to_owned() };
            there_and_back(&before, subject(&field.name), subject(FRESH), &field.name, FRESH);
            if before.print_templates().all(|template| template.object != object.name) {
                count += 1;
                continue;
            }
            let (after, _) = renamed(&before, subject(&field.name), FRESH);
            // Prints are not resolved with the model: no path in them may end in the old name.
            for template in after.print_templates().filter(|template| template.object == object.name) {
                let text = serde_json::to_string(template).unwrap();
                let old = format!("record.{}", field.name);
                let is_left = text.match_indices(&old).any(|(at, _)| {
                    let is_whole =
                        !text[at + old.len()..].starts_with(|next: char| next.is_ascii_alphanumeric() || next == '_');
                    is_whole && !text[..at].ends_with('.')
                });
                assert!(!is_left, "{old} is left in {}", template.name);
            }
            count += 1;
        }
    }
    assert!(count > 40, "only {count} fields");
}

#[test]
fn every_option_of_the_template_can_be_renamed_and_back() {
    let before = crm();
    let mut count = 0;
    for document in before.documents().values() {
        let subjects: Vec<(Asked, String)> = match document {
            Document::OptionSet(set) => set
                .options
                .iter()
                .map(|option| {
                    let set = set.name.clone();
                    let subject =
                        move |option: &str| Subject::OptionOfSet { set: set.clone(), option: option.to_owned() };
                    (Box::new(subject) as Asked, option.value.clone())
                })
                .collect(),
            Document::Object(object) => object
                .fields
                .iter()
                .flat_map(|field| {
                    let options = field.options.get("options").and_then(Value::as_array).cloned().unwrap_or_default();
                    let (object, field) = (object.name.clone(), field.name.clone());
                    options.into_iter().map(move |option| {
                        let (object, field) = (object.clone(), field.clone());
                        let subject = move |option: &str| Subject::OptionOfField {
                            object: object.clone(),
                            field: field.clone(),
                            option: option.to_owned(),
                        };
                        let value = option["value"].as_str().unwrap().to_owned();
                        (Box::new(subject) as Asked, value)
                    })
                })
                .collect(),
            _ => Vec::new(),
        };
        for (subject, value) in subjects.into_iter().step_by(4) {
            there_and_back(&before, subject(&value), subject(FRESH), &value, FRESH);
            count += 1;
        }
    }
    assert!(count > 10, "only {count} options");
}
