//! Former names: what a caller who has not followed a rename still may say, how the answer names it for them, and how
//! administrators learn who that is.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use engine_access::{Actor, Reader};
use engine_definitions::SortDocument;
use engine_errors::{Code, Problem, Problems};
use engine_expressions::default_zone;
use engine_fields::former_key;
use engine_model::{FieldIndex, Former, Model, Object, ObjectIndex, Target};
use engine_query::{Output, OutputColumn};
use engine_values::{Date, Id, Timestamp};
use serde_json::{Map, Value as Json};

use crate::Tenon;
use crate::records::{ListQuery, SortInput};

/// The day in the zone of the organisation.
pub(crate) fn day(now: Timestamp) -> Date {
    now.to_zoned(default_zone()).date()
}

/// The former names that a request has used.
#[derive(Debug, Clone, Default)]
pub struct FormerUse {
    names: Vec<Used>,
}

#[derive(Debug, Clone)]
struct Used {
    object: String,
    former: String,
    name: String,
    until: Date,
    days: u16,
}

impl FormerUse {
    /// Since when they are out of date and when they will be unknown, in seconds since 1970; the earliest of each.
    /// Nothing when every name was a present one.
    #[must_use]
    pub fn deprecation(&self) -> Option<(i64, i64)> {
        let used = self.names.iter().min_by_key(|used| used.until)?;
        let end = used.until.saturating_add(std::time::Duration::from_hours(24));
        let since = used.until.saturating_sub(std::time::Duration::from_hours(24 * u64::from(used.days)));
        let seconds = |date: Date| date.to_zoned(default_zone()).map_or(0, |zoned| zoned.timestamp().as_second());
        Some((seconds(since), seconds(end)))
    }
}

/// Object, former name, person.
type UseKey = (String, String, Id);

/// How often each person has used a former name, and when the log last said so.
#[derive(Default)]
pub(crate) struct FormerUses(Mutex<HashMap<UseKey, (u64, Timestamp)>>);

/// Seconds between two lines of the log about the same person and name.
const QUIET: i64 = 3600;

impl FormerUses {
    fn note(&self, actor: &Actor, used: &Used, now: Timestamp) {
        let key = (used.object.clone(), used.former.clone(), actor.user);
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (count, told) = seen.entry(key).or_insert((0, Timestamp::UNIX_EPOCH));
        *count += 1;
        if now.as_second() - told.as_second() < QUIET {
            return;
        }
        *told = now;
        tracing::warn!(
            object = used.object, former = used.former, name = used.name, until = %used.until,
            user = %actor.user, person = actor.name, uses = *count, "a former name is in use"
        );
    }
}

/// One request being brought to the present names.
pub struct Present<'a> {
    tenon: &'a Tenon,
    actor: &'a Actor,
    today: Date,
    used: FormerUse,
}

impl<'a> Present<'a> {
    /// Begins with a request of a person.
    #[must_use]
    pub fn new(tenon: &'a Tenon, actor: &'a Actor) -> Self {
        Self { tenon, actor, today: day(tenon.clock.now()), used: FormerUse::default() }
    }

    /// The present name of an object that the person may know by a former one.
    pub fn object(&mut self, name: &str) -> String {
        let world = self.tenon.world();
        if world.model().object_named(name).is_some() {
            return name.to_owned();
        }
        let found = world.model().objects().iter().find_map(|object| {
            let former = living(&object.former_names, self.today).find(|former| former.name == name)?;
            Some((object, former.until))
        });
        match found {
            Some((object, until)) if world.object(self.actor, &object.name).is_ok() => {
                self.use_of(object, name, &object.name, until);
                object.name.clone()
            }
            _ => name.to_owned(),
        }
    }

    /// A list request in present names; its answer says what was asked for by the names it was asked by.
    pub fn query(&mut self, object: &str, query: &mut ListQuery) {
        let world = self.tenon.world();
        let Some(object) = world.model().object_named(object) else { return };
        let reader = world.reader(self.actor);
        for name in query.fields.iter_mut().flatten() {
            if let Some(present) = self.path(reader, object, name) {
                query.shown_as.push((present.clone(), std::mem::replace(name, present)));
            }
        }
        for name in &mut query.expand {
            if let Some(present) = self.path(reader, object, name) {
                *name = present;
            }
        }
        match &mut query.sort {
            Some(SortInput::Text(text)) => {
                let parts = text.split(',').map(|part| {
                    let name = part.trim().trim_start_matches('-');
                    self.path(reader, object, name).map_or(part.to_owned(), |present| part.replace(name, &present))
                });
                *text = parts.collect::<Vec<_>>().join(",");
            }
            Some(SortInput::List(sorts)) => {
                for SortDocument { field, .. } in sorts {
                    if let Some(present) = self.path(reader, object, field) {
                        *field = present;
                    }
                }
            }
            None => {}
        }
        if let Some(filter) = &mut query.filter {
            self.filter(reader, object, filter);
        }
    }

    /// Names of references to expand.
    pub fn names(&mut self, object: &str, names: &mut [String]) {
        let world = self.tenon.world();
        let Some(object) = world.model().object_named(object) else { return };
        for name in names {
            if let Some(present) = self.path(world.reader(self.actor), object, name) {
                *name = present;
            }
        }
    }

    /// The body of a write in present names. Who says both names of a field means the present one.
    pub fn body(&mut self, object: &str, body: &mut Map<String, Json>) {
        let world = self.tenon.world();
        if let Some(object) = world.model().object_named(object) {
            self.fields(world.reader(self.actor), object, body);
        }
    }

    /// What was used; it is in the log now.
    #[must_use]
    pub fn used(self) -> FormerUse {
        let now = self.tenon.clock.now();
        for used in &self.used.names {
            self.tenon.former_uses.note(self.actor, used, now);
        }
        self.used
    }

    fn fields(&mut self, reader: Reader<'_>, object: &Object, body: &mut Map<String, Json>) {
        let names: Vec<String> = body.keys().cloned().collect();
        for name in names {
            let present = self.path(reader, object, &name);
            if let Some(present) = &present
                && let Some(value) = body.remove(&name)
            {
                body.entry(present.clone()).or_insert(value);
            }
            let name = present.unwrap_or(name);
            let Some((index, field)) = object.field_named(&name) else { continue };
            if let Some(value) = body.get_mut(&name) {
                self.keys(reader, object, index, value);
            }
            if let (Some(Target::Children { object: child, .. }), Some(Json::Array(rows))) =
                (&field.target, body.get_mut(&name))
            {
                let child = reader.model.object(*child);
                for row in rows.iter_mut().filter_map(Json::as_object_mut) {
                    self.fields(reader, child, row);
                }
            }
        }
    }

    fn filter<'b>(&mut self, reader: Reader<'b>, object: &'b Object, json: &mut Json) {
        match json {
            Json::Array(items) => items.iter_mut().for_each(|item| self.filter(reader, object, item)),
            Json::Object(entries) => {
                let compared = entries.get("field").and_then(Json::as_str);
                let compared = compared.and_then(|name| self.end(reader, object, name));
                for (key, value) in entries {
                    match (key.as_str(), value) {
                        ("value", value) => {
                            if let Some((own, index)) = compared {
                                self.keys(reader, own, index, value);
                            }
                        }
                        ("field", Json::String(name)) => {
                            if let Some(present) = self.path(reader, object, name) {
                                *name = present;
                            }
                        }
                        ("and" | "or" | "not", inner) => self.filter(reader, object, inner),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }

    /// Present keys in place of former ones of a field's options.
    fn keys(&mut self, reader: Reader<'_>, object: &Object, index: FieldIndex, value: &mut Json) {
        match value {
            Json::Array(items) => items.iter_mut().for_each(|item| self.keys(reader, object, index, item)),
            Json::String(key) => {
                let found = former_key(object.field(index).rules.choices(), key);
                let Some((present, until)) = found.filter(|(_, until)| *until >= self.today) else { return };
                if reader.reading(object).can_read(index) {
                    self.use_of(object, key, present, until);
                    *key = present.to_owned();
                }
            }
            _ => {}
        }
    }

    /// The field at the end of a path, whose names may be former ones.
    fn end<'b>(&self, reader: Reader<'b>, object: &'b Object, text: &str) -> Option<(&'b Object, FieldIndex)> {
        let mut at = Some(object);
        let mut found = None;
        for part in text.split('.') {
            let own = at?;
            let (index, _) = called(own, part, self.today)?;
            found = Some((own, index));
            at = match own.field(index).target {
                Some(Target::Record { object, .. }) => Some(reader.model.object(object)),
                _ => None,
            };
        }
        found
    }

    /// The present form of a path when one of its names is a former one that the reader may see.
    fn path(&mut self, reader: Reader<'_>, object: &Object, text: &str) -> Option<String> {
        let mut parts = Vec::new();
        let mut is_changed = false;
        let mut at = Some(object);
        for part in text.split('.') {
            let own = at?;
            let (index, former) = called(own, part, self.today)?;
            let field = own.field(index);
            if let Some(former) = former {
                if !reader.reading(own).can_read(index) {
                    return None;
                }
                self.use_of(own, part, &field.name, former.until);
                is_changed = true;
            }
            parts.push(field.name.as_str());
            at = match field.target {
                Some(Target::Record { object, .. }) => Some(reader.model.object(object)),
                _ => None,
            };
        }
        is_changed.then(|| parts.join("."))
    }

    fn use_of(&mut self, object: &Object, former: &str, name: &str, until: Date) {
        self.used.names.push(Used {
            object: object.name.clone(),
            former: former.to_owned(),
            name: name.to_owned(),
            until,
            days: object.deprecation_days,
        });
    }
}

/// The former names that are still known.
pub(crate) fn living(names: &[Former], today: Date) -> impl Iterator<Item = &Former> {
    names.iter().filter(move |former| former.until >= today)
}

fn called<'a>(object: &'a Object, name: &str, today: Date) -> Option<(FieldIndex, Option<&'a Former>)> {
    if let Some((index, _)) = object.field_named(name) {
        return Some((index, None));
    }
    object.fields().find_map(|(index, field)| {
        let former = living(&field.former_names, today).find(|former| former.name == name)?;
        Some((index, Some(former)))
    })
}

/// The columns of a whole record, with every value under its former names too.
pub(crate) fn with_former(
    model: &Model,
    object: &Object,
    columns: &[OutputColumn],
    today: Date,
) -> Option<Vec<OutputColumn>> {
    let is_changed = |index: ObjectIndex| {
        let known = model.object(index);
        known.fields.iter().any(|field| living(&field.former_names, today).next().is_some())
    };
    let expanded = |column: &OutputColumn| match (&column.output, &object.field(column.field).target) {
        (Output::Record { record, .. }, Some(Target::Record { object, .. })) if !record.is_empty() => Some(*object),
        _ => None,
    };
    if !is_changed(object.index) && !columns.iter().filter_map(expanded).any(is_changed) {
        return None;
    }
    let mut all: Vec<OutputColumn> = columns.to_vec();
    for column in &mut all {
        let target = expanded(column).map(|target| model.object(target));
        if let (Some(target), Output::Record { record, .. }) = (target, &mut column.output)
            && let Some(inner) = with_former(model, target, record, today)
        {
            *record = inner;
        }
    }
    let copies: Vec<OutputColumn> = all
        .iter()
        .flat_map(|column| {
            living(&object.field(column.field).former_names, today)
                .map(|former| OutputColumn { name: Arc::from(former.name.as_str()), ..column.clone() })
        })
        .collect();
    all.extend(copies);
    Some(all)
}

/// Names that a living former name keeps from others.
pub(crate) fn problems(model: &Model, today: Date) -> Problems {
    let mut problems = Vec::new();
    for object in model.objects() {
        let document = format!("object/{}", object.name);
        let system = object.fields.iter().filter(|field| field.system.is_some()).count();
        for (index, field) in object.fields() {
            let is_taken = object.fields().any(|(other, own)| {
                other != index && living(&own.former_names, today).any(|former| former.name == field.name)
            });
            if is_taken {
                let path = format!("/fields/{}/name", index.0.saturating_sub(system));
                let problem = Problem::at(Code::NameDuplicate, path).with("name", field.name.as_str());
                problems.push(problem.in_document(document.clone()));
            }
        }
        let is_taken = model.objects().iter().any(|other| {
            other.index != object.index && living(&other.former_names, today).any(|former| former.name == object.name)
        });
        if is_taken {
            let problem = Problem::at(Code::NameDuplicate, "/name").with("name", object.name.as_str());
            problems.push(problem.in_document(document));
        }
    }
    problems
}
