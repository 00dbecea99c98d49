//! A hundred and twenty contracts in every state that the approval flow knows.

use std::collections::BTreeMap;

use crate::Record;
use crate::contacts::Contact;
use crate::customers::{Customer, SELLERS};
use crate::day::Day;
use crate::lines::{self, Line, Size};
use crate::payments::Scheme;
use crate::products::PRODUCTS;
use crate::random::Random;
use crate::sales::Opportunity;
use crate::values::{Row, key};

/// Who decides, in the order of the flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seat {
    Superior,
    Director,
    Ceo,
}

/// How far a contract has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    Draft,
    WaitingFor(Seat),
    Approved,
    ApprovedAtSecondTry,
    RejectedBy(Seat),
    Withdrawn,
}

impl State {
    /// Agreed, so that money is due.
    pub(crate) fn is_approved(self) -> bool {
        matches!(self, Self::Approved | Self::ApprovedAtSecondTry)
    }

    /// When such a contract was written: what is open is new.
    fn days(self) -> (Day, Day) {
        match self {
            Self::Draft => (Day::of(2026, 11, 2), Day::LAST),
            Self::WaitingFor(_) => (Day::of(2026, 11, 4), Day::LAST),
            Self::Withdrawn => (Day::of(2026, 10, 12), Day::of(2026, 11, 13)),
            Self::RejectedBy(_) => (Day::of(2026, 7, 1), Day::of(2026, 11, 13)),
            Self::Approved | Self::ApprovedAtSecondTry => (Day::FIRST.plus(7), Day::of(2026, 10, 30)),
        }
    }
}

/// How many contracts of each state and size there are; 120 with the long one.
const PLAN: [(usize, State, Size); 23] = [
    (15, State::Draft, Size::Small),
    (11, State::Draft, Size::Large),
    (4, State::Draft, Size::VeryLarge),
    (7, State::WaitingFor(Seat::Superior), Size::Small),
    (6, State::WaitingFor(Seat::Superior), Size::Large),
    (2, State::WaitingFor(Seat::Superior), Size::VeryLarge),
    (8, State::WaitingFor(Seat::Director), Size::Large),
    (4, State::WaitingFor(Seat::Director), Size::VeryLarge),
    (8, State::WaitingFor(Seat::Ceo), Size::VeryLarge),
    (18, State::Approved, Size::Small),
    (18, State::Approved, Size::Large),
    (6, State::Approved, Size::VeryLarge),
    (1, State::ApprovedAtSecondTry, Size::Large),
    (1, State::ApprovedAtSecondTry, Size::VeryLarge),
    (2, State::RejectedBy(Seat::Superior), Size::Small),
    (1, State::RejectedBy(Seat::Superior), Size::Large),
    (2, State::RejectedBy(Seat::Director), Size::Large),
    (1, State::RejectedBy(Seat::Director), Size::VeryLarge),
    (1, State::RejectedBy(Seat::Ceo), Size::VeryLarge),
    (1, State::Withdrawn, Size::Small),
    (1, State::Withdrawn, Size::Large),
    (1, State::Withdrawn, Size::VeryLarge),
    // The approved contract of sixty lines, for the print; its lines are made apart.
    (1, State::Approved, Size::VeryLarge),
];

/// A contract before it becomes a record.
pub(crate) struct Plan {
    /// Key of the record.
    pub(crate) key: String,
    /// Index of the customer.
    pub(crate) customer: usize,
    /// What the project is about.
    pub(crate) project: &'static str,
    /// How far it has come.
    pub(crate) state: State,
    /// How big it is.
    pub(crate) size: Size,
    /// Day of the contract.
    pub(crate) signed_on: Day,
    /// Day of delivery.
    pub(crate) delivery_on: Day,
    /// How it is paid.
    pub(crate) scheme: &'static Scheme,
    /// What is sold.
    pub(crate) lines: Vec<Line>,
    name: String,
}

/// A contract that is still to be made up.
struct Wanted {
    signed_on: Day,
    state: State,
    size: Size,
    is_long: bool,
    seller: &'static str,
}

/// One entry per contract, oldest first. The sellers take turns within each state, so that every manager has work.
fn wanted(random: &mut Random) -> Vec<Wanted> {
    let rows = PLAN
        .into_iter()
        .enumerate()
        .flat_map(|(row, (count, state, size))| std::iter::repeat_n((state, size, row + 1 == PLAN.len()), count));
    let mut wanted: Vec<Wanted> = rows
        .zip(SELLERS.iter().cycle())
        .map(|((state, size, is_long), seller)| {
            let (first, last) = state.days();
            let signed_on = first.plus(random.between(0, first.until(last))).workday().min(last);
            Wanted { signed_on, state, size, is_long, seller }
        })
        .collect();
    random.shuffle(&mut wanted);
    for long in wanted.iter_mut().filter(|wanted| wanted.is_long) {
        // Near the top of every list, and a representative's, so that it is easy to find.
        (long.signed_on, long.seller) = (Day::of(2026, 10, 30), SELLERS[0]);
    }
    wanted.sort_by_key(|wanted| wanted.signed_on);
    wanted
}

/// All contracts, oldest first.
pub(crate) fn plans(customers: &[Customer]) -> Vec<Plan> {
    let mut random = Random::of("contracts");
    let mut seen = BTreeMap::new();
    wanted(&mut random)
        .into_iter()
        .enumerate()
        .map(|(index, Wanted { signed_on, state, size, is_long, seller })| {
            let own: Vec<usize> = (0..customers.len()).filter(|at| customers[*at].owner == seller).collect();
            let customer = *random.pick(&own);
            let lines = if is_long { lines::sixty_lines(&mut random) } else { lines::lines(&mut random, size) };
            let project = project(&lines);
            let times = seen.entry((customer, project)).or_insert(0);
            let phase = PHASES[(*times).min(PHASES.len() - 1)];
            let ending = if project.ends_with("服务") { "合同" } else { "采购合同" };
            *times += 1;
            Plan {
                key: key("contract", index),
                customer,
                project,
                state,
                size,
                signed_on,
                delivery_on: signed_on.plus(random.between(35, 120)).workday(),
                scheme: Scheme::usual(&mut random, size),
                lines,
                name: format!("{}{project}{phase}{ending}", customers[customer].short_name),
            }
        })
        .collect()
}

/// A customer's second contract about the same thing is its second phase.
const PHASES: [&str; 4] = ["", "（二期）", "（三期）", "（四期）"];

/// What a contract is about: its first line, which is the machine.
pub(crate) fn project(lines: &[Line]) -> &'static str {
    match lines.first().map(|line| PRODUCTS[line.product].category) {
        Some("assembly") => "自动装配线",
        Some("robot_cell") => "机器人工作站",
        Some("conveyor") => "输送系统",
        Some("vision") => "视觉检测设备",
        Some("dispensing") => "点胶锁付设备",
        Some("control") => "电控系统",
        Some("spare_part") => "年度备件",
        _ => "设备维保服务",
    }
}

/// The contract as a record.
pub(crate) fn record(
    plan: &Plan,
    customers: &[Customer],
    contacts: &[Contact],
    opportunities: &[Opportunity],
) -> Record {
    let customer = &customers[plan.customer];
    let contact = contacts.iter().find(|contact| contact.customer == plan.customer);
    let opportunity = opportunities.iter().find(|opportunity| opportunity.contract.as_ref() == Some(&plan.key));
    let mut values = Row::default()
        .with("name", plan.name.as_str())
        .reference("customer", customer.key.as_str())
        .day("signed_on", plan.signed_on)
        .day("start_on", plan.signed_on)
        .day("end_on", plan.delivery_on.plus(365))
        .with("payment_terms", plan.scheme.terms)
        .with("delivery_terms", DELIVERY_TERMS);
    if let Some(contact) = contact {
        values = values.reference("contact", contact.key.as_str());
    }
    if let Some(opportunity) = opportunity {
        values = values.reference("opportunity", opportunity.key.as_str());
    }
    Record {
        object: "contract".to_owned(),
        key: plan.key.clone(),
        owner: customer.owner.to_owned(),
        values: values.done(),
        lines: plan.lines.iter().map(|line| line.values(Some(plan.delivery_on))).collect(),
    }
}

/// Terms of delivery, the same in all contracts.
pub(crate) const DELIVERY_TERMS: &str = "卖方负责运输至买方工厂并承担运费及保险费。设备到场后 15 日内完成安装调试，连续稳定运行 72 小时后由双方签署验收单。质保期自验收合格之日起 12 个月。";
