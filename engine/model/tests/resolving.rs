//! Golden sets of documents: a folder in `golden/failing` is refused with exactly the problems in its `expected.json`,
//! a folder in `golden/passing` resolves into the tables described there. A new case is a new folder.
//! `UPDATE_GOLDEN=1` writes the expected files anew; read the difference before keeping it.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::path::{Path, PathBuf};

use engine_definitions::Document;
use engine_errors::{Code, Problems};
use engine_model::{Model, layouts};
use engine_sql::TableLayout;
use serde_json::{Value, json};

#[expect(clippy::disallowed_methods, reason = "a test reads its cases where they lie")]
fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn root(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)
}

fn json_of(file: &Path) -> Value {
    let text = std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

fn resolved(documents: &[Value]) -> Result<Model, Problems> {
    let mut parsed = Vec::new();
    let mut problems = Vec::new();
    for document in documents {
        match Document::parse(document.clone()) {
            Ok(document) => parsed.push(document),
            Err(found) => problems.extend(found),
        }
    }
    if problems.is_empty() { Model::resolve(parsed, 1) } else { Err(problems) }
}

/// Compares with `expected.json`, or writes it.
fn compare(folder: &Path, found: &Value) -> Result<(), String> {
    let file = folder.join("expected.json");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&file, serde_json::to_string_pretty(found).unwrap() + "\n").unwrap();
    }
    let expected = json_of(&file);
    if *found == expected {
        return Ok(());
    }
    Err(format!("{}\nfound    {found:#}\nexpected {expected:#}", folder.display()))
}

/// Every folder of a kind of case; all that differ are told together.
fn every(kind: &str, at_least: usize, case: impl Fn(&[Value]) -> Result<Value, String>) {
    let folders = entries(&root("golden").join(kind));
    assert!(folders.len() >= at_least, "only {} cases in golden/{kind}", folders.len());
    let failures: Vec<String> = folders
        .iter()
        .filter_map(|folder| {
            let documents = json_of(&folder.join("documents.json"));
            let documents = documents.as_array().unwrap_or_else(|| panic!("{}: a list", folder.display()));
            match case(documents) {
                Ok(found) => compare(folder, &found).err(),
                Err(message) => Some(format!("{}: {message}", folder.display())),
            }
        })
        .collect();
    assert!(failures.is_empty(), "{} of {} differ\n{}", failures.len(), folders.len(), failures.join("\n"));
}

#[test]
fn failing_sets_are_refused_with_every_problem() {
    every("failing", 50, |documents| {
        let Err(problems) = resolved(documents) else { return Err("is taken".to_owned()) };
        let places = problems
            .iter()
            .map(|problem| json!({"code": problem.code.name(), "path": problem.path, "document": problem.document}));
        Ok(places.collect())
    });
}

#[test]
fn passing_sets_resolve_into_their_tables() {
    every("passing", 5, |documents| {
        let model = resolved(documents).map_err(|problems| format!("{problems:#?}"))?;
        let tables = layouts(&model);
        let objects = model.objects().iter().zip(&tables).map(|(object, table)| {
            let graph = model.graph();
            let computed = graph.of_object(object.index).iter().map(|place| graph.node(*place).field);
            let formulas: Vec<&str> = computed.map(|index| object.field(index).name.as_str()).collect();
            let parent = object.parent.map(|link| model.object(link.object).name.clone());
            json!({"object": object.name, "table": table_json(table), "formulas": formulas, "parent": parent})
        });
        Ok(objects.collect())
    });
}

fn table_json(table: &TableLayout) -> Value {
    let columns = table.columns.iter().map(|column| {
        let mut line = format!("{} {:?}", column.name, column.column);
        if let Some(other) = &column.references {
            line.push_str(&format!(" -> {other}"));
        }
        line + if column.indexed { " indexed" } else { "" }
    });
    let joined = |groups: &[Vec<String>]| groups.iter().map(|group| group.join(",")).collect::<Vec<_>>();
    json!({
        "name": table.name,
        "columns": columns.collect::<Vec<_>>(),
        "unique": joined(&table.unique),
        "indexes": joined(&table.indexes),
    })
}

/// Every code of documents that the model can give has a case; what flows and prints find is tested with them.
#[test]
fn every_code_of_documents_has_a_failing_case() {
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        // The files of new cases are being written by the other test.
        return;
    }
    let files = entries(&root("golden/failing"));
    let expected: Vec<Value> = files.iter().map(|folder| json_of(&folder.join("expected.json"))).collect();
    for code in [
        Code::KindUnknown,
        Code::DocumentInvalid,
        Code::NameInvalid,
        Code::NameDuplicate,
        Code::NameReserved,
        Code::LabelTooLong,
        Code::Required,
        Code::ReferenceDangling,
        Code::FieldTypeUnknown,
        Code::OptionsInvalid,
        Code::TypeMismatch,
        Code::OptionUnknown,
        Code::TooManyDecimals,
        Code::ExpressionInvalid,
        Code::FormulaCycle,
        Code::RequiredCycle,
        Code::SortInvalid,
        Code::OutOfRange,
    ] {
        let is_shown =
            expected.iter().flat_map(|list| list.as_array().unwrap()).any(|entry| entry["code"] == code.name());
        assert!(is_shown, "no failing case shows {code}");
    }
}

fn crm() -> Vec<Value> {
    let folders = entries(&root("../../templates/crm")).into_iter().filter(|path| path.is_dir());
    folders
        .flat_map(|folder| entries(&folder))
        .filter(|file| file.extension().is_some_and(|ending| ending == "json"))
        .map(|file| json_of(&file))
        .collect()
}

#[test]
fn the_crm_template_resolves_into_narrow_names() {
    let model = resolved(&crm()).unwrap_or_else(|problems| panic!("{problems:#?}"));
    for word in
        ["customer", "contact", "lead", "opportunity", "product", "quote", "contract", "payment_plan", "receipt"]
    {
        assert!(model.object_named(word).is_some(), "{word}");
    }
    let mut tables = std::collections::BTreeSet::new();
    for table in layouts(&model) {
        assert!(tables.insert(table.name.clone()), "{} twice", table.name);
        let names = table.columns.iter().map(|column| &column.name);
        for name in std::iter::once(&table.name).chain(names) {
            let is_narrow = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
            assert!(is_narrow && name.len() <= 63, "{name}");
        }
        assert_eq!(table.columns[0].name, "id");
    }
}

/// A rename of an object and of a field leaves tables and columns where they are.
#[test]
fn a_rename_keeps_physical_names() {
    let documents = crm();
    let before = resolved(&documents).unwrap();
    // A stored document carries its identities; the author changes names only, everywhere at once.
    let renamed: Vec<Value> = documents
        .into_iter()
        .map(|json| Document::parse(json).unwrap().to_json())
        .map(|json| {
            let text = json.to_string().replace("\"name\":\"payment_plan\"", "\"name\":\"instalment\"");
            let text = text.replace("\"object\":\"payment_plan\"", "\"object\":\"instalment\"");
            let text = text.replace("\"payment_plan\":{", "\"instalment\":{");
            let text = text.replace("\"field\":\"payment_plan\"", "\"field\":\"instalment\"");
            serde_json::from_str(&text).unwrap()
        })
        .collect();
    let after = resolved(&renamed).unwrap_or_else(|problems| panic!("{problems:#?}"));
    assert!(after.object_named("payment_plan").is_none());
    let old = before.object_named("payment_plan").unwrap();
    let new = after.object_named("instalment").unwrap();
    assert_eq!((&new.table, &new.uid), (&old.table, &old.uid));
    let columns =
        |object: &engine_model::Object| -> Vec<_> { object.columns().map(|(_, field)| field.column.clone()).collect() };
    assert_eq!(columns(new), columns(old));
}

/// Without a uid of its own a new name is a new thing: nothing of the old data comes with it.
#[test]
fn a_new_name_without_identity_is_a_new_table() {
    let one = |name: &str| {
        json!([{"kind": "object", "format": 1, "name": name, "label": {"en": "X"}, "title_field": "name",
            "fields": [{"name": "name", "type": "text", "label": {"en": "Name"}}]}])
    };
    let table = |name: &str| resolved(one(name).as_array().unwrap()).unwrap().objects()[0].table.clone();
    assert_ne!(table("customer"), table("client"));
    assert_eq!(table("customer"), table("customer"));
}

#[test]
fn required_references_that_part_and_meet_again_are_no_circle() {
    // Each object requires both of the next level: as many ways through as a number of sixty bits has values.
    let levels = 60;
    let object = |level: usize, side: usize| {
        let to = |side: usize| {
            json!({"name": format!("to_{side}"), "type": "reference", "label": {"en": "To"}, "required": true,
                "options": {"object": format!("l{}_{side}", level + 1)}})
        };
        let mut fields = vec![json!({"name": "name", "type": "text", "label": {"en": "Name"}})];
        if level + 1 < levels {
            fields.extend([to(0), to(1)]);
        }
        json!({"kind": "object", "format": 1, "name": format!("l{level}_{side}"), "label": {"en": "Level"},
            "title_field": "name", "fields": fields})
    };
    let documents: Vec<Value> = (0..levels).flat_map(|level| [object(level, 0), object(level, 1)]).collect();
    assert_eq!(resolved(&documents).unwrap().objects().len(), 2 * levels);
}
