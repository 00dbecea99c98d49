//! Prints: the data of one record, read under the printing person's scope, through the pure renderer.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use engine_access::{Action, Actor};
use engine_errors::Code;
use engine_expressions::{compile, evaluate};
use engine_model::{Field, Model, Object, Reach, RecordPaths, Target};
use engine_prints::{Caches, FontFace, Fonts, ImageSource, PrintInput, Template, render, system_font_candidates};
use engine_query::existing_ids;
use engine_store::{Db, tables};
use engine_values::{Id, Value, instant_to_text};
use serde_json::{Map, Value as Json, json};

use crate::approvals::approvals_for_print;
use crate::records::read_tree;
use crate::world::World;
use crate::{Answer, Failure, Tenon};

/// A finished document.
#[derive(Debug)]
pub struct Printed {
    /// The PDF.
    pub pdf: Vec<u8>,
    /// Its name with extension.
    pub file_name: String,
    /// How many pages it has.
    pub pages: usize,
}

/// Fonts and caches, filled at the first print so that the server starts without reading megabytes.
pub(crate) struct PrintShop {
    folder: PathBuf,
    extra: Vec<PathBuf>,
    fonts: OnceLock<Option<Fonts>>,
    caches: Caches,
}

impl PrintShop {
    pub(crate) fn new(folder: &Path, extra: Vec<PathBuf>) -> Self {
        Self { folder: folder.join("fonts"), extra, fonts: OnceLock::new(), caches: Caches::default() }
    }

    fn fonts(&self) -> Answer<&Fonts> {
        let fonts = self.fonts.get_or_init(|| Fonts::new(self.faces()).ok());
        fonts.as_ref().ok_or_else(|| Failure {
            cause: Some(format!("no font with Han characters: put one into {}", self.folder.display())),
            ..Failure::new(Code::GlyphMissing)
        })
    }

    /// Fonts named at start, then those of the data folder, then the system's first regular and bold candidates.
    #[expect(clippy::disallowed_methods, reason = "fonts are read here and nowhere else")]
    fn faces(&self) -> Vec<FontFace> {
        let mut faces = Vec::new();
        let mut paths = self.extra.clone();
        if let Ok(entries) = std::fs::read_dir(&self.folder) {
            let mut own: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
            own.sort();
            paths.extend(own);
        }
        for path in paths {
            let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
            let is_font = [".ttf", ".otf", ".ttc"].iter().any(|ending| name.ends_with(ending));
            if let Some(bytes) = is_font.then(|| std::fs::read(&path).ok()).flatten() {
                faces.push(FontFace { bytes: bytes.into(), index: 0, bold: name.contains("bold") });
            }
        }
        for bold in [false, true] {
            if faces.iter().any(|face| face.bold == bold) {
                continue;
            }
            let found =
                system_font_candidates().iter().filter(|candidate| candidate.bold == bold).find_map(|candidate| {
                    let bytes: Arc<[u8]> = std::fs::read(candidate.path).ok()?.into();
                    Some(FontFace { bytes, index: candidate.index, bold })
                });
            faces.extend(found);
        }
        faces
    }
}

/// Company images by name.
struct Images(Vec<(String, Arc<[u8]>)>);

impl ImageSource for Images {
    fn image(&self, name: &str) -> Option<Arc<[u8]>> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, bytes)| Arc::clone(bytes))
    }
}

/// Key of the setting that holds the company's name, address and bank.
pub(crate) const COMPANY: &str = "company";
/// Key of the setting that maps image names of prints to stored files.
pub(crate) const PRINT_IMAGES: &str = "print_images";

/// What a print is made from, loaded under the actor's scope.
struct Material {
    data: Json,
    /// The record with option keys instead of labels, as conditions name them.
    keys: Json,
    images: Images,
}

/// Prints a record with a template of its object.
///
/// # Errors
/// `print_not_found`; `record_not_found` when the person may not read the record; `forbidden` without the print right;
/// every problem of the rendering.
pub async fn print(tenon: &Arc<Tenon>, actor: &Actor, template: &str, id: Id) -> Answer<Printed> {
    let world = tenon.world();
    let unknown = || Failure::new(Code::PrintNotFound).with("name", template);
    let document = world.model().print_templates().find(|document| document.name == template).ok_or_else(unknown)?;
    let object = world.object(actor, &document.object).map_err(|_| unknown())?;
    let compiled = world.generation.prints.get(template).cloned().ok_or_else(unknown)?;
    let material =
        tenon.store.read_snapshot(async |db: &mut Db| load(tenon, db, &world, actor, object, id).await).await?;
    let object = object.index;
    let now = tenon.clock.now();
    let language = actor.language.clone();
    let shop = Arc::clone(tenon);
    let file_stem = template.to_owned();
    let work = move || -> Answer<Printed> {
        let model = world.model();
        let conditions = |text: &str, _scope: &Json| condition(model, model.object(object), text, &material.keys, now);
        let input = PrintInput {
            data: material.data,
            language: &language,
            utc_offset_minutes: 480,
            created_at: now,
            images: &material.images,
            conditions: &conditions,
        };
        rendered(&shop.print_shop, &compiled, &input, &file_stem)
    };
    tokio::task::spawn_blocking(work).await.map_err(|error| Failure::internal(error.to_string()))?
}

fn rendered(shop: &PrintShop, template: &Template, input: &PrintInput<'_>, name: &str) -> Answer<Printed> {
    let document = render(template, input, shop.fonts()?, &shop.caches)?;
    let stem = if document.file_name.is_empty() { name } else { &document.file_name };
    Ok(Printed { file_name: format!("{stem}.pdf"), pdf: document.pdf, pages: document.pages })
}

async fn load(tenon: &Tenon, db: &mut Db, world: &World, actor: &Actor, object: &Object, id: Id) -> Answer<Material> {
    let references: Vec<_> = object
        .fields()
        .filter(|(_, field)| matches!(field.target, Some(Target::Record { .. })))
        .map(|(index, _)| index)
        .collect();
    let record = read_tree(db, world, actor, tenon.clock.now(), object, id, &references).await?;
    let reader = world.reader(actor);
    let scope = reader.scope(object, Action::Print);
    let allowed = existing_ids(db.dialect(), reader, object, &scope, &[id]);
    if scope.is_empty() || db.row(&allowed).await?.is_none() {
        return Err(Failure::new(Code::Forbidden));
    }
    let language = actor.language.as_str();
    let approvals = approvals_for_print(db, world, object, id, language).await?;
    let company = company(tables::settings::get(db, COMPANY).await?, language);
    let images = images(tenon, tables::settings::get(db, PRINT_IMAGES).await?)?;
    let keys = record.clone();
    let data = json!({
        "record": with_labels(world.model(), object, record, language),
        "company": company,
        "user": {"name": actor.name},
        "now": instant_to_text(tenon.clock.now()),
        "approvals": approvals,
    });
    Ok(Material { data, keys, images })
}

/// The company with its name in the language of the print.
fn company(stored: Option<Json>, language: &str) -> Json {
    let mut company = stored.and_then(|json| json.as_object().cloned()).unwrap_or_default();
    if let Some(Json::Object(names)) = company.get("name").cloned() {
        let name = names.get(language).or_else(|| names.get("zh-CN")).or_else(|| names.values().next()).cloned();
        company.insert("name".to_owned(), name.unwrap_or(Json::Null));
    }
    Json::Object(company)
}

fn images(tenon: &Tenon, stored: Option<Json>) -> Answer<Images> {
    let mut images = Vec::new();
    for (name, sha256) in stored.as_ref().and_then(Json::as_object).into_iter().flatten() {
        if let Some(bytes) = sha256.as_str().map(|sha256| tenon.files.read(sha256)).transpose()?.flatten() {
            images.push((name.clone(), bytes.into()));
        }
    }
    Ok(Images(images))
}

/// Values as people read them: prints show labels, never keys.
fn with_labels(model: &Model, object: &Object, record: Json, language: &str) -> Json {
    let Json::Object(record) = record else { return record };
    let mut shown = Map::with_capacity(record.len());
    for (name, value) in record {
        let value = match object.field_named(&name) {
            Some((_, field)) if field.rules.is_secret() => continue,
            Some((_, field)) => match (&field.target, value) {
                (None, value) => displayed(field, value, language),
                (Some(Target::Users | Target::Links { .. }), Json::Array(people)) => {
                    let names = people.iter().filter_map(|person| person.get("label").and_then(Json::as_str));
                    json!(names.collect::<Vec<_>>().join("、"))
                }
                (Some(Target::Children { object: child, .. }), Json::Array(rows)) => {
                    let child = model.object(*child);
                    Json::Array(rows.into_iter().map(|row| with_labels(model, child, row, language)).collect())
                }
                (Some(Target::Record { object: target, .. }), Json::Object(mut reference)) => {
                    if let Some(inner) = reference.remove("record") {
                        let inner = with_labels(model, model.object(*target), inner, language);
                        reference.insert("record".to_owned(), inner);
                    }
                    Json::Object(reference)
                }
                (_, value) => value,
            },
            None => value,
        };
        shown.insert(name, value);
    }
    Json::Object(shown)
}

/// A value as people read it. Parts of structured data stay: a template names them one by one.
fn displayed(field: &Field, value: Json, language: &str) -> Json {
    let is_structured = value.is_object() && field.rules.answer().is_none();
    if value.is_null() || is_structured {
        return value;
    }
    match (field.rules.parse(&value), &value) {
        (Ok(parsed), _) => field.rules.display(&parsed, language).map_or(value, Json::String),
        // One of the choices is gone from the list: the keys are what is left to show.
        (Err(_), Json::Array(keys)) => json!(keys.iter().filter_map(Json::as_str).collect::<Vec<_>>().join("、")),
        (Err(_), _) => value,
    }
}

/// The record of a print as conditions see it: what its reader may see, with option keys.
struct PrintedRecord<'a> {
    object: &'a Object,
    record: &'a Json,
    now: engine_values::Timestamp,
}

impl engine_expressions::Source for PrintedRecord<'_> {
    fn value(&self, path: &engine_expressions::Path) -> Value {
        let [name] = path.names.as_slice() else { return Value::Null };
        let Some((_, field)) = self.object.field_named(name) else { return Value::Null };
        let json = self.record.get(name).unwrap_or(&Json::Null);
        if json.is_null() { Value::Null } else { field.rules.parse(json).unwrap_or_default() }
    }

    fn row_count(&self, path: &engine_expressions::Path) -> usize {
        let rows = path.names.first().and_then(|name| self.record.get(name)).and_then(Json::as_array);
        rows.map_or(0, Vec::len)
    }

    fn row_values(&self, path: &engine_expressions::Path) -> Vec<Value> {
        let [name, column, ..] = path.names.as_slice() else { return Vec::new() };
        let rows = self.record.get(name).and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
        let decimal = |json: &Json| engine_values::Decimal::from_str_exact(json.as_str()?).ok().map(Value::Decimal);
        rows.iter().map(|row| row.get(column).and_then(decimal).unwrap_or_default()).collect()
    }

    fn now(&self) -> engine_values::Timestamp {
        self.now
    }

    fn user(&self) -> Option<Id> {
        None
    }
}

fn condition(
    model: &Model,
    object: &Object,
    text: &str,
    record: &Json,
    now: engine_values::Timestamp,
) -> Result<bool, String> {
    let environment = RecordPaths::new(model, object, Reach::Own);
    let wanted = engine_expressions::Type::Boolean;
    let expression = compile(text, &environment, Some(&wanted))
        .map_err(|errors| errors.first().map_or("expression", |error| error.code.name()).to_owned())?;
    let value =
        evaluate(&expression, &PrintedRecord { object, record, now }).map_err(|error| error.code.name().to_owned())?;
    Ok(value == Value::Bool(true))
}
