//! As many customers as a bench wants, each with two contacts; fifteen fields each, none of them blank.

use crate::Values;
use crate::day::Day;
use crate::names::{self, BRAND, CITIES, TRADES};
use crate::random::Random;
use crate::values::Row;

/// A customer with its people.
#[derive(Debug, Clone, PartialEq)]
pub struct ScaleCustomer {
    /// Fifteen values of `customer`.
    pub values: Values,
    /// Fourteen values each of `contact`; the fifteenth is the reference `customer`, which only the loader knows.
    pub contacts: [Values; 2],
}

/// The first `customers` of an endless list: a longer list begins with the shorter one.
pub fn scale(customers: usize) -> impl Iterator<Item = ScaleCustomer> {
    (0..customers).map(|index| {
        let mut random = Random::of_item("scale", index);
        ScaleCustomer {
            values: customer(&mut random, index),
            contacts: [0, 1].map(|place| contact(&mut random, 2 * index + place, place == 0)),
        }
    })
}

/// A different name for every index: the digits of a number of mixed base, scattered by a factor that shares no divisor
/// with the base, so that neighbours do not look alike.
fn parts(index: usize) -> (usize, usize, usize, usize, usize) {
    let all = CITIES.len() * BRAND.len() * BRAND.len() * TRADES.len();
    let scattered = index % all * 1_000_003 % all;
    let (rest, trade) = (scattered / TRADES.len(), scattered % TRADES.len());
    let (rest, first) = (rest / BRAND.len(), rest % BRAND.len());
    let (rest, second) = (rest / BRAND.len(), rest % BRAND.len());
    (rest % CITIES.len(), first, second, trade, index / all)
}

fn customer(random: &mut Random, index: usize) -> Values {
    let (city, first, second, trade, round) = parts(index);
    let (city, first, second, (trade, industry)) = (&CITIES[city], BRAND[first], BRAND[second], TRADES[trade]);
    let branch = if round == 0 { String::new() } else { format!("第{round}分公司") };
    let domain = format!("{}{}{index}.example", first.1, second.1);
    Row::default()
        .with("name", format!("{}{}{}{trade}有限公司{branch}", city.name, first.0, second.0))
        .with("short_name", format!("{}{}{}", first.0, second.0, trade.chars().take(2).collect::<String>()))
        .with("level", *random.pick(&["a", "b", "b", "c", "c", "c", "c", "d", "d"]))
        .with("industry", industry)
        .with("region", city.region)
        .with("source", *random.pick(&crate::customers::SOURCES))
        .with("phone", names::land_line(random, city))
        .with("email", format!("info@{domain}"))
        .with("website", format!("https://www.{domain}"))
        .with("address", names::address(random, city))
        .with("legal_person", names::person(random).name)
        .with("tax_number", names::tax_number(random, city))
        .money("credit_limit", random.between(0, 500) * 1_000_000)
        .day("next_follow_on", Day::FIRST.plus(random.between(0, 450)))
        .with("in_pool", random.chance(5))
        .done()
}

fn contact(random: &mut Random, index: usize, is_primary: bool) -> Values {
    let person = names::person(random);
    let city = random.pick(CITIES);
    Row::default()
        .with("name", person.name.as_str())
        .with("gender", if person.is_woman { "ms" } else { "mr" })
        .with("division", *random.pick(&["采购部", "设备部", "工艺部", "生产部", "总经办"]))
        .with("job_title", *random.pick(&["经理", "主管", "工程师", "总监", "专员"]))
        .with("decision_role", *random.pick(&["decider", "influencer", "purchaser", "user", "other"]))
        .with("mobile", names::mobile(index))
        .with("phone", names::land_line(random, city))
        .with("email", format!("{}{index}@mail.example", person.pinyin))
        .with("wechat", format!("{}_{index}", person.pinyin))
        .day("birthday", Day::of(random.between(1965, 2002), random.between(1, 12), random.between(1, 28)))
        .with("is_primary", is_primary)
        .with("in_service", random.chance(95))
        .with("address", names::address(random, city))
        .with("remark", *random.pick(&["微信联系为主。", "上午较忙，下午联系。", "负责设备选型。", "展会上认识。"]))
        .done()
}
