//! Two hundred opportunities. Those that were won, or are nearly, have their contract.

use crate::contacts::Contact;
use crate::contracts::{Plan, State};
use crate::customers::{Customer, SOURCES, served};
use crate::day::Day;
use crate::leads::REQUIREMENTS;
use crate::lines::{self, Line, Size};
use crate::random::Random;
use crate::values::{Row, key};
use crate::{Record, Values, contracts};

const OPPORTUNITIES: usize = 200;
/// Opportunities without a contract: stage, how many.
const OPEN: [(Stage, usize); 5] = [
    (Stage::Lost, 24),
    (Stage::Negotiation, 6),
    (Stage::Proposal, 38),
    (Stage::Requirement, 40),
    (Stage::InitialContact, 32),
];
/// The oldest contracts were made without an opportunity: the CRM was new then.
const CONTRACTS_WITHOUT: usize = 10;

/// The stages, by option key in [`Stage::key`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    InitialContact,
    Requirement,
    Proposal,
    Negotiation,
    Won,
    Lost,
}

impl Stage {
    fn key(self) -> &'static str {
        match self {
            Self::InitialContact => "initial_contact",
            Self::Requirement => "requirement",
            Self::Proposal => "proposal",
            Self::Negotiation => "negotiation",
            Self::Won => "won",
            Self::Lost => "lost",
        }
    }

    fn win_rate(self) -> &'static str {
        match self {
            Self::InitialContact => "10",
            Self::Requirement => "30",
            Self::Proposal => "50",
            Self::Negotiation => "80",
            Self::Won => "100",
            Self::Lost => "0",
        }
    }
}

/// An opportunity.
pub(crate) struct Opportunity {
    /// Key of the record.
    pub(crate) key: String,
    /// Index of the customer.
    pub(crate) customer: usize,
    /// How far it has come.
    pub(crate) stage: Stage,
    /// Key of the contract made of it.
    pub(crate) contract: Option<String>,
    /// What would be sold.
    pub(crate) lines: Vec<Line>,
    /// Expected day of the contract.
    pub(crate) expected_on: Day,
    /// Name without the customer's.
    pub(crate) project: &'static str,
    values: Values,
}

impl Opportunity {
    /// The record; it belongs to whoever owns the customer.
    pub(crate) fn record(&self, customers: &[Customer]) -> Record {
        Record {
            object: "opportunity".to_owned(),
            key: self.key.clone(),
            owner: customers[self.customer].owner.to_owned(),
            values: self.values.clone(),
            lines: Vec::new(),
        }
    }
}

struct Wanted<'a> {
    stage: Stage,
    customer: usize,
    lines: Vec<Line>,
    expected_on: Day,
    contract: Option<&'a Plan>,
}

/// All opportunities, in the order of their expected day.
pub(crate) fn opportunities(customers: &[Customer], contacts: &[Contact], contracts: &[Plan]) -> Vec<Opportunity> {
    let mut random = Random::of("opportunities");
    let mut wanted: Vec<Wanted<'_>> = Vec::new();
    let with_contract = contracts.iter().skip(CONTRACTS_WITHOUT).filter(|plan| plan.state != State::Draft);
    for plan in with_contract.take(OPPORTUNITIES - OPEN.iter().map(|(_, count)| count).sum::<usize>()) {
        wanted.push(Wanted {
            stage: if plan.state.is_approved() { Stage::Won } else { Stage::Negotiation },
            customer: plan.customer,
            lines: plan.lines.clone(),
            expected_on: plan.signed_on,
            contract: Some(plan),
        });
    }
    for (stage, count) in OPEN {
        for _ in 0..count {
            let size = *random.pick(&[Size::Small, Size::Small, Size::Large, Size::Large, Size::VeryLarge]);
            let days = if stage == Stage::Lost { random.between(-280, -10) } else { random.between(8, 150) };
            wanted.push(Wanted {
                stage,
                customer: random.below(served(customers).len()),
                lines: lines::lines(&mut random, size),
                expected_on: Day::LAST.plus(days).workday(),
                contract: None,
            });
        }
    }
    wanted.sort_by_key(|wanted| wanted.expected_on);
    wanted
        .into_iter()
        .enumerate()
        .map(|(index, wanted)| {
            let project = wanted.contract.map_or_else(|| contracts::project(&wanted.lines), |plan| plan.project);
            Opportunity {
                key: key("opportunity", index),
                customer: wanted.customer,
                stage: wanted.stage,
                contract: wanted.contract.map(|plan| plan.key.clone()),
                expected_on: wanted.expected_on,
                project,
                values: values(&mut random, &wanted, project, customers, contacts),
                lines: wanted.lines,
            }
        })
        .collect()
}

fn values(
    random: &mut Random,
    wanted: &Wanted<'_>,
    project: &str,
    customers: &[Customer],
    contacts: &[Contact],
) -> Values {
    let customer = &customers[wanted.customer];
    let row = Row::default()
        .with("name", format!("{}{project}项目", customer.short_name))
        .reference("customer", customer.key.as_str())
        .with("stage", wanted.stage.key())
        .money("amount", lines::total(&wanted.lines))
        .with("win_rate", wanted.stage.win_rate())
        .day("expected_on", wanted.expected_on)
        .with("source", *random.pick(&SOURCES))
        .maybe("competitor", random.chance(35).then(|| *random.pick(&COMPETITORS)))
        .maybe("requirement", random.chance(70).then(|| *random.pick(&REQUIREMENTS)))
        .maybe("lost_reason", (wanted.stage == Stage::Lost).then(|| *random.pick(&LOST)));
    match contacts.iter().find(|contact| contact.customer == wanted.customer) {
        Some(contact) => row.reference("contact", contact.key.as_str()).done(),
        None => row.done(),
    }
}

const LOST: [&str; 6] = ["price", "price", "technology", "delivery", "relationship", "cancelled"];

/// Invented, like the customers.
const COMPETITORS: [&str; 5] = ["锐恒自动化", "拓川智能", "德曜装备", "柏睿机器人", "客户自制"];
