//! Tables of roles and what they come to: rights that add up, rows per action, fields, rows of parents, system rights.

use std::sync::Arc;

use engine_definitions::{Document, FieldGrant, SystemRight};
use engine_model::Model;
use engine_values::Id;
use serde_json::{Value, json};

use crate::{Action, Actor, Grants, Reader, Rows, Scope};

const ME: Id = Id::from_u128(1);
const SALES: Id = Id::from_u128(2);
const SALES_EAST: Id = Id::from_u128(3);

/// A contract with lines and an approval flow, a customer without one, and roles that differ in one thing each.
fn model() -> Model {
    let field = |name: &str, kind: &str, options: Value| json!({"name": name, "type": kind, "label": {"en": name}, "options": options});
    let object = |name: &str, fields: Vec<Value>| json!({"kind": "object", "format": 1, "name": name, "label": {"en": name}, "title_field": "name", "fields": fields});
    let role = |name: &str, body: Value| {
        let mut json = json!({"kind": "role", "format": 1, "name": name, "uid": name, "label": {"en": name}});
        json.as_object_mut().unwrap().extend(body.as_object().unwrap().clone());
        json
    };
    let documents = vec![
        object(
            "contract",
            vec![
                field("name", "text", json!({})),
                field("amount", "money", json!({})),
                field("secret", "text", json!({})),
                field("lines", "children", json!({"object": "line", "field": "contract"})),
            ],
        ),
        object(
            "line",
            vec![
                field("name", "text", json!({})),
                field("cost", "money", json!({})),
                field("contract", "reference", json!({"object": "contract"})),
            ],
        ),
        object("customer", vec![field("name", "text", json!({}))]),
        json!({"kind": "flow", "format": 1, "name": "approval", "label": {"en": "Approval"}, "object": "contract",
            "steps": [{"kind": "start", "id": "start"}]}),
        role(
            "rep",
            json!({"objects": {"contract": {"create": true, "read": "own", "update": "own", "print": true,
            "fields": {"amount": "read", "secret": "hidden"}}, "customer": {"read": "own"}}}),
        ),
        role(
            "manager",
            json!({"objects": {"contract": {"read": "department_and_below", "update": "department", "delete": "own"},
            "customer": {"read": "department", "print": true}}}),
        ),
        role(
            "auditor",
            json!({"objects": {"contract": {"read": "all", "fields": {"amount": "hidden", "secret": "read"}}}}),
        ),
        role("creator", json!({"objects": {"contract": {"create": true}}})),
        role("editor", json!({"objects": {"contract": {"update": "all"}}})),
        role(
            "no_cost",
            json!({"objects": {"contract": {"read": "own", "update": "own"}, "line": {"fields": {"cost": "hidden"}}}}),
        ),
        role("line_only", json!({"objects": {"line": {"read": "all", "create": true, "delete": "all"}}})),
        role("admin", json!({"everything": true})),
        role("people", json!({"system": ["users"]})),
    ];
    let parsed = documents.into_iter().map(|json| Document::parse(json).unwrap()).collect();
    Model::resolve(parsed, 1).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

fn grants(model: &Model, roles: &str) -> Grants {
    Grants::of_roles(model, roles.split_whitespace())
}

fn actor(model: &Model, roles: &str) -> Actor {
    Actor {
        user: ME,
        name: "Me".to_owned(),
        language: "en".to_owned(),
        department: Some(SALES),
        departments: Arc::from([SALES]),
        departments_below: Arc::from([SALES, SALES_EAST]),
        grants: Arc::new(grants(model, roles)),
    }
}

/// Rows in words: `own`, `own+sales`, with `+approvals` where taking part in an approval opens a row.
fn words(rows: &Rows) -> String {
    match rows {
        Rows::None => "none".to_owned(),
        Rows::All => "all".to_owned(),
        Rows::Of { owner, departments, approvals } => {
            assert_eq!(*owner, ME);
            let mut text = "own".to_owned();
            for department in departments.iter() {
                text.push_str(if *department == SALES { "+sales" } else { "+east" });
            }
            text + if *approvals { "+approvals" } else { "" }
        }
        Rows::OfParent { rows, .. } => format!("parent({})", words(rows)),
    }
}

#[test]
fn roles_add_up() {
    let model = model();
    let contract = model.object_named("contract").unwrap();
    // Roles, then: create, read, update, delete, print.
    for (roles, expected) in [
        ("", "- None None None -"),
        ("people", "- None None None -"),
        ("no_such_role", "- None None None -"),
        ("rep", "create Own Own None print"),
        ("manager", "- DepartmentAndBelow Department Own -"),
        ("rep manager", "create DepartmentAndBelow Department Own print"),
        ("manager rep", "create DepartmentAndBelow Department Own print"),
        ("rep auditor", "create All Own None print"),
        ("auditor", "- All None None -"),
        ("creator", "create None None None -"),
        ("editor auditor", "- All All None -"),
        ("admin", "create All All All print"),
        ("rep admin", "create All All All print"),
    ] {
        let grants = grants(&model, roles).object(contract.index);
        let create = if grants.create { "create" } else { "-" };
        let print = if grants.print { "print" } else { "-" };
        let found = format!("{create} {:?} {:?} {:?} {print}", grants.read, grants.update, grants.delete);
        assert_eq!(found, expected, "{roles:?}");
    }
}

#[test]
fn fields_are_hidden_read_or_written_and_the_widest_grant_wins() {
    use FieldGrant::{Hidden, Read, Write};
    let model = model();
    let contract = model.object_named("contract").unwrap();
    // Roles, then the grants of: name, amount, secret, lines.
    for (roles, expected) in [
        ("", [Hidden, Hidden, Hidden, Hidden]),
        ("people", [Hidden, Hidden, Hidden, Hidden]),
        ("rep", [Write, Read, Hidden, Write]),
        ("auditor", [Write, Hidden, Read, Write]),
        ("rep auditor", [Write, Read, Read, Write]),
        ("rep manager", [Write, Write, Write, Write]),
        ("admin", [Write, Write, Write, Write]),
        ("rep admin", [Write, Write, Write, Write]),
    ] {
        let actor = actor(&model, roles);
        let scope = Scope::compile(&model, &actor, contract, Action::Read);
        for (name, grant) in ["name", "amount", "secret", "lines"].iter().zip(expected) {
            let (index, _) = contract.field_named(name).unwrap();
            assert_eq!(actor.grants.object(contract.index).field(index), grant, "{roles:?} on {name}");
            assert_eq!(scope.can_read(index), grant != Hidden, "{roles:?} reading {name}");
            assert_eq!(scope.can_write(index), grant == Write, "{roles:?} writing {name}");
        }
    }
}

#[test]
fn rows_follow_the_action() {
    let model = model();
    // Roles, object, then the rows of: read, print, update, delete.
    for (roles, object, expected) in [
        ("", "contract", ["none", "none", "none", "none"]),
        ("creator", "contract", ["none", "none", "none", "none"]),
        ("rep", "contract", ["own+approvals", "own+approvals", "own", "none"]),
        ("manager", "contract", ["own+sales+east+approvals", "none", "own+sales", "own"]),
        ("rep manager", "contract", ["own+sales+east+approvals", "own+sales+east+approvals", "own+sales", "own"]),
        ("auditor", "contract", ["all", "none", "none", "none"]),
        ("admin", "contract", ["all", "all", "all", "all"]),
        // Without a flow nobody takes part in an approval of it.
        ("rep", "customer", ["own", "none", "none", "none"]),
        ("manager", "customer", ["own+sales", "own+sales", "none", "none"]),
        ("auditor", "customer", ["none", "none", "none", "none"]),
    ] {
        let (actor, object) = (actor(&model, roles), model.object_named(object).unwrap());
        let reader = Reader { model: &model, actor: &actor };
        let actions = [Action::Read, Action::Print, Action::Update, Action::Delete];
        let found = actions.map(|action| words(reader.scope(object, action).rows()));
        assert_eq!(found.each_ref().map(String::as_str), expected, "{roles:?} on {}", object.name);
        assert_eq!(reader.reading(object).is_empty(), expected[0] == "none", "{roles:?} on {}", object.name);
        assert_eq!(reader.reading(object).user(), ME);
        assert_eq!(reader.reading(object).object(), object.index);
    }
}

#[test]
fn rows_of_a_parent_follow_the_parent() {
    let model = model();
    let line = model.object_named("line").unwrap();
    // Roles, then: create, and the rows of: read, print, update, delete.
    for (roles, create, expected) in [
        ("", false, ["none", "none", "none", "none"]),
        // A grant on the rows alone opens nothing: they are the parent's.
        ("line_only", false, ["none", "none", "none", "none"]),
        ("rep", true, ["parent(own+approvals)", "parent(own+approvals)", "parent(own)", "parent(own)"]),
        ("auditor", false, ["all", "none", "none", "none"]),
        // What may not be read may not be changed either.
        ("editor", true, ["none", "none", "none", "none"]),
        ("creator", true, ["none", "none", "none", "none"]),
        ("admin", true, ["all", "all", "all", "all"]),
    ] {
        let actor = actor(&model, roles);
        let reader = Reader { model: &model, actor: &actor };
        let actions = [Action::Read, Action::Print, Action::Update, Action::Delete];
        let found = actions.map(|action| words(reader.scope(line, action).rows()));
        assert_eq!(found.each_ref().map(String::as_str), expected, "{roles:?}");
        assert_eq!(actor.grants.object(line.index).create, create, "{roles:?}");
        assert_eq!(actor.grants.object(line.index).delete, actor.grants.object(line.index).update, "{roles:?}");
    }
}

#[test]
fn fields_of_rows_have_grants_of_their_own() {
    let model = model();
    let line = model.object_named("line").unwrap();
    let (cost, _) = line.field_named("cost").unwrap();
    for (roles, can_see) in [("no_cost", false), ("rep", true), ("no_cost rep", true), ("admin", true), ("", false)] {
        let actor = actor(&model, roles);
        let scope = Reader { model: &model, actor: &actor }.reading(line);
        assert_eq!(scope.can_read(cost), can_see, "{roles:?}");
    }
}

#[test]
fn system_rights_are_given_by_name_or_with_everything() {
    let model = model();
    for (roles, users, metadata) in
        [("", false, false), ("rep", false, false), ("people", true, false), ("admin", true, true)]
    {
        let actor = actor(&model, roles);
        assert_eq!(actor.has_system_right(SystemRight::Users), users, "{roles:?}");
        assert_eq!(actor.has_system_right(SystemRight::Metadata), metadata, "{roles:?}");
        assert_eq!(actor.grants.system_rights().count(), usize::from(users) + usize::from(metadata));
    }
    let everything = Grants::everything(&model);
    assert!(everything.has_system_right(SystemRight::Users) && everything.has_system_right(SystemRight::Metadata));
}

/// Roles are found by identity: a new role under the name of an old one gives nothing to the old one's members.
#[test]
fn a_role_is_known_by_its_identity_not_its_name() {
    let json = json!({"kind": "role", "format": 1, "name": "rep", "uid": "another", "label": {"en": "Rep"}, "everything": true});
    let model = Model::resolve(vec![Document::parse(json).unwrap()], 1).unwrap();
    assert!(!Grants::of_roles(&model, ["rep"]).has_system_right(SystemRight::Users));
    assert!(Grants::of_roles(&model, ["another"]).has_system_right(SystemRight::Users));
}

/// A field that came with a later model is unknown to grants of an earlier one, and therefore hidden.
#[test]
fn what_the_grants_do_not_know_is_hidden() {
    let model = model();
    let contract = model.object_named("contract").unwrap();
    let grants = grants(&model, "admin");
    assert_eq!(grants.object(contract.index).field(engine_model::FieldIndex(999)), FieldGrant::Hidden);
    assert_eq!(grants.object(engine_model::ObjectIndex(999)).read, engine_definitions::RowScope::None);
    let empty = Actor { grants: Arc::new(Grants::default()), ..actor(&model, "") };
    let scope = Scope::compile(&model, &empty, contract, Action::Read);
    assert!(scope.is_empty() && !scope.can_read(contract.title));
}

#[test]
fn an_integrity_check_sees_every_row() {
    let model = model();
    let contract = model.object_named("contract").unwrap();
    let scope = Scope::integrity(contract);
    assert_eq!(scope.rows(), &Rows::All);
    assert!(contract.fields().all(|(index, _)| scope.can_write(index)));
}
