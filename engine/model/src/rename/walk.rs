//! Goes through one document and gives new names to whatever it names.

use engine_definitions::Kind;
use serde_json::{Map, Value as Json};

use super::expression::{self, About};
use super::names::{NewNames, Place, along, leads_to, path};
use super::places::{Names, Of, PLACES, VALUES_BY_KEY, matched, pointer};
use super::template::Prints;
use crate::{Model, Object};

/// A document on its way to its new names.
struct Walk<'a> {
    model: &'a Model,
    names: &'a NewNames,
    kind: Kind,
    /// The document as it was: where a place says whose fields it names.
    before: &'a Json,
}

/// The document as JSON with new names wherever it names something that has one. Its own definitions are left.
pub(super) fn references(model: &Model, names: &NewNames, kind: Kind, before: &Json) -> Json {
    let mut after = before.clone();
    Walk { model, names, kind, before }.node(&mut after, &mut Vec::new());
    after
}

impl<'a> Walk<'a> {
    fn node(&self, json: &mut Json, at: &mut Vec<String>) {
        for (kind, pattern, of) in VALUES_BY_KEY.iter().filter(|(kind, ..)| *kind == self.kind) {
            debug_assert_eq!(*kind, self.kind, "filtered above");
            if let (Some(stars), Some(key)) = (matched(pattern, at), at.last()) {
                self.value(json, self.object(*of, &stars).and_then(|object| self.place(object, key)));
            }
        }
        if let Some((what, stars)) = self.find(at) {
            self.rewrite(json, what, &stars);
        }
        match json {
            Json::Array(items) => {
                for (index, item) in items.iter_mut().enumerate() {
                    at.push(index.to_string());
                    self.node(item, at);
                    at.pop();
                }
            }
            Json::Object(entries) => {
                for (key, value) in entries.iter_mut() {
                    at.push(key.clone());
                    self.node(value, at);
                    at.pop();
                }
                at.push("{}".to_owned());
                if let Some((what, stars)) = self.find(at) {
                    self.keys(entries, what, &stars);
                }
                at.pop();
            }
            _ => {}
        }
    }

    fn find<'b>(&self, at: &'b [String]) -> Option<(Names, Vec<&'b str>)> {
        let of_kind = PLACES.iter().filter(|(kind, ..)| *kind == self.kind);
        of_kind.filter_map(|(_, pattern, names)| Some((*names, matched(pattern, at)?))).next()
    }

    fn keys(&self, entries: &mut Map<String, Json>, what: Names, stars: &[&str]) {
        let renamed = std::mem::take(entries).into_iter().map(|(key, value)| {
            let mut name = Json::String(key.clone());
            self.rewrite(&mut name, what, stars);
            (name.as_str().map_or(key, str::to_owned), value)
        });
        *entries = renamed.collect();
    }

    fn rewrite(&self, json: &mut Json, what: Names, stars: &[&str]) {
        let about = |of: Of| self.object(of, stars);
        match (what, &mut *json) {
            (Names::Document(kind), Json::String(name)) => {
                if let Some(to) = self.names.document(kind, name) {
                    name.clone_from(to);
                }
            }
            (Names::Path(of), Json::String(name)) => self.name(about(of), name),
            (Names::Expression(of, result), Json::String(text)) => {
                let object = about(of);
                let result = result.and_then(|pattern| self.place(object?, self.text_at(pattern, stars)?));
                self.expression(object, text, result);
            }
            (Names::Filter(of), json) => {
                if let Some(object) = about(of) {
                    self.filter(object, json);
                }
            }
            (Names::Value(of, field), json) => {
                let place = about(of).and_then(|object| self.place(object, self.text_at(field, stars)?));
                self.value(json, place);
            }
            (Names::Template(of), Json::String(text)) => {
                let renamed = about(of).and_then(|object| Prints::new(self.model, self.names, object).text(text));
                if let Some(renamed) = renamed {
                    *text = renamed;
                }
            }
            (Names::Blocks(of), json) => {
                if let Some(object) = about(of) {
                    Prints::new(self.model, self.names, object).blocks(json);
                }
            }
            _ => {}
        }
    }

    fn name(&self, object: Option<&Object>, name: &mut String) {
        if let Some(renamed) = object.and_then(|object| path(self.model, self.names, object, name)) {
            *name = renamed;
        }
    }

    fn expression(&self, object: Option<&Object>, text: &mut String, result: Option<Place>) {
        let renamed = object
            .and_then(|object| expression::text(About { model: self.model, names: self.names, object, result }, text));
        if let Some(renamed) = renamed {
            *text = renamed;
        }
    }

    fn filter(&self, object: &Object, json: &mut Json) {
        match json {
            Json::Array(items) => items.iter_mut().for_each(|item| self.filter(object, item)),
            Json::Object(entries) => {
                let place = entries.get("field").and_then(Json::as_str).and_then(|name| self.place(object, name));
                for (key, value) in entries {
                    match (key.as_str(), value) {
                        ("field", Json::String(name)) => self.name(Some(object), name),
                        ("expression", Json::String(text)) => self.expression(Some(object), text, None),
                        ("value", value) => self.value(value, place),
                        (_, value) => self.filter(object, value),
                    }
                }
            }
            _ => {}
        }
    }

    fn value(&self, json: &mut Json, place: Option<Place>) {
        let Some(place) = place else { return };
        match json {
            Json::String(value) => {
                if let Some(to) = self.names.option(place, value) {
                    value.clone_from(to);
                }
            }
            Json::Array(items) => items.iter_mut().for_each(|item| self.value(item, Some(place))),
            _ => {}
        }
    }

    /// The field at the end of a path.
    fn place(&self, object: &Object, name: &str) -> Option<Place> {
        let places = along(self.model, object, name.split('.'));
        if places.len() == name.split('.').count() { places.last().copied() } else { None }
    }

    fn text_at(&self, pattern: &str, stars: &[&str]) -> Option<&'a str> {
        self.before.pointer(&pointer(pattern, stars)).and_then(Json::as_str)
    }

    fn object(&self, of: Of, stars: &[&str]) -> Option<&'a Object> {
        let named = |pattern| self.model.object_named(self.text_at(pattern, stars)?);
        match of {
            Of::Own => self.model.object_named(self.before.get("name")?.as_str()?),
            Of::At(pattern) => named(pattern),
            Of::Key => self.model.object_named(stars.first()?),
            Of::Beyond(object, references) => named(object).or_else(|| {
                let own = self.object(Of::Own, stars)?;
                let (place, field) = self.place(own, self.text_at(references, stars)?)?;
                leads_to(self.model.object(place).field(field)).map(|object| self.model.object(object))
            }),
            Of::Rolled(relation) => match self.before.pointer(&pointer(relation, stars))? {
                Json::String(rows) => {
                    let (_, field) = self.object(Of::Own, stars)?.field_named(rows)?;
                    leads_to(field).map(|rows| self.model.object(rows))
                }
                relation => self.model.object_named(relation.get("object")?.as_str()?),
            },
            Of::Rows(field, object) => {
                let (_, field) = named(object)?.field_named(self.text_at(field, stars)?)?;
                leads_to(field).map(|rows| self.model.object(rows))
            }
        }
    }
}
