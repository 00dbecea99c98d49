//! Two changes of one document brought together: what only one side changed is taken from it, what both changed in
//! different ways is a conflict at its place. Items of lists are the same when their identity is.

mod lists;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use serde_json::{Map, Value as Json};

/// Whose version counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The one that is being brought to the other.
    Mine,
    /// The one that is there already.
    Theirs,
}

/// A place that both sides changed, each in its own way.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// JSON pointer in which an item of a list is named by its identity, not by its index: `/fields/cost_1f/label/en`.
    pub path: String,
    /// What stood there; none when nothing did.
    pub base: Option<Json>,
    /// What I made of it; none when I took it out.
    pub mine: Option<Json>,
    /// What they made of it.
    pub theirs: Option<Json>,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Merged {
    /// The document with both changes; none when it is gone. Mine stands wherever nobody decided.
    pub document: Option<Json>,
    /// Every place that needs a decision.
    pub conflicts: Vec<Conflict>,
}

/// The three forms of one place.
#[derive(Clone, Copy)]
struct Sides<'a> {
    base: Option<&'a Json>,
    mine: Option<&'a Json>,
    theirs: Option<&'a Json>,
}

struct Walk<'a> {
    choose: &'a dyn Fn(&str) -> Option<Side>,
    conflicts: Vec<Conflict>,
}

/// Brings two changes of one document together; `choose` knows who counts at the path of a conflict.
#[must_use]
pub fn merge(
    base: Option<&Json>,
    mine: Option<&Json>,
    theirs: Option<&Json>,
    choose: &dyn Fn(&str) -> Option<Side>,
) -> Merged {
    let mut walk = Walk { choose, conflicts: Vec::new() };
    let document = walk.value(Sides { base, mine, theirs }, "");
    Merged { document, conflicts: walk.conflicts }
}

impl Walk<'_> {
    fn value(&mut self, sides: Sides<'_>, path: &str) -> Option<Json> {
        let Sides { base, mine, theirs } = sides;
        if mine == theirs || theirs == base {
            return mine.cloned();
        }
        if mine == base {
            return theirs.cloned();
        }
        if let (None | Some(Json::Object(_)), Some(Json::Object(own)), Some(Json::Object(other))) = sides.parts() {
            return Some(Json::Object(self.map(base.and_then(Json::as_object), own, other, path)));
        }
        // A list that is left out is an empty one.
        let is_list = |json: Option<&Json>| json.is_none_or(Json::is_array);
        if is_list(base) && is_list(mine) && is_list(theirs) && !path.is_empty() {
            return Some(Json::Array(self.list(sides, path)));
        }
        match self.decide(sides, path) {
            Side::Mine => mine.cloned(),
            Side::Theirs => theirs.cloned(),
        }
    }

    fn map(
        &mut self,
        base: Option<&Map<String, Json>>,
        mine: &Map<String, Json>,
        theirs: &Map<String, Json>,
        path: &str,
    ) -> Map<String, Json> {
        let keys: BTreeSet<&String> =
            base.into_iter().flatten().chain(mine).chain(theirs).map(|(key, _)| key).collect();
        let mut merged = Map::new();
        for key in keys {
            let sides =
                Sides { base: base.and_then(|base| base.get(key)), mine: mine.get(key), theirs: theirs.get(key) };
            if let Some(value) = self.value(sides, &below(path, key)) {
                merged.insert(key.clone(), value);
            }
        }
        merged
    }

    /// Who counts at a place that both have changed; without a decision it is a conflict.
    fn decide(&mut self, sides: Sides<'_>, path: &str) -> Side {
        let decided = (self.choose)(path);
        if decided.is_none() {
            self.conflicts.push(Conflict {
                path: path.to_owned(),
                base: sides.base.cloned(),
                mine: sides.mine.cloned(),
                theirs: sides.theirs.cloned(),
            });
        }
        decided.unwrap_or(Side::Mine)
    }
}

impl<'a> Sides<'a> {
    fn parts(self) -> (Option<&'a Json>, Option<&'a Json>, Option<&'a Json>) {
        (self.base, self.mine, self.theirs)
    }
}

/// A pointer one step deeper.
fn below(path: &str, key: &str) -> String {
    format!("{path}/{}", key.replace('~', "~0").replace('/', "~1"))
}
