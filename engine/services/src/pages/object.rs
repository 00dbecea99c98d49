//! Everything the web app needs for one object, in the reader's language, and only what the reader may see.

use std::collections::BTreeSet;

use engine_access::{Action, Actor, Reader, Scope};
use engine_definitions::{FormDocument, FormFieldDocument, RowScope};
use engine_fields::{AnyField, CompanionRole, Relation, SystemField};
use engine_model::{Computed, Field, FieldIndex, Object, Target};
use engine_store::Db;
use engine_values::{ColumnType, Timestamp, Value};
use serde_json::{Map, Value as Json, json};

use super::conditions;
use super::labels::field_label;
use crate::records::backfill;
use crate::records::{Change, is_view_open};
use crate::world::World;
use crate::{Answer, Tenon};

/// Columns of a generated list.
const GENERATED_COLUMNS: usize = 6;

/// The page description of an object.
///
/// # Errors
/// `object_not_found`.
pub async fn object_page(tenon: &Tenon, actor: &Actor, name: &str) -> Answer<Json> {
    let world = tenon.world();
    let object = world.object(actor, name)?;
    let reader = world.reader(actor);
    let scope = reader.reading(object);
    let language = actor.language.as_str();
    let now = tenon.clock.now();
    let objects = std::iter::once(object.index).chain(object.children().map(|(_, _, child, _)| child));
    let computing = if world.model().graph().of_objects(objects).is_empty() {
        BTreeSet::new()
    } else {
        tenon.store.read(async |db: &mut Db| backfill::computing(db).await).await?
    };
    let mut page = description(&world, reader, object, &scope, now, &computing);
    let mut children = Map::new();
    for (index, _, child, _) in object.children() {
        if scope.can_read(index) {
            let child = world.model().object(child);
            let inner = description(&world, reader, child, &reader.reading(child), now, &computing);
            children.insert(child.name.clone(), Json::Object(inner));
        }
    }
    page.insert("children".to_owned(), Json::Object(children));
    page.insert("form".to_owned(), form(&world, reader, object, &scope, language));
    page.insert("views".to_owned(), views(&world, reader, object, &scope, language));
    let may_print = !reader.scope(object, Action::Print).is_empty();
    let prints: Vec<Json> = world
        .model()
        .print_templates()
        .filter(|template| may_print && template.object == object.name)
        .map(|template| json!({"name": template.name, "label": template.label.text(language)}))
        .collect();
    page.insert("prints".to_owned(), Json::Array(prints));
    let flows: Vec<Json> = world
        .flows_of(&object.name)
        .map(|flow| json!({"name": flow.name, "label": flow.label.text(language)}))
        .collect();
    page.insert("flows".to_owned(), Json::Array(flows));
    Ok(Json::Object(page))
}

fn description(
    world: &World,
    reader: Reader<'_>,
    object: &Object,
    scope: &Scope,
    now: Timestamp,
    computing: &BTreeSet<String>,
) -> Map<String, Json> {
    let language = reader.actor.language.as_str();
    let grants = reader.actor.grants.object(object.index);
    let fields: Vec<Json> = object
        .fields()
        .filter(|(index, _)| scope.can_read(*index))
        .map(|(index, field)| {
            let mut json = field_json(world, reader, object, scope, index, field, now);
            if computing.contains(&field.uid)
                && let Some(json) = json.as_object_mut()
            {
                json.insert("computing".to_owned(), Json::Bool(true));
            }
            json
        })
        .collect();
    let page = json!({
        "name": object.name,
        "label": object.label.text(language),
        "description": object.description.text(language),
        "icon": object.icon,
        "title_field": title_field(object, scope),
        "rights": {
            "create": grants.create && object.parent.is_none(),
            "update": grants.update != RowScope::None,
            "delete": grants.delete != RowScope::None,
            "print": grants.print,
        },
        "fields": fields,
        "rules": conditions::of_object(reader, object),
    });
    page.as_object().cloned().unwrap_or_default()
}

/// The field that names a record; its key for a reader who may not see that field.
fn title_field<'a>(object: &'a Object, scope: &Scope) -> &'a str {
    if scope.can_read(object.title) { &object.field(object.title).name } else { SystemField::Id.name() }
}

fn field_json(
    world: &World,
    reader: Reader<'_>,
    object: &Object,
    scope: &Scope,
    index: FieldIndex,
    field: &Field,
    now: Timestamp,
) -> Json {
    let actor = reader.actor;
    let language = actor.language.as_str();
    // What has no stored value is looked for where the database can work it out.
    let is_asked = !field.is_live() || engine_query::is_answered(world.model(), object, index);
    let operators: &[engine_fields::Operator] = if is_asked { field.rules.operators() } else { &[] };
    let operators: Vec<&str> = operators.iter().map(|operator| operator.word()).collect();
    let writable = field.is_writable() && scope.can_write(index);
    let default = default(world, actor, object, field, now);
    let is_sortable = is_asked
        && matches!(field.sql_column(), Some((_, column)) if !matches!(column, ColumnType::TextList | ColumnType::Json))
        && field.rules.is_comparable()
        && !matches!(field.target, Some(Target::Record { .. } | Target::AnyRecord { .. }));
    json!({
        "name": field.name,
        "type": field.rules.kind(),
        "label": field_label(field, language),
        "help": field.help.text(language),
        "required": field.required,
        "read_only": !writable,
        "writable": writable,
        "unique": field.unique,
        "default": default,
        "computed": field.computed.is_some(),
        "live": field.is_live(),
        "result": result(world, actor, field, language),
        "system": field.system.is_some(),
        "sortable": is_sortable,
        "operators": operators,
        "options": options(world, reader, object, field),
        "rules": conditions::of_field(reader, object, field),
        "companion_of": field.companion_of.map(|of| object.field(of.field).name.as_str()),
    })
}

/// The type of the values of a roll-up or look-up, with the options that a field of that type would have.
fn result(world: &World, actor: &Actor, field: &Field, language: &str) -> Json {
    let (Some(rules), Some(written)) =
        (field.rules.result(), field.computed.as_ref().and_then(Computed::result_options))
    else {
        return Json::Null;
    };
    json!({"type": rules.kind(), "options": options_of(world, actor, rules.as_ref(), written.clone(), language)})
}

/// What a new record would get at this moment, as the API reads it; references with their label.
fn default(world: &World, actor: &Actor, object: &Object, field: &Field, now: Timestamp) -> Json {
    let value = Change { world, actor, object, now }.default_of(object, field).unwrap_or_default();
    match (&field.target, &value) {
        (Some(Target::User), Value::Id(id)) => json!({"id": id, "label": world.person_label(*id)}),
        (Some(Target::Department), Value::Id(id)) => {
            json!({"id": id, "label": world.directory.department(*id).map(|department| department.name.as_str())})
        }
        (_, value) => field.rules.answer().map_or_else(|| value.to_json(), |answer| answer(value)),
    }
}

/// What the input of a field has to know.
fn options(world: &World, reader: Reader<'_>, object: &Object, field: &Field) -> Json {
    let mut written = field_document_options(world, field);
    if !field.stages.is_empty() {
        written.insert("stages".to_owned(), conditions::of_stages(reader, object, field));
        written.insert("initial".to_owned(), field.rules.initial().unwrap_or_default().to_json());
    }
    if field.companion_of.is_some_and(|of| of.role == CompanionRole::CompanyAmount) {
        written.insert("currency".to_owned(), json!(world.directory.rates.company()));
    }
    options_of(world, reader.actor, field.rules.as_ref(), written, reader.actor.language.as_str())
}

/// The options of a type, resolved for the reader, over those that its document has.
fn options_of(world: &World, actor: &Actor, rules: &dyn AnyField, written: Map<String, Json>, language: &str) -> Json {
    let mut options = Map::new();
    let choices = rules.choices();
    if !choices.is_empty() {
        let choices: Vec<Json> = choices
            .iter()
            .map(|choice| {
                let label = choice.label.text(language).unwrap_or(&choice.value);
                json!({"value": choice.value, "label": label, "color": choice.color})
            })
            .collect();
        options.insert("options".to_owned(), Json::Array(choices));
    }
    match rules.relation() {
        Some(Relation::Record { object, .. } | Relation::Links { object, .. }) => {
            let target = world.model().object_named(&object);
            let title = target.map(|target| target.field(target.title).name.clone());
            let label = target.and_then(|target| target.label.text(language)).map(str::to_owned);
            options.insert("object".to_owned(), json!(object));
            options.insert("object_label".to_owned(), json!(label));
            options.insert("title_field".to_owned(), json!(title));
        }
        Some(Relation::AnyRecord { objects, .. }) => {
            let known = objects.iter().filter_map(|name| world.object(actor, name).ok());
            let named = known.map(|object| {
                let title = title_field(object, &world.reader(actor).reading(object));
                json!({"name": object.name, "label": object.label.text(language), "title_field": title})
            });
            options.insert("objects".to_owned(), named.collect());
        }
        Some(Relation::Children { object, field, max_rows }) => {
            options.insert("object".to_owned(), json!(object));
            options.insert("field".to_owned(), json!(field));
            options.insert("max_rows".to_owned(), json!(max_rows));
        }
        Some(Relation::Files { max_files, accept, .. }) => {
            options.insert("max_files".to_owned(), json!(max_files));
            options.insert("accept".to_owned(), json!(accept));
        }
        Some(Relation::User | Relation::Users | Relation::Department) | None => {}
    }
    options.extend(rules.input_options());
    // What the document says and a form may use: limits, scale, currency, pattern.
    for (key, value) in written.into_iter().filter(|(key, _)| key != "option_set") {
        options.entry(key).or_insert(value);
    }
    if let Some(ColumnType::Decimal { scale, .. }) = rules.column() {
        options.insert("scale".to_owned(), json!(scale));
    }
    if rules.kind() == "money" && !options.contains_key("currencies") {
        options.entry("currency").or_insert_with(|| json!("CNY"));
    }
    Json::Object(options)
}

fn field_document_options(world: &World, field: &Field) -> Map<String, Json> {
    let objects = world.model().documents().values().filter_map(|document| match document {
        engine_definitions::Document::Object(object) => Some(object),
        _ => None,
    });
    let written =
        objects.flat_map(|object| &object.fields).find(|other| other.uid.as_deref() == Some(field.uid.as_str()));
    written.map(|written| written.options.clone()).unwrap_or_default()
}

fn form(world: &World, reader: Reader<'_>, object: &Object, scope: &Scope, language: &str) -> Json {
    let is_shown = |name: &str| object.field_named(name).is_some_and(|(index, _)| scope.can_read(index));
    let Some(form) = world.model().forms().find(|form| form.object == object.name) else {
        let fields: Vec<Json> = object
            .fields()
            .filter(|(index, field)| field.system.is_none() && !field.is_kept() && scope.can_read(*index))
            .map(|(_, field)| {
                let is_wide = matches!(field.rules.kind(), "long_text" | "rich_text" | "json" | "children");
                json!({"field": field.name, "wide": is_wide, "columns": []})
            })
            .collect();
        let label = object.label.text(language);
        let section = json!({"name": "fields", "label": Json::Null, "columns": 2, "fields": fields});
        return json!({"name": Json::Null, "label": label, "sections": [section], "related": []});
    };
    let sections: Vec<Json> = form
        .sections
        .iter()
        .map(|section| {
            let fields: Vec<Json> = section
                .fields
                .iter()
                .filter(|item| is_shown(&item.field))
                .map(|item| {
                    let columns = row_columns(world, reader, object, item);
                    json!({"field": item.field, "wide": item.wide, "columns": columns})
                })
                .collect();
            json!({
                "name": section.name, "label": section.label.text(language), "columns": section.columns, "fields": fields,
            })
        })
        .collect();
    let related = related(world, reader, form, language);
    json!({"name": form.name, "label": form.label.text(language), "sections": sections, "related": related})
}

/// The columns of a sub-table that the reader may see.
fn row_columns<'a>(world: &World, reader: Reader<'_>, object: &Object, item: &'a FormFieldDocument) -> Vec<&'a String> {
    let Some((_, field)) = object.field_named(&item.field) else { return Vec::new() };
    let Some(Target::Children { object: child, .. }) = field.target else { return item.columns.iter().collect() };
    let child = world.model().object(child);
    let scope = reader.reading(child);
    let is_shown = |name: &&String| child.field_named(name).is_some_and(|(index, _)| scope.can_read(index));
    item.columns.iter().filter(is_shown).collect()
}

fn related(world: &World, reader: Reader<'_>, form: &FormDocument, language: &str) -> Vec<Json> {
    let mut lists = Vec::new();
    for related in &form.related {
        let Some(other) = world.model().object_named(&related.object) else { continue };
        let scope = reader.reading(other);
        let points_here = other.field_named(&related.field).is_some_and(|(index, _)| scope.can_read(index));
        if scope.is_empty() || !points_here {
            continue;
        }
        let columns: Vec<&String> = related
            .columns
            .iter()
            .filter(|name| other.field_named(name).is_some_and(|(index, _)| scope.can_read(index)))
            .collect();
        let label = related.label.text(language).or_else(|| other.label.text(language));
        lists.push(json!({"object": other.name, "field": related.field, "label": label, "columns": columns}));
    }
    lists
}

fn views(world: &World, reader: Reader<'_>, object: &Object, scope: &Scope, language: &str) -> Json {
    let is_shown = |name: &str| {
        object
            .field_named(name)
            .is_some_and(|(index, field)| scope.can_read(index) && (field.has_value() || field.has_links()))
    };
    let mut views: Vec<Json> = world
        .model()
        .views()
        .filter(|view| view.object == object.name && is_view_open(reader, object, scope, view))
        .map(|view| {
            let sort: Vec<_> = view.sort.iter().filter(|sort| is_shown(&sort.field)).collect();
            let columns: Vec<Json> = view
                .columns
                .iter()
                .filter(|column| is_shown(&column.field))
                .map(|column| json!({"field": column.field, "width": column.width}))
                .collect();
            json!({
                "name": view.name, "label": view.label.text(language), "columns": columns,
                "filter": view.filter, "sort": sort,
            })
        })
        .collect();
    if views.is_empty() {
        let columns: Vec<Json> = object
            .columns()
            .filter(|(index, field)| field.system.is_none() && field.companion_of.is_none() && scope.can_read(*index))
            .take(GENERATED_COLUMNS)
            .map(|(_, field)| json!({"field": field.name, "width": Json::Null}))
            .collect();
        let label = object.label.text(language);
        views.push(json!({"name": Json::Null, "label": label, "columns": columns, "filter": Json::Null, "sort": []}));
    }
    Json::Array(views)
}
