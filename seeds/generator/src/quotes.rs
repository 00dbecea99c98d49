//! Sixty quotes for opportunities that have come far enough.

use crate::Record;
use crate::contracts::{DELIVERY_TERMS, Plan};
use crate::customers::Customer;
use crate::day::Day;
use crate::random::Random;
use crate::sales::{Opportunity, Stage};
use crate::values::{Row, key};

/// Of which stage how many opportunities get a quote; with contract or without is all one.
const WANTED: [(Stage, usize); 4] =
    [(Stage::Won, 18), (Stage::Negotiation, 12), (Stage::Proposal, 22), (Stage::Lost, 8)];

/// All quotes, oldest first.
pub(crate) fn records(customers: &[Customer], opportunities: &[Opportunity], contracts: &[Plan]) -> Vec<Record> {
    let mut random = Random::of("quotes");
    let mut chosen: Vec<(Day, &Opportunity)> = Vec::new();
    for (stage, count) in WANTED {
        let mut fitting: Vec<&Opportunity> = opportunities
            .iter()
            .filter(|opportunity| opportunity.stage == stage && opportunity.lines.len() < 20)
            .collect();
        random.shuffle(&mut fitting);
        for opportunity in fitting.into_iter().take(count) {
            let before = opportunity.expected_on.plus(-random.between(12, 40));
            let latest = Day::LAST.plus(-random.between(0, 25));
            chosen.push((before.min(latest).max(Day::FIRST).workday(), opportunity));
        }
    }
    chosen.sort_by_key(|(day, _)| *day);
    chosen
        .into_iter()
        .enumerate()
        .map(|(index, (day, opportunity))| quote(&mut random, index, day, opportunity, customers, contracts))
        .collect()
}

fn quote(
    random: &mut Random,
    index: usize,
    quoted_on: Day,
    opportunity: &Opportunity,
    customers: &[Customer],
    contracts: &[Plan],
) -> Record {
    let customer = &customers[opportunity.customer];
    let valid_until = quoted_on.plus(30);
    let status = match opportunity.stage {
        Stage::Won => "accepted",
        Stage::Lost => "declined",
        Stage::Negotiation if opportunity.contract.is_some() => "accepted",
        _ if valid_until < Day::LAST => "expired",
        _ if random.chance(25) => "draft",
        _ => "sent",
    };
    let terms = contracts
        .iter()
        .find(|plan| Some(&plan.key) == opportunity.contract.as_ref())
        .map_or("款到发货，报价含 13% 增值税及运费。", |plan| plan.scheme.terms);
    Record {
        object: "quote".to_owned(),
        key: key("quote", index),
        owner: customer.owner.to_owned(),
        values: Row::default()
            .with("name", format!("{}{}报价", customer.short_name, opportunity.project))
            .reference("customer", customer.key.as_str())
            .reference("opportunity", opportunity.key.as_str())
            .with("status", status)
            .day("quoted_on", quoted_on)
            .day("valid_until", valid_until)
            .with("payment_terms", terms)
            .with("delivery_terms", DELIVERY_TERMS)
            .done(),
        lines: opportunity.lines.iter().map(|line| line.values(None)).collect(),
    }
}
