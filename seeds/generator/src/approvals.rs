//! What people did with the contracts. It follows the flow `contract_approval` exactly: whoever decides here is asked
//! there, and the tests replay it against the flow document.

use crate::contracts::{Plan, Seat, State};
use crate::customers::Customer;
use crate::lines::Size;
use crate::organisation::{CEO, DIRECTOR, superior};
use crate::random::Random;
use crate::{Action, Approval, Verb};

/// The approvals of all contracts but the drafts.
pub(crate) fn of_contracts(customers: &[Customer], contracts: &[Plan]) -> Vec<Approval> {
    let mut random = Random::of("approvals");
    contracts
        .iter()
        .filter_map(|plan| {
            let actions = actions(&mut random, plan, customers[plan.customer].owner);
            (!actions.is_empty()).then(|| Approval { object: "contract".to_owned(), record: plan.key.clone(), actions })
        })
        .collect()
}

/// Who is asked, in order. The director is not asked again where he is the superior himself.
fn deciders(owner: &str, size: Size) -> Vec<&'static str> {
    let mut deciders: Vec<&'static str> = superior(owner).into_iter().collect();
    if size != Size::Small {
        deciders.push(DIRECTOR);
    }
    if size == Size::VeryLarge {
        deciders.push(CEO);
    }
    deciders.dedup();
    deciders
}

/// Those who are asked before the seat is.
fn before<'a>(seat: Seat, owner: &str, deciders: &'a [&'static str]) -> &'a [&'static str] {
    let person = match seat {
        Seat::Superior => superior(owner).unwrap_or_default(),
        Seat::Director => DIRECTOR,
        Seat::Ceo => CEO,
    };
    let place = deciders.iter().position(|decider| *decider == person).unwrap_or(0);
    &deciders[..place]
}

fn actions(random: &mut Random, plan: &Plan, owner: &str) -> Vec<Action> {
    let deciders = deciders(owner, plan.size);
    let submit = act(Verb::Submit, owner, None);
    let mut actions = Vec::new();
    match plan.state {
        State::Draft => {}
        State::Withdrawn => {
            actions.extend([submit, act(Verb::Withdraw, owner, Some(random.pick(&WITHDRAWN)))]);
        }
        State::WaitingFor(seat) => {
            actions.push(submit);
            actions.extend(before(seat, owner, &deciders).iter().map(|by| approve(random, by)));
        }
        State::RejectedBy(seat) => {
            let approved = before(seat, owner, &deciders);
            actions.push(submit);
            actions.extend(approved.iter().map(|by| approve(random, by)));
            actions.push(act(Verb::Reject, deciders[approved.len()], Some(random.pick(&REJECTED))));
        }
        State::Approved | State::ApprovedAtSecondTry => {
            if plan.state == State::ApprovedAtSecondTry {
                actions.extend([submit.clone(), act(Verb::Reject, deciders[0], Some(random.pick(&REJECTED)))]);
            }
            actions.push(submit);
            actions.extend(deciders.iter().map(|by| approve(random, by)));
        }
    }
    actions
}

fn act(verb: Verb, by: &str, comment: Option<&&str>) -> Action {
    Action { verb, by: by.to_owned(), comment: comment.map(|comment| (*comment).to_owned()) }
}

fn approve(random: &mut Random, by: &str) -> Action {
    let comment = random.chance(60).then(|| random.pick(if by == CEO { &CEO_SAYS } else { &APPROVED }));
    act(Verb::Approve, by, comment)
}

const APPROVED: [&str; 6] = [
    "同意。",
    "价格和交期没有问题，同意。",
    "客户资信良好，同意签订。",
    "折扣在授权范围内，同意。",
    "已与生产确认交期，同意。",
    "同意，注意跟进预付款到账。",
];
const CEO_SAYS: [&str; 6] = [
    "同意。",
    "重点项目，请销售部安排专人跟进。",
    "同意，注意控制验收节点风险。",
    "同意，项目启动后每两周汇报一次。",
    "同意签订。",
    "同意，付款条件不得再放宽。",
];
const REJECTED: [&str; 5] = [
    "折扣超出授权，请与客户重新确认价格。",
    "预付款比例偏低，建议提高到 30% 后再提交。",
    "交期与生产排程冲突，请重新确认。",
    "付款方式缺少验收节点，请补充后重新提交。",
    "客户尚有逾期款未结清，暂不同意。",
];
const WITHDRAWN: [&str; 3] =
    ["客户要求调整配置，先撤回。", "单价有误，修改后重新提交。", "客户开票信息变更，稍后再提交。"];
