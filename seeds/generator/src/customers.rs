//! Three hundred customers.

use std::collections::BTreeSet;

use serde_json::json;

use crate::day::Day;
use crate::names::{self, BRAND, CITIES, City, TRADES};
use crate::organisation::{MANAGERS, OPERATIONS, REPS};
use crate::random::Random;
use crate::values::{Row, key};
use crate::{Record, Values};

const CUSTOMERS: usize = 300;
/// The last so many customers have no sales person: the pool.
const IN_POOL: usize = 22;

/// Everybody who has customers. Two managers do as well, so that the demo shows what happens when they submit.
pub(crate) const SELLERS: [&str; 10] =
    [REPS[0], REPS[4], REPS[1], REPS[5], REPS[2], REPS[6], REPS[3], REPS[7], MANAGERS[0], MANAGERS[1]];

/// A customer with what other records need to know of it.
pub(crate) struct Customer {
    /// Key of the record.
    pub(crate) key: String,
    /// Full name.
    pub(crate) name: String,
    /// Short name, the beginning of the names of its opportunities and contracts.
    pub(crate) short_name: String,
    /// Whose customer it is.
    pub(crate) owner: &'static str,
    /// Nobody's customer.
    is_in_pool: bool,
    /// The end of its mail addresses.
    pub(crate) domain: String,
    /// Where it is.
    pub(crate) city: &'static City,
    values: Values,
}

impl Customer {
    /// The record.
    pub(crate) fn record(&self) -> Record {
        Record {
            object: "customer".to_owned(),
            key: self.key.clone(),
            owner: self.owner.to_owned(),
            values: self.values.clone(),
            lines: Vec::new(),
        }
    }
}

/// All customers.
pub(crate) fn customers() -> Vec<Customer> {
    let mut random = Random::of("customers");
    let mut brands = BTreeSet::new();
    (0..CUSTOMERS)
        .map(|index| {
            let (first, second) = loop {
                let (first, second) = (random.below(BRAND.len()), random.below(BRAND.len()));
                if first != second && brands.insert((first, second)) {
                    break (BRAND[first], BRAND[second]);
                }
            };
            customer(&mut random, index, first, second)
        })
        .collect()
}

fn customer(random: &mut Random, index: usize, first: (&str, &str), second: (&str, &str)) -> Customer {
    // The nearer half of the list of cities twice as often: a company in Suzhou sells mostly around Suzhou.
    let near = random.chance(50);
    let city = &CITIES[random.below(if near { CITIES.len() / 2 } else { CITIES.len() })];
    let (trade, industry) = *random.pick(&TRADES);
    let brand = format!("{}{}", first.0, second.0);
    let ending = *random.pick(&["有限公司", "有限公司", "有限公司", "有限公司", "股份有限公司", "集团有限公司"]);
    let name = format!("{}{brand}{trade}{ending}", city.name);
    let is_in_pool = index >= CUSTOMERS - IN_POOL;
    let owner = if is_in_pool { OPERATIONS } else { SELLERS[index % SELLERS.len()] };
    let domain = format!("{}{}.example", first.1, second.1);
    let level = match random.below(100) {
        0..10 => "a",
        10..35 => "b",
        35..80 => "c",
        _ => "d",
    };
    let level = if is_in_pool { "d" } else { level };
    let tags = [
        ("listed", ending == "股份有限公司" && random.chance(60)),
        ("group", ending == "集团有限公司"),
        ("export", random.chance(18)),
        ("specialised", random.chance(22)),
        ("annual_frame", level == "a" && random.chance(50)),
    ];
    let tags: Vec<&str> = tags.iter().filter(|(_, has)| *has).map(|(tag, _)| *tag).collect();
    let short_name = format!("{brand}{}", trade.chars().take(2).collect::<String>());
    let credit = match level {
        "a" => random.between(20, 60) * 100_000,
        "b" => random.between(5, 20) * 100_000,
        "c" => random.between(1, 8) * 50_000,
        _ => 0,
    };
    let values = Row::default()
        .with("name", name.as_str())
        .with("short_name", short_name.as_str())
        .with("level", level)
        .with("industry", industry)
        .with("region", city.region)
        .with("source", *random.pick(&SOURCES))
        .with("phone", names::land_line(random, city))
        .with("email", format!("info@{domain}"))
        .with("website", format!("https://www.{domain}"))
        .with("address", names::address(random, city))
        .with("legal_person", names::person(random).name)
        .with("tax_number", names::tax_number(random, city))
        .with("bank", names::bank(random, city))
        .with("bank_account", names::bank_account(random))
        .money("credit_limit", credit * 100)
        .with("in_pool", is_in_pool)
        .maybe("tags", (!tags.is_empty()).then(|| json!(tags)))
        .maybe(
            "next_follow_on",
            (!is_in_pool && random.chance(70)).then(|| Day::LAST.plus(random.between(-6, 40)).workday().to_string()),
        )
        .maybe("remark", random.chance(30).then(|| *random.pick(&REMARKS)))
        .done();
    Customer { key: key("customer", index), name, short_name, owner, is_in_pool, domain, city, values }
}

/// The customers that somebody looks after: all but the pool, which comes last.
pub(crate) fn served(customers: &[Customer]) -> &[Customer] {
    &customers[..customers.partition_point(|customer| !customer.is_in_pool)]
}

/// Where customers come from; option keys of `lead_source`, the usual ones several times.
pub(crate) const SOURCES: [&str; 12] = [
    "exhibition",
    "exhibition",
    "exhibition",
    "website",
    "website",
    "referral",
    "referral",
    "cold_call",
    "search_ads",
    "social_media",
    "partner",
    "tender",
];

const REMARKS: [&str; 8] = [
    "每年三、四季度集中做设备预算，需提前两个月沟通。",
    "对交期要求高，付款及时。",
    "已使用我司设备多年，备件采购稳定。",
    "集团统一招标，需先完成供应商准入。",
    "工厂正在扩建二期，预计明年投产。",
    "对价格敏感，通常会比三家。",
    "重视售后响应速度，要求本地工程师驻点。",
    "需配合开具 13% 增值税专用发票，月结对账。",
];
