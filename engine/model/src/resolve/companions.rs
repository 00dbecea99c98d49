//! Companion fields: made behind the fields of the document, so that those keep their places.

use std::collections::HashSet;

use engine_definitions::{FieldDocument, Label};
use engine_errors::{Code, Problem, Problems};
use engine_fields::{Companion, entry};

use super::{Sets, identities};
use crate::field::{CompanionOf, Field, FieldConditions};
use crate::{FieldIndex, Former, Object};

/// The companions of every field. `document_fields` are the fields as written, in the order of the resolved ones that
/// follow the system's.
pub(super) fn resolve(fields: &mut Vec<Field>, written: &[FieldDocument], sets: &Sets<'_>, problems: &mut Problems) {
    let mut names: HashSet<String> = fields.iter().map(|field| field.name.clone()).collect();
    let mut uids: HashSet<String> = fields.iter().map(|field| field.uid.clone()).collect();
    let mut made = Vec::new();
    for (position, main) in fields.iter().enumerate().filter(|(_, field)| field.system.is_none()) {
        for companion in main.rules.companions(&main.name) {
            let place = written.iter().position(|field| field.name == main.name).unwrap_or_default();
            let name = format!("{}_{}", main.name, companion.suffix);
            let uid = format!("{}_{}", main.uid, companion.suffix);
            let problem =
                |code, key: &str, value: &str| Problem::at(code, format!("/fields/{place}/{key}")).with("name", value);
            // A companion is not written in the document; what is wrong with it is wrong with the name of its field.
            if !identities::is_name(&name) {
                problems.push(problem(Code::NameInvalid, "name", &name));
            } else if !names.insert(name.clone()) {
                problems.push(problem(Code::NameDuplicate, "name", &name));
            } else if !identities::is_sound(&uid) || !uids.insert(uid.clone()) {
                problems.push(problem(Code::NameInvalid, "uid", &uid));
            } else {
                made.extend(field(FieldIndex(position), main, companion, name, uid, sets));
            }
        }
    }
    fields.extend(made);
}

fn field(
    of: FieldIndex,
    main: &Field,
    companion: Companion,
    name: String,
    uid: String,
    sets: &Sets<'_>,
) -> Option<Field> {
    let rules = (entry(companion.kind)?.compile)(&companion.options, sets).ok()?;
    let label = Label(
        companion
            .label
            .0
            .iter()
            .map(|(language, text)| {
                (language.clone(), format!("{} {text}", main.label.text(language).unwrap_or_default()))
            })
            .collect(),
    );
    Some(Field {
        column: rules.column().map(|column| (format!("f_{uid}"), column)),
        live_column: None,
        name,
        uid,
        label,
        help: Label::default(),
        rules,
        target: None,
        system: None,
        required: false,
        unique: false,
        indexed: main.indexed,
        read_only: companion.read_only,
        default: None,
        computed: None,
        when: FieldConditions::default(),
        stages: Vec::new(),
        former_names: main
            .former_names
            .iter()
            .map(|former| Former { name: format!("{}_{}", former.name, companion.suffix), ..former.clone() })
            .collect(),
        companion_of: Some(CompanionOf { field: of, role: companion.role }),
    })
}

/// The formulas of companions with their fields and the place of the main field among those of the document.
pub(super) fn formulas(object: &Object) -> impl Iterator<Item = (FieldIndex, String, &str)> {
    object.fields().filter_map(|(index, field)| {
        let of = field.companion_of?;
        let main = object.field(of.field);
        let companions = main.rules.companions(&main.name);
        let formula = companions.into_iter().find(|companion| companion.role == of.role)?.formula?;
        Some((index, formula, main.name.as_str()))
    })
}
