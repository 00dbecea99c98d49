//! One model and a few people, whom every statement of these tests is made for.

use std::sync::{Arc, LazyLock};

use engine_access::{Action, Actor, Grants, Reader, Scope};
use engine_definitions::Document;
use engine_model::{FieldIndex, Model, Object};
use engine_query::{Filter, ListRequest, filter_from_json, list, sort_from_text};
use engine_sql::{Dialect, Statement};
use engine_values::{Id, Value};
use serde_json::{Value as Json, json};

pub(crate) const ME: Id = Id::from_u128(1);
pub(crate) const SALES: Id = Id::from_u128(2);
pub(crate) const EAST: Id = Id::from_u128(3);
pub(crate) const NORTH: Id = Id::from_u128(4);
pub(crate) const RECORD: Id = Id::from_u128(9);

pub(crate) static MODEL: LazyLock<Model> = LazyLock::new(model);

fn model() -> Model {
    let field = |name: &str, kind: &str, options: Json| json!({"name": name, "type": kind, "label": {"en": name}, "options": options});
    let object = |name: &str, fields: Vec<Json>| {
        json!({"kind": "object", "format": 1, "name": name, "label": {"en": name}, "title_field": "name",
            "search_fields": ["name"], "fields": fields})
    };
    let role = |name: &str, objects: Json| json!({"kind": "role", "format": 1, "name": name, "uid": name, "label": {"en": name}, "objects": objects});
    let levels = json!({"options": [{"value": "a", "label": {"en": "A"}}, {"value": "b", "label": {"en": "B"}}]});
    let mut contract = object(
        "contract",
        vec![
            field("name", "text", json!({})),
            field("number", "auto_number", json!({"pattern": "HT{seq}"})),
            field("amount", "money", json!({})),
            field("quantity", "integer", json!({})),
            field("signed_on", "date", json!({})),
            field("sent_at", "datetime", json!({})),
            field("is_urgent", "boolean", json!({})),
            field("level", "select", levels.clone()),
            field("tags", "multi_select", levels.clone()),
            field("note", "long_text", json!({})),
            field("scan", "file", json!({})),
            field("customer", "reference", json!({"object": "customer"})),
            field("partner", "reference", json!({"object": "customer", "disclose_label": true, "on_delete": "clear"})),
            field("handler", "user", json!({})),
            field("team", "users", json!({})),
            field("place", "region", json!({})),
            field("about", "any_reference", json!({"objects": ["contract", "customer"]})),
            field("guests", "many_to_many", json!({"object": "customer"})),
            field("lines", "children", json!({"object": "line", "field": "contract"})),
        ],
    );
    contract["search_fields"] = json!(["name", "number"]);
    let documents = vec![
        contract,
        object("customer", vec![field("name", "text", json!({})), field("level", "select", levels)]),
        object(
            "line",
            vec![
                field("name", "text", json!({})),
                field("price", "money", json!({})),
                field("contract", "reference", json!({"object": "contract"})),
            ],
        ),
        json!({"kind": "flow", "format": 1, "name": "approval", "label": {"en": "Approval"}, "object": "contract",
            "steps": [{"kind": "start", "id": "start"}]}),
        role(
            "own",
            json!({
                "contract": {"create": true, "read": "own", "update": "own", "delete": "own"}, "customer": {"read": "own"},
            }),
        ),
        role(
            "department",
            json!({
                "contract": {"read": "department_and_below", "update": "department"}, "customer": {"read": "department"},
            }),
        ),
        role(
            "all",
            json!({
                "contract": {"create": true, "read": "all", "update": "all", "delete": "all"}, "customer": {"read": "all"},
            }),
        ),
        role("creator", json!({"contract": {"create": true}})),
        role("blind", json!({"contract": {"read": "all", "fields": {"amount": "hidden"}}})),
    ];
    let parsed = documents.into_iter().map(|json| Document::parse(json).unwrap()).collect();
    Model::resolve(parsed, 7).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

/// Somebody with one role, and everything a request is made of.
pub(crate) struct Person {
    actor: Actor,
}

pub(crate) fn person(role: &str) -> Person {
    let actor = Actor {
        user: ME,
        name: "Me".to_owned(),
        language: "en".to_owned(),
        department: Some(SALES),
        departments: Arc::from([SALES]),
        departments_below: Arc::from([SALES, EAST, NORTH]),
        grants: Arc::new(Grants::of_roles(&MODEL, [role])),
    };
    Person { actor }
}

pub(crate) fn object(name: &str) -> &'static Object {
    MODEL.object_named(name).unwrap()
}

pub(crate) fn field(object: &Object, name: &str) -> FieldIndex {
    object.field_named(name).unwrap_or_else(|| panic!("no field {name}")).0
}

impl Person {
    pub(crate) fn reader(&self) -> Reader<'_> {
        Reader { model: &MODEL, actor: &self.actor }
    }

    pub(crate) fn scope(&self, object: &Object, action: Action) -> Scope {
        self.reader().scope(object, action)
    }

    pub(crate) fn filter(&self, object: &Object, json: &Json) -> Filter {
        let scope = self.reader().reading(object);
        filter_from_json(self.reader(), object, &scope, json).unwrap_or_else(|problems| panic!("{json}: {problems:?}"))
    }

    /// A request for some fields, in some order.
    pub(crate) fn request(&self, object: &Object, fields: &str, sort: &str) -> ListRequest {
        let scope = self.reader().reading(object);
        ListRequest {
            fields: fields.split_whitespace().map(|name| field(object, name)).collect(),
            sort: sort_from_text(&MODEL, object, &scope, sort).unwrap(),
            limit: 50,
            ..ListRequest::default()
        }
    }

    pub(crate) fn list(&self, dialect: Dialect, object: &Object, request: &ListRequest) -> Statement {
        let scope = self.reader().reading(object);
        list(dialect, self.reader(), object, &scope, request).unwrap().statement
    }

    /// The ids of contracts that a filter finds.
    pub(crate) fn filtered(&self, dialect: Dialect, json: &Json) -> Statement {
        let object = object("contract");
        let filter = Some(self.filter(object, json));
        self.list(dialect, object, &ListRequest { filter, ..self.request(object, "id", "id") })
    }

    /// The page after a record with these sort values.
    pub(crate) fn after(&self, dialect: Dialect, sort: &str, values: &[Value]) -> Statement {
        let object = object("contract");
        let after = Some(values.to_vec());
        self.list(dialect, object, &ListRequest { after, ..self.request(object, "id", sort) })
    }
}
