//! Six hundred people who work for the customers.

use crate::customers::Customer;
use crate::day::Day;
use crate::names;
use crate::random::Random;
use crate::values::{Row, key};
use crate::{Record, Values};

const CONTACTS: usize = 600;

/// Somebody who works for a customer.
pub(crate) struct Contact {
    /// Key of the record.
    pub(crate) key: String,
    /// Index of the customer.
    pub(crate) customer: usize,
    values: Values,
}

impl Contact {
    /// The record; it belongs to whoever owns the customer.
    pub(crate) fn record(&self, customers: &[Customer]) -> Record {
        Record {
            object: "contact".to_owned(),
            key: self.key.clone(),
            owner: customers[self.customer].owner.to_owned(),
            values: self.values.clone(),
            lines: Vec::new(),
        }
    }
}

/// All contacts, each customer's main one first.
pub(crate) fn contacts(customers: &[Customer]) -> Vec<Contact> {
    let mut random = Random::of("contacts");
    let mut counts = vec![1; customers.len()];
    let mut left = CONTACTS.saturating_sub(customers.len());
    while left > 0 {
        let lucky = random.below(counts.len());
        if counts[lucky] < 4 {
            counts[lucky] += 1;
            left -= 1;
        }
    }
    let places =
        counts.iter().enumerate().flat_map(|(customer, count)| (0..*count).map(move |place| (customer, place)));
    places
        .enumerate()
        .map(|(index, (customer, place))| {
            let values = contact(&mut random, index, &customers[customer], place);
            Contact { key: key("contact", index), customer, values }
        })
        .collect()
}

fn contact(random: &mut Random, index: usize, customer: &Customer, place: usize) -> Values {
    let person = names::person(random);
    let (division, title, role) = *random.pick(if place == 0 { &FIRST_POSTS } else { &OTHER_POSTS });
    let birthday = Day::of(random.between(1968, 1999), random.between(1, 12), random.between(1, 28));
    Row::default()
        .reference("customer", customer.key.as_str())
        .with("name", person.name.as_str())
        .with("gender", if person.is_woman { "ms" } else { "mr" })
        .with("division", division)
        .with("job_title", title)
        .with("decision_role", role)
        .with("mobile", names::mobile(index))
        .maybe("phone", random.chance(40).then(|| names::land_line(random, customer.city)))
        .with("email", format!("{}@{}", person.pinyin, customer.domain))
        .maybe("wechat", random.chance(60).then(|| format!("{}_{}", person.pinyin, random.digits(3))))
        .maybe("birthday", random.chance(35).then(|| birthday.to_string()))
        .with("is_primary", place == 0)
        .with("in_service", place == 0 || random.chance(94))
        .maybe("address", random.chance(20).then(|| names::address(random, customer.city)))
        .done()
}

/// Division, job title, option key of the decision role.
const FIRST_POSTS: [(&str, &str, &str); 6] = [
    ("总经办", "总经理", "decider"),
    ("采购部", "采购总监", "decider"),
    ("生产部", "生产总监", "decider"),
    ("采购部", "采购经理", "purchaser"),
    ("设备部", "设备经理", "influencer"),
    ("工艺部", "自动化经理", "influencer"),
];

const OTHER_POSTS: [(&str, &str, &str); 8] = [
    ("采购部", "采购专员", "purchaser"),
    ("设备部", "设备工程师", "user"),
    ("工艺部", "工艺工程师", "influencer"),
    ("生产部", "车间主任", "user"),
    ("质量部", "质量经理", "influencer"),
    ("财务部", "财务经理", "other"),
    ("研发部", "项目经理", "influencer"),
    ("总经办", "副总经理", "decider"),
];
