//! Where documents name things: the one table that a rename follows. A test goes through the JSON Schema of every kind
//! and of every field type's options and wants each text to be here or among what names nothing.

use engine_definitions::Kind;

/// What a place of a document names.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Names {
    /// A document of a kind.
    Document(Kind),
    /// A field of records, or a path over references.
    Path(Of),
    /// An expression; the second is the pattern of the field that takes its result.
    Expression(Of, Option<&'static str>),
    /// A tree of comparisons.
    Filter(Of),
    /// A value of the field that the second pattern names, or a list of them.
    Value(Of, &'static str),
    /// A Handlebars text of a print.
    Template(Of),
    /// Blocks of a print.
    Blocks(Of),
}

/// Whose fields are named. A pattern is a place in the same document; its stars are those of the place at hand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Of {
    /// The object that the document is.
    Own,
    /// The object named there.
    At(&'static str),
    /// The rows of the `children` field named by the first, in the object named by the second.
    Rows(&'static str, &'static str),
    /// The object that is the key at the first star.
    Key,
    /// The object named by the first; without it, the one that the references at the second lead to.
    Beyond(&'static str, &'static str),
    /// The records that a roll-up with that relation goes over.
    Rolled(&'static str),
}

use Kind::{App, Flow, Form, Object, OptionSet, PrintTemplate, Role, View};
use Names::{Blocks, Document, Expression, Filter, Path, Template, Value};
use Of::{At, Beyond, Key, Own, Rolled, Rows};

/// The table. `*` is any key or index, `**` any number of them, `{}` at the end the keys of a map.
pub(super) const PLACES: &[(Kind, &str, Names)] = &[
    (Object, "/title_field", Path(Own)),
    (Object, "/search_fields/*", Path(Own)),
    (Object, "/keys/*/fields/*", Path(Own)),
    (Object, "/fields/*/formula", Expression(Own, Some("/fields/*/name"))),
    (Object, "/fields/*/default_expression", Expression(Own, Some("/fields/*/name"))),
    (Object, "/fields/*/default", Value(Own, "/fields/*/name")),
    (Object, "/fields/*/required_when", Expression(Own, None)),
    (Object, "/fields/*/read_only_when", Expression(Own, None)),
    (Object, "/fields/*/visible_when", Expression(Own, None)),
    (Object, "/rules/*/condition", Expression(Own, None)),
    (Object, "/rules/*/field", Path(Own)),
    // The same word means the same in the options of every field type.
    (Object, "/fields/*/options/object", Document(Object)),
    (Object, "/fields/*/options/objects/*", Document(Object)),
    (Object, "/fields/*/options/field", Path(Beyond("/fields/*/options/object", "/fields/*/options/reference"))),
    (Object, "/fields/*/options/inverse", Path(At("/fields/*/options/object"))),
    (Object, "/fields/*/options/reference", Path(Own)),
    (Object, "/fields/*/options/relation", Path(Own)),
    (Object, "/fields/*/options/relation/object", Document(Object)),
    (Object, "/fields/*/options/relation/field", Path(At("/fields/*/options/relation/object"))),
    (Object, "/fields/*/options/of", Path(Rolled("/fields/*/options/relation"))),
    (Object, "/fields/*/options/order_by", Path(Rolled("/fields/*/options/relation"))),
    (Object, "/fields/*/options/filter", Expression(Rolled("/fields/*/options/relation"), None)),
    (Object, "/fields/*/options/option_set", Document(OptionSet)),
    (Object, "/fields/*/options/initial", Value(Own, "/fields/*/name")),
    (Object, "/fields/*/options/stages/*/allowed/*", Value(Own, "/fields/*/name")),
    (Object, "/fields/*/options/stages/*/required/*", Path(Own)),
    (Object, "/fields/*/options/stages/*/deliverables/*", Path(Own)),
    (Object, "/fields/*/options/stages/*/entry", Expression(Own, None)),
    (Form, "/object", Document(Object)),
    (Form, "/sections/*/fields/*/field", Path(At("/object"))),
    (Form, "/sections/*/fields/*/columns/*", Path(Rows("/sections/*/fields/*/field", "/object"))),
    (Form, "/related/*/object", Document(Object)),
    (Form, "/related/*/field", Path(At("/related/*/object"))),
    (Form, "/related/*/columns/*", Path(At("/related/*/object"))),
    (View, "/object", Document(Object)),
    (View, "/columns/*/field", Path(At("/object"))),
    (View, "/filter", Filter(At("/object"))),
    (View, "/sort/*/field", Path(At("/object"))),
    (Flow, "/object", Document(Object)),
    (Flow, "/submit/when", Expression(At("/object"), None)),
    (Flow, "/steps/**/when", Expression(At("/object"), None)),
    (Flow, "/steps/**/who/*/field", Path(At("/object"))),
    (Flow, "/steps/**/who/*/role", Document(Role)),
    (Flow, "/settings/admins/*/field", Path(At("/object"))),
    (Flow, "/settings/admins/*/role", Document(Role)),
    (Flow, "/effects/*/{}", Path(At("/object"))),
    (PrintTemplate, "/object", Document(Object)),
    (PrintTemplate, "/file_name", Template(At("/object"))),
    (PrintTemplate, "/header", Blocks(At("/object"))),
    (PrintTemplate, "/footer", Blocks(At("/object"))),
    (PrintTemplate, "/body", Blocks(At("/object"))),
    (Role, "/objects/{}", Document(Object)),
    (Role, "/objects/*/fields/{}", Path(Key)),
    (App, "/menu/*/items/*/view", Document(View)),
];

/// The values of flow effects: like the table, but the field is the key under which the value stands.
pub(super) const VALUES_BY_KEY: &[(Kind, &str, Of)] = &[(Flow, "/effects/*/*", At("/object"))];

/// The parts of a place that the stars of a pattern stand for, when it matches.
pub(super) fn matched<'a>(pattern: &str, path: &'a [String]) -> Option<Vec<&'a str>> {
    let parts: Vec<&str> = pattern.split('/').skip(1).collect();
    let mut stars = Vec::new();
    matches_from(&parts, path, &mut stars).then_some(stars)
}

fn matches_from<'a>(parts: &[&str], path: &'a [String], stars: &mut Vec<&'a str>) -> bool {
    match (parts.split_first(), path.split_first()) {
        (None, None) => true,
        (Some((&"**", rest)), _) => {
            matches_from(rest, path, stars)
                || path.split_first().is_some_and(|(_, deeper)| matches_from(parts, deeper, stars))
        }
        (Some((&"*", rest)), Some((own, deeper))) if own != "{}" => {
            stars.push(own);
            let is_match = matches_from(rest, deeper, stars);
            if !is_match {
                stars.pop();
            }
            is_match
        }
        (Some((part, rest)), Some((own, deeper))) => part == own && matches_from(rest, deeper, stars),
        _ => false,
    }
}

/// The JSON pointer of a pattern with its stars filled in.
pub(super) fn pointer(pattern: &str, stars: &[&str]) -> String {
    let mut stars = stars.iter();
    let parts =
        pattern.split('/').skip(1).map(|part| if part == "*" { stars.next().copied().unwrap_or("*") } else { part });
    parts.fold(String::new(), |pointer, part| pointer + "/" + part)
}
