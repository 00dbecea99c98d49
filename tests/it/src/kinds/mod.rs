//! The field types beyond the common ones, each there and back, in filters, and with wrong values.

mod any_references;
mod links;
mod pictures;
mod regions;
mod secrets;
mod simple;

use serde_json::{Value as Json, json};

use crate::support::{App, field, object_document};

/// An object with a name and the given fields: name, type, options.
fn gadget(app: &App, fields: &[(&str, &str, Json)]) {
    let named = std::iter::once(field("name", "text", json!({})));
    let fields = fields.iter().map(|(name, kind, options)| field(name, kind, json!({"options": options})));
    app.publish(vec![object_document("gadget", named.chain(fields).collect())]).expect(200);
}

/// Names of the gadgets that a filter finds, sorted.
fn found(app: &App, filter: Json) -> Vec<String> {
    let mut names = crate::support::names_in(&app.by("ada").find("gadget", filter).expect(200), "name");
    names.sort();
    names
}
