//! Where-used: every place of every document that names another document or a field. One walk finds them all, so that
//! a question about one thing is a selection among them.

mod expressions;
mod filters;
mod pages;
mod prints;

use engine_definitions::{Document, Kind, ObjectDocument, WhoDocument};
use serde_json::Value as Json;

use crate::{Model, Object, Target};

/// What may be named.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Thing {
    /// A document.
    Document {
        /// Its kind.
        kind: Kind,
        /// Its name.
        name: String,
    },
    /// A field of an object, by their names.
    Field {
        /// The object.
        object: String,
        /// The field.
        field: String,
    },
}

/// One place that names something.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    /// The document that names it.
    pub kind: Kind,
    /// Its name.
    pub name: String,
    /// JSON pointer of the place.
    pub path: String,
    /// What is named.
    pub thing: Thing,
}

/// Every place that names `thing`, in the order of the documents. For an object these are the places that name one of
/// its fields too.
#[must_use]
pub fn where_used(model: &Model, thing: &Thing) -> Vec<Use> {
    let is_meant = |used: &Use| match (&used.thing, thing) {
        (Thing::Field { object, .. }, Thing::Document { kind: Kind::Object, name }) => {
            // Its own title and formulas go with it.
            object == name && !(used.kind == Kind::Object && used.name == *name)
        }
        (one, other) => one == other,
    };
    uses(model).into_iter().filter(is_meant).collect()
}

/// Every place of the model's documents that names something.
#[must_use]
pub fn uses(model: &Model) -> Vec<Use> {
    let mut found = Found { model, kind: Kind::Object, name: String::new(), uses: Vec::new() };
    for (key, document) in model.documents() {
        found.kind = key.kind;
        found.name.clone_from(&key.name);
        match document {
            Document::Object(body) => found.object_body(body),
            Document::Form(body) => pages::form(&mut found, body),
            Document::View(body) => pages::view(&mut found, body),
            Document::Flow(body) => pages::flow(&mut found, body),
            Document::PrintTemplate(body) => prints::template(&mut found, body),
            Document::Role(body) => pages::role(&mut found, body),
            Document::App(body) => pages::app(&mut found, body),
            Document::OptionSet(_) => {}
        }
    }
    found.uses.sort();
    found.uses.dedup();
    found.uses
}

/// The uses found so far, and the document that is walked.
struct Found<'a> {
    model: &'a Model,
    kind: Kind,
    name: String,
    uses: Vec<Use>,
}

impl<'a> Found<'a> {
    fn push(&mut self, path: impl Into<String>, thing: Thing) {
        self.uses.push(Use { kind: self.kind, name: self.name.clone(), path: path.into(), thing });
    }

    fn document(&mut self, path: impl Into<String>, kind: Kind, name: &str) {
        self.push(path, Thing::Document { kind, name: name.to_owned() });
    }

    fn object(&mut self, path: impl Into<String>, name: &str) -> Option<&'a Object> {
        self.document(path, Kind::Object, name);
        self.model.object_named(name)
    }

    /// A field by its name, or a path of names over references and rows; system fields are nobody's.
    fn field(&mut self, path: &str, object: &'a Object, names: &[&str]) {
        let mut place = object;
        for name in names {
            let Some((_, field)) = place.field_named(name) else { return };
            if field.system.is_none() {
                let (object, field) = (place.name.clone(), field.name.clone());
                self.push(path, Thing::Field { object, field });
            }
            match field.target {
                Some(
                    Target::Record { object, .. } | Target::Children { object, .. } | Target::Links { object, .. },
                ) => {
                    place = self.model.object(object);
                }
                _ => return,
            }
        }
    }

    fn people(&mut self, path: &str, object: Option<&'a Object>, who: &[WhoDocument]) {
        for (index, source) in who.iter().enumerate() {
            let place = format!("{path}/{index}");
            match source {
                WhoDocument::Role(role) => self.document(format!("{place}/role"), Kind::Role, role),
                WhoDocument::Field(field) => {
                    if let Some(object) = object {
                        let names: Vec<&str> = field.split('.').collect();
                        self.field(&format!("{place}/field"), object, &names);
                    }
                }
                _ => {}
            }
        }
    }

    fn object_body(&mut self, body: &ObjectDocument) {
        let Some(object) = self.model.object_named(&body.name) else { return };
        self.field("/title_field", object, &[&body.title_field]);
        for (index, name) in body.search_fields.iter().enumerate() {
            self.field(&format!("/search_fields/{index}"), object, &[name]);
        }
        for (key, fields) in body.keys.iter().enumerate() {
            for (index, name) in fields.fields.iter().enumerate() {
                self.field(&format!("/keys/{key}/fields/{index}"), object, &[name]);
            }
        }
        let json = serde_json::to_value(body).unwrap_or_default();
        let fields = json.get("fields").and_then(Json::as_array).into_iter().flatten();
        for (index, field) in fields.enumerate() {
            self.of_field(&format!("/fields/{index}"), object, field);
        }
        // Rules of the object itself: whatever is an expression there is one over its records.
        let rest = crate::diff::without(&json, &["fields", "name", "uid", "label", "description"]);
        expressions::within(self, "", object, &rest);
    }

    /// The object that a path of references leads to.
    fn beyond(&self, object: &'a Object, references: &str) -> Option<&'a Object> {
        references.split('.').try_fold(object, |here, name| match here.field_named(name)?.1.target {
            Some(Target::Record { object, .. }) => Some(self.model.object(object)),
            _ => None,
        })
    }

    /// What a roll-up names: its records, their fields, and names in its filter.
    fn of_rollup(&mut self, path: &str, object: &'a Object, options: &Json, relation: &Json) {
        let word = |json: &Json, key: &str| json.get(key).and_then(Json::as_str).map(str::to_owned);
        let place = format!("{path}/options/relation");
        let rows = match relation.as_str() {
            Some(children) => {
                self.field(&place, object, &[children]);
                let target = object.field_named(children).map(|(_, field)| &field.target);
                match target {
                    Some(Some(Target::Children { object, .. })) => Some(self.model.object(*object)),
                    _ => None,
                }
            }
            None => {
                let rows = word(relation, "object").and_then(|name| self.object(format!("{place}/object"), &name));
                if let (Some(rows), Some(field)) = (rows, word(relation, "field")) {
                    self.field(&format!("{place}/field"), rows, &[&field]);
                }
                rows
            }
        };
        let Some(rows) = rows else { return };
        for key in ["of", "order_by"] {
            if let Some(name) = word(options, key) {
                self.field(&format!("{path}/options/{key}"), rows, &[&name]);
            }
        }
        if let Some(filter) = word(options, "filter") {
            expressions::names(self, &format!("{path}/options/filter"), rows, &filter);
        }
    }

    /// What the field of an object names: other objects, fields of those, option sets, and names in expressions.
    fn of_field(&mut self, path: &str, object: &'a Object, field: &Json) {
        let empty = Json::Null;
        let options = field.get("options").unwrap_or(&empty);
        let word = |key: &str| options.get(key).and_then(Json::as_str);
        if let Some(set) = word("option_set") {
            self.document(format!("{path}/options/option_set"), Kind::OptionSet, set);
        }
        if let Some(relation) = options.get("relation") {
            self.of_rollup(path, object, options, relation);
        }
        let target = word("object").and_then(|name| self.object(format!("{path}/options/object"), name));
        // A look-up names a field of the object that its references lead to.
        let target = target.or_else(|| self.beyond(object, word("reference")?));
        let objects = options.get("objects").and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str);
        for (place, name) in objects.enumerate() {
            self.object(format!("{path}/options/objects/{place}"), name);
        }
        // A field of the other object for rows; a path from here for what looks through a reference of this one.
        for key in ["field", "inverse", "back", "value", "target_field"] {
            let names: Vec<&str> = word(key).map(|name| name.split('.').collect()).unwrap_or_default();
            self.field(&format!("{path}/options/{key}"), target.unwrap_or(object), &names);
        }
        for key in ["path", "source", "reference", "rows", "currency_field", "rate_field"] {
            let names: Vec<&str> = word(key).map(|name| name.split('.').collect()).unwrap_or_default();
            self.field(&format!("{path}/options/{key}"), object, &names);
        }
        let stages = options.get("stages").and_then(Json::as_array).into_iter().flatten();
        for (index, stage) in stages.enumerate() {
            for key in ["required", "deliverables"] {
                let names = stage.get(key).and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str);
                for (place, name) in names.enumerate() {
                    self.field(&format!("{path}/options/stages/{index}/{key}/{place}"), object, &[name]);
                }
            }
        }
        expressions::within(self, path, object, field);
    }
}
