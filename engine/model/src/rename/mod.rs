//! Renaming: one name changes, and whatever names it follows. Identities stay, so tables, columns, data, history and
//! rights stay too; only the values of options lie in the data and have to be changed there.

mod between;
mod expression;
mod names;
mod options;
mod places;
mod template;
#[cfg(test)]
mod tests;
mod walk;

use engine_definitions::{Document, DocumentKey, FormerName, Kind, OptionDocument};
use engine_errors::{Code, Problem, Problems};
use engine_fields::SystemField;
use serde_json::{Value as Json, json};

use crate::{Field, Model};
pub use between::Follower;
use names::NewNames;
pub use options::{RenamedValue, renamed_values};

/// What gets another name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A document.
    Document(DocumentKey),
    /// A field of an object.
    Field {
        /// The object.
        object: String,
        /// The field.
        field: String,
    },
    /// An option of a field that has its own.
    OptionOfField {
        /// The object.
        object: String,
        /// The field.
        field: String,
        /// The stored key.
        option: String,
    },
    /// An option of a shared set.
    OptionOfSet {
        /// The set.
        set: String,
        /// The stored key.
        option: String,
    },
}

/// A rename that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rename {
    /// What.
    pub subject: Subject,
    /// The new name.
    pub to: String,
    /// Until when objects, fields and options answer to the old name too, `YYYY-MM-DD`. Without it the old name is not
    /// kept; of an option that lies in records it has to be, for the records follow it.
    pub until: Option<String>,
}

/// What a rename changes.
#[derive(Debug)]
pub struct Renamed {
    /// Every changed document, as it becomes.
    pub documents: Vec<Document>,
    /// The document whose own name is gone.
    pub removed: Option<DocumentKey>,
}

/// Gives something a new name in all documents.
///
/// # Errors
/// `reference_dangling` when there is no such thing; `name_invalid`, `name_reserved`, `name_duplicate`.
pub fn rename(model: &Model, rename: &Rename) -> Result<Renamed, Problems> {
    let names = new_names(model, rename)?;
    let mut documents = Vec::new();
    let mut removed = None;
    for (key, document) in model.documents() {
        let before = document.to_json();
        let mut json = walk::references(model, &names, document.kind(), &before);
        define(&mut json, key, rename);
        if json == before {
            continue;
        }
        let renamed = Document::parse(json)?;
        if renamed.key() != *key {
            removed = Some(key.clone());
        }
        documents.push(renamed);
    }
    Ok(Renamed { documents, removed })
}

/// Checks the new name and finds what it is for.
fn new_names(model: &Model, rename: &Rename) -> Result<NewNames, Problems> {
    let mut names = NewNames::default();
    let to = rename.to.as_str();
    let refuse = |code: Code| vec![Problem::at(code, "/to").with("name", to)];
    let missing =
        |kind: &str, name: String| vec![Problem::at(Code::ReferenceDangling, "").with("kind", kind).with("name", name)];
    let is_name = to.starts_with(|first: char| first.is_ascii_lowercase())
        && to.len() <= 48
        && to.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    match &rename.subject {
        Subject::Document(key) => {
            model.documents().get(key).ok_or_else(|| missing(key.kind.word(), key.name.clone()))?;
            if !is_name {
                return Err(refuse(Code::NameInvalid));
            }
            let other = DocumentKey { kind: key.kind, name: to.to_owned() };
            if model.documents().contains_key(&other) {
                return Err(refuse(Code::NameDuplicate));
            }
            names.documents.insert(key.clone(), to.to_owned());
        }
        Subject::Field { object, field } => {
            let own = model.object_named(object).ok_or_else(|| missing(Kind::Object.word(), object.clone()))?;
            let is_written = |field: &Field| field.system.is_none() && field.companion_of.is_none();
            let found = own.field_named(field).filter(|(_, found)| is_written(found));
            let (index, _) = found.ok_or_else(|| missing("field", format!("{object}.{field}")))?;
            if !is_name {
                return Err(refuse(Code::NameInvalid));
            }
            if is_reserved(to) {
                return Err(refuse(Code::NameReserved));
            }
            if own.field_named(to).is_some() {
                return Err(refuse(Code::NameDuplicate));
            }
            names.fields.insert((own.index, index), to.to_owned());
            // Companions are called after their field.
            for (companion, other) in
                own.fields().filter(|(_, other)| other.companion_of.is_some_and(|of| of.field == index))
            {
                if let Some(rest) = other.name.strip_prefix(field.as_str()) {
                    names.fields.insert((own.index, companion), format!("{to}{rest}"));
                }
            }
        }
        Subject::OptionOfField { object, field, option } => {
            let own = model.object_named(object).ok_or_else(|| missing(Kind::Object.word(), object.clone()))?;
            let name = format!("{object}.{field}");
            let (index, found) = own.field_named(field).ok_or_else(|| missing("field", name.clone()))?;
            if set_of(model, object, field).is_some() || !found.rules.choices().iter().any(|one| one.value == *option) {
                return Err(missing("option", format!("{name}.{option}")));
            }
            check_option(found.rules.choices(), option, to).map_err(refuse)?;
            names.options.insert((own.index, index), [(option.clone(), to.to_owned())].into());
        }
        Subject::OptionOfSet { set, option } => {
            let Some(Document::OptionSet(body)) = model.document(Kind::OptionSet, set) else {
                return Err(missing(Kind::OptionSet.word(), set.clone()));
            };
            if !body.options.iter().any(|one| one.value == *option) {
                return Err(missing("option", format!("{set}.{option}")));
            }
            check_option(&body.options, option, to).map_err(refuse)?;
            for object in model.objects() {
                for (index, field) in object.fields() {
                    if set_of(model, &object.name, &field.name) == Some(set) {
                        names.options.insert((object.index, index), [(option.clone(), to.to_owned())].into());
                    }
                }
            }
        }
    }
    Ok(names)
}

/// Names that every record has already.
fn is_reserved(name: &str) -> bool {
    SystemField::ALL.iter().any(|system| system.name() == name) || matches!(name, "rights" | "approval")
}

fn check_option(options: &[OptionDocument], option: &str, to: &str) -> Result<(), Code> {
    if to.is_empty() || to.len() > 64 || to.contains([',', '\0', '"']) || to.trim() != to {
        return Err(Code::NameInvalid);
    }
    // Its own former key may come back to an option; that of another one may not.
    let is_taken = |one: &OptionDocument| {
        one.value == to || (one.value != option && one.former_names.iter().any(|former| former.name == to))
    };
    if options.iter().any(is_taken) { Err(Code::NameDuplicate) } else { Ok(()) }
}

/// The shared set that a field takes its options from.
fn set_of<'a>(model: &'a Model, object: &str, field: &str) -> Option<&'a str> {
    let Some(Document::Object(body)) = model.document(Kind::Object, object) else { return None };
    let field = body.fields.iter().find(|one| one.name == field)?;
    field.options.get("option_set").and_then(Json::as_str)
}

/// The definition itself: the document, field or option that is called otherwise from now on.
fn define(json: &mut Json, key: &DocumentKey, rename: &Rename) {
    let to = rename.to.as_str();
    match &rename.subject {
        Subject::Document(own) if own == key => {
            if let Some(name) = json.get_mut("name") {
                *name = Json::from(to);
            }
            if key.kind == Kind::Object {
                remember(json, &own.name, rename);
            }
        }
        Subject::Field { object, field } if key.kind == Kind::Object && *object == key.name => {
            if let Some(own) = field_json(json, field) {
                if let Some(name) = own.get_mut("name") {
                    *name = Json::from(to);
                }
                remember(own, field, rename);
            }
        }
        Subject::OptionOfField { object, field, option } if key.kind == Kind::Object && *object == key.name => {
            let mut own = field_json(json, field);
            for place in ["/options/options", "/options/stages"] {
                if let Some(options) = own.as_deref_mut().and_then(|own| own.pointer_mut(place)) {
                    define_option(options, option, rename);
                }
            }
        }
        Subject::OptionOfSet { set, option } if key.kind == Kind::OptionSet && *set == key.name => {
            if let Some(options) = json.get_mut("options") {
                define_option(options, option, rename);
            }
        }
        _ => {}
    }
}

fn field_json<'a>(json: &'a mut Json, name: &str) -> Option<&'a mut Json> {
    let fields = json.get_mut("fields")?.as_array_mut()?;
    fields.iter_mut().find(|field| field.get("name").and_then(Json::as_str) == Some(name))
}

fn define_option(options: &mut Json, option: &str, rename: &Rename) {
    for item in options.as_array_mut().into_iter().flatten() {
        if item.get("value").and_then(Json::as_str) == Some(option) {
            if let Some(value) = item.get_mut("value") {
                *value = Json::from(rename.to.as_str());
            }
            remember(item, option, rename);
        }
    }
}

/// Keeps the old name among the former ones; a name that comes back is no former one any more.
fn remember(json: &mut Json, old: &str, rename: &Rename) {
    let Some(own) = json.as_object_mut() else { return };
    let stored = own.remove(FormerName::KEY).unwrap_or_default();
    let mut former: Vec<FormerName> = serde_json::from_value(stored).unwrap_or_default();
    former.retain(|name| name.name != rename.to && name.name != old);
    if let Some(until) = &rename.until {
        former.push(FormerName { name: old.to_owned(), until: until.clone() });
    }
    if !former.is_empty() {
        own.insert(FormerName::KEY.to_owned(), json!(former));
    }
}
