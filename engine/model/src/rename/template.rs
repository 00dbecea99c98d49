//! Names in print templates: Handlebars paths in texts, dotted paths of lists, conditions of blocks.

use std::ops::Range;

use serde_json::Value as Json;

use super::expression::{self, About};
use super::names::{NewNames, leads_to};
use crate::{Model, Object, ObjectIndex};

/// Where a path has come to in the data of a print.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Position {
    /// The whole data.
    Data,
    /// A record or row, whose keys are fields.
    Record(ObjectIndex),
    /// A reference: `id`, `label` and the whole `record`.
    Reference(ObjectIndex),
    /// A list of rows.
    Rows(ObjectIndex),
    /// Anything whose keys are not ours.
    Other,
}

/// The template of an object's print.
#[derive(Clone, Copy)]
pub(super) struct Prints<'a> {
    pub(super) model: &'a Model,
    pub(super) names: &'a NewNames,
    pub(super) object: &'a Object,
    /// The object of the rows around, known as `row`.
    row: Option<ObjectIndex>,
}

/// What a block helper has set inside a text.
struct Frame {
    position: Position,
    aliases: Vec<(String, Position)>,
}

impl<'a> Prints<'a> {
    pub(super) fn new(model: &'a Model, names: &'a NewNames, object: &'a Object) -> Self {
        Self { model, names, object, row: None }
    }

    /// Blocks and everything in them.
    pub(super) fn blocks(self, json: &mut Json) {
        match json {
            Json::String(text) if text.contains("{{") => {
                if let Some(renamed) = self.text(text) {
                    *text = renamed;
                }
            }
            Json::Array(items) => items.iter_mut().for_each(|item| self.blocks(item)),
            Json::Object(entries) => {
                let mut inner = self;
                for key in ["rows", "repeat"] {
                    if let Some(Json::String(path)) = entries.get_mut(key) {
                        let list = self.position(path, &[]);
                        if let Some(renamed) = self.path(path, &[]) {
                            *path = renamed;
                        }
                        inner.row = if let Position::Rows(object) = list { Some(object) } else { None };
                    }
                }
                for (key, value) in entries {
                    match value {
                        Json::String(condition) if key == "when" => {
                            let Self { model, names, object, .. } = self;
                            let about = About { model, names, object, result: None };
                            if let Some(renamed) = expression::text(about, condition) {
                                *condition = renamed;
                            }
                        }
                        value => inner.blocks(value),
                    }
                }
            }
            _ => {}
        }
    }

    /// A Handlebars text with new names, when it has any.
    pub(super) fn text(self, text: &str) -> Option<String> {
        let mut frames: Vec<Frame> = Vec::new();
        let mut changes: Vec<(Range<usize>, String)> = Vec::new();
        let mut at = 0;
        while let Some(start) = text.get(at..).and_then(|rest| rest.find("{{")).map(|found| at + found + 2) {
            let end = text.get(start..).and_then(|rest| rest.find("}}")).map_or(text.len(), |found| start + found);
            let tag = text.get(start..end).unwrap_or_default();
            self.tag(tag, start, &mut frames, &mut changes);
            at = end;
        }
        if changes.is_empty() {
            return None;
        }
        let mut written = text.to_owned();
        for (range, word) in changes.into_iter().rev() {
            written.replace_range(range, &word);
        }
        Some(written)
    }

    fn tag(self, tag: &str, start: usize, frames: &mut Vec<Frame>, changes: &mut Vec<(Range<usize>, String)>) {
        let body = tag.trim_start_matches(['{', '~', '&']).trim_start();
        if body.starts_with('!') {
            return;
        }
        if body.starts_with('/') {
            frames.pop();
            return;
        }
        let is_block = body.starts_with('#') || (body.starts_with('^') && body.len() > 1);
        let words = words(tag);
        let mut position = frames.last().map_or(Position::Data, |frame| frame.position);
        let mut aliases = Vec::new();
        let helper = words.first().and_then(|range| tag.get(range.clone())).unwrap_or_default();
        let mut after_as = false;
        for (index, range) in words.iter().enumerate() {
            let Some(word) = tag.get(range.clone()) else { continue };
            if after_as {
                aliases.push(word.to_owned());
                continue;
            }
            if word == "as" && is_block && index > 1 {
                after_as = true;
                continue;
            }
            if is_block && index == 1 && matches!(helper, "each" | "with") {
                position = match (helper, self.position(word, frames)) {
                    ("each", Position::Rows(object)) => Position::Record(object),
                    ("with", position) => position,
                    _ => Position::Other,
                };
            }
            // A helper is called by the first word when more follow; otherwise that is a path.
            let is_helper = index == 0 && (is_block || words.len() > 1) || (index == 1 && helper == "else");
            if let Some(renamed) = self.path(word, frames).filter(|_| !is_helper) {
                changes.push((start + range.start..start + range.end, renamed));
            }
        }
        if is_block {
            let aliases = aliases.into_iter().take(1).map(|alias| (alias, position)).collect();
            frames.push(Frame { position, aliases });
        }
    }

    /// A path with new names, when one of them has changed.
    fn path(self, path: &str, frames: &[Frame]) -> Option<String> {
        let mut parts = parts(path);
        let (mut position, first) = self.start(&parts, frames);
        let mut is_changed = false;
        for (_, part) in parts.iter_mut().filter(|(separator, _)| *separator != Separator::Up).skip(first) {
            let (next, renamed) = self.step(position, part);
            if let Some(name) = renamed {
                *part = name;
                is_changed = true;
            }
            position = next;
        }
        let mut written = String::with_capacity(path.len());
        for (separator, part) in &parts {
            written.push_str(separator.text());
            written.push_str(part);
        }
        is_changed.then_some(written)
    }

    fn position(self, path: &str, frames: &[Frame]) -> Position {
        let parts = parts(path);
        let (position, first) = self.start(&parts, frames);
        let rest = parts.iter().filter(|(separator, _)| *separator != Separator::Up).skip(first);
        rest.fold(position, |position, (_, part)| self.step(position, part).0)
    }

    /// Where a path begins, and how many of its parts that takes.
    fn start(self, parts: &[(Separator, String)], frames: &[Frame]) -> (Position, usize) {
        let ups = parts.iter().filter(|(separator, _)| *separator == Separator::Up).count();
        let around = frames.len().checked_sub(1 + ups).and_then(|at| frames.get(at));
        let here = around.map_or(Position::Data, |frame| frame.position);
        let first = parts.iter().find(|(separator, _)| *separator != Separator::Up).map(|(_, part)| part.as_str());
        let Some(first) = first else { return (here, 0) };
        if ups > 0 {
            return (here, 0);
        }
        let alias = frames.iter().rev().flat_map(|frame| &frame.aliases).find(|(name, _)| name == first);
        match (first, alias) {
            ("this", _) => (here, 1),
            ("@root", _) => (Position::Data, 1),
            (_, Some((_, position))) => (*position, 1),
            ("row", _) if self.row.is_some() => (self.row.map_or(Position::Other, Position::Record), 1),
            _ => (here, 0),
        }
    }

    fn step(self, position: Position, part: &str) -> (Position, Option<String>) {
        let key = part.trim_start_matches('[').trim_end_matches(']');
        match position {
            Position::Data if key == "record" => (Position::Record(self.object.index), None),
            Position::Record(object) => {
                let Some((index, field)) = self.model.object(object).field_named(key) else {
                    return (Position::Other, None);
                };
                let next = match (leads_to(field), field.column.is_some()) {
                    (Some(target), true) => Position::Reference(target),
                    (Some(target), false) => Position::Rows(target),
                    (None, _) => Position::Other,
                };
                let renamed = self.names.field((object, index)).map(|name| part.replace(key, name));
                (next, renamed)
            }
            Position::Reference(target) if key == "record" => (Position::Record(target), None),
            Position::Rows(object) if key.bytes().all(|byte| byte.is_ascii_digit()) => (Position::Record(object), None),
            _ => (Position::Other, None),
        }
    }
}

/// What stands before a part of a path.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Separator {
    None,
    Point,
    Slash,
    /// `../`, whose part is empty.
    Up,
}

impl Separator {
    fn text(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Point => ".",
            Self::Slash => "/",
            Self::Up => "../",
        }
    }
}

fn parts(path: &str) -> Vec<(Separator, String)> {
    let mut parts = Vec::new();
    let mut rest = path;
    while let Some(inner) = rest.strip_prefix("../") {
        parts.push((Separator::Up, String::new()));
        rest = inner;
    }
    let mut separator = Separator::None;
    while let Some(end) = rest.find(['.', '/']) {
        parts.push((separator, rest.get(..end).unwrap_or_default().to_owned()));
        separator = if rest.as_bytes().get(end) == Some(&b'/') { Separator::Slash } else { Separator::Point };
        rest = rest.get(end + 1..).unwrap_or_default();
    }
    parts.push((separator, rest.to_owned()));
    parts
}

/// The places of words and paths in a tag, outside quotes and without the helpers of calls in brackets.
fn words(tag: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut quote = None;
    let mut start = None;
    let mut is_called = false;
    for (at, character) in tag.char_indices() {
        if let Some(open) = quote {
            if character == open {
                quote = None;
            }
            continue;
        }
        let is_word = character.is_alphanumeric() || matches!(character, '_' | '.' | '/' | '@' | '[' | ']');
        if is_word {
            start.get_or_insert(at);
            continue;
        }
        if let Some(start) = start.take() {
            // A name before `=` is an argument's, not a value.
            if character != '=' && !is_called {
                found.push(start..at);
            }
            is_called = false;
        }
        is_called |= character == '(';
        if matches!(character, '"' | '\'') {
            quote = Some(character);
        }
    }
    if let Some(start) = start {
        found.push(start..tag.len());
    }
    found
}
