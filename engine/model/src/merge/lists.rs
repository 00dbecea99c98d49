//! Lists: items with an identity of their own are matched by it, the others by what they say and where they stand.

use std::collections::HashSet;

use engine_definitions::FormerName;
use serde_json::Value as Json;

use super::{Side, Sides, Walk, below};

/// The keys by which items are told apart, the strongest first.
const IDENTITIES: &[&str] = &["uid", "id", "name", "view"];
/// Most comparisons that finding the same items in two lists may take.
const COMPARISONS: usize = 400_000;

/// A list with the identity of each item.
struct Listed<'a> {
    ids: Vec<String>,
    items: &'a [Json],
}

impl Listed<'_> {
    fn get(&self, id: &str) -> Option<&Json> {
        self.items.get(self.ids.iter().position(|own| own == id)?)
    }

    fn has(&self, id: &str) -> bool {
        self.ids.iter().any(|own| own == id)
    }

    /// Identities in their order, without those that another list does not have.
    fn shared(&self, others: [&Self; 2]) -> Vec<&str> {
        let is_shared = |id: &&str| others.iter().all(|other| other.has(id));
        self.ids.iter().map(String::as_str).filter(is_shared).collect()
    }
}

impl Walk<'_> {
    pub(super) fn list(&mut self, sides: Sides<'_>, path: &str) -> Vec<Json> {
        let [base, mine, theirs] = told_apart([items(sides.base), items(sides.mine), items(sides.theirs)]);
        let before = base.shared([&mine, &theirs]);
        let moved_by_me = mine.shared([&base, &theirs]) != before;
        let moved_by_them = theirs.shared([&base, &mine]) != before;
        let is_same = mine.shared([&base, &theirs]) == theirs.shared([&base, &mine]);
        let order = if moved_by_me && moved_by_them && !is_same {
            let ids = |list: &Listed<'_>| Json::from(list.ids.clone());
            let (base, mine, theirs) = (ids(&base), ids(&mine), ids(&theirs));
            self.decide(Sides { base: Some(&base), mine: Some(&mine), theirs: Some(&theirs) }, path)
        } else if moved_by_me {
            Side::Mine
        } else {
            Side::Theirs
        };
        let (first, second) = match order {
            Side::Mine => (&mine, &theirs),
            Side::Theirs => (&theirs, &mine),
        };
        let mut merged: Vec<(&str, Json)> = Vec::with_capacity(first.ids.len() + second.ids.len());
        let keep = |walk: &mut Self, id: &str| {
            let sides = Sides { base: base.get(id), mine: mine.get(id), theirs: theirs.get(id) };
            walk.value(sides, &below(path, id))
        };
        for id in &first.ids {
            merged.extend(keep(self, id).map(|item| (id.as_str(), item)));
        }
        // What only the other list has stands behind what it stands behind there; theirs before mine.
        let mut place = 0;
        for id in &second.ids {
            if let Some(found) = merged.iter().position(|(own, _)| own == id) {
                place = found + 1;
            } else if !first.has(id)
                && let Some(item) = keep(self, id)
            {
                let is_new = |at: usize| merged.get(at).is_some_and(|(own, _)| first.has(own) && !base.has(own));
                while order == Side::Theirs && is_new(place) {
                    place += 1;
                }
                merged.insert(place.min(merged.len()), (id, item));
                place += 1;
            }
        }
        // What both sides have taken out needs no word; what only one has, and the other has changed, was decided above.
        merged.into_iter().map(|(_, item)| item).collect()
    }
}

fn items(json: Option<&Json>) -> &[Json] {
    json.and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// Gives every item an identity that is the same in all three lists.
fn told_apart<'a>([base, mine, theirs]: [&'a [Json]; 3]) -> [Listed<'a>; 3] {
    if let (Some(own), Some(first), Some(second)) = (identities(base), identities(mine), identities(theirs)) {
        let first = as_before(first, mine, &own);
        let second = as_before(second, theirs, &own);
        return [
            Listed { ids: own, items: base },
            Listed { ids: first, items: mine },
            Listed { ids: second, items: theirs },
        ];
    }
    let ids = |side: &[Json], word: &str| -> Vec<String> {
        let found = aligned(base, side).into_iter().enumerate();
        found.map(|(place, at)| at.map_or_else(|| format!("{word}{place}"), |at| at.to_string())).collect()
    };
    let first = ids(mine, "+");
    let mut second = ids(theirs, "-");
    // What both have added alike is one item.
    for (id, item) in second.iter_mut().zip(theirs).filter(|(id, _)| id.starts_with('-')) {
        let same = first.iter().zip(mine).find(|(own, other)| own.starts_with('+') && *other == item);
        if let Some((own, _)) = same {
            id.clone_from(own);
        }
    }
    let mut seen = HashSet::new();
    if !second.iter().all(|id| seen.insert(id.clone())) {
        second = ids(theirs, "-");
    }
    [
        Listed { ids: (0..base.len()).map(|place| place.to_string()).collect(), items: base },
        Listed { ids: first, items: mine },
        Listed { ids: second, items: theirs },
    ]
}

/// The identity of each item, when every one has its own.
fn identities(items: &[Json]) -> Option<Vec<String>> {
    let ids: Vec<String> = items.iter().map(identity).collect::<Option<_>>()?;
    let mut seen = HashSet::new();
    ids.iter().all(|id| seen.insert(id)).then_some(ids)
}

fn identity(item: &Json) -> Option<String> {
    match item {
        Json::String(text) => Some(text.clone()),
        Json::Number(_) | Json::Bool(_) => Some(item.to_string()),
        Json::Object(keys) => {
            let text = |key: &str| keys.get(key).and_then(Json::as_str);
            let own = IDENTITIES.iter().find_map(|key| text(key)).map(str::to_owned);
            own.or_else(|| match (text("object"), text("field"), keys.get("fields")) {
                (Some(object), Some(field), _) => Some(format!("{object}.{field}")),
                (None, Some(field), _) => Some(field.to_owned()),
                (None, None, Some(fields)) if keys.len() == 1 => Some(fields.to_string()),
                // A choice. The value of a comparison is told apart by its field, above.
                _ => text("value").map(str::to_owned),
            })
        }
        Json::Null | Json::Array(_) => None,
    }
}

/// A choice that was called otherwise has the identity that it had before.
fn as_before(mut ids: Vec<String>, items: &[Json], base: &[String]) -> Vec<String> {
    for (place, item) in items.iter().enumerate() {
        let former = item.get(FormerName::KEY).and_then(Json::as_array).into_iter().flatten();
        let mut names = former.filter_map(|former| former.get("name")?.as_str());
        if ids.get(place).is_some_and(|id| base.contains(id)) {
            continue;
        }
        let known = names.find(|name| base.iter().any(|id| id == name) && !ids.iter().any(|id| id == name));
        if let (Some(known), Some(id)) = (known.map(str::to_owned), ids.get_mut(place)) {
            *id = known;
        }
    }
    ids
}

/// For each item of `side`, the one of `base` that it was: the same text first, then the same place between two of those.
fn aligned(base: &[Json], side: &[Json]) -> Vec<Option<usize>> {
    let mut found: Vec<Option<usize>> = vec![None; side.len()];
    for (before, after) in longest_common(base, side) {
        if let Some(slot) = found.get_mut(after) {
            *slot = Some(before);
        }
    }
    let (mut start, mut from) = (0, 0);
    for end in 0..=side.len() {
        let anchor = found.get(end).copied().flatten();
        if anchor.is_none() && end < side.len() {
            continue;
        }
        let until = anchor.unwrap_or(base.len());
        for (place, before) in (start..end).zip(from..until) {
            if let (Some(slot), Some(own), Some(old)) = (found.get_mut(place), side.get(place), base.get(before))
                && own.get("kind") == old.get("kind")
            {
                *slot = Some(before);
            }
        }
        (start, from) = (end + 1, until + 1);
    }
    found
}

/// Pairs of places of equal items, in order, as many as there can be.
fn longest_common(base: &[Json], side: &[Json]) -> Vec<(usize, usize)> {
    let width = side.len() + 1;
    if base.len() * side.len() > COMPARISONS {
        return (0..base.len().min(side.len()))
            .filter(|at| base.get(*at) == side.get(*at))
            .map(|at| (at, at))
            .collect();
    }
    // How many pairs there are behind each pair of places.
    let mut counts = vec![0_usize; (base.len() + 1) * width];
    let at = |counts: &[usize], before: usize, after: usize| counts.get(before * width + after).copied().unwrap_or(0);
    for before in (0..base.len()).rev() {
        for after in (0..side.len()).rev() {
            let count = if base.get(before) == side.get(after) {
                at(&counts, before + 1, after + 1) + 1
            } else {
                at(&counts, before + 1, after).max(at(&counts, before, after + 1))
            };
            if let Some(slot) = counts.get_mut(before * width + after) {
                *slot = count;
            }
        }
    }
    let (mut before, mut after, mut pairs) = (0, 0, Vec::new());
    while before < base.len() && after < side.len() {
        if base.get(before) == side.get(after) {
            pairs.push((before, after));
            (before, after) = (before + 1, after + 1);
        } else if at(&counts, before + 1, after) >= at(&counts, before, after + 1) {
            before += 1;
        } else {
            after += 1;
        }
    }
    pairs
}
