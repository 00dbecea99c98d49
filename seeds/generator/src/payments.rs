//! What is due from approved contracts, and what has arrived.

use crate::Record;
use crate::contracts::Plan;
use crate::customers::Customer;
use crate::day::Day;
use crate::lines::{self, Size};
use crate::random::Random;
use crate::values::{Row, key};

/// An agreed way of paying in instalments.
pub(crate) struct Scheme {
    /// As it stands in the contract.
    pub(crate) terms: &'static str,
    /// Option key of the item, percent of the amount.
    shares: &'static [(&'static str, i64)],
}

const FOUR: Scheme = Scheme {
    terms: "合同签订后 7 日内支付 30% 预付款；发货前支付 30%；验收合格后 30 日内支付 30%；质保期满后 7 日内支付 10% 质保金。",
    shares: &[("prepayment", 30), ("on_delivery", 30), ("on_acceptance", 30), ("warranty", 10)],
};
const THREE: Scheme = Scheme {
    terms: "合同签订后 7 日内支付 30% 预付款；发货前支付 60%；验收合格后 30 日内支付 10%。",
    shares: &[("prepayment", 30), ("on_delivery", 60), ("on_acceptance", 10)],
};
const TWO: Scheme = Scheme {
    terms: "合同签订后 7 日内支付 50%；发货前付清余款。",
    shares: &[("prepayment", 50), ("on_delivery", 50)],
};

impl Scheme {
    /// A scheme that suits a contract of this size.
    pub(crate) fn usual(random: &mut Random, size: Size) -> &'static Self {
        match (size, random.below(3)) {
            (Size::Small, 0 | 1) => &TWO,
            (Size::Small, _) | (Size::Large, 0) => &THREE,
            _ => &FOUR,
        }
    }
}

/// Plans of all approved contracts, then the receipts.
pub(crate) fn records(customers: &[Customer], contracts: &[Plan]) -> Vec<Record> {
    let mut random = Random::of("payments");
    let (mut plans, mut receipts) = (Vec::new(), Vec::new());
    for contract in contracts.iter().filter(|contract| contract.state.is_approved()) {
        let total = lines::total(&contract.lines);
        let mut left = total;
        for (index, (item, share)) in contract.scheme.shares.iter().enumerate() {
            let is_last = index + 1 == contract.scheme.shares.len();
            let amount = if is_last { left } else { total * share / 100 };
            left -= amount;
            let due_on = due_on(item, contract);
            let outcome = Outcome::of(&mut random, due_on);
            let key = key("payment_plan", plans.len());
            let values = Row::default()
                .reference("contract", contract.key.as_str())
                .with("sequence", index + 1)
                .with("item", *item)
                .with("share", share.to_string())
                .day("due_on", due_on)
                .money("amount", amount)
                .with("status", outcome.status())
                .done();
            plans.push(record("payment_plan", key.clone(), customers[contract.customer].owner, values));
            if let Some(paid) = outcome.paid(amount) {
                let number = receipts.len();
                let received = due_on.plus(random.between(-4, 12)).workday().min(Day::LAST);
                receipts.push(receipt(&mut random, number, customers, contract, &key, received, paid));
            }
        }
    }
    plans.append(&mut receipts);
    plans
}

fn due_on(item: &str, contract: &Plan) -> Day {
    let day = match item {
        "prepayment" => contract.signed_on.plus(7),
        "on_delivery" => contract.delivery_on.plus(-5),
        "on_acceptance" => contract.delivery_on.plus(48),
        _ => contract.delivery_on.plus(390),
    };
    day.workday()
}

/// Whether an instalment has been paid.
enum Outcome {
    NotYetDue,
    Paid,
    Half,
    Overdue,
}

impl Outcome {
    fn of(random: &mut Random, due_on: Day) -> Self {
        match random.below(100) {
            _ if due_on > Day::LAST => Self::NotYetDue,
            0..82 => Self::Paid,
            82..90 => Self::Half,
            _ => Self::Overdue,
        }
    }

    fn status(&self) -> &'static str {
        match self {
            Self::NotYetDue => "planned",
            Self::Paid => "paid",
            Self::Half => "partly_paid",
            Self::Overdue => "overdue",
        }
    }

    fn paid(&self, amount: i64) -> Option<i64> {
        match self {
            Self::Paid => Some(amount),
            Self::Half => Some(amount / 200 * 100),
            Self::NotYetDue | Self::Overdue => None,
        }
    }
}

fn receipt(
    random: &mut Random,
    index: usize,
    customers: &[Customer],
    contract: &Plan,
    plan: &str,
    received: Day,
    cents: i64,
) -> Record {
    let customer = &customers[contract.customer];
    let method =
        *random.pick(&["bank_transfer", "bank_transfer", "bank_transfer", "bank_acceptance", "commercial_acceptance"]);
    let values = Row::default()
        .reference("contract", contract.key.as_str())
        .reference("payment_plan", plan)
        .day("received_on", received)
        .money("amount", cents)
        .with("method", method)
        .with("payer", customer.name.as_str())
        .with("voucher", format!("{}{}", received.to_string().replace('-', ""), random.digits(8)))
        .done();
    record("receipt", key("receipt", index), customer.owner, values)
}

fn record(object: &str, key: String, owner: &str, values: crate::Values) -> Record {
    Record { object: object.to_owned(), key, owner: owner.to_owned(), values, lines: Vec::new() }
}
