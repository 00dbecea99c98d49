//! Eighty leads: companies that may become customers, and some that did.

use crate::Record;
use crate::customers::{Customer, SOURCES, served};
use crate::day::Day;
use crate::names::{self, BRAND, CITIES, TRADES};
use crate::organisation::{OPERATIONS, REPS};
use crate::random::Random;
use crate::values::{Row, key};

const LEADS: usize = 80;
/// Mobile numbers of leads begin after those of the contacts.
const FIRST_MOBILE: usize = 5_000;

/// All leads, oldest first.
pub(crate) fn records(customers: &[Customer]) -> Vec<Record> {
    let mut random = Random::of("leads");
    let mut days: Vec<Day> = (0..LEADS)
        .map(|_| {
            let reach = *random.pick(&[24, 90, 240]);
            Day::LAST.plus(-random.between(0, reach)).workday()
        })
        .collect();
    days.iter_mut().for_each(|day| *day = (*day).min(Day::LAST));
    days.sort();
    days.into_iter().enumerate().map(|(index, day)| lead(&mut random, index, day, customers)).collect()
}

fn lead(random: &mut Random, index: usize, received: Day, customers: &[Customer]) -> Record {
    let age = received.until(Day::LAST);
    let status = match (age, random.below(100)) {
        (..=20, 0..55) => "new",
        (..=20, _) | (21..=90, 0..60) => "following",
        (_, 0..45) => "qualified",
        (_, 45..70) => "following",
        _ => "invalid",
    };
    let customer = (status == "qualified").then(|| random.pick(served(customers)));
    let city = random.pick(CITIES);
    let (trade, industry) = *random.pick(&TRADES);
    let company = format!("{}{}{}{trade}有限公司", city.name, random.pick(&BRAND).0, random.pick(&BRAND).0);
    let owner = match (status, customer) {
        ("new", _) => OPERATIONS,
        (_, Some(customer)) => customer.owner,
        _ => *random.pick(&REPS),
    };
    let is_open = matches!(status, "new" | "following");
    let values = Row::default()
        .with("company_name", customer.map_or(company, |customer| customer.name.clone()))
        .with("contact_name", names::person(random).name)
        .with("mobile", names::mobile(FIRST_MOBILE + index))
        .maybe("industry", customer.is_none().then_some(industry))
        .maybe("region", customer.is_none().then_some(city.region))
        .with("source", *random.pick(&SOURCES))
        .with("status", status)
        .with("requirement", *random.pick(&REQUIREMENTS))
        .money("expected_amount", random.between(4, 160) * 1_000_000)
        .day("received_on", received)
        .maybe("next_follow_on", is_open.then(|| Day::LAST.plus(random.between(-4, 21)).workday().to_string()))
        .maybe(
            "remark",
            (status == "invalid")
                .then(|| *random.pick(&["近期无采购计划。", "仅询价，未回复。", "已选定其他供应商。"])),
        );
    let values = match customer {
        Some(customer) => values.reference("customer", customer.key.as_str()),
        None => values,
    };
    Record {
        object: "lead".to_owned(),
        key: key("lead", index),
        owner: owner.to_owned(),
        values: values.done(),
        lines: Vec::new(),
    }
}

/// What people ask for, also in opportunities.
pub(crate) const REQUIREMENTS: [&str; 10] = [
    "现有人工装配工位 12 个，希望减少一半人员，节拍不高于 10 秒。",
    "需要对产品外观做全检，当前漏检导致客户投诉。",
    "新产线规划，要求 2026 年底前投产，需提供整体方案和布局图。",
    "老设备改造，保留机架，更换电控与伺服系统。",
    "需要与 MES 对接，全程追溯，扫码绑定序列号。",
    "机床上下料，两台机床共用一台机器人，换型时间不超过 15 分钟。",
    "仓库到产线的物料配送，考虑 3 至 5 台 AGV。",
    "点胶质量不稳定，希望增加视觉定位和胶量检测。",
    "海外工厂同款设备复制，需符合 CE 要求并提供英文资料。",
    "年度备件与维保框架，按季度结算。",
];
