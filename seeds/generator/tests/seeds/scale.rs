//! The bench's customers are distinct and could be typed in.

use std::collections::BTreeSet;

use engine_fields::entry;
use seeds_generator::{Values, scale};

use crate::template::Template;

fn check(template: &Template, object: &str, values: &Values, fields: usize) {
    assert_eq!(values.len(), fields);
    for (name, value) in values {
        let field = template.object(object).fields.iter().find(|field| field.name == *name).unwrap();
        let rules = (entry(&field.kind).unwrap().compile)(&field.options, template).unwrap();
        let parsed = rules.parse(value).unwrap_or_else(|problem| panic!("{name}: {value} {problem:?}"));
        assert!(!parsed.is_blank(), "{name}");
    }
}

#[test]
fn fifteen_fields_each() {
    let template = Template::load();
    for item in scale(300) {
        check(&template, "customer", &item.values, 15);
        item.contacts.iter().for_each(|contact| check(&template, "contact", contact, 14));
    }
}

#[test]
fn a_longer_list_begins_with_the_shorter_one() {
    assert!(scale(50).eq(scale(100).take(50)));
}

#[test]
fn names_and_numbers_do_not_repeat() {
    let (mut names, mut mobiles) = (BTreeSet::new(), BTreeSet::new());
    for item in scale(100_000) {
        assert!(names.insert(item.values["name"].to_string()));
        for contact in item.contacts {
            assert!(mobiles.insert(contact["mobile"].to_string()));
        }
    }
}
