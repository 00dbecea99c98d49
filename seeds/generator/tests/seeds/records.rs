//! Every record of the demo could be typed into the form of its object.

use std::collections::{BTreeMap, BTreeSet};

use engine_definitions::{FieldDocument, ObjectDocument};
use engine_fields::{Relation, entry};
use seeds_generator::{Values, crm_demo};
use serde_json::Value;

use crate::template::Template;

fn check(template: &Template, object: &ObjectDocument, values: &Values, known: &BTreeMap<String, String>, place: &str) {
    for name in values.keys() {
        assert!(object.fields.iter().any(|field| field.name == *name), "{place}: no field {name}");
    }
    for field in &object.fields {
        let place = format!("{place}.{}", field.name);
        let rules = (entry(&field.kind).unwrap().compile)(&field.options, template).unwrap();
        let is_system = field.formula.is_some() || field.read_only || rules.number_pattern().is_some();
        let Some(value) = values.get(&field.name) else {
            assert!(!field.required || field.default.is_some(), "{place} is missing");
            continue;
        };
        assert!(!is_system, "{place} is filled in by the system");
        match rules.relation() {
            Some(Relation::Record { object, .. }) => {
                let key = value["ref"].as_str().unwrap_or_else(|| panic!("{place}: {value}"));
                assert_eq!(known.get(key), Some(&object), "{place}: {key}");
            }
            Some(relation) => panic!("{place}: {relation:?} is not expected"),
            None => {
                let parsed = rules.parse(value).unwrap_or_else(|problem| panic!("{place}: {value} {problem:?}"));
                assert!(!parsed.is_blank(), "{place} is written but blank");
            }
        }
    }
}

#[test]
fn records_satisfy_the_template() {
    let template = Template::load();
    let demo = crm_demo();
    let users: BTreeSet<&str> = demo.users.iter().map(|user| user.key.as_str()).collect();
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    for record in &demo.records {
        let object = template.object(&record.object);
        assert!(users.contains(record.owner.as_str()), "{}: owner {}", record.key, record.owner);
        check(&template, object, &record.values, &known, &record.key);
        let lines = object.fields.iter().find(|field| field.name == "lines");
        assert_eq!(lines.is_some(), !record.lines.is_empty(), "{}: lines", record.key);
        if let Some(lines) = lines {
            let (child, back) = child_of(&template, lines);
            for (index, line) in record.lines.iter().enumerate() {
                assert!(!line.contains_key(back), "{}: the parent is known", record.key);
                let mut line = line.clone();
                line.insert(back.to_owned(), serde_json::json!({"ref": "parent"}));
                let mut known = known.clone();
                known.insert("parent".to_owned(), object.name.clone());
                check(&template, child, &line, &known, &format!("{}/lines/{index}", record.key));
            }
        }
        assert_eq!(known.insert(record.key.clone(), record.object.clone()), None, "{} twice", record.key);
    }
}

fn child_of<'a>(template: &'a Template, lines: &'a FieldDocument) -> (&'a ObjectDocument, &'a str) {
    (template.object(lines.options["object"].as_str().unwrap()), lines.options["field"].as_str().unwrap())
}

#[test]
fn unique_fields_and_keys_are_unique() {
    let template = Template::load();
    let demo = crm_demo();
    for object in template.objects() {
        let single = object.fields.iter().filter(|field| field.unique).map(|field| vec![field.name.clone()]);
        for fields in single.chain(object.keys.iter().map(|key| key.fields.clone())) {
            let mut seen = BTreeSet::new();
            for record in demo.records.iter().filter(|record| record.object == object.name) {
                let values: Vec<Option<String>> =
                    fields.iter().map(|field| record.values.get(field).map(Value::to_string)).collect();
                if values.iter().all(Option::is_some) {
                    assert!(seen.insert(values), "{}: {fields:?} not unique", record.key);
                }
            }
        }
    }
}

/// What has happened lies between October 2025 and 20 November 2026.
#[test]
fn events_lie_in_the_past() {
    let events =
        [("lead", "received_on"), ("quote", "quoted_on"), ("contract", "signed_on"), ("receipt", "received_on")];
    let demo = crm_demo();
    for (object, field) in events {
        for record in demo.records.iter().filter(|record| record.object == object) {
            let day = record.values[field].as_str().unwrap();
            assert!(("2025-10-01"..="2026-11-20").contains(&day), "{}: {day}", record.key);
        }
    }
}

#[test]
fn people_and_departments_fit_each_other_and_the_roles() {
    let template = Template::load();
    let demo = crm_demo();
    let has_user = |key: &str| demo.users.iter().any(|user| user.key == key);
    for (index, department) in demo.departments.iter().enumerate() {
        assert!(has_user(&department.head), "{}", department.key);
        let above = &demo.departments[..index];
        assert!(department.parent.iter().all(|parent| above.iter().any(|other| other.key == *parent)));
    }
    for user in &demo.users {
        assert!(demo.departments.iter().any(|department| department.key == user.department), "{}", user.key);
        assert!(user.superior.iter().all(|superior| has_user(superior)), "{}", user.key);
        assert!(user.roles.iter().all(|role| template.get(engine_definitions::Kind::Role, role).is_some()));
    }
    let text = serde_json::to_string(&demo).unwrap();
    assert!(!text.to_lowercase().contains("password"), "the demo holds no secrets");
}
