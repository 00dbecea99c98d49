//! The OpenAPI 3.1 document of this installation: the fixed calls, and one schema and set of calls per object. It
//! shows what the reader may see, like everything else.

use engine_access::Actor;
use engine_definitions::RowScope;
use engine_errors::Code;
use engine_model::{Object, Target};
use engine_values::Date;
use serde_json::{Map, Value as Json, json};

use crate::{Answer, Tenon, World, former};

/// A fixed call of the route table.
#[derive(Debug, Clone, Copy)]
pub struct Call {
    /// Lower-case method.
    pub method: &'static str,
    /// Address with `{parameters}`.
    pub path: &'static str,
    /// One sentence.
    pub summary: &'static str,
    /// Group.
    pub tag: &'static str,
    /// Needs no access token.
    pub is_open: bool,
}

/// The document for one reader.
#[must_use]
pub fn openapi(tenon: &Tenon, actor: &Actor, calls: &[Call]) -> Json {
    let world = tenon.world();
    let today = former::day(tenon.clock.now());
    let mut paths = Map::new();
    for call in calls {
        add(&mut paths, call.path, call.method, operation(call));
    }
    let mut schemas = Map::new();
    schemas.insert("Error".to_owned(), error_schema());
    schemas.insert("Reference".to_owned(), reference_schema());
    for object in world.model().objects() {
        let grants = actor.grants.object(object.index);
        if grants.read == RowScope::None && !grants.create {
            continue;
        }
        schemas.insert(object.name.clone(), record_schema(&world, actor, object, today, "#/components/schemas/"));
        if object.parent.is_none() {
            object_paths(&mut paths, object, &object.name, &actor.language);
            for former in former::living(&object.former_names, today) {
                object_paths(&mut paths, object, &former.name, &actor.language);
                deprecate(&mut paths, &former.name);
            }
        }
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Tenon",
            "version": env!("CARGO_PKG_VERSION"),
            "description": format!("Release {} of this installation's documents.", world.model().release),
        },
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}},
        },
    })
}

fn add(paths: &mut Map<String, Json>, path: &str, method: &str, operation: Json) {
    let entry = paths.entry(path.to_owned()).or_insert_with(|| json!({}));
    if let Some(entry) = entry.as_object_mut() {
        entry.insert(method.to_owned(), operation);
    }
}

fn operation(call: &Call) -> Json {
    let parameters: Vec<Json> = call
        .path
        .split('{')
        .skip(1)
        .filter_map(|part| part.split_once('}'))
        .map(|(name, _)| json!({"name": name, "in": "path", "required": true, "schema": {"type": "string"}}))
        .collect();
    let mut operation = json!({
        "summary": call.summary,
        "tags": [call.tag],
        "parameters": parameters,
        "responses": {"default": error_response(), "2XX": {"description": "Done."}},
    });
    if call.is_open
        && let Some(operation) = operation.as_object_mut()
    {
        operation.insert("security".to_owned(), json!([]));
    }
    operation
}

/// Marks the calls under a former name of an object.
fn deprecate(paths: &mut Map<String, Json>, name: &str) {
    let addresses = [format!("/api/v1/records/{name}"), format!("/api/v1/records/{name}/{{id}}")];
    for address in &addresses {
        let calls = paths.get_mut(address).and_then(Json::as_object_mut);
        for call in calls.into_iter().flat_map(Map::values_mut).filter_map(Json::as_object_mut) {
            call.insert("deprecated".to_owned(), json!(true));
        }
    }
}

/// The calls on records of an object, under one of its names.
fn object_paths(paths: &mut Map<String, Json>, object: &Object, name: &str, language: &str) {
    let label = object.label.text(language).unwrap_or(name);
    let schema = json!({"$ref": format!("#/components/schemas/{}", object.name)});
    let content = json!({"application/json": {"schema": schema}});
    let tag = json!([label]);
    let collection = format!("/api/v1/records/{name}");
    let single = format!("/api/v1/records/{name}/{{id}}");
    let id = json!({"name": "id", "in": "path", "required": true, "schema": {"type": "string", "format": "uuid"}});
    let if_match = json!({"name": "If-Match", "in": "header", "required": true, "schema": {"type": "string"}, "description": "The revision that was read, as in ETag."});
    let once = json!({"name": "Idempotency-Key", "in": "header", "required": false, "schema": {"type": "string", "maxLength": 200}});
    let query = |name: &str, kind: &str, description: &str| json!({"name": name, "in": "query", "required": false, "schema": {"type": kind}, "description": description});
    let page = json!({
        "type": "object",
        "required": ["data", "next"],
        "properties": {
            "data": {"type": "array", "items": schema},
            "next": {"type": ["string", "null"], "description": "Cursor of the next page."},
            "count": {"type": "integer", "description": "Only with count=exact."},
        },
    });
    add(
        paths,
        &collection,
        "get",
        json!({
            "summary": format!("List: {label}"),
            "tags": tag,
            "parameters": [
                query("fields", "string", "Names, separated by commas."),
                query("filter", "string", "A filter tree as JSON."),
                query("sort", "string", "Names, separated by commas; a minus for descending."),
                query("limit", "integer", "1 to 200."),
                query("after", "string", "Cursor of the page before."),
                query("count", "string", "exact or none."),
                query("search", "string", "Text looked for in the search fields."),
                query("view", "string", "A view whose columns, filter and order are taken."),
                query("expand", "string", "References answered with their whole record."),
            ],
            "responses": {"200": {"description": "A page.", "content": {"application/json": {"schema": page}}}, "default": error_response()},
        }),
    );
    let stored = |description: &str| json!({"description": description, "headers": {"ETag": {"schema": {"type": "string"}}}, "content": content});
    add(
        paths,
        &collection,
        "post",
        json!({
            "summary": format!("Create: {label}"), "tags": tag, "parameters": [once],
            "requestBody": {"required": true, "content": content},
            "responses": {"201": stored("The stored record."), "default": error_response()},
        }),
    );
    add(
        paths,
        &single,
        "get",
        json!({
            "summary": format!("Read: {label}"), "tags": tag, "parameters": [id],
            "responses": {"200": stored("The record."), "default": error_response()},
        }),
    );
    add(
        paths,
        &single,
        "patch",
        json!({
            "summary": format!("Change: {label}"), "tags": tag, "parameters": [id, if_match, once],
            "requestBody": {"required": true, "content": content},
            "responses": {"200": stored("The stored record."), "default": error_response()},
        }),
    );
    add(
        paths,
        &single,
        "delete",
        json!({
            "summary": format!("Delete: {label}"), "tags": tag, "parameters": [id, if_match, once],
            "responses": {"204": {"description": "Deleted."}, "default": error_response()},
        }),
    );
}

/// The schema of an object's records for one reader; schemas of rows are found behind `base`.
fn record_schema(world: &World, actor: &Actor, object: &Object, today: Date, base: &str) -> Json {
    let scope = world.reader(actor).reading(object);
    let mut properties = Map::new();
    let mut required = Vec::new();
    for (index, field) in object.fields().filter(|(index, _)| scope.can_read(*index)) {
        let mut schema = field.rules.record_schema();
        if let (Some(Target::Children { object: child, .. }), Some(schema)) = (&field.target, schema.as_object_mut()) {
            let name = &world.model().object(*child).name;
            schema.insert("items".to_owned(), json!({"$ref": format!("{base}{name}")}));
        }
        if let Some(schema) = schema.as_object_mut() {
            schema.insert("title".to_owned(), json!(crate::pages::field_label(field, &actor.language)));
            if !field.is_writable() || !scope.can_write(index) {
                schema.insert("readOnly".to_owned(), json!(true));
            }
        }
        if field.required {
            required.push(field.name.clone());
        }
        for former in former::living(&field.former_names, today) {
            let mut old = schema.clone();
            if let Some(old) = old.as_object_mut() {
                old.insert("deprecated".to_owned(), json!(true));
                old.insert("description".to_owned(), json!(format!("Former name of {}.", field.name)));
            }
            properties.insert(former.name.clone(), old);
        }
        properties.insert(field.name.clone(), schema);
    }
    json!({
        "type": "object",
        "title": object.label.text(&actor.language),
        "description": object.description.text(&actor.language),
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

/// The JSON Schema (2020-12) of an object's records, as its reader may see and write them; the schemas of its rows lie
/// in it. Made from the same source as the OpenAPI document, of the release that runs.
///
/// # Errors
/// `object_not_found`.
pub fn records_schema(tenon: &Tenon, actor: &Actor, object: &str) -> Answer<Json> {
    let world = tenon.world();
    let object = world.object(actor, object)?;
    let today = former::day(tenon.clock.now());
    let mut schema = record_schema(&world, actor, object, today, "#/$defs/");
    let scope = world.reader(actor).reading(object);
    let rows = object.children().filter(|(index, ..)| scope.can_read(*index)).map(|(_, _, child, _)| {
        let child = world.model().object(child);
        (child.name.clone(), record_schema(&world, actor, child, today, "#/$defs/"))
    });
    let mut definitions: Map<String, Json> = rows.collect();
    definitions.insert("Reference".to_owned(), reference_schema());
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
        schema.insert("$id".to_owned(), json!(format!("/api/v1/meta/schemas/records/{}", object.name)));
        schema.insert("$comment".to_owned(), json!(format!("release {}", world.model().release)));
        schema.insert("$defs".to_owned(), Json::Object(definitions));
    }
    Ok(schema)
}

fn reference_schema() -> Json {
    json!({
        "type": "object",
        "required": ["id", "label"],
        "properties": {"id": {"type": "string", "format": "uuid"}, "label": {"type": ["string", "null"]}},
    })
}

fn error_response() -> Json {
    json!({"description": "A refusal; nothing has changed.", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}})
}

fn error_schema() -> Json {
    let codes: Vec<&str> = Code::ALL.iter().map(|code| code.name()).collect();
    json!({
        "type": "object",
        "required": ["error"],
        "properties": {"error": {
            "type": "object",
            "required": ["code", "message", "problems", "request_id"],
            "properties": {
                "code": {"type": "string", "enum": codes},
                "message": {"type": "string", "description": "In the reader's language."},
                "problems": {"type": "array", "items": {
                    "type": "object",
                    "properties": {
                        "code": {"type": "string"}, "path": {"type": "string", "description": "JSON pointer into the request."},
                        "message": {"type": "string"}, "params": {"type": "object"},
                    },
                }},
                "request_id": {"type": "string"},
            },
        }},
    })
}
