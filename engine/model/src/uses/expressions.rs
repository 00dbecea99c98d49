//! Names in expressions. They are found by the key under which an expression stands, wherever it lies in a document.

use engine_expressions::{Ast, Expression, Node, Root};
use serde_json::Value as Json;

use super::Found;
use crate::Object;

/// Keys whose text is an expression over the record.
const KEYS: &[&str] = &[
    "formula",
    "default_expression",
    "when",
    "condition",
    "expression",
    "required_when",
    "read_only_when",
    "visible_when",
    "entry",
];

/// Every expression below a JSON value; `filter` may be one too, or a filter tree.
pub(super) fn within<'a>(found: &mut Found<'a>, path: &str, object: &'a Object, json: &Json) {
    match json {
        Json::Object(members) => {
            for (key, value) in members {
                let place = format!("{path}/{key}");
                match value {
                    Json::String(text) if KEYS.contains(&key.as_str()) => names(found, &place, object, text),
                    Json::Object(_) if key == "filter" => super::filters::tree(found, &place, object, value),
                    _ => within(found, &place, object, value),
                }
            }
        }
        Json::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                within(found, &format!("{path}/{index}"), object, item);
            }
        }
        _ => {}
    }
}

/// The fields that the text of an expression names.
pub(super) fn names<'a>(found: &mut Found<'a>, path: &str, object: &'a Object, text: &str) {
    let Ok(ast) = Expression::parse(text) else { return };
    let mut open = vec![&ast];
    while let Some(Ast { node, .. }) = open.pop() {
        if let Node::Path(name) = node
            && name.root != Root::User
        {
            let names: Vec<&str> = name.names.iter().map(String::as_str).collect();
            found.field(path, object, &names);
        }
        open.extend(parts(node));
    }
}

fn parts(node: &Node) -> Vec<&Ast> {
    match node {
        Node::Call { arguments, .. } => arguments.iter().collect(),
        Node::Unary { operand, .. } => vec![operand],
        Node::Binary { left, right, .. } => vec![left, right],
        _ => Vec::new(),
    }
}
